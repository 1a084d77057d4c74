//! What is filled in and shown in the dialog of sharing while it is open.

use atoll_core::protocol::{Link, Me, Right};
use leptos::prelude::*;

use super::{Expiry, Session};
use crate::platform::frame::surely_later;
use crate::platform::outbox::Kept;

/// After so many milliseconds sharing can be asked for again: the server may not have answered.
const ASK_AGAIN_AFTER: u32 = 3_000;

/// The rights that a link is made for, the most usual first.
const RIGHTS: [Right; 4] = [Right::Edit, Right::Comment, Right::View, Right::Own];

/// A new link, and those that there are.
#[derive(Clone, Copy)]
pub struct LinkForm {
    session: Session,
    /// Those that there are.
    pub links: RwSignal<Vec<Link>>,
    /// The address of the one that was made last.
    pub address: RwSignal<Option<String>>,
    /// Which right, by its place in the list.
    pub right: RwSignal<usize>,
    /// How long, by its place in the list.
    pub expiry: RwSignal<usize>,
    /// For whom.
    pub label: RwSignal<String>,
}

impl LinkForm {
    /// An empty one; the list comes a moment later.
    pub fn new(session: Session) -> Self {
        let form = Self {
            session,
            links: RwSignal::default(),
            address: RwSignal::default(),
            right: RwSignal::default(),
            expiry: RwSignal::default(),
            label: RwSignal::default(),
        };
        form.list();
        form
    }

    /// What the rights are called.
    pub fn rights() -> Vec<String> {
        RIGHTS.map(|right| right.words().to_owned()).to_vec()
    }

    /// Asks for the list anew.
    pub fn list(self) {
        self.session.list_links(move |all| {
            self.links.try_set(all);
        });
    }

    /// Makes the link.
    pub fn make(self) {
        let right = RIGHTS.get(self.right.get_untracked()).copied().unwrap_or_default();
        let expiry = Expiry::ALL.get(self.expiry.get_untracked()).copied().unwrap_or_default();
        self.session.make_link(right, self.label.get_untracked(), expiry, move |made| {
            self.address.try_set(Some(made));
            self.label.try_set(String::new());
            self.list();
        });
    }
}

impl Session {
    /// Shares what is drawn when that is called; the signal is true until the server had time to answer.
    pub fn sharing_once(&self) -> (RwSignal<bool>, impl Fn(()) + Copy + use<>) {
        let (session, is_asked) = (*self, RwSignal::new(false));
        let share = move |()| {
            is_asked.set(true);
            session.share();
            surely_later(ASK_AGAIN_AFTER, move || {
                is_asked.try_set(false);
            });
        };
        (is_asked, share)
    }

    /// What the others call this person, as it is typed.
    pub fn my_name(&self) -> RwSignal<String> {
        RwSignal::new(self.person().name)
    }

    /// Who the server takes this person for, and what asks for it again.
    pub fn knowing_me(&self) -> (RwSignal<Option<Me>>, impl Fn() + Copy + use<>) {
        let (session, me) = (*self, RwSignal::new(None));
        let ask = move || {
            session.who_am_i(move |answer| {
                me.try_set(Some(answer));
            });
        };
        ask();
        (me, ask)
    }

    /// The shared landscapes that were opened here, and what lists them again.
    pub fn listing_shared(&self) -> (RwSignal<Vec<Kept>>, impl Fn() + Copy + use<>) {
        let (session, kept) = (*self, RwSignal::default());
        let list = move || {
            session.list_shared(move |all| {
                kept.try_set(all);
            });
        };
        list();
        (kept, list)
    }
}
