//! Going about elements and what is said of them: from lists to inspectors, and into their folds.

use atoll_core::model::{ElementId, ElementKind};
use leptos::prelude::*;

use super::{Dialog, RightTab, Session};
use crate::platform::{frame, page};

impl Session {
    /// Lets the person type in the inspector.
    pub fn focus_inspector(&self) {
        self.show_inspector();
        // The panel is there with the next turn of the page.
        frame::surely_later(30, || page::focus_and_select("inspector-first"));
    }

    /// Goes to an element. What has no place on the map is seen in its inspector alone, which opens for it.
    pub fn go_to(&self, id: ElementId) {
        let has_place = self.edit(|editor| {
            editor.go_to(id);
            editor.rect_of(id).is_some()
        });
        if !has_place {
            self.show_inspector();
        }
    }

    /// The same from within an inspector, which is another one then: the focus stays in the panel.
    pub fn go_on_to(&self, id: ElementId) {
        self.go_to(id);
        frame::surely_later(30, || page::focus("details"));
    }

    /// Adds an element that names others in some of its fields, and lets the person name it.
    pub fn add(&self, kind: ElementKind, naming: &[(&str, ElementId)]) {
        if self.edit(|editor| editor.add(kind, naming)) {
            self.focus_inspector();
        }
    }

    /// Adds an element where the person is: in a table.
    pub fn add_row(&self, kind: ElementKind) {
        self.edit(|editor| editor.add(kind, &[]));
    }

    /// Opens the table of a kind.
    pub fn open_table(&self, kind: ElementKind) {
        self.signals.dialog.set(Some(Dialog::Table(kind)));
    }

    /// Opens a fold, or closes it.
    pub fn toggle_fold(&self, fold: &str) {
        self.signals.folds.update(|folds| {
            if !folds.remove(&fold.to_owned()) {
                folds.insert(fold.to_owned());
            }
        });
    }

    /// Whether a fold is open.
    pub fn is_unfolded(&self, fold: &'static str) -> Signal<bool> {
        let folds = self.signals.folds;
        Signal::derive(move || folds.with(|folds| folds.contains(&fold.to_owned())))
    }

    /// Whether a fold is open, and what opens and closes it.
    pub fn unfolding(&self, fold: String) -> (Signal<bool>, Callback<()>) {
        let (session, folds, own) = (*self, self.signals.folds, fold.clone());
        let is_open = Signal::derive(move || folds.with(|folds| folds.contains(&own)));
        (is_open, Callback::new(move |()| session.toggle_fold(&fold)))
    }

    /// Lets the person fill in a field, and opens the fold that it lies in.
    pub fn open_field(&self, fold: Option<String>, field: String) {
        if let Some(fold) = fold {
            self.signals.folds.update(|folds| {
                folds.insert(fold);
            });
        }
        // What was folded away is there with the next turn of the page.
        frame::surely_later(30, move || page::focus(&field));
    }

    fn show_inspector(&self) {
        self.signals.right.set(RightTab::Inspector);
        self.signals.right_folded.set(false);
        if self.signals.is_narrow.get_untracked() {
            // There is room for one sheet.
            self.signals.left.set(None);
        }
        self.lay_panels();
    }
}
