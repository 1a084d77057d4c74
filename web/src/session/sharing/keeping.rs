//! What this browser keeps of a shared landscape: the outbox at once, the landscape a moment after the last change.

use std::rc::Rc;

use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::protocol::{CommandKey, Submission};
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::{Session, Shared};
use crate::platform::channel::Channel;
use crate::platform::database::SavedDocument;
use crate::platform::frame::later;
use crate::platform::outbox::{Kept, Waiting};
use crate::platform::page;
use crate::session::opening::new_key;

/// A landscape is written whole this long after the last change, in milliseconds.
const WRITE_AFTER: u32 = 1_000;

/// What tabs of one browser tell each other: commands that one of them put in line.
#[derive(Serialize, Deserialize)]
struct Word {
    landscape: String,
    commands: Vec<Submission>,
}

impl Session {
    /// Opens the line to the other tabs.
    pub(super) fn hear_other_tabs(&self, shared: &Rc<Shared>) {
        let (session, own) = (*self, Rc::downgrade(shared));
        let channel = Channel::open_named("atoll-shared", move |word| {
            let Some(shared) = own.upgrade().filter(|shared| !shared.is_over.get()) else { return };
            let Ok(word) = serde_json::from_str::<Word>(&word) else { return };
            if word.landscape == shared.id() {
                let changes = shared.replica.borrow_mut().adopt(word.commands);
                session.follow_others(&changes, "");
                session.pump(&shared);
                session.show_company(&shared);
            }
        });
        *shared.channel.borrow_mut() = Some(channel);
    }

    pub(super) fn tell_other_tabs(&self, shared: &Rc<Shared>, waiting: &[Waiting]) {
        let commands = submissions(waiting);
        let word = Word { landscape: shared.id(), commands };
        if let (Some(channel), Ok(text)) = (&*shared.channel.borrow(), serde_json::to_string(&word)) {
            channel.say(&text);
        }
    }

    /// Puts what waits into the outbox, one batch after the other.
    pub(super) fn keep_unwritten(&self, shared: &Rc<Shared>) {
        let outbox = shared.outbox.borrow().clone();
        let (Some(outbox), false) = (outbox, shared.is_writing.get()) else { return };
        let batch = shared.unwritten.take();
        if batch.is_empty() {
            return;
        }
        shared.is_writing.set(true);
        let (session, shared) = (*self, Rc::clone(shared));
        spawn_local(async move {
            let written = outbox.add(&shared.id(), &batch).await;
            shared.is_writing.set(false);
            match written {
                Ok(()) => session.keep_unwritten(&shared),
                Err(problem) => {
                    let mut unwritten = shared.unwritten.borrow_mut();
                    unwritten.splice(0..0, batch);
                    drop(unwritten);
                    let words = "This browser could not keep your last changes in case the page is closed. They are \
                                 still on this page: stay until they are sent.";
                    session.toast(format!("{words} ({problem})"), true);
                    let (session, own) = (session, Rc::downgrade(&shared));
                    *shared.write.borrow_mut() = Some(later(10_000, move || {
                        if let Some(shared) = own.upgrade() {
                            session.keep_unwritten(&shared);
                        }
                    }));
                }
            }
        });
    }

    pub(super) fn write_shared_soon(&self, shared: &Rc<Shared>) {
        let mut write = shared.write.borrow_mut();
        if write.is_none() {
            let (session, own) = (*self, Rc::downgrade(shared));
            *write = Some(later(WRITE_AFTER, move || {
                if let Some(shared) = own.upgrade() {
                    session.write_shared(&shared);
                }
            }));
        }
    }

    /// Writes the landscape as the log has it, and drops from the outbox what is in it.
    pub(super) fn write_shared(&self, shared: &Rc<Shared>) {
        shared.write.borrow_mut().take();
        let outbox = shared.outbox.borrow().clone();
        let (Some(outbox), Some(kept)) = (outbox, kept(shared)) else { return };
        let done = shared.done.take();
        let (session, shared) = (*self, Rc::clone(shared));
        spawn_local(async move {
            if outbox.write(&kept, &done).await.is_err() {
                // What is in the outbox is said again after a reload, which does no harm.
                shared.done.borrow_mut().extend(done);
                session.write_shared_soon(&shared);
            }
        });
    }

    /// Writes what is left to write: the page may be gone any moment.
    pub fn write_shared_now(&self) {
        if let Some(shared) = self.shared() {
            self.keep_unwritten(&shared);
            if shared.write.borrow().is_some() {
                self.write_shared(&shared);
            }
        }
    }

    /// Keeps a landscape on this computer beside the one that is drawn.
    pub(super) fn keep_copy(&self, landscape: &Landscape, what: &str) {
        let name = match landscape.header.name.as_str() {
            "" => format!("Unnamed landscape ({what})"),
            name => format!("{name} ({what})"),
        };
        let document = SavedDocument {
            key: new_key(),
            name,
            at: page::now(),
            contexts: u32::try_from(landscape.contexts.len()).unwrap_or(u32::MAX),
            file: native::write(landscape),
        };
        let database = self.inner().store.database();
        let session = *self;
        spawn_local(async move {
            if let Some(database) = database
                && let Err(problem) = database.write(&document).await
            {
                session.toast(format!("The browser could not keep a copy: {problem}"), true);
            }
        });
    }
}

/// The landscape as the log has it, to be kept; nothing before it was fetched.
fn kept(shared: &Shared) -> Option<Kept> {
    let replica = shared.replica.borrow();
    let at = replica.at()?;
    let landscape = replica.confirmed();
    Some(Kept {
        id: replica.id.to_string(),
        token: replica.token.as_ref().map(|token| token.0.clone()).unwrap_or_default(),
        name: landscape.header.name.clone(),
        at: page::now(),
        contexts: u32::try_from(landscape.contexts.len()).unwrap_or(u32::MAX),
        file: native::write(&landscape),
        epoch: at.epoch.0,
        revision: at.revision.0 as f64,
    })
}

/// Commands as they were kept; what cannot be read any more is left out.
pub(super) fn submissions(waiting: &[Waiting]) -> Vec<Submission> {
    let read = |waiting: &Waiting| {
        let key = CommandKey::try_from(waiting.key.clone()).ok()?;
        Some(Submission { key, command: serde_json::from_str(&waiting.command).ok()? })
    };
    waiting.iter().filter_map(read).collect()
}
