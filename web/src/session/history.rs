//! The past of what is drawn: kept on this computer, read from here or from the server, looked at, replayed, restored.
//!
//! All of it comes with the second part; what is fetched first only tells it what was done.

mod keeping;
mod looking;
mod replay;
mod source;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use atoll_core::protocol::{Person, Revision};
use atoll_core::timeline::Timeline;
use leptos::prelude::*;

use self::keeping::Gathered;
use super::Session;
use crate::platform::frame::{Frame, Later};
use crate::platform::log::Log;

pub use replay::SPEEDS;

/// What panels read of the past.
#[derive(Clone)]
pub struct Past {
    /// Every revision, once it is read.
    pub timeline: ArcRwSignal<Option<Timeline>>,
    /// Why it cannot be read, or kept.
    pub problem: ArcRwSignal<Option<String>>,
    /// The revision that is looked at; nothing for now.
    pub look: ArcRwSignal<Option<Revision>>,
    /// What it is compared with.
    pub against: ArcRwSignal<Against>,
    /// Whether one revision follows the other by itself.
    pub is_playing: ArcRwSignal<bool>,
    /// How many steps the list shows.
    pub shown: ArcRwSignal<usize>,
    /// How fast, as a place in [`SPEEDS`].
    pub speed: ArcRwSignal<usize>,
    behind: Rc<Behind>,
}

/// What a revision is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Against {
    /// Nothing: it is shown as it was.
    #[default]
    Nothing,
    /// The one before: what its step changed is marked.
    Before,
    /// What is drawn now.
    Now,
    /// Another one.
    Revision(Revision),
}

#[derive(Default)]
struct Behind {
    /// Which document the timeline is of.
    document: RefCell<String>,
    log: RefCell<Option<Log>>,
    gathered: RefCell<Vec<Gathered>>,
    last: RefCell<Option<(String, atoll_core::model::Landscape)>>,
    is_writing: Cell<bool>,
    /// How long it took to put the last lines into words, in milliseconds.
    took: Cell<f64>,
    writing: RefCell<Option<Later>>,
    fetching: RefCell<Option<Later>>,
    ticking: RefCell<Option<Later>>,
    drawing: RefCell<Option<Frame>>,
    /// From where the step that is shown came, where several were taken at once.
    from: Cell<Option<Revision>>,
    /// Whether the panel on the right was folded before somebody looked back.
    was_folded: Cell<bool>,
}

impl Past {
    fn new() -> Self {
        Self {
            timeline: ArcRwSignal::default(),
            problem: ArcRwSignal::default(),
            look: ArcRwSignal::default(),
            against: ArcRwSignal::default(),
            is_playing: ArcRwSignal::default(),
            shown: ArcRwSignal::new(200),
            speed: ArcRwSignal::new(replay::first_speed()),
            behind: Rc::default(),
        }
    }

    /// The newest revision that is known.
    pub fn newest(&self) -> Option<Revision> {
        self.timeline.with(|timeline| timeline.as_ref().map(Timeline::newest_revision))
    }
}

impl Session {
    /// What there is to read of the past; the same for as long as the page lives.
    pub fn past(&self) -> Past {
        let inner = self.inner();
        let mut kept = inner.past.borrow_mut();
        let known = kept.as_ref().and_then(|kept| kept.downcast_ref::<Past>().cloned());
        known.unwrap_or_else(|| {
            let past = Past::new();
            *kept = Some(Rc::new(past.clone()));
            past
        })
    }

    /// Whether the landscape is drawn with others, so that its past is on the server.
    pub fn is_of_many(&self) -> bool {
        self.shared_source().is_some()
    }
}

/// Whoever draws on this computer alone.
fn you() -> Option<Person> {
    Some(Person { id: String::new(), name: "You".to_owned() })
}
