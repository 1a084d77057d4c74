//! What the tour shows while it speaks.

use atoll_core::gallery::FIRST;
use leptos::prelude::*;

use super::{LeftPanel, Session, ThemeChoice};
use crate::panel::TOUR_LENGTH;
use crate::platform::{page, settings};

impl Session {
    /// Begins the tour, on the landscape that it speaks of.
    pub fn start_tour(&self) {
        let is_there = self.peek(|editor| editor.landscape().header.name == FIRST.landscape().header.name);
        if !is_there {
            self.open_example(FIRST);
        }
        self.show_tour_step(0);
    }

    /// Goes on with the tour.
    pub fn next_tour_step(&self) {
        match self.signals.tour.get_untracked() {
            Some(index) if index + 1 < TOUR_LENGTH => self.show_tour_step(index + 1),
            _ => self.end_tour(),
        }
    }

    fn show_tour_step(&self, index: usize) {
        self.signals.tour.set(Some(index));
        self.lay_panels();
        let signals = self.signals;
        match index {
            1 => {
                let source = self.peek(|editor| {
                    let contexts = editor.landscape().contexts.values();
                    contexts
                        .max_by_key(|context| {
                            let landscape = editor.landscape();
                            landscape
                                .relationships
                                .values()
                                .filter(|r| r.contexts().is_some_and(|(up, _)| up == context.id))
                                .count()
                        })
                        .map(|context| context.id)
                });
                self.edit(|editor| editor.set_ripple(source));
            }
            2 => {
                self.edit(|editor| editor.set_ripple(None));
                signals.left.set(Some(LeftPanel::Problems));
                self.lay_panels();
            }
            3 => {
                signals.left.set(None);
                signals.finding.set(None);
                self.edit(|editor| editor.selection.clear());
                self.lay_panels();
            }
            _ => {}
        }
    }

    /// Ends the tour for good.
    pub fn end_tour(&self) {
        self.signals.tour.set(None);
        settings::set("tour", "seen");
        self.edit(|editor| editor.set_ripple(None));
        self.lay_panels();
        page::focus("canvas");
    }

    /// Chooses light or dark, or what the system says.
    pub fn choose_theme(&self, theme: ThemeChoice) {
        settings::set("theme", theme.word());
        self.show_theme(theme);
    }

    /// Shows a theme.
    pub fn show_theme(&self, theme: ThemeChoice) {
        let is_dark = match theme {
            ThemeChoice::System => page::matches_media("(prefers-color-scheme: dark)"),
            ThemeChoice::Light => false,
            ThemeChoice::Dark => true,
        };
        page::set_root_attribute("data-theme", Some(if is_dark { "dark" } else { "light" }));
        self.signals.theme.set(theme);
        self.signals.is_dark.set(is_dark);
    }

    /// Says in full how safe everything is.
    pub fn explain_saved(&self) {
        let words = match self.signals.saved.get_untracked() {
            super::Saved::Problem(reason) => {
                self.toast(reason, true);
                return;
            }
            super::Saved::Untouched => "This is an example. Once you change it, it is kept in this browser.",
            super::Saved::Shared { .. } => return self.signals.dialog.set(Some(super::Dialog::Share)),
            _ => "Kept in this browser; nothing leaves this computer until you share it, or save it as a file.",
        };
        self.toast(words.to_owned(), false);
    }
}

impl Session {
    /// Shows a first visitor around, unless that is skipped.
    pub fn offer_tour(&self) {
        self.signals.tour.set(Some(0));
        self.lay_panels();
    }
}
