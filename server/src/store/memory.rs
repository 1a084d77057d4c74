//! Landscapes in memory only, for tests: it promises what the databases promise, and fails where it is told to.

mod faults;
mod kept;
mod people;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use atoll_core::protocol::{CommandKey, Epoch, LandscapeId, Link, Milestone, Person, Revision};
use chrono::{DateTime, Utc};

use self::kept::{Kept, Tables};
use super::hint::Hints;
use super::turn::{Taken, Turns};
use super::{Entry, Kind, Snapshot, Store, StoreError, Stored, TokenHash, rows};

pub use faults::{Asked, Fault, Faults};

/// A database in memory. Every store over it is a node of its own, as far as anybody can tell.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    tables: Arc<Mutex<Tables>>,
    hints: Hints,
    faults: Faults,
    turns: Turns,
}

impl Memory {
    /// A store over this memory.
    pub fn store(&self) -> Store {
        self.faulty(Faults::default())
    }

    /// A store over this memory that fails where it is told to.
    pub fn faulty(&self, faults: Faults) -> Store {
        let hints = self.hints.clone();
        Store { kind: Kind::Memory(Self { faults, ..self.clone() }), hints }
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn create(
        &self,
        id: LandscapeId,
        epoch: Epoch,
        body: &str,
        _at: DateTime<Utc>,
        owner: (&Link, &TokenHash),
    ) -> Result<(), StoreError> {
        self.faults
            .meet(Asked::Create, id, || {
                let mut tables = self.tables();
                if tables.landscapes.contains_key(&id) {
                    return Err(taken());
                }
                tables.landscapes.insert(id, Kept::new(epoch, body));
                tables.add_link(id, owner.0, owner.1)
            })
            .await
    }

    pub(super) async fn load(
        &self,
        id: LandscapeId,
        known: Option<(Epoch, Revision)>,
    ) -> Result<Option<Stored>, StoreError> {
        let load = || self.tables().landscapes.get(&id).map(|kept| kept.load(id, known)).transpose();
        self.faults.meet(Asked::Load, id, load).await
    }

    pub(super) async fn load_at(&self, id: LandscapeId, revision: Revision) -> Result<Option<Stored>, StoreError> {
        let load = || {
            let tables = self.tables();
            let kept = tables.landscapes.get(&id).filter(|kept| revision <= kept.revision());
            kept.map(|kept| kept.stored(id, revision, None)).transpose()
        };
        self.faults.meet(Asked::Load, id, load).await
    }

    pub(super) async fn accepted(
        &self,
        id: LandscapeId,
        keys: impl Iterator<Item = &CommandKey>,
    ) -> Result<BTreeMap<CommandKey, Revision>, StoreError> {
        let load = || {
            let tables = self.tables();
            let known = |key: &CommandKey| Some((key.clone(), *tables.landscapes.get(&id)?.keys.get(key)?));
            Ok(keys.filter_map(known).collect())
        };
        self.faults.meet(Asked::Load, id, load).await
    }

    pub(super) async fn append(
        &self,
        id: LandscapeId,
        after: (Epoch, Revision),
        entries: &[Entry],
    ) -> Result<bool, StoreError> {
        let append = || {
            let mut tables = self.tables();
            let Some(kept) = tables.landscapes.get_mut(&id) else { return Ok(false) };
            if (kept.epoch, kept.revision()) != after {
                return Ok(false);
            }
            kept.append(entries).map(|()| true)
        };
        self.faults.meet(Asked::Append, id, append).await
    }

    pub(super) async fn revisions(
        &self,
        id: LandscapeId,
        after: Revision,
        limit: usize,
        bytes_max: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        let load = || Ok(self.tables().landscapes.get(&id).map(|kept| kept.revisions(after, limit, bytes_max)));
        self.faults.meet(Asked::Load, id, load).await
    }

    pub(super) async fn revisions_of(
        &self,
        ids: &[LandscapeId],
    ) -> Result<Vec<(LandscapeId, Epoch, Revision)>, StoreError> {
        let tables = self.tables();
        let is_asked = |id: &LandscapeId| ids.contains(id);
        let found = tables.landscapes.iter().filter(|(id, _)| is_asked(id));
        Ok(found.map(|(id, kept)| (*id, kept.epoch, kept.revision())).collect())
    }

    pub(super) async fn landscapes(
        &self,
        after: Option<LandscapeId>,
        limit: usize,
    ) -> Result<Vec<LandscapeId>, StoreError> {
        let tables = self.tables();
        let later = tables.landscapes.keys().filter(|id| after.is_none_or(|after| **id > after));
        Ok(later.take(limit).copied().collect())
    }

    pub(super) async fn remove(&self, id: LandscapeId) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        tables.hashes.retain(|_, place| place.0 != id);
        Ok(tables.landscapes.remove(&id).is_some())
    }

    pub(super) async fn name_revision(
        &self,
        id: LandscapeId,
        revision: Revision,
        name: &str,
        by: Option<&Person>,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let Some(kept) = tables.landscapes.get_mut(&id) else { return Ok(false) };
        if name.is_empty() {
            return Ok(kept.milestones.remove(&revision).is_some());
        }
        if revision > kept.revision() {
            return Ok(false);
        }
        let (by, name) = (by.map(rows::clean), rows::text(name).into_owned());
        kept.milestones.insert(revision, Milestone { revision, name, by, at });
        Ok(true)
    }

    pub(super) async fn milestones(&self, id: LandscapeId) -> Result<Vec<Milestone>, StoreError> {
        let tables = self.tables();
        Ok(tables.landscapes.get(&id).map(|kept| kept.milestones.values().cloned().collect()).unwrap_or_default())
    }

    pub(super) async fn draft_snapshot(&self, id: LandscapeId, snapshot: &Snapshot) -> Result<(), StoreError> {
        let draft = || {
            let mut tables = self.tables();
            let kept = tables.landscapes.get_mut(&id).ok_or_else(taken)?;
            let place = kept.snapshots.entry(snapshot.revision).or_default();
            if !place.is_verified {
                place.body.clone_from(&snapshot.body);
            }
            Ok(())
        };
        self.faults.meet(Asked::Snapshot, id, draft).await
    }

    pub(super) async fn read_snapshot(
        &self,
        id: LandscapeId,
        revision: Revision,
    ) -> Result<Option<String>, StoreError> {
        let tables = self.tables();
        let snapshot = tables.landscapes.get(&id).and_then(|kept| kept.snapshots.get(&revision));
        Ok(snapshot.map(|snapshot| snapshot.body.clone()))
    }

    pub(super) async fn confirm_snapshot(&self, id: LandscapeId, revision: Revision) -> Result<(), StoreError> {
        if let Some(kept) = self.tables().landscapes.get_mut(&id) {
            kept.confirm_snapshot(revision);
        }
        Ok(())
    }

    pub(super) async fn snapshot_turn(&self, id: LandscapeId) -> Result<Option<Taken>, StoreError> {
        Ok(self.turns.take(id))
    }

    pub(super) async fn ping(&self) -> Result<(), StoreError> {
        Ok(())
    }

    pub(super) async fn close(&self) {}
}

/// What a database says of a row that cannot be put in.
fn taken() -> StoreError {
    StoreError::Failed(Arc::new(sqlx::Error::Protocol("a row that must be there only once, or belong to one".into())))
}
