//! Going about what is wrong, and the short words to the person.

use atoll_core::model::ElementKind;
use atoll_core::order;
use atoll_core::rule::{Finding, Fix, Standing};
use leptos::prelude::*;

use super::{LeftPanel, RightTab, Session, Toast};
use crate::editor::Show;
use crate::platform::{clipboard, frame};
use crate::session::Dialog;

/// How long a word that asks for nothing stays, in milliseconds.
const TOAST_STAYS: u32 = 6_000;

impl Session {
    /// Goes to a finding: what it is about is chosen and seen.
    pub fn go_to_finding(&self, index: usize) {
        let targets = self.signals.findings.with_untracked(|findings| {
            findings.get(index).map(|finding| (finding.targets.clone(), finding.message.clone()))
        });
        let Some((targets, message)) = targets else { return };
        self.signals.finding.set(Some(index));
        self.signals.right.set(RightTab::Inspector);
        self.edit(|editor| {
            let on_map = targets.iter().copied().find(|id| editor.rect_of(*id).is_some());
            let anywhere = targets.iter().copied().find(|id| editor.landscape().contains(*id));
            if let Some(target) = on_map.or(anywhere) {
                editor.go_to(target);
            }
        });
        self.signals.announcement.set(message);
    }

    pub(super) fn step_finding(&self, is_forward: bool) {
        let (count, open) = self.signals.findings.with_untracked(|findings| (findings.len(), in_turn(findings)));
        if open.is_empty() {
            let words = match count {
                0 => "Nothing is wrong with this landscape.",
                _ => "Nothing is open: all that is found is known or accepted.",
            };
            self.toast(words.to_owned(), false);
            return;
        }
        let at = self.signals.finding.get_untracked().and_then(|index| open.iter().position(|other| *other == index));
        let next = match at {
            Some(at) if is_forward => open[(at + 1) % open.len()],
            Some(at) => open[(at + open.len() - 1) % open.len()],
            None if is_forward => open[0],
            None => open[open.len() - 1],
        };
        // One that a filter hides could not be seen.
        self.signals.judging.severity.set(None);
        self.signals.judging.is_chosen_only.set(false);
        self.signals.left.set(Some(LeftPanel::Problems));
        self.lay_panels();
        self.go_to_finding(next);
    }

    /// Takes a way out of a finding.
    pub fn fix(&self, fix: &Fix) {
        if self.run(&fix.label, fix.command.clone()) {
            // The list is another one: nothing opens by itself where the person was looking.
            self.signals.finding.set(None);
            self.toast_undoable(format!("Done: {}", fix.label));
        }
    }

    pub(super) fn show(&self, what: Show) {
        let signals = self.signals;
        match what {
            Show::Help => signals.dialog.set(Some(Dialog::Help)),
            Show::Landscapes => {
                self.list_recent();
                signals.dialog.set(Some(Dialog::Landscapes));
            }
            Show::Share => signals.dialog.set(Some(Dialog::Share)),
            Show::Search => signals.dialog.set(Some(Dialog::Search)),
            Show::Connect(id) => signals.dialog.set(Some(Dialog::Connect(id))),
            Show::Canvas(id) => signals.dialog.set(Some(Dialog::Canvas(id))),
            Show::TeamApi(id) => signals.dialog.set(Some(Dialog::TeamApi(id))),
            Show::Tables => self.open_table(ElementKind::Context),
            Show::Problems => self.toggle_left(LeftPanel::Problems),
            Show::Outline => self.toggle_left(LeftPanel::Outline),
            Show::Measures => self.toggle_left(LeftPanel::Measures),
            Show::Views => self.toggle_left(LeftPanel::Views),
            Show::Scenarios => self.toggle_left(LeftPanel::Scenarios),
            Show::Simulations => self.toggle_left(LeftPanel::Simulations),
            Show::Comments => self.toggle_left(LeftPanel::Comments),
            Show::History => self.toggle_left(LeftPanel::History),
            Show::Refactorings => {
                signals.reshaping.set(None);
                self.toggle_left(LeftPanel::Refactorings);
            }
            Show::Legend => signals.legend.update(|is_open| *is_open = !*is_open),
        }
    }

    pub(crate) fn copy(&self, text: String, words: String) {
        let session = *self;
        clipboard::write(text, move |is_done| match is_done {
            true => session.toast(words, false),
            false => session.toast("The browser does not let Atoll use the clipboard here.".to_owned(), true),
        });
    }

    /// Says a short word.
    pub fn toast(&self, text: String, is_problem: bool) {
        self.add_toast(text, is_problem, false);
    }

    /// Says a short word about something that can be taken back.
    pub fn toast_undoable(&self, text: String) {
        self.add_toast(text, false, true);
    }

    /// Takes back short words that hold no longer.
    pub(super) fn drop_toasts(&self, is_over: impl Fn(&Toast) -> bool) {
        let toasts = self.signals.toasts;
        if toasts.with_untracked(|toasts| toasts.iter().any(&is_over)) {
            toasts.update(|toasts| toasts.retain(|toast| !is_over(toast)));
        }
    }

    fn add_toast(&self, text: String, is_problem: bool, can_undo: bool) {
        let toasts = self.signals.toasts;
        let id = self.next_toast();
        toasts.update(|toasts| {
            toasts.retain(|toast| toast.text != text);
            toasts.push(Toast { id, text, is_problem, can_undo });
            let too_many = toasts.len().saturating_sub(4);
            toasts.drain(..too_many);
        });
        if !is_problem {
            frame::surely_later(TOAST_STAYS, move || toasts.update(|toasts| toasts.retain(|toast| toast.id != id)));
        }
    }
}

/// The open findings as the list shows them, the worst first, by their places.
fn in_turn(findings: &[Finding]) -> Vec<usize> {
    let is_open = |index: &usize| findings[*index].standing == Standing::Open;
    let mut open: Vec<usize> = (0..findings.len()).filter(is_open).collect();
    order::sort_by_key(&mut open, |index| std::cmp::Reverse(findings[*index].severity));
    open
}
