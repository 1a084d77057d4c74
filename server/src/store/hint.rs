//! What stores over one database tell each other, so that nobody has to look all the time.
//!
//! A hint is no truth: it can come late, twice or never, and the rows are what counts. Whoever lives by hints also looks
//! now and then ([`Store::revisions_of`](super::Store::revisions_of)).

use std::sync::Arc;

use atoll_core::protocol::{Epoch, LandscapeId, Revision};
use tokio::sync::broadcast;

/// How many hints wait for whoever is slow to hear them; then they are told that they missed some.
const WAITING_MAX: usize = 4_096;

/// Something may have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A log has grown, or a new one has begun.
    Grown {
        /// Whose log.
        landscape: LandscapeId,
        /// Which log.
        epoch: Epoch,
        /// Its newest revision.
        revision: Revision,
    },
    /// Links or members of this landscape have changed.
    Rights(LandscapeId),
    /// This landscape is gone.
    Removed(LandscapeId),
    /// What a node tells the others about who is there, as it wrote it.
    Presence {
        /// In which landscape.
        landscape: LandscapeId,
        /// What was told.
        text: Arc<str>,
    },
    /// Hints may have got lost: everything is to be looked at.
    Missed,
}

/// Where hints go, and come from.
#[derive(Clone, Debug)]
pub(super) struct Hints(broadcast::Sender<Hint>);

impl Default for Hints {
    fn default() -> Self {
        Self(broadcast::Sender::new(WAITING_MAX))
    }
}

impl Hints {
    pub(super) fn tell(&self, hint: Hint) {
        // Where nobody listens, nobody needs to know.
        let _ = self.0.send(hint);
    }

    pub(super) fn listen(&self) -> broadcast::Receiver<Hint> {
        self.0.subscribe()
    }
}
