//! What goes wrong with a store in memory, when a test wants it to.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use atoll_core::protocol::LandscapeId;

use super::StoreError;

/// What is asked of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A new landscape.
    Create,
    /// What is stored.
    Load,
    /// More commands.
    Append,
    /// A draft of a snapshot.
    Snapshot,
}

/// What happens instead of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Others keep the database busy.
    Busy,
    /// There is no room on the disk.
    Full,
    /// The database goes away before it did anything.
    LostBefore,
    /// The database does what it is asked, and goes away before it says so.
    LostAfter,
    /// It is done, but that takes so long.
    Slow(Duration),
}

/// Decides for whatever is asked of a store whether something goes wrong with it.
type Decide = dyn FnMut(Asked, LandscapeId) -> Option<Fault> + Send;

/// When something goes wrong. Copies are the same one, so that a test can change its mind.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<Option<Box<Decide>>>>);

impl Faults {
    /// Asks from now on whether something goes wrong.
    pub fn decide(&self, decide: impl FnMut(Asked, LandscapeId) -> Option<Fault> + Send + 'static) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(decide));
    }

    /// Nothing goes wrong any more.
    pub fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn next(&self, asked: Asked, id: LandscapeId) -> Option<Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut().and_then(|decide| decide(asked, id))
    }

    /// Does something, unless it goes wrong.
    pub(super) async fn meet<T>(
        &self,
        asked: Asked,
        id: LandscapeId,
        work: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.next(asked, id) {
            None => work(),
            Some(Fault::Busy) => Err(StoreError::Busy),
            Some(Fault::Full) => Err(StoreError::Full(Arc::new(failure(io::ErrorKind::StorageFull)))),
            Some(Fault::LostBefore) => Err(away()),
            Some(Fault::LostAfter) => work().and(Err(away())),
            Some(Fault::Slow(time)) => {
                tokio::time::sleep(time).await;
                work()
            }
        }
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Faults")
    }
}

fn away() -> StoreError {
    StoreError::Away(Arc::new(failure(io::ErrorKind::ConnectionReset)))
}

fn failure(kind: io::ErrorKind) -> sqlx::Error {
    sqlx::Error::Io(io::Error::from(kind))
}
