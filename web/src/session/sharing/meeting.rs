//! What becomes of what the server says: what is seen, what is kept, what a person is told.

use std::rc::Rc;

use atoll_core::command::Command;
use atoll_core::model::Landscape;
use atoll_core::sync::{Happening, Refused};
use leptos::task::spawn_local;

use super::connecting::is_news;
use super::{RefusedWork, Session, Shared};
use crate::platform::outbox::Waiting;

impl Session {
    /// `who` did what others did, where it was one person.
    pub(super) fn met(&self, shared: &Rc<Shared>, happening: Happening, who: &str) {
        if is_news(&happening) {
            self.write_shared_soon(shared);
        }
        match happening {
            Happening::Changed(changes) if !shared.is_blank.get() => self.follow_others(&changes, who),
            Happening::Changed(_) => self.show_first(shared),
            Happening::Acknowledged(keys) => {
                shared.done.borrow_mut().extend(keys.into_iter().map(String::from));
            }
            Happening::Refused(refused) => self.was_refused(shared, refused),
            Happening::Logged(_) => {}
            Happening::Replaced(was) => self.keep_what_was(shared, &was),
            Happening::Presence => self.follow_one(shared),
            Happening::Later(after, reason) => self.say_later(shared, after, reason),
            Happening::Rejoin => self.lost(shared, None),
            Happening::Farewell(farewell) => self.said_farewell(shared, farewell),
        }
    }

    fn was_refused(&self, shared: &Rc<Shared>, refused: Refused) {
        let Refused { submission, reason } = refused;
        let work = RefusedWork {
            key: submission.key.into(),
            label: label(&submission.command),
            reason,
            command: serde_json::to_string(&submission.command).unwrap_or_default(),
        };
        self.toast(format!("Not accepted: {}. {} See “Share”.", work.label, work.reason), true);
        let waiting = Waiting { key: work.key.clone(), command: work.command.clone(), reason: work.reason.clone() };
        shared.refused.borrow_mut().push(work);
        let (outbox, id) = (shared.outbox.borrow().clone(), shared.id());
        spawn_local(async move {
            if let Some(outbox) = outbox {
                // It is in the list on the page in any case.
                let _ = outbox.refuse(&id, &waiting).await;
            }
        });
    }

    /// Does something again that was refused.
    pub fn retry_refused(&self, key: &str) {
        let Some(shared) = self.shared() else { return };
        let work = shared.refused.borrow().iter().find(|work| work.key == key).cloned();
        let command = work.as_ref().and_then(|work| serde_json::from_str::<Command>(&work.command).ok());
        if let (Some(work), Some(command)) = (work, command)
            && self.run(&work.label, command)
        {
            self.forget_refused(key);
        }
    }

    /// Something that was refused is not wanted any more.
    pub fn forget_refused(&self, key: &str) {
        let Some(shared) = self.shared() else { return };
        shared.refused.borrow_mut().retain(|work| work.key != key);
        let (outbox, id, key) = (shared.outbox.borrow().clone(), shared.id(), key.to_owned());
        spawn_local(async move {
            if let Some(outbox) = outbox {
                let _ = outbox.forget_refused(&id, &key).await;
            }
        });
        self.show_company(&shared);
    }

    /// What the server lost, because it was put back from a backup, is kept as a landscape of its own.
    fn keep_what_was(&self, shared: &Rc<Shared>, was: &Landscape) {
        if was == &shared.replica.borrow().confirmed() {
            return;
        }
        self.keep_copy(was, "before the server was put back");
        let words =
            "The server was put back from a backup. What it lost is kept in this browser as a landscape of its own.";
        self.toast(words.to_owned(), true);
    }
}

/// What a command is, in words.
pub(super) fn label(command: &Command) -> String {
    command.label().to_owned()
}
