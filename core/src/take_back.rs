//! Taking back one's own work in a landscape that others change too: field by field, and only what is still as one's own
//! step left it (decision 0018).

use crate::change::Changes;
use crate::command::{Batch, Command, Place, Remove, Restore, Set};
use crate::model::{Element as _, ElementId, FieldSpec, Frame, Landscape, Record, Shape, Value};
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

mod left;
mod merging;

pub use left::{Left, Why};

/// How a step is taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct TakeBack {
    /// Does it. Applies to the landscape that it was made for. Of records that are there it sets single fields, so that it
    /// also leaves alone what others do to the rest of them before it arrives.
    pub command: Command,
    /// What does not become what it was, or goes along although others had a part in it.
    pub left: Vec<Left>,
}

/// How what a step did is taken back in the landscape as it is now.
///
/// - A field that the step changed is set back where it still holds what the step set; of a map only the entries, of a
///   list only the run that the step changed.
/// - What the step added is removed, with what cannot be without it.
/// - What the step removed is put back, if what it belongs to is there.
///
/// Where nobody else changed anything, and no reference pointed nowhere, this does what [`Changes::invert`] does. To do a
/// step again is to take back its inverse.
pub fn take_back(changes: &Changes, now: &Landscape) -> TakeBack {
    let mut taking = Taking { now: now.clone(), commands: Vec::new(), left: Vec::new() };
    taking.put_back(changes);
    taking.set_back(changes);
    taking.remove_again(changes);
    TakeBack { command: Batch::of(taking.commands), left: taking.left }
}

/// A step that is being taken back.
struct Taking {
    /// The landscape with what is done so far.
    now: Landscape,
    commands: Vec<Command>,
    left: Vec<Left>,
}

impl Taking {
    /// Does a part of it; answers whether it could be done.
    fn run(&mut self, command: impl Into<Command>) -> bool {
        let command = command.into();
        let is_done = crate::command::apply(&mut self.now, &command).is_ok();
        if is_done {
            self.commands.push(command);
        }
        is_done
    }

    fn leave(&mut self, record: &Record, why: Why) {
        let called = called(record, &self.now);
        self.left.push(Left { id: record.id(), called, why });
    }

    /// Puts back what the step removed, as far as what that belongs to is there.
    fn put_back(&mut self, changes: &Changes) {
        let mut coming = SortedMap::new();
        for (id, record) in &changes.removed {
            match self.now.get(*id) {
                None => {
                    coming.insert(*id, record.clone());
                }
                Some(is) if is == *record => {}
                Some(is) => self.leave(&is, Why::IsBack),
            }
        }
        loop {
            let is_there = |id: &ElementId| self.now.contains(*id) || coming.contains_key(id);
            let has_no_place = |(_, record): &(&ElementId, &Record)| !record.holders().iter().all(is_there);
            let lost: Vec<ElementId> = coming.iter().filter(has_no_place).map(|(id, _)| *id).collect();
            if lost.is_empty() {
                break;
            }
            for record in lost.iter().filter_map(|id| coming.remove(id)) {
                self.leave(&record, Why::HasNoPlace);
            }
        }
        let stays = |id: ElementId| (self.now.contains(id) || coming.contains_key(&id)).then_some(id);
        let (mut put, mut shortened) = (Vec::new(), Vec::new());
        for record in coming.values() {
            let without = record.followed(&stays);
            shortened.extend(without.is_some().then(|| record.clone()));
            put.push(without.unwrap_or_else(|| record.clone()));
        }
        for record in shortened {
            self.leave(&record, Why::Forgot);
        }
        if !put.is_empty() {
            self.run(Restore::put(put));
        }
    }

    /// Sets back the fields that the step changed and that nobody changed since.
    fn set_back(&mut self, changes: &Changes) {
        let mut frames = SortedMap::new();
        for (id, (before, after)) in &changes.updated {
            let Some(is) = self.now.get(*id) else {
                self.leave(after, Why::IsGone);
                continue;
            };
            if is == *before {
                continue;
            }
            for (place, spec) in before.specs().iter().enumerate() {
                let [was, became, holds] = [before, after, &is].map(|record| record.fields()[place].value());
                if was == became || holds == was || !is_of_its_own(spec, after, &is) {
                    continue;
                }
                let names = matches!(spec.shape, Shape::Reference { .. }) && !spec.is_ordered;
                match merging::back(&was, &became, &holds, names) {
                    merging::Back::Left => self.leave(&is, Why::OthersChanged(spec.name, spec.label)),
                    merging::Back::Partly(value) => {
                        self.leave(&is, Why::OthersChanged(spec.name, spec.label));
                        self.set(*id, spec, value, &mut frames);
                    }
                    merging::Back::To(value) => self.set(*id, spec, value, &mut frames),
                }
            }
        }
        if !frames.is_empty() {
            self.run(Place { frames });
        }
    }

    /// Sets one field, without what is not there any more.
    fn set(&mut self, id: ElementId, spec: &FieldSpec, value: Value, frames: &mut SortedMap<ElementId, Frame>) {
        let Some(is) = self.now.get(id) else { return };
        let mut would_be = is.clone();
        if would_be.set(spec.name, value).is_err() {
            return;
        }
        if let Some(frame) = would_be.frame().filter(|_| spec.name == "frame") {
            frames.insert(id, frame);
            return;
        }
        let known = is.named_by(spec.name);
        let stays = |id: ElementId| (self.now.contains(id) || known.contains(&id)).then_some(id);
        let is_whole = would_be.named_by(spec.name).into_iter().all(|id| stays(id).is_some());
        if !is_whole && !spec.is_vital() {
            would_be = would_be.followed(&stays).unwrap_or(would_be);
        }
        let value = would_be.field(spec.name);
        let is_done = value == is.field(spec.name) || self.run(Set { id, field: spec.name.to_owned(), value });
        if !is_whole || !is_done {
            self.leave(&is, Why::Forgot);
        }
    }

    /// Removes what the step added, with what hangs on it.
    fn remove_again(&mut self, changes: &Changes) {
        let there = changes.added.iter().filter_map(|(id, record)| Some((*id, record, self.now.get(*id)?)));
        let mut elements = SortedSet::new();
        let mut changed = Vec::new();
        for (id, record, is) in there {
            elements.insert(id);
            changed.extend((is != *record).then_some(is));
        }
        if elements.is_empty() {
            return;
        }
        let command = Command::from(Remove { elements });
        let along = command.changes(&self.now).map(|done| done.removed).unwrap_or_default();
        for record in changed {
            self.leave(&record, Why::WentThoughChanged);
        }
        for record in along.values().filter(|record| !changes.added.contains_key(&record.id())) {
            self.leave(record, Why::WentAlong);
        }
        self.run(command);
    }
}

/// What a scenario saw of its base belongs to its steps: where others changed these, it is left as it is without a word.
fn is_of_its_own(spec: &FieldSpec, after: &Record, now: &Record) -> bool {
    let is_about_steps = matches!(now, Record::Scenario(_)) && spec.name == "seen";
    !is_about_steps || now.field("steps") == after.field("steps")
}

/// What a sentence calls something that is not there any more.
fn called(record: &Record, now: &Landscape) -> String {
    let mut then = now.clone();
    then.apply(&Changes { added: SortedMap::from([(record.id(), record.clone())]), ..Changes::default() });
    then.quoted(record.id())
}
