//! A scenario out of two landscapes: what is, and what is to be.

use crate::change::Changes;
use crate::command::{Add, Batch, Command, Remove, Restore};
use crate::difference::{Matching, called};
use crate::model::{ElementId, ElementKind, Header, IdSource, Landscape, MapState, Record, Scenario, ScenarioId, Step};
use crate::sorted_set::SortedSet;

use super::{outlook, seen, step};

/// A scenario over `as_is` that makes `to_be` of it, and which element is which. It has an identifier of `ids`; the
/// scenarios of `to_be` are no part of it.
pub fn from_landscapes(as_is: &Landscape, to_be: &Landscape, name: &str, ids: &mut IdSource) -> (Scenario, Matching) {
    let matching = Matching::of(as_is, to_be);
    let goal = matching.translate(as_is, to_be, ids);
    let id: ScenarioId = ids.fresh();
    (over(as_is, &goal, Scenario { id, name: name.to_owned(), ..Scenario::default() }), matching)
}

/// Whether these are the two of a pair: one that shows what is, and one that says of itself that it is what is to be of
/// the same.
pub fn is_pair(as_is: &Landscape, to_be: &Landscape) -> bool {
    let contexts = Matching::of(as_is, to_be).pairs.keys().filter(|id| id.kind() == ElementKind::Context).count();
    let (state, other) = (as_is.header.state, to_be.header.state);
    state != MapState::ToBe && other == MapState::ToBe && 3 * contexts >= to_be.contexts.len() && contexts > 0
}

/// The command, on what is, that takes what is to be up into it as a scenario, and that scenario's identifier. What is
/// to be keeps its name for the scenario; what is stays what is, in name and state.
pub fn pair(as_is: &Landscape, to_be: &Landscape, ids: &mut IdSource) -> (Command, ScenarioId) {
    let mut goal = to_be.clone();
    let Header { name, state, .. } = &*as_is.header;
    let called = goal.header.name.clone();
    goal.header = Header { name: name.clone(), state: *state, ..Header::clone(&goal.header) }.into();
    let called = if called.is_empty() || called == *name { "To be".to_owned() } else { called };
    let (scenario, _) = from_landscapes(as_is, &goal, &called, ids);
    let id = scenario.id;
    (Add::new(scenario).into(), id)
}

/// The scenario with the steps that make `goal` of `base`, in which the same identifiers mean the same: first what comes,
/// then what changes, then what goes.
pub fn over(base: &Landscape, goal: &Landscape, mut scenario: Scenario) -> Scenario {
    let without = |landscape: &Landscape| {
        let of_drawing = landscape.records().filter(|record| record.id().kind() != ElementKind::Scenario);
        Landscape::from_records(of_drawing)
    };
    let (from, to) = (without(base), without(goal));
    let changes = Changes::between(&from, &to);
    let mut commands = arrivals(&changes, &from);
    commands.extend(changed(&changes, &from, &to));
    commands.extend(departures(&changes, &from));
    scenario.steps = commands.into_iter().map(|(label, command)| step(label, &command)).collect();
    // What is broken in either may need whole records.
    let reached = without(&outlook(base, &scenario).landscape);
    let rest = Changes::between(&reached, &to);
    if !rest.is_empty() {
        scenario.steps.push(step("Put the rest as it is to be".to_owned(), &Restore::of(&rest).into()));
    }
    let steps = outlook(base, &scenario).steps;
    for done in steps.iter().filter_map(|step| step.result.as_ref().ok()) {
        for id in seen::concerned(base, done) {
            seen::note(&mut scenario, id, base.get(id).as_ref());
        }
    }
    scenario
}

fn step(label: String, command: &Command) -> Step {
    Step { label, command: step::write(command) }
}

fn label(verb: &str, landscape: &Landscape, id: ElementId) -> String {
    match id {
        ElementId::Header => format!("{verb} {}", called(landscape, id)),
        id => format!("{verb} the {} {}", id.kind().word(), called(landscape, id)),
    }
}

/// What comes: a record with all that belongs to nothing but it, once what it belongs to is there.
fn arrivals(changes: &Changes, from: &Landscape) -> Vec<(String, Command)> {
    let to = Landscape::from_records(from.records().chain(changes.added.values().cloned()));
    let mut there: SortedSet<ElementId> = from.ids().collect();
    let mut open: Vec<&Record> = changes.added.values().collect();
    let mut groups: Vec<(ElementId, Vec<Record>)> = Vec::new();
    loop {
        let (ready, rest): (Vec<&Record>, Vec<&Record>) =
            open.into_iter().partition(|record| record.holders().iter().all(|holder| there.contains(holder)));
        there.extend(ready.iter().map(|record| record.id()));
        for record in &ready {
            let holders = record.holders();
            let is_of = |group: &&mut (ElementId, Vec<Record>)| matches!(holders.as_slice(), [only] if group.1.iter().any(|other| other.id() == *only));
            match groups.iter_mut().find(is_of) {
                Some((_, group)) => group.push((*record).clone()),
                None => groups.push((record.id(), vec![(*record).clone()])),
            }
        }
        open = rest;
        if ready.is_empty() {
            break;
        }
    }
    let adds = |group: Vec<Record>| Batch::of(group.into_iter().map(|record| Add::new(record).into()).collect());
    let groups = groups.into_iter().map(|(id, group)| (label("Add", &to, id), adds(group)));
    // What belongs to nothing that is there is broken, and comes as it is.
    let lost =
        open.into_iter().map(|record| (label("Add", &to, record.id()), Restore::put(vec![record.clone()]).into()));
    groups.chain(lost).collect()
}

/// What changes, but for what a removal makes a record forget by itself.
fn changed(changes: &Changes, from: &Landscape, to: &Landscape) -> Vec<(String, Command)> {
    let stays = |id: ElementId| (to.contains(id) || !from.contains(id)).then_some(id);
    let of_record = |(id, (before, after)): (&ElementId, &(Record, Record))| {
        if before.followed(&stays).as_ref() == Some(after) {
            return None;
        }
        let sets: Vec<Command> = step::sets(*id, before, after).collect();
        let is_there = |id: &ElementId| from.contains(*id) || to.contains(*id);
        // A command does not come to name what is not there; a file can.
        let is_whole = after.references().iter().all(is_there);
        let command = if is_whole { Batch::of(sets) } else { Restore::put(vec![after.clone()]).into() };
        Some((format!("{}: {}", label("Change", from, *id), labels(before, after)), command))
    };
    changes.updated.iter().filter_map(of_record).collect()
}

/// What people call the fields that differ.
fn labels(before: &Record, after: &Record) -> String {
    let fields = before.specs().iter().zip(before.fields().into_iter().zip(after.fields()));
    let differing = fields.filter(|(_, (before, after))| before.value() != after.value());
    differing.map(|(spec, _)| spec.label.to_lowercase()).collect::<Vec<_>>().join(", ")
}

/// What goes and takes along what belongs to it.
fn departures(changes: &Changes, from: &Landscape) -> Vec<(String, Command)> {
    let is_first = |record: &&Record| !record.holders().iter().any(|holder| changes.removed.contains_key(holder));
    let first = changes.removed.values().filter(is_first);
    first.map(|it| (label("Remove", from, it.id()), Remove { elements: [it.id()].into() }.into())).collect()
}
