//! Undo and redo: two stacks of [`Changes`], one entry for each thing that a person did.

use crate::change::Changes;
use crate::model::Landscape;

/// One thing that a person did and can take back.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// What it is called in "Undo …".
    pub label: String,
    /// What it did.
    pub changes: Changes,
    /// What else the application must take back with it.
    pub attachment: T,
    /// Later changes with the same mark join this entry.
    mark: Option<String>,
}

/// What was done and can be undone, and what was undone and can be redone.
#[derive(Clone, Debug)]
pub struct History<T> {
    done: Vec<Entry<T>>,
    undone: Vec<Entry<T>>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { done: Vec::new(), undone: Vec::new() }
    }
}

impl<T: Clone + Default> History<T> {
    /// The most entries that are kept; the oldest go first.
    pub const LIMIT: usize = 1_000;

    /// Notes something that was done. What had been undone can then not be redone.
    pub fn record(&mut self, label: impl Into<String>, changes: Changes, attachment: T) {
        self.push(Entry { label: label.into(), changes, attachment, mark: None });
    }

    /// Notes a part of a gesture: parts that follow each other under one mark are undone as one.
    pub fn record_part(&mut self, label: impl Into<String>, changes: Changes, mark: &str) {
        if let Some(last) = self.done.last_mut()
            && last.mark.as_deref() == Some(mark)
        {
            last.changes.squash(changes);
            self.undone.clear();
            return;
        }
        let mark = Some(mark.to_owned());
        self.push(Entry { label: label.into(), changes, attachment: T::default(), mark });
    }

    /// What was done last.
    pub fn last(&self) -> Option<&Entry<T>> {
        self.done.last()
    }

    /// Adds to what was done last, so that undoing it undoes both; where nothing was done, there is nothing to undo.
    pub fn amend(&mut self, changes: Changes) {
        if let Some(last) = self.done.last_mut() {
            last.changes.squash(changes);
        }
    }

    /// Ends the running gesture: the next part starts an entry of its own.
    pub fn end_gesture(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.mark = None;
        }
    }

    /// Takes the last entry off to be undone; its changes are to be inverted and applied by the caller.
    pub fn undo(&mut self) -> Option<Entry<T>> {
        let entry = self.done.pop()?;
        self.end_gesture();
        self.undone.push(entry.clone());
        Some(entry)
    }

    /// Takes the entry that was undone last; its changes are to be applied by the caller.
    pub fn redo(&mut self) -> Option<Entry<T>> {
        let mut entry = self.undone.pop()?;
        entry.mark = None;
        self.done.push(entry.clone());
        Some(entry)
    }

    /// The entry that was undone or done again last did this and nothing else, because others had changed the rest: to
    /// go there again is about this. An entry of which nothing is left goes.
    pub fn settle(&mut self, is_undone: bool, changes: Changes) {
        let entries = if is_undone { &mut self.undone } else { &mut self.done };
        match entries.last_mut() {
            Some(last) if !changes.is_empty() => last.changes = changes,
            _ => {
                entries.pop();
            }
        }
    }

    /// The last thing done with an attachment like this, and what the landscape was before it. Holds as long as nothing
    /// but what is noted here has changed the landscape since.
    pub fn before(&mut self, now: &Landscape, is_like: impl Fn(&T) -> bool) -> Option<(&mut T, Landscape)> {
        let place = self.done.iter().rposition(|entry| is_like(&entry.attachment))?;
        let mut landscape = now.clone();
        for entry in self.done[place..].iter().rev() {
            landscape.apply(&entry.changes.invert());
        }
        Some((&mut self.done[place].attachment, landscape))
    }

    /// What "Undo" would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|entry| entry.label.as_str())
    }

    /// What "Redo" would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|entry| entry.label.as_str())
    }

    fn push(&mut self, entry: Entry<T>) {
        self.undone.clear();
        self.done.push(entry);
        if self.done.len() > Self::LIMIT {
            self.done.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Landscape, Team, TeamId};

    fn named(name: &str) -> Landscape {
        Landscape::from_records([Team { id: TeamId::new(1), name: name.to_owned(), ..Team::default() }.into()])
    }

    #[test]
    fn parts_of_one_gesture_are_undone_as_one() {
        let mut history = History::<()>::default();
        let states = ["a", "b", "c", "d"].map(named);
        history.record_part("Move", Changes::between(&states[0], &states[1]), "nudge");
        history.record_part("Move", Changes::between(&states[1], &states[2]), "nudge");
        history.end_gesture();
        history.record_part("Move", Changes::between(&states[2], &states[3]), "nudge");

        let mut landscape = states[3].clone();
        for expected in [&states[2], &states[0]] {
            let entry = history.undo().expect("two entries");
            landscape.apply(&entry.changes.invert());
            assert_eq!(landscape, *expected);
        }
        assert!(history.undo().is_none());
        assert_eq!(history.redo_label(), Some("Move"));
        landscape.apply(&history.redo().expect("undone before").changes);
        assert_eq!(landscape, states[2]);
    }

    #[test]
    fn something_new_ends_what_could_be_redone() {
        let mut history = History::<()>::default();
        history.record("One", Changes::between(&named("a"), &named("b")), ());
        history.undo();
        history.record("Two", Changes::between(&named("a"), &named("c")), ());
        assert!(history.redo().is_none());
        assert_eq!(history.undo_label(), Some("Two"));
    }
}
