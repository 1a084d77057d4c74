//! Keeping what is drawn: every change goes into the browser's database as it is made.

mod safekeeping;
mod updating;

use atoll_core::sorted_set::SortedSet;
use std::cell::{Cell, RefCell};

use atoll_core::command::{self, Command};
use atoll_core::format::native;
use atoll_core::model::Landscape;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::claim::{Changed, Claim, Heard};
use super::opening::new_key;
use super::sharing::SHARED;
use super::{Saved, Session};
use crate::editor::DocumentKey;
use crate::parts::{self, Parts};
use crate::platform::channel::Channel;
use crate::platform::database::{Database, SavedDocument};
use crate::platform::frame::{Later, later};
use crate::platform::{page, settings};

pub use safekeeping::Advice;

/// A landscape is written whole this long after the last change, in milliseconds.
const WRITE_AFTER: u32 = 1_500;

/// Other tabs that have a document open say so within this, in milliseconds.
const ANSWER_WITHIN: u32 = 250;

/// A landscape that was drawn on this computer.
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    /// Names it on this computer.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// How many contexts it has.
    pub contexts: u32,
    /// When it was last written, in milliseconds since 1970.
    pub at: f64,
}

/// What keeps everything.
pub(super) struct Store {
    database: RefCell<Option<Database>>,
    channel: RefCell<Option<Channel>>,
    write: RefCell<Option<Later>>,
    /// Changes that are not in the database yet, oldest first.
    pending: RefCell<Vec<(DocumentKey, Command)>>,
    is_writing: Cell<bool>,
    /// The browser refused to write something: only the whole landscape holds everything again.
    must_write_whole: Cell<bool>,
    /// Whether this tab may write the document, or another one has it.
    claim: RefCell<Claim>,
    /// A document that was made here just now: no other tab can have it.
    fresh: RefCell<Option<DocumentKey>>,
    /// Ends the time that other tabs have to answer.
    asking: RefCell<Option<Later>>,
    /// Documents that nobody has changed yet: an example is not worth keeping. Undo can go back to any of them.
    untouched: RefCell<SortedSet<DocumentKey>>,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            database: RefCell::default(),
            channel: RefCell::default(),
            write: RefCell::default(),
            pending: RefCell::default(),
            is_writing: Cell::default(),
            must_write_whole: Cell::default(),
            claim: RefCell::new(Claim::new(page::replica())),
            fresh: RefCell::default(),
            asking: RefCell::default(),
            untouched: RefCell::default(),
        }
    }
}

impl Store {
    /// The open database, where there is one.
    pub(super) fn database(&self) -> Option<Database> {
        self.database.borrow().clone()
    }
}

impl Session {
    /// Opens the database and, if `key` names a document in it, that document.
    pub async fn restore(&self, key: Option<String>) {
        let session = *self;
        *self.inner().store.channel.borrow_mut() = Some(Channel::open(move |word| session.heard(&word)));
        match Database::open().await {
            Ok(database) => *self.inner().store.database.borrow_mut() = Some(database),
            Err(problem) => {
                let words = "This browser keeps nothing here: save the landscape as a file before you leave.";
                self.signals.saved.set(Saved::Problem(format!("{words} ({problem})")));
            }
        }
        // Whoever drew something before the browser had answered keeps that too, one "Undo" away.
        let was_quicker = self.signals.history.with_untracked(|history| history.0.is_some());
        if was_quicker {
            self.write_whole();
        }
        if let Some(key) = key {
            if key.starts_with(SHARED) {
                let session = *self;
                self.with_parts(move |parts| (parts.open_shared)(session, &key, !was_quicker));
                return;
            }
            self.open_saved(&key, !was_quicker).await;
        }
    }

    async fn open_saved(&self, key: &str, is_start: bool) {
        let database = self.inner().store.database.borrow().clone();
        let Some(database) = database else { return };
        match database.read(key).await {
            Ok(Some((saved, changes))) => match self.rebuilt(&saved, &changes).await {
                Ok((landscape, refused)) => {
                    self.show_saved(key, landscape, is_start);
                    if refused > 0 {
                        let words = format!("{refused} saved changes no longer apply and were left out.");
                        self.toast(words, true);
                    }
                }
                Err(reason) => self.toast(format!("“{}” could not be read back. {reason}", saved.name), true),
            },
            Ok(None) => {}
            Err(problem) => self.toast(format!("The browser could not read what was saved: {problem}"), true),
        }
    }

    fn show_saved(&self, key: &str, landscape: Landscape, is_start: bool) {
        if is_start {
            // What the page started with was never drawn by anybody: there is nothing to go back to.
            self.edit(|editor| editor.start_with(key.to_owned(), landscape));
            self.signals.saved.set(Saved::Here);
            self.ask_other_tabs(key, false);
        } else {
            self.edit(|editor| editor.open("Open", key.to_owned(), landscape));
        }
    }

    /// Opens a landscape that was drawn before.
    pub fn open_recent(&self, key: String) {
        let session = *self;
        spawn_local(async move { session.open_saved(&key, false).await });
    }

    /// Removes a landscape that was drawn before from this computer.
    pub fn remove_recent(&self, key: String) {
        let session = *self;
        spawn_local(async move {
            let database = session.inner().store.database.borrow().clone();
            session.forget_past(&key);
            if let Some(database) = database
                && let Err(problem) = database.remove(&key).await
            {
                session.toast(format!("The browser could not remove it: {problem}"), true);
            }
            session.list_recent();
        });
    }

    pub(super) fn list_recent(&self) {
        let session = *self;
        spawn_local(async move {
            let database = session.inner().store.database.borrow().clone();
            let Some(database) = database else { return };
            if let Ok(documents) = database.list().await {
                let recent = documents.into_iter().map(|document| {
                    let SavedDocument { key, name, at, contexts, .. } = document;
                    Recent { key, name, contexts, at }
                });
                session.signals.recent.set(recent.collect());
            }
        });
    }

    async fn rebuilt(&self, saved: &SavedDocument, changes: &[String]) -> Rebuilt {
        let Ok(parts) = parts::fetch().await else {
            return Err("A part of Atoll could not be fetched; it is still saved. Load the page again.".to_owned());
        };
        (parts.rebuild)(saved, changes)
    }

    /// From now on another document is drawn. It is written whole as soon as no other tab turns out to draw it, so that
    /// its changes have a beginning.
    pub(super) fn switched(&self, key: DocumentKey) {
        self.check_soon();
        let store = &self.inner().store;
        let (session, other) = (*self, key.clone());
        self.with_parts(move |parts| (parts.switched)(session, &other));
        // What is still to be written of the document before is in its changes, also of one that was asked about.
        store.write.borrow_mut().take();
        store.asking.borrow_mut().take();
        let is_fresh = store.fresh.borrow_mut().take().is_some_and(|fresh| fresh == key);
        if key.starts_with(SHARED) {
            store.claim.borrow_mut().let_go();
        } else if store.untouched.borrow().contains(&key) {
            store.claim.borrow_mut().let_go();
            self.tell(Saved::Untouched);
        } else if is_fresh {
            self.tell(Saved::Writing);
            self.keep(key);
        } else {
            settings::set("document", &key);
            self.tell(Saved::Writing);
            self.ask_other_tabs(&key, true);
        }
        let session = *self;
        self.with_parts(move |parts| session.flush(parts));
    }

    /// This document is made here just now: no other tab has to be asked before it is written.
    pub(super) fn keep_at_once(&self, key: &DocumentKey) {
        *self.inner().store.fresh.borrow_mut() = Some(key.clone());
    }

    /// This document is kept once somebody changes it.
    pub(super) fn keep_once_changed(&self, key: &DocumentKey) {
        self.inner().store.untouched.borrow_mut().insert(key.clone());
    }

    /// What is drawn is kept elsewhere from now on: nothing of it is written here.
    pub(super) fn let_go(&self) {
        self.write_now();
        let store = &self.inner().store;
        store.write.borrow_mut().take();
        store.asking.borrow_mut().take();
        store.claim.borrow_mut().let_go();
    }

    /// Whether nobody has changed what is drawn, so that it is not kept.
    pub(super) fn is_untouched(&self) -> bool {
        let key = self.peek(|editor| editor.document.key.clone());
        self.inner().store.untouched.borrow().contains(&key)
    }

    /// Keeps a document that no other tab can have.
    fn keep(&self, key: DocumentKey) {
        settings::set("document", &key);
        self.inner().store.claim.borrow_mut().own(key);
        self.write_whole();
    }

    pub(super) fn store_changes(&self, log: Vec<Command>) {
        if log.is_empty() {
            return;
        }
        let inner = self.inner();
        let key = inner.editor.borrow().document.key.clone();
        if key.starts_with(SHARED) {
            let session = *self;
            return self.with_parts(move |parts| (parts.share_log)(session, log));
        }
        let is_first = inner.store.untouched.borrow_mut().remove(&key);
        if is_first {
            // The first change of an example makes it a document of its own.
            self.keep(key);
            return;
        }
        let next = inner.store.claim.borrow_mut().changed();
        if next == Changed::Fork {
            return self.fork();
        }
        if next == Changed::Write && inner.store.must_write_whole.get() {
            return self.write_whole();
        }
        inner.store.pending.borrow_mut().extend(log.into_iter().map(|command| (key.clone(), command)));
        self.tell(Saved::Writing);
        if next == Changed::Wait {
            return;
        }
        let session = *self;
        self.with_parts(move |parts| session.flush(parts));
        *inner.store.write.borrow_mut() = Some(later(WRITE_AFTER, move || session.write_whole()));
    }

    /// Tells how safe everything is. Where there is nothing to write to, that is said already and stays so.
    fn tell(&self, saved: Saved) {
        let is_problem = matches!(self.signals.saved.get_untracked(), Saved::Problem(_));
        if self.inner().store.database.borrow().is_some() || !is_problem {
            self.signals.saved.set(saved);
        }
    }

    /// Puts the changes that wait into the database, one batch after the other.
    fn flush(&self, parts: Parts) {
        let inner = self.inner();
        let database = inner.store.database.borrow().clone();
        let (Some(database), false) = (database, inner.store.is_writing.get()) else { return };
        let (key, commands) = {
            let mut pending = inner.store.pending.borrow_mut();
            let Some((key, _)) = pending.first().cloned() else { return };
            if inner.store.claim.borrow().is_waiting() && inner.editor.borrow().document.key == key {
                return;
            }
            let count = pending.iter().take_while(|(of, _)| *of == key).count();
            (key, pending.drain(..count).filter_map(|(_, command)| (parts.encode)(&command)).collect())
        };
        inner.store.is_writing.set(true);
        let session = *self;
        spawn_local(async move {
            let written = database.add_changes(&key, commands).await;
            let inner = session.inner();
            inner.store.is_writing.set(false);
            match written {
                Ok(()) => {
                    let is_all = inner.store.pending.borrow().is_empty() && !inner.store.must_write_whole.get();
                    if is_all && inner.store.claim.borrow().may_write() {
                        session.signals.saved.set(Saved::Here);
                    }
                    session.flush(parts);
                }
                // The landscape is written whole as soon as that works again, with these changes in it.
                Err(problem) => session.could_not_write(&problem),
            }
        });
    }

    /// Writes the landscape whole, if it is this tab's to write.
    fn write_whole(&self) {
        let inner = self.inner();
        inner.store.write.borrow_mut().take();
        if !inner.store.claim.borrow().may_write() {
            return;
        }
        let database = inner.store.database.borrow().clone();
        let Some(database) = database else { return };
        let document = {
            let editor = inner.editor.borrow();
            SavedDocument {
                key: editor.document.key.clone(),
                name: editor.document.base().header.name.clone(),
                at: page::now(),
                contexts: u32::try_from(editor.document.base().contexts.len()).unwrap_or(u32::MAX),
                file: native::write(editor.document.base()),
            }
        };
        // What the whole holds need not be added any more.
        inner.store.pending.borrow_mut().retain(|(key, _)| *key != document.key);
        let session = *self;
        spawn_local(async move {
            match database.write(&document).await {
                Ok(()) => {
                    session.inner().store.must_write_whole.set(false);
                    let is_shown = session.peek(|editor| editor.document.key == document.key);
                    if is_shown && session.inner().store.pending.borrow().is_empty() {
                        session.signals.saved.set(Saved::Here);
                    }
                }
                Err(problem) => session.could_not_write(&problem),
            }
        });
    }

    fn could_not_write(&self, problem: &str) {
        let words = "The browser could not keep your last changes. They are still on this page: save it as a file.";
        self.signals.saved.set(Saved::Problem(format!("{words} ({problem})")));
        self.inner().store.must_write_whole.set(true);
        // There may be room again in a while.
        let session = *self;
        *self.inner().store.write.borrow_mut() = Some(later(15_000, move || session.write_whole()));
    }

    /// Asks the other tabs whether one of them draws this document already; nothing is written until they had time to
    /// say so, and then only what was changed, or everything if that must be.
    fn ask_other_tabs(&self, key: &str, must_write: bool) {
        let store = &self.inner().store;
        let question = store.claim.borrow_mut().ask(key.to_owned());
        if let Some(channel) = &*store.channel.borrow() {
            channel.say(&question);
        }
        let session = *self;
        *store.asking.borrow_mut() = Some(later(ANSWER_WITHIN, move || {
            let inner = session.inner();
            let has_changed = inner.store.claim.borrow().is_waiting();
            let is_ours = inner.store.claim.borrow_mut().take_unanswered();
            if is_ours && (must_write || has_changed) {
                session.write_whole();
            }
        }));
    }

    fn heard(&self, word: &str) {
        let inner = self.inner();
        let heard = inner.store.claim.borrow_mut().heard(word);
        match heard {
            Heard::Nothing => {}
            Heard::Answer(answer) => {
                if let Some(channel) = &*inner.store.channel.borrow() {
                    channel.say(&answer);
                }
            }
            Heard::Elsewhere => {
                self.tell(Saved::Here);
                let words = "This landscape is open in another tab. If you change it here, Atoll goes on with a copy.";
                self.toast(words.to_owned(), false);
            }
            Heard::Fork => self.fork(),
        }
    }

    /// Goes on with a copy, so that two tabs do not overwrite each other.
    fn fork(&self) {
        let key = new_key();
        let old = self.edit(|editor| {
            let old = editor.document.key.clone();
            editor.become_copy(key.clone());
            old
        });
        // What was not written yet goes into the copy.
        self.inner().store.pending.borrow_mut().retain(|(of, _)| *of != old);
        self.keep(key);
        self.toast("You are drawing on a copy now; the other tab keeps the original.".to_owned(), false);
    }

    /// Whether something is not in the database yet.
    pub fn has_unsaved(&self) -> bool {
        let is_problem = matches!(self.signals.saved.get_untracked(), Saved::Problem(_));
        let has_history = self.signals.history.with_untracked(|history| history.0.is_some());
        let store = &self.inner().store;
        let is_waiting = store.claim.borrow().is_waiting();
        let has_unkept =
            self.signals.parts.with_untracked(|parts| parts.is_some_and(|parts| (parts.has_unkept)(*self)));
        has_unkept
            || store.is_writing.get()
            || !store.pending.borrow().is_empty()
            || is_waiting
            || is_problem && has_history
    }

    /// Writes what is left to write: the page may be gone any moment.
    pub fn write_now(&self) {
        if let Some(parts) = self.signals.parts.get_untracked() {
            (parts.write_shared_now)(*self);
        }
        let store = &self.inner().store;
        let is_waiting = store.claim.borrow().is_waiting();
        if is_waiting {
            // There is no time left to wait for an answer; whoever has it open would have spoken by now.
            store.claim.borrow_mut().take_unanswered();
        }
        let is_due = store.write.borrow().is_some();
        if is_due || is_waiting {
            self.write_whole();
        }
    }
}

/// The landscape that was kept and how many changes to it no longer apply, or why it cannot be read.
pub type Rebuilt = Result<(Landscape, usize), String>;

/// A change as it is kept.
pub fn encode(command: &Command) -> Option<String> {
    serde_json::to_string(command).ok()
}

/// The landscape that was saved, and how many of the changes since then no longer apply.
///
/// # Errors
/// When the saved text is no landscape.
pub fn rebuild(saved: &SavedDocument, changes: &[String]) -> Rebuilt {
    let mut landscape = native::parse(&saved.file).map_err(|error| error.to_string())?;
    let mut refused = 0;
    for change in changes {
        let applied = serde_json::from_str::<Command>(change)
            .ok()
            .is_some_and(|command| command::apply(&mut landscape, &command).is_ok());
        refused += usize::from(!applied);
    }
    Ok((landscape, refused))
}
