//! One after the other: whoever changes a landscape waits for their turn.

use std::hash::{BuildHasher as _, RandomState};

use atoll_core::protocol::LandscapeId;
use tokio::sync::{Mutex, MutexGuard};

/// How many queues there are. Landscapes that share one wait for each other without need, which is rare and harmless.
const QUEUES: usize = 64;

/// Queues that landscapes are spread over.
#[derive(Debug)]
pub(super) struct Turns {
    queues: [Mutex<()>; QUEUES],
    spread: RandomState,
}

impl Default for Turns {
    fn default() -> Self {
        Self { queues: std::array::from_fn(|_| Mutex::default()), spread: RandomState::new() }
    }
}

impl Turns {
    /// Waits until it is this landscape's turn; the turn ends when what is returned is dropped.
    pub(super) async fn take(&self, id: LandscapeId) -> Option<MutexGuard<'_, ()>> {
        let place = self.spread.hash_one(id) % QUEUES as u64;
        let queue = usize::try_from(place).ok().and_then(|place| self.queues.get(place))?;
        Some(queue.lock().await)
    }
}
