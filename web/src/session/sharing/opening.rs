//! Sharing the landscape that is drawn, opening one that is shared, and going on with a copy of one's own.

use std::rc::Rc;

use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::protocol::{Create, Created, Epoch, LandscapeId, Resume, Revision, Right, Token};
use atoll_core::sync::Replica;
use leptos::task::spawn_local;

use super::keeping::submissions;
use super::{RefusedWork, SHARED, Session, Shared, meeting};
use crate::platform::outbox::{Kept, Outbox, Waiting};
use crate::platform::server::{self, Verb};
use crate::platform::{page, settings};

impl Session {
    /// Shares the landscape that is drawn; this window goes on with what is shared.
    pub fn share(&self) {
        let session = *self;
        spawn_local(async move {
            let (base, key) = session.peek(|editor| (editor.document.base().clone(), editor.document.key.clone()));
            let create = Create { name: None, file: Some(native::write(&base)) };
            let created: Created = match server::send(Verb::Post, "api/landscapes", None, &create).await {
                Ok(created) => created,
                Err(failure) => return session.toast(failure.sentence, true),
            };
            let Created { id, epoch, revision, token } = created;
            let replica = Replica::new(id, token, session.person());
            let mut replica = replica.resumed(base, Resume { epoch, revision }, Vec::new());
            replica.right = Right::Own;
            let is_same = session.peek(|editor| editor.document.key == key);
            if !is_same {
                // Another one was opened while the server answered: the link is kept and found among the landscapes.
                return session.keep_link_only(&replica).await;
            }
            let shared = Shared::new(replica, false);
            session.let_go();
            session.begin_shared(&shared).await;
            session.edit(|editor| editor.become_copy(format!("{SHARED}{id}")));
            // What was drawn while the server answered.
            session.send_difference(&shared);
            session.write_shared(&shared);
            session.toast("Shared. Whoever has a link that you hand out sees what you draw.".to_owned(), false);
        });
    }

    async fn keep_link_only(&self, replica: &Replica) {
        let shared = Shared::new(replica.clone(), false);
        *shared.outbox.borrow_mut() = Outbox::open().await.ok();
        self.write_shared(&shared);
    }

    fn send_difference(&self, shared: &Rc<Shared>) {
        use atoll_core::command::Restore;
        let log = {
            let replica = shared.replica.borrow();
            self.peek(|editor| Restore::replace(replica.landscape(), editor.document.base()))
        };
        if log != Restore::default() {
            self.share_log(vec![log.into()]);
        }
    }

    /// Opens a shared landscape by its key on this computer, with the token of a link if there is one.
    pub fn open_shared(&self, key: &str, token: Option<Token>, is_start: bool) {
        let Some(id) = key.strip_prefix(SHARED).and_then(|id| id.parse::<LandscapeId>().ok()) else {
            return self.toast("The address names no shared landscape. Look for a slip in it.".to_owned(), true);
        };
        if self.shared().is_some_and(|shared| shared.replica.borrow().id == id && !shared.is_over.get())
            && token.is_none()
        {
            return;
        }
        let (session, key) = (*self, key.to_owned());
        spawn_local(async move {
            let outbox = Outbox::open().await.ok();
            let (kept, waiting, refused) = match &outbox {
                Some(outbox) => outbox.read(&id.to_string()).await.unwrap_or_default(),
                None => Default::default(),
            };
            let known = kept.as_ref().filter(|kept| !kept.token.is_empty()).map(|kept| Token(kept.token.clone()));
            let replica = Replica::new(id, token.or(known), session.person());
            let (replica, is_blank) = resumed(replica, kept, &waiting);
            let landscape = replica.landscape().clone();
            let shared = Shared::new(replica, is_blank);
            *shared.outbox.borrow_mut() = outbox;
            *shared.refused.borrow_mut() = refused.iter().map(refused_work).collect();
            session.leave_shared();
            if !is_blank {
                session.show_shared(&shared, &key, landscape, is_start);
            }
            session.begin_shared(&shared).await;
        });
    }

    /// Opens the shared landscape that the address names, if it names one.
    pub fn open_linked(&self) {
        let fragment = page::fragment();
        let Some(named) = fragment.strip_prefix("shared=") else { return };
        let (id, token) = named.split_once('.').unwrap_or((named, ""));
        let token = (!token.is_empty()).then(|| Token(token.to_owned()));
        // What opens the landscape does not stay where everybody can read it.
        page::set_fragment("");
        let is_start = self.is_untouched();
        self.open_shared(&format!("{SHARED}{id}"), token, is_start);
    }

    /// The first that is seen of a landscape that nothing was kept of.
    pub(super) fn show_first(&self, shared: &Rc<Shared>) {
        shared.is_blank.set(false);
        let landscape = shared.replica.borrow().landscape().clone();
        let key = format!("{SHARED}{}", shared.id());
        let is_start = self.is_untouched();
        self.show_shared(shared, &key, landscape, is_start);
        // At once: until it is kept, a page that is loaded anew without a network has nothing to show.
        self.write_shared(shared);
    }

    fn show_shared(&self, shared: &Rc<Shared>, key: &str, landscape: Landscape, is_start: bool) {
        *self.inner().sharing.borrow_mut() = Some(shared.clone());
        settings::set("document", key);
        let is_drawn = self.peek(|editor| editor.document.key == key);
        if is_drawn {
            self.agree(shared);
        } else if is_start {
            self.edit(|editor| editor.start_with(key.to_owned(), landscape));
        } else {
            self.edit(|editor| editor.open("Open", key.to_owned(), landscape));
        }
        if shared.replica.borrow().right >= Right::Edit {
            // What came without a place has one now, for all.
            self.send_difference(shared);
        }
    }

    /// This window draws a shared landscape from now on.
    async fn begin_shared(&self, shared: &Rc<Shared>) {
        if shared.outbox.borrow().is_none() {
            *shared.outbox.borrow_mut() = Outbox::open().await.ok();
        }
        if !shared.is_blank.get() {
            settings::set("document", &format!("{SHARED}{}", shared.id()));
        }
        if !self.shared().is_some_and(|drawn| Rc::ptr_eq(&drawn, shared)) {
            self.leave_shared();
        }
        *self.inner().sharing.borrow_mut() = Some(shared.clone());
        self.hear_other_tabs(shared);
        self.reconnect(shared);
        if shared.outbox.borrow().is_none() {
            let words = "This browser keeps nothing here: what is not sent yet is lost when the page is closed.";
            self.toast(words.to_owned(), true);
        }
    }

    /// Another document is drawn from now on: what is shared goes on without this window.
    pub fn leave_shared(&self) {
        let Some(shared) = self.shared() else { return };
        self.inner().sharing.borrow_mut().take();
        shared.is_over.set(true);
        self.keep_unwritten(&shared);
        self.write_shared(&shared);
        for timer in [&shared.again, &shared.watch, &shared.tell] {
            timer.borrow_mut().take();
        }
        shared.socket.borrow_mut().take();
        self.inner().editor.borrow_mut().part_from_others();
        super::super::project::set(self.signals.company, None);
    }

    /// The document that is drawn is another one.
    pub fn company_switched(&self, key: &str) {
        if key.starts_with(SHARED) {
            self.open_shared(key, None, false);
        } else {
            self.leave_shared();
        }
    }

    /// Goes on with a copy that is this person's own.
    pub fn copy_as_own(&self) {
        let landscape = self.peek(|editor| editor.document.base().clone());
        self.leave_shared();
        self.open_landscape("Copy as my own", landscape);
        self.toast_undoable("This is a copy on this computer; what is shared goes on without it.".to_owned());
    }

    /// The shared landscapes that were opened on this computer, the one that was drawn last first.
    pub fn list_shared(&self, listed: impl Fn(Vec<Kept>) + 'static) {
        spawn_local(async move {
            let Ok(outbox) = Outbox::open().await else { return };
            if let Ok(mut all) = outbox.list().await {
                atoll_core::order::sort_by(&mut all, |a, b| b.at.total_cmp(&a.at));
                listed(all);
            }
        });
    }

    /// Forgets a shared landscape on this computer.
    pub fn forget_shared(&self, key: &str, done: impl Fn() + 'static) {
        let Some(id) = key.strip_prefix(SHARED).map(str::to_owned) else { return };
        let session = *self;
        spawn_local(async move {
            if let Ok(outbox) = Outbox::open().await
                && let Err(problem) = outbox.remove(&id).await
            {
                session.toast(format!("The browser could not remove it: {problem}"), true);
            }
            done();
        });
    }
}

/// A copy that goes on with what was kept, and whether nothing was.
fn resumed(mut replica: Replica, kept: Option<Kept>, waiting: &[Waiting]) -> (Replica, bool) {
    let landscape = kept.as_ref().filter(|kept| !kept.file.is_empty()).map(|kept| native::parse(&kept.file));
    match (kept, landscape) {
        (Some(kept), Some(Ok(landscape))) => {
            let at = Resume { epoch: Epoch(kept.epoch), revision: Revision(kept.revision as u64) };
            replica = replica.resumed(landscape, at, submissions(waiting));
            // Until the server says otherwise: it refuses what is not allowed.
            replica.right = Right::Edit;
            (replica, false)
        }
        _ => {
            // What waits is sent all the same, once the landscape is here.
            replica.adopt(submissions(waiting));
            (replica, true)
        }
    }
}

fn refused_work(waiting: &Waiting) -> RefusedWork {
    let label = serde_json::from_str(&waiting.command)
        .map_or_else(|_| "A change".to_owned(), |command| meeting::label(&command));
    RefusedWork { key: waiting.key.clone(), label, reason: waiting.reason.clone(), command: waiting.command.clone() }
}
