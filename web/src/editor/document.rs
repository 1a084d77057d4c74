//! A landscape that is being drawn, and its history.

use atoll_core::change::Changes;
use atoll_core::command::{Command, CommandError};
use atoll_core::history::{Entry, History};
use atoll_core::model::{ElementId, IdSource, Landscape};
use atoll_core::sorted_map::SortedMap;

use super::planning::Planning;

/// Names a document on this computer.
pub type DocumentKey = String;

/// A landscape that is being drawn, and its history.
#[derive(Debug)]
pub struct Document {
    /// Names it on this computer.
    pub key: DocumentKey,
    /// What is drawn.
    pub landscape: Landscape,
    /// Makes identifiers that nobody else makes.
    pub ids: IdSource,
    /// Counts the changes.
    pub revision: u64,
    /// The scenario that is drawn on, if one is: `landscape` is then the to-be.
    pub(super) planning: Option<Planning>,
    pub(super) history: History<Option<Switch>>,
    /// What whoever else changed something last is called, of what it is known of.
    pub(super) others: SortedMap<ElementId, String>,
}

/// A step of the history that went from one document to another.
#[derive(Clone, Debug)]
pub(super) struct Switch {
    pub(super) from: DocumentKey,
    pub(super) to: DocumentKey,
    /// What was drawn before, noted once others have changed what is drawn since.
    pub(super) was: Option<Landscape>,
}

/// A step back or forth in the history.
pub(super) struct Step {
    pub(super) label: String,
    /// How the log says it, if not by whole records.
    pub(super) noted: Option<Command>,
    /// What changed in what is kept.
    pub(super) kept: Changes,
    /// What changed in what is seen.
    pub(super) seen: Changes,
    pub(super) switched_to: Option<DocumentKey>,
}

impl Document {
    /// A document; `replica` sets its identifiers apart from those that others make.
    pub fn new(key: DocumentKey, landscape: Landscape, replica: u32) -> Self {
        let ids = IdSource::after(&landscape, replica);
        Self { key, landscape, ids, revision: 0, planning: None, history: History::default(), others: SortedMap::new() }
    }

    /// What "Undo" would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What "Redo" would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// Does a command; answers with the command for the log, if it changed anything, and with what changed in what is
    /// seen.
    pub(super) fn run(
        &mut self,
        label: &str,
        command: &Command,
        mark: Option<&str>,
    ) -> Result<(Option<Command>, Changes), CommandError> {
        let noted = self.noted(label, command)?;
        self.run_noted(label, noted, mark)
    }

    /// Does a command to what is, whichever scenario is drawn on.
    pub(super) fn run_on_base(
        &mut self,
        label: &str,
        command: &Command,
    ) -> Result<(Option<Command>, Changes), CommandError> {
        self.run_noted(label, command.clone(), None)
    }

    fn run_noted(
        &mut self,
        label: &str,
        noted: Command,
        mark: Option<&str>,
    ) -> Result<(Option<Command>, Changes), CommandError> {
        let (kept, seen) = self.perform(&noted)?;
        if kept.is_empty() {
            return Ok((None, seen));
        }
        self.revision += 1;
        match mark {
            Some(mark) => self.history.record_part(label, kept, mark),
            None => self.history.record(label, kept, None),
        }
        Ok((Some(noted), seen))
    }

    /// Does a command as a part of what was done last: undoing that undoes both.
    pub(super) fn amend(&mut self, command: &Command) -> (Command, Changes) {
        let done = self.noted("Place", command).and_then(|noted| Ok((self.perform(&noted)?, noted)));
        let Ok(((kept, seen), noted)) = done else { return (command.clone(), Changes::default()) };
        self.revision += 1;
        self.history.amend(kept);
        (noted, seen)
    }

    /// Whether what was done last brought this element.
    pub(super) fn was_just_added(&self, id: ElementId) -> bool {
        self.history.last().is_some_and(|entry| entry.changes.added.contains_key(&id))
    }

    pub(super) fn end_gesture(&mut self) {
        self.history.end_gesture();
    }

    pub(super) fn restart(&mut self, key: DocumentKey, landscape: Landscape) -> Changes {
        self.planning = None;
        let changes = Changes::between(&self.landscape, &landscape);
        self.key = key;
        self.history = History::default();
        self.apply(&changes)
    }

    pub(super) fn switch(&mut self, label: &str, key: DocumentKey, landscape: Landscape) -> Changes {
        let changes = Changes::between(&self.landscape, &landscape);
        let from = std::mem::replace(&mut self.key, key.clone());
        self.history.record(label, changes.clone(), Some(Switch { from, to: key, was: None }));
        self.apply(&changes)
    }

    pub(super) fn undo(&mut self) -> Option<Step> {
        let Entry { label, changes, attachment, .. } = self.history.undo()?;
        Some(self.take(label, changes.invert(), attachment.map(|switch| switch.from)))
    }

    pub(super) fn redo(&mut self) -> Option<Step> {
        let Entry { label, changes, attachment, .. } = self.history.redo()?;
        Some(self.take(label, changes, attachment.map(|switch| switch.to)))
    }

    pub(super) fn take(&mut self, label: String, changes: Changes, switched_to: Option<DocumentKey>) -> Step {
        let seen = self.apply(&changes);
        if let Some(key) = &switched_to {
            self.key.clone_from(key);
        }
        Step { label, noted: None, kept: changes, seen, switched_to }
    }
}
