//! How safe what is drawn is in this browser, in words; and asking the browser to keep it.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::storage::{self, Room};
use crate::platform::{page, settings};
use crate::session::{Saved, Session};

/// With less left than this the person is warned, in bytes.
const SHORT: f64 = 8.0 * 1_048_576.0;

/// The browser is asked for its room this often at most, in milliseconds.
const ASK_AGAIN_AFTER: f64 = 60_000.0;

/// What is kept in this browser, and how safely.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Safety {
    /// Whether anything is kept at all.
    pub is_kept: bool,
    /// What the browser says.
    pub room: Room,
}

/// A sentence about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What it says.
    pub text: String,
    /// Something should be done.
    pub is_warning: bool,
}

impl Safety {
    /// What a person should know.
    pub fn advice(&self) -> Vec<Advice> {
        let fact = |text: String| Advice { text, is_warning: false };
        let warning = |text: &str| Advice { text: text.to_owned(), is_warning: true };
        if !self.is_kept {
            return vec![warning(
                "This browser keeps nothing for this page, as in a private window or in a frame: what you draw is gone \
                 when the page is closed. Save it as a file.",
            )];
        }
        let mut advice = Vec::new();
        if self.room.is_framed {
            advice.push(warning(
                "Atoll is shown inside of another page. What you draw is kept for that page alone, and browsers delete \
                 it sooner. Open Atoll in a tab of its own to find it again there.",
            ));
        }
        match self.room.is_persisted {
            Some(true) => advice.push(fact("What you draw stays in this browser until you remove it.".to_owned())),
            _ if self.room.is_apple && !self.room.is_installed => advice.push(warning(
                "This browser deletes what is kept here when nobody has opened Atoll for seven days of use. Add Atoll \
                 to the home screen or the Dock, or save files of what matters.",
            )),
            _ => advice.push(warning(
                "The browser may delete what is kept here when the disk gets full. Let it keep everything, or save \
                 files of what matters.",
            )),
        }
        if self.room.is_short() {
            advice.push(warning(
                "There is hardly any room left. Remove landscapes that you do not need, after saving them as files, or \
                 make room on the disk.",
            ));
        }
        if let Some((used, most)) = self.room.used {
            advice.push(fact(format!("{} of {} are used, with Atoll itself.", size(used), size(most))));
        }
        advice
    }

    /// Whether to offer that the browser is asked to keep it all.
    pub fn can_be_safer(&self) -> bool {
        self.is_kept && self.room.is_persisted == Some(false)
    }
}

impl Room {
    /// Whether there is hardly any room left.
    fn is_short(&self) -> bool {
        self.used.is_some_and(|(used, most)| most - used < SHORT)
    }
}

/// A size for people.
fn size(bytes: f64) -> String {
    match bytes / 1_048_576.0 {
        small if small < 1.0 => "less than 1 MB".to_owned(),
        middle if middle < 1_024.0 => format!("{middle:.0} MB"),
        large => format!("{:.0} GB", large / 1_024.0),
    }
}

impl Session {
    /// How safe everything is; `None` until the browser has said so.
    pub fn safety(&self) -> RwSignal<Option<Safety>> {
        let (session, safety) = (*self, RwSignal::new(None));
        spawn_local(async move {
            let is_kept = session.inner().store.database().is_some();
            safety.try_set(Some(Safety { is_kept, room: storage::room().await }));
        });
        safety
    }

    /// Asks the browser to keep everything, because the person wants it; says what it answered.
    pub fn keep_safely(&self, safety: RwSignal<Option<Safety>>) {
        let session = *self;
        spawn_local(async move {
            if !storage::persist().await {
                let words = "The browser does not promise it. Most do once Atoll is installed, or used for a while.";
                session.toast(words.to_owned(), false);
            }
            let is_kept = session.inner().store.database().is_some();
            safety.try_set(Some(Safety { is_kept, room: storage::room().await }));
        });
    }

    /// Asks for safe keeping with the first work of one's own, and warns once there is hardly any room left.
    pub(in crate::session) fn watch_room(&self) {
        let session = *self;
        let (asked_at, is_warned) = (Cell::new(f64::NEG_INFINITY), Rc::new(Cell::new(false)));
        Effect::new(move |_| {
            let is_own = session.signals.history.with_untracked(|history| history.0.is_some());
            let is_kept = matches!(session.signals.saved.get(), Saved::Here | Saved::Shared { .. });
            let now = page::now();
            if !is_own || !is_kept || now - asked_at.get() < ASK_AGAIN_AFTER {
                return;
            }
            asked_at.set(now);
            let is_warned = is_warned.clone();
            spawn_local(async move {
                let room = storage::room().await;
                if room.is_persisted == Some(false) && settings::get("asked-to-keep").is_none() {
                    // Some browsers ask the person: once is enough.
                    settings::set("asked-to-keep", "yes");
                    storage::persist().await;
                }
                if room.is_short() && !is_warned.replace(true) {
                    let words = "The browser has hardly any room left for what you draw. Save the landscape as a file; \
                                 “Examples and recent” shows what can be removed.";
                    session.toast(words.to_owned(), true);
                }
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warnings(safety: &Safety) -> Vec<String> {
        let advice = safety.advice().into_iter();
        advice.filter(|advice| advice.is_warning).map(|advice| advice.text).collect()
    }

    #[test]
    fn each_danger_is_told_with_what_to_do() {
        let safe = Room { is_persisted: Some(true), used: Some((3e6, 5e9)), ..Room::default() };
        let told = |room: Room| warnings(&Safety { is_kept: true, room });
        assert_eq!(told(safe), Vec::<String>::new());
        assert!(warnings(&Safety::default())[0].contains("Save it as a file"));
        assert!(told(Room { is_persisted: Some(false), ..safe })[0].contains("when the disk gets full"));
        assert!(told(Room { is_persisted: None, is_apple: true, ..safe })[0].contains("seven days"));
        let installed = Room { is_persisted: None, is_apple: true, is_installed: true, ..safe };
        assert!(!told(installed)[0].contains("seven days"));
        assert!(told(Room { is_framed: true, ..safe })[0].contains("inside of another page"));
        assert!(told(Room { used: Some((10e6, 12e6)), ..safe })[0].contains("hardly any room"));
    }

    #[test]
    fn sizes_are_for_people() {
        assert_eq!([2e5, 3.4e6, 2e9, 6e10].map(size), ["less than 1 MB", "3 MB", "2 GB", "56 GB"]);
    }
}
