//! A landscape that several people draw: what this window shares, with whom, and how it stands with the server.
//!
//! All of it comes with the second part; what is fetched first knows a shared document only by its key.

mod connecting;
mod forms;
mod keeping;
mod links;
mod meeting;
mod opening;
mod presence;
mod revisions;

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use atoll_core::change::Changes;
use atoll_core::command::Command;
use atoll_core::protocol::{CommandKey, MemberId, Person, Right, Submission};
use atoll_core::sync::{Replica, Standing};

use super::{Saved, Session};
use crate::editor::why_not;
use crate::platform::channel::Channel;
use crate::platform::frame::Later;
use crate::platform::outbox::{Outbox, Waiting};
use crate::platform::socket::Socket;
use crate::platform::{page, settings};

pub use forms::LinkForm;
pub use links::Expiry;
pub use presence::{Other, hue};

/// What the keys of shared documents begin with.
pub const SHARED: &str = "shared-";

/// What components read of a shared landscape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Company {
    /// How this window and the server stand to each other.
    pub standing: Standing,
    /// What may be done here.
    pub right: Right,
    /// How many commands the log does not have yet.
    pub unsent: usize,
    /// Who draws here.
    pub person: Person,
    /// The others, in the order in which they came.
    pub others: Vec<Other>,
    /// What the server refused, the newest last.
    pub refused: Vec<RefusedWork>,
    /// Why this window does not try to connect any more.
    pub ended: Option<String>,
    /// Whom this window follows.
    pub following: Option<MemberId>,
}

/// Something that the server refused.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusedWork {
    /// Names it.
    pub key: String,
    /// What it was, in words.
    pub label: String,
    /// Why it was refused.
    pub reason: String,
    /// The command as JSON.
    pub command: String,
}

/// What is behind a shared landscape in this window.
struct Shared {
    replica: RefCell<Replica>,
    /// The name that people know it by while nothing of it is here yet.
    socket: RefCell<Option<Socket>>,
    outbox: RefCell<Option<Outbox>>,
    channel: RefCell<Option<Channel>>,
    /// In vain so far.
    attempts: Cell<u32>,
    /// When the server was heard last, in milliseconds since 1970.
    heard_at: Cell<f64>,
    again: RefCell<Option<Later>>,
    watch: RefCell<Option<Later>>,
    write: RefCell<Option<Later>>,
    tell: RefCell<Option<Later>>,
    told_at: Cell<f64>,
    pointer: Cell<Option<atoll_core::geometry::Point>>,
    /// In the log by now, and to be dropped from the outbox with the next writing.
    done: RefCell<Vec<String>>,
    /// Commands on their way into the outbox, oldest first.
    unwritten: RefCell<Vec<Waiting>>,
    is_writing: Cell<bool>,
    refused: RefCell<Vec<RefusedWork>>,
    ended: RefCell<Option<String>>,
    following: Cell<Option<MemberId>>,
    /// Begins the keys of this window's commands.
    window: String,
    count: Cell<u64>,
    /// Nothing of it was seen yet: the server's answer is the first.
    is_blank: Cell<bool>,
    /// Another document is drawn by now.
    is_over: Cell<bool>,
}

impl Shared {
    fn new(replica: Replica, is_blank: bool) -> Rc<Self> {
        Rc::new(Self {
            replica: RefCell::new(replica),
            socket: RefCell::default(),
            outbox: RefCell::default(),
            channel: RefCell::default(),
            attempts: Cell::default(),
            heard_at: Cell::default(),
            again: RefCell::default(),
            watch: RefCell::default(),
            write: RefCell::default(),
            tell: RefCell::default(),
            told_at: Cell::default(),
            pointer: Cell::default(),
            done: RefCell::default(),
            unwritten: RefCell::default(),
            is_writing: Cell::default(),
            refused: RefCell::default(),
            ended: RefCell::default(),
            following: Cell::default(),
            window: format!("{:x}-{:x}", page::replica(), page::replica()),
            count: Cell::default(),
            is_blank: Cell::new(is_blank),
            is_over: Cell::default(),
        })
    }

    fn id(&self) -> String {
        self.replica.borrow().id.to_string()
    }

    /// Whether the server would let this person do it.
    fn may(&self, command: &Command) -> bool {
        let replica = self.replica.borrow();
        if replica.right != Right::Comment {
            return true;
        }
        let changes = command.changes(replica.landscape());
        changes.is_ok_and(|changes| replica.right.allows(&changes, &replica.person.id))
    }

    fn next_key(&self) -> Option<CommandKey> {
        self.count.set(self.count.get() + 1);
        CommandKey::try_from(format!("{}-{:x}", self.window, self.count.get())).ok()
    }
}

impl Session {
    fn shared(&self) -> Option<Rc<Shared>> {
        let kept: Option<Rc<dyn Any>> = self.inner().sharing.borrow().clone();
        kept.and_then(|kept| kept.downcast::<Shared>().ok())
    }

    /// Commands of one's own on a shared landscape: done here already, to be done by all.
    pub fn share_log(&self, log: Vec<Command>) {
        let Some(shared) = self.shared() else { return };
        let right = shared.replica.borrow().right;
        if right < Right::Comment && !shared.is_blank.get() {
            return self.take_back_unasked(&shared, &why_not(right));
        }
        let mut waiting = Vec::new();
        let mut problem = None;
        for command in log {
            let Some(key) = shared.next_key() else { continue };
            let text = serde_json::to_string(&command).unwrap_or_default();
            if !shared.may(&command) {
                problem = Some(why_not(right));
                continue;
            }
            let submission = Submission { key: key.clone(), command };
            match shared.replica.borrow_mut().submit(submission) {
                Ok(_) => waiting.push(Waiting { key: key.into(), command: text, reason: String::new() }),
                Err(error) => problem = Some(error.to_string()),
            }
        }
        if let Some(problem) = problem {
            return self.take_back_unasked(&shared, &problem);
        }
        self.tell_other_tabs(&shared, &waiting);
        shared.unwritten.borrow_mut().extend(waiting);
        self.keep_unwritten(&shared);
        self.pump(&shared);
        self.show_company(&shared);
    }

    /// What is drawn is put back to what is shared.
    fn take_back_unasked(&self, shared: &Rc<Shared>, why: &str) {
        self.agree(shared);
        self.toast(format!("{why} It is as it was."), true);
    }

    /// Makes what is drawn what is shared, wherever the two differ.
    fn agree(&self, shared: &Rc<Shared>) {
        let changes = {
            let replica = shared.replica.borrow();
            self.peek(|editor| Changes::between(editor.document.base(), replica.landscape()))
        };
        self.follow_others(&changes, "");
    }

    /// Shows what others did; `who` is empty where nobody knows.
    fn follow_others(&self, changes: &Changes, who: &str) {
        if !changes.is_empty() {
            self.edit(|editor| editor.take_remote(changes, who));
        }
    }

    /// Tells components how things are.
    fn show_company(&self, shared: &Rc<Shared>) {
        if shared.is_over.get() {
            return;
        }
        let replica = shared.replica.borrow();
        let company = Company {
            standing: replica.standing(),
            right: replica.right,
            unsent: replica.pending().len(),
            person: replica.person.clone(),
            others: presence::others(&replica),
            refused: shared.refused.borrow().clone(),
            ended: shared.ended.borrow().clone(),
            following: shared.following.get(),
        };
        drop(replica);
        if !shared.is_blank.get() {
            // Until then something else is drawn, which is this person's own.
            self.inner().editor.borrow_mut().right = company.right;
        }
        let (words, is_problem) = company.words();
        let is_calm = company.standing == Standing::Together && company.refused.is_empty();
        let saved = if is_problem { Saved::Problem(words) } else { Saved::Shared { words, is_calm } };
        super::project::set(self.signals.saved, saved);
        super::project::set(self.signals.company, Some(Arc::new(company)));
    }

    /// Whether something is not where it must be: neither in the log nor in this browser's outbox.
    pub fn has_unkept(&self) -> bool {
        self.shared().is_some_and(|shared| shared.is_writing.get() || !shared.unwritten.borrow().is_empty())
    }

    /// Who this person is, in this browser.
    pub fn person(&self) -> Person {
        let id = settings::get("person").unwrap_or_else(|| {
            let id = format!("{:x}{:x}", page::replica(), page::replica());
            settings::set("person", &id);
            id
        });
        Person { id, name: settings::get("person-name").unwrap_or_default() }
    }

    /// From now on this person is called so.
    pub fn call_me(&self, name: &str) {
        let name: String = name.trim().chars().take(80).collect();
        settings::set("person-name", &name);
        if let Some(shared) = self.shared() {
            shared.replica.borrow_mut().person.name = name;
            self.reconnect(&shared);
        }
    }
}

impl Company {
    /// How things are, in a few words, and whether they are bad.
    pub fn words(&self) -> (String, bool) {
        if let Some(why) = &self.ended {
            return (why.clone(), true);
        }
        let unsent = match self.unsent {
            0 => String::new(),
            count => format!(" · {count} unsent"),
        };
        let conflicts = match self.refused.len() {
            0 => String::new(),
            1 => " · 1 not accepted".to_owned(),
            count => format!(" · {count} not accepted"),
        };
        let standing = match self.standing {
            Standing::Apart => "Offline",
            Standing::Joining => "Connecting…",
            Standing::CatchingUp => "Catching up…",
            Standing::Together if self.right < Right::Edit => "Live, to look at",
            Standing::Together => "Live",
        };
        (format!("{standing}{unsent}{conflicts}"), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_things_are_is_said_in_a_few_words() {
        let company = Company { right: Right::Edit, ..Company::default() };
        assert_eq!(company.words(), ("Offline".to_owned(), false));
        let company = Company { unsent: 3, ..company };
        assert_eq!(company.words().0, "Offline · 3 unsent");
        let refused =
            RefusedWork { key: String::new(), label: String::new(), reason: String::new(), command: String::new() };
        let company = Company { standing: Standing::Together, unsent: 0, refused: vec![refused], ..company };
        assert_eq!(company.words().0, "Live · 1 not accepted");
        let company = Company { right: Right::View, refused: Vec::new(), ..company };
        assert_eq!(company.words().0, "Live, to look at");
        let company = Company { ended: Some("This link opens nothing.".to_owned()), ..company };
        assert_eq!(company.words(), ("This link opens nothing.".to_owned(), true));
    }
}
