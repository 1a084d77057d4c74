//! Whose turn it is to make a snapshot of a landscape: one node at a time, to save work. Two at once would do no harm.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use atoll_core::protocol::LandscapeId;

use super::postgres::Held;
use super::{Kind, Store, StoreError};

/// Keeps the turn for as long as it lives.
#[derive(Debug)]
pub struct Turn {
    _kept: Kept,
}

#[derive(Debug)]
#[expect(dead_code, reason = "what is kept is let go of when it is dropped")]
enum Kept {
    Here(Taken),
    Everywhere(Held),
}

impl Store {
    /// Takes the turn to make a snapshot of a landscape; nothing where another one has it. It ends when the answer is
    /// dropped, or with the node that has it.
    pub async fn snapshot_turn(&self, id: LandscapeId) -> Result<Option<Turn>, StoreError> {
        let kept = match &self.kind {
            Kind::Sqlite(kind) => kind.snapshot_turn(id).await?.map(Kept::Here),
            Kind::Postgres(kind) => kind.snapshot_turn(id).await?.map(Kept::Everywhere),
            Kind::Memory(kind) => kind.snapshot_turn(id).await?.map(Kept::Here),
        };
        Ok(kept.map(|kept| Turn { _kept: kept }))
    }
}

/// The turns that are taken in this process.
#[derive(Clone, Debug, Default)]
pub(super) struct Turns(Arc<Mutex<BTreeSet<LandscapeId>>>);

impl Turns {
    pub(super) fn take(&self, id: LandscapeId) -> Option<Taken> {
        self.all().insert(id).then(|| Taken { id, turns: self.clone() })
    }

    fn all(&self) -> MutexGuard<'_, BTreeSet<LandscapeId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A turn that is taken.
#[derive(Debug)]
pub(super) struct Taken {
    id: LandscapeId,
    turns: Turns,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.turns.all().remove(&self.id);
    }
}
