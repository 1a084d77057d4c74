//! What the page was opened for: a landscape in its address, files that the system opens with it, a shortcut of the app.

use std::cell::RefCell;
use std::rc::Rc;

use atoll_core::format::link;
use leptos::prelude::*;

use super::{Dialog, Session};
use crate::editor::{DocumentKey, ToolKind};
use crate::platform::{launch, page};

/// The document that came in the address, while the address still holds it.
type InAddress = Rc<RefCell<Option<DocumentKey>>>;

impl Session {
    /// Does what the page was opened for, once everything is there.
    pub fn arrive(&self) {
        let session = *self;
        let in_address = InAddress::default();
        self.open_link(&in_address, self.is_untouched());
        let changed = in_address.clone();
        page::on_fragment_change(move || session.open_link(&changed, false));
        launch::on_files(move |files| session.open_from_disk(files));
        match page::parameter("begin").as_deref() {
            Some("new") => self.open_new(),
            Some("open") => self.show_landscapes(),
            _ => {}
        }
        if page::parameter("begin").is_some() {
            // A page that is loaded again shall not begin again.
            page::forget_question();
        }
        self.watch_room();
        Effect::new(move |_| {
            session.signals.revision.track();
            session.signals.saved.track();
            untrack(|| session.forget_link(&in_address));
        });
    }

    /// Opens the landscape that the address holds, if it holds one. Nobody's work yet: kept once it is changed.
    fn open_link(&self, in_address: &InAddress, is_start: bool) {
        let fragment = page::fragment();
        if !fragment.starts_with(link::PREFIX) {
            return;
        }
        match link::read(&fragment) {
            Ok(landscape) if is_start => self.edit(|editor| {
                editor.start_with(editor.document.key.clone(), landscape);
                editor.take_up(ToolKind::Hand);
            }),
            Ok(landscape) => self.open_untouched("Open the link", landscape),
            Err(error) => {
                page::set_fragment("");
                return self.toast(error.to_string(), true);
            }
        }
        *in_address.borrow_mut() = Some(self.peek(|editor| editor.document.key.clone()));
        self.toast("This landscape came in a link. It is kept in this browser once you change it.".to_owned(), false);
    }

    /// Once something else is drawn, or this is changed, the address no longer says what is seen.
    fn forget_link(&self, in_address: &InAddress) {
        let is_other = |key: &DocumentKey| !self.is_untouched() || self.peek(|editor| editor.document.key != *key);
        let is_over = in_address.borrow().as_ref().is_some_and(is_other);
        if is_over {
            in_address.borrow_mut().take();
            if page::fragment().starts_with(link::PREFIX) {
                page::set_fragment("");
            }
        }
    }

    fn show_landscapes(&self) {
        self.list_recent();
        self.signals.dialog.set(Some(Dialog::Landscapes));
    }
}
