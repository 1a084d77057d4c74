//! The line to the server: kept up while a shared landscape is drawn, taken up again when it breaks.

use std::rc::Rc;

use atoll_core::protocol::{BEAT, Farewell, Person, Reason, Request, Said};
use atoll_core::sync::{Happening, Standing, pause};

use super::{Session, Shared};
use crate::platform::frame::later;
use crate::platform::page;
use crate::platform::socket::{Event, Socket};

/// Where the server speaks.
const ADDRESS: &str = "api/live";

/// While more than so many bytes wait to be sent, nothing is added to them.
const WAITING_MAX: u32 = 4 << 20;

impl Session {
    /// Connects now, whatever was planned.
    pub(super) fn reconnect(&self, shared: &Rc<Shared>) {
        shared.again.borrow_mut().take();
        shared.socket.borrow_mut().take();
        shared.replica.borrow_mut().disconnected();
        if shared.is_over.get() || shared.ended.borrow().is_some() {
            return self.show_company(shared);
        }
        let (session, own) = (*self, Rc::downgrade(shared));
        let socket = Socket::connect(ADDRESS, move |event| {
            if let Some(shared) = own.upgrade() {
                session.happened(&shared, event);
            }
        });
        let is_there = socket.is_some();
        *shared.socket.borrow_mut() = socket;
        if !is_there {
            self.lost(shared, None);
        }
        self.show_company(shared);
    }

    fn happened(&self, shared: &Rc<Shared>, event: Event) {
        if shared.is_over.get() {
            return;
        }
        match event {
            Event::Open => {
                let join = shared.replica.borrow_mut().connected();
                self.say(shared, &join);
                shared.heard_at.set(page::now());
                self.watch(shared);
                self.show_company(shared);
            }
            Event::Heard(text) => {
                shared.heard_at.set(page::now());
                match serde_json::from_str::<Said>(&text) {
                    Ok(said) => self.heard_from_server(shared, said),
                    // A newer server says more than this page understands.
                    Err(_) => self.reconnect_later(shared, None),
                }
            }
            Event::Closed => self.lost(shared, None),
        }
    }

    fn heard_from_server(&self, shared: &Rc<Shared>, said: Said) {
        let happenings = shared.replica.borrow_mut().heard(said);
        let who = only_author(&happenings, &shared.replica.borrow().person);
        for happening in happenings {
            self.met(shared, happening, &who);
        }
        if shared.replica.borrow().standing() == Standing::Together {
            shared.attempts.set(0);
        }
        self.pump(shared);
        self.show_company(shared);
    }

    /// Says what is to be said.
    pub(super) fn pump(&self, shared: &Rc<Shared>) {
        loop {
            let is_full = shared.socket.borrow().as_ref().is_none_or(|socket| socket.waiting() > WAITING_MAX);
            if is_full {
                return;
            }
            let Some(request) = shared.replica.borrow_mut().next_request() else { return };
            self.say(shared, &request);
        }
    }

    pub(super) fn say(&self, shared: &Rc<Shared>, request: &Request) {
        let (socket, text) = (shared.socket.borrow(), serde_json::to_string(request));
        if let (Some(socket), Ok(text)) = (&*socket, text) {
            socket.say(&text);
        }
    }

    /// The line is gone, or of no use.
    pub(super) fn lost(&self, shared: &Rc<Shared>, again_after: Option<u32>) {
        shared.socket.borrow_mut().take();
        shared.replica.borrow_mut().disconnected();
        self.reconnect_later(shared, again_after);
    }

    fn reconnect_later(&self, shared: &Rc<Shared>, again_after: Option<u32>) {
        shared.socket.borrow_mut().take();
        shared.replica.borrow_mut().disconnected();
        let attempts = shared.attempts.get();
        shared.attempts.set(attempts.saturating_add(1));
        let wait = pause(attempts, page::replica() << 1).max(again_after.unwrap_or_default());
        let (session, own) = (*self, Rc::downgrade(shared));
        *shared.again.borrow_mut() = Some(later(wait, move || {
            if let Some(shared) = own.upgrade() {
                session.reconnect(&shared);
            }
        }));
        self.show_company(shared);
    }

    /// Notices when the server has fallen silent: a connection can be gone without anybody saying so.
    fn watch(&self, shared: &Rc<Shared>) {
        let (session, own) = (*self, Rc::downgrade(shared));
        *shared.watch.borrow_mut() = Some(later(BEAT, move || {
            let Some(shared) = own.upgrade() else { return };
            if shared.is_over.get() || shared.socket.borrow().is_none() {
                return;
            }
            if page::now() - shared.heard_at.get() > 3.0 * f64::from(BEAT) {
                session.lost(&shared, None);
            } else {
                session.watch(&shared);
            }
        }));
    }

    /// The network came or went.
    pub fn network_changed(&self, is_online: bool) {
        let Some(shared) = self.shared() else { return };
        if is_online {
            shared.attempts.set(0);
            if shared.replica.borrow().standing() == Standing::Apart {
                self.reconnect(&shared);
            }
        } else if shared.socket.borrow().is_some() {
            self.lost(&shared, None);
        }
    }

    /// Tries again at once, also where it was given up.
    pub fn try_again(&self) {
        let Some(shared) = self.shared() else { return };
        shared.ended.borrow_mut().take();
        shared.attempts.set(0);
        self.reconnect(&shared);
    }

    pub(super) fn said_farewell(&self, shared: &Rc<Shared>, farewell: Farewell) {
        let Farewell { reason, sentence, again_after } = farewell;
        match reason {
            Reason::NotAllowed | Reason::Malformed | Reason::Broken => self.end(shared, sentence),
            Reason::OtherProtocol => {
                self.end(shared, sentence);
                let words = "This page is older than its server. What you drew is kept; load the page again.";
                self.toast(words.to_owned(), true);
            }
            Reason::Draining | Reason::TooSlow | Reason::Silent | Reason::TooMany | Reason::Busy => {
                self.lost(shared, again_after);
            }
        }
    }

    fn end(&self, shared: &Rc<Shared>, sentence: String) {
        shared.socket.borrow_mut().take();
        shared.replica.borrow_mut().disconnected();
        *shared.ended.borrow_mut() = Some(sentence.clone());
        if shared.is_blank.get() {
            self.toast(sentence, true);
        }
        self.show_company(shared);
    }

    /// The server asked for some of it to be said later.
    pub(super) fn say_later(&self, shared: &Rc<Shared>, after: u32, reason: String) {
        self.toast(format!("{reason} It is kept in this browser, and Atoll tries again."), true);
        let (session, own) = (*self, Rc::downgrade(shared));
        *shared.again.borrow_mut() = Some(later(after.max(200), move || {
            let Some(shared) = own.upgrade() else { return };
            shared.replica.borrow_mut().release();
            session.pump(&shared);
            session.show_company(&shared);
        }));
    }
}

/// Whether what happened is worth to be written down soon.
pub(super) fn is_news(happening: &Happening) -> bool {
    matches!(
        happening,
        Happening::Changed(_) | Happening::Acknowledged(_) | Happening::Logged(_) | Happening::Replaced(_)
    )
}

/// What whoever else did what happened is called; empty where it was more than one, or nobody knows.
fn only_author(happenings: &[Happening], own: &Person) -> String {
    let lines = happenings.iter().filter_map(|happening| match happening {
        Happening::Logged(lines) => Some(lines),
        _ => None,
    });
    let mut others = lines.flatten().map(|line| line.by.as_ref()).filter(|by| by.is_none_or(|by| by.id != own.id));
    let Some(Some(first)) = others.next() else { return String::new() };
    let is_only = others.all(|by| by.is_some_and(|by| by.id == first.id));
    if is_only { first.name.clone() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use atoll_core::command::Restore;
    use atoll_core::protocol::{CommandKey, LoggedCommand, Revision};
    use chrono::{DateTime, Utc};

    use super::*;

    #[test]
    fn who_did_it_is_known_where_it_was_one_person() {
        let person = |name: &str| Person { id: name.to_lowercase(), name: name.to_owned() };
        let line = |name: Option<&str>| LoggedCommand {
            revision: Revision(1),
            key: CommandKey::try_from("key".to_owned()).expect("a key"),
            at: DateTime::<Utc>::UNIX_EPOCH,
            by: name.map(person),
            command: Restore::default().into(),
        };
        let who = |names: &[Option<&str>]| {
            let lines = names.iter().copied().map(line).collect();
            only_author(&[Happening::Presence, Happening::Logged(lines)], &person("Me"))
        };
        assert_eq!(who(&[Some("Ann"), Some("Me"), Some("Ann")]), "Ann");
        assert_eq!(who(&[Some("Ann"), Some("Ben")]), "");
        assert_eq!(who(&[Some("Ann"), None]), "");
        assert_eq!(who(&[Some("Me")]), "");
        assert_eq!(only_author(&[Happening::Presence], &person("Me")), "");
    }
}
