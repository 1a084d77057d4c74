//! What is left to do outside of the editor.

use leptos::prelude::*;

use super::Session;
use crate::editor::Effect;

impl Session {
    pub(super) fn take_effect(&self, effect: Effect) {
        match effect {
            Effect::Announce(text) => self.signals.announcement.set(text),
            Effect::Notify(notice) => self.toast(notice.text, notice.is_problem),
            Effect::Copy { text, words } => self.copy(text, words),
            Effect::Show(what) => self.show(what),
            Effect::Save(format) => {
                let session = *self;
                self.with_parts(move |parts| (parts.save_as)(session, format));
            }
            Effect::AskFile => self.ask_file(),
            Effect::New => self.open_new(),
            Effect::Switched(key) => self.switched(key),
            Effect::FocusInspector => self.focus_inspector(),
            Effect::StepFinding(is_forward) => self.step_finding(is_forward),
            Effect::Focus(ids) => self.focus_on(ids),
        }
    }
}
