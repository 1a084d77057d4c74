//! A landscape that is being drawn, and its history.

use atoll_core::change::Changes;
use atoll_core::command::{self, Command, CommandError};
use atoll_core::history::{Entry, History};
use atoll_core::model::{ElementId, IdSource, Landscape};

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
    history: History<Option<Switch>>,
}

/// A step of the history that went from one document to another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Switch {
    from: DocumentKey,
    to: DocumentKey,
}

/// A step back or forth in the history.
pub(super) struct Step {
    pub(super) label: String,
    pub(super) changes: Changes,
    pub(super) switched_to: Option<DocumentKey>,
}

impl Document {
    /// A document; `replica` sets its identifiers apart from those that others make.
    pub fn new(key: DocumentKey, landscape: Landscape, replica: u32) -> Self {
        let ids = IdSource::after(&landscape, replica);
        Self { key, landscape, ids, revision: 0, history: History::default() }
    }

    /// What "Undo" would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What "Redo" would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    pub(super) fn run(&mut self, label: &str, command: &Command, mark: Option<&str>) -> Result<Changes, CommandError> {
        let changes = command::apply(&mut self.landscape, command)?;
        if !changes.is_empty() {
            self.revision += 1;
            match mark {
                Some(mark) => self.history.record_part(label, changes.clone(), mark),
                None => self.history.record(label, changes.clone(), None),
            }
        }
        Ok(changes)
    }

    /// Does a command as a part of what was done last: undoing that undoes both.
    pub(super) fn amend(&mut self, command: &Command) -> Changes {
        let Ok(changes) = command::apply(&mut self.landscape, command) else { return Changes::default() };
        self.revision += 1;
        self.history.amend(changes.clone());
        changes
    }

    /// Whether what was done last brought this element.
    pub(super) fn was_just_added(&self, id: ElementId) -> bool {
        self.history.last().is_some_and(|entry| entry.changes.added.contains_key(&id))
    }

    pub(super) fn end_gesture(&mut self) {
        self.history.end_gesture();
    }

    pub(super) fn restart(&mut self, key: DocumentKey, landscape: Landscape) -> Changes {
        let changes = Changes::between(&self.landscape, &landscape);
        self.key = key;
        self.history = History::default();
        self.apply(&changes);
        changes
    }

    pub(super) fn switch(&mut self, label: &str, key: DocumentKey, landscape: Landscape) -> Changes {
        let changes = Changes::between(&self.landscape, &landscape);
        let from = std::mem::replace(&mut self.key, key.clone());
        self.history.record(label, changes.clone(), Some(Switch { from, to: key }));
        self.apply(&changes);
        changes
    }

    pub(super) fn undo(&mut self) -> Option<Step> {
        let Entry { label, changes, attachment, .. } = self.history.undo()?;
        Some(self.take(label, changes.invert(), attachment.map(|switch| switch.from)))
    }

    pub(super) fn redo(&mut self) -> Option<Step> {
        let Entry { label, changes, attachment, .. } = self.history.redo()?;
        Some(self.take(label, changes, attachment.map(|switch| switch.to)))
    }

    fn take(&mut self, label: String, changes: Changes, switched_to: Option<DocumentKey>) -> Step {
        self.apply(&changes);
        if let Some(key) = &switched_to {
            self.key.clone_from(key);
        }
        Step { label, changes, switched_to }
    }

    fn apply(&mut self, changes: &Changes) {
        self.landscape.apply(changes);
        self.ids.skip(&self.landscape);
        self.revision += 1;
    }
}
