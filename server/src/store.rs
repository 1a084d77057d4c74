//! Where shared landscapes are kept: all SQL of the server is in `store/`.
//!
//! An answer of a method that changes something means that the change is on the disk. The rows are the truth; what a
//! store tells of itself ([`Hint`]) only saves looking.

mod copy;
mod error;
mod hint;
mod memory;
mod open;
mod postgres;
mod rights;
mod rows;
mod sqlite;
mod turn;
mod word;

use std::collections::BTreeMap;

use atoll_core::protocol::{CommandKey, Epoch, LandscapeId, Link, Milestone, Person, Revision};
use chrono::{DateTime, Utc};
use sqlx::pool::PoolConnection;
use tokio::sync::broadcast;

use self::hint::Hints;
use self::postgres::Postgres;
use self::sqlite::Sqlite;

pub use copy::{CopyError, copy_to_file};
pub use error::StoreError;
pub use hint::Hint;
pub use memory::{Asked, Fault, Faults, Memory};
pub use open::{OpenError, Options, Place};
pub use turn::Turn;
pub use word::{AuditEntry, Audited, Entry, Snapshot, Stored, TokenHash};

/// The most bytes of a text about who is there: PostgreSQL tells no more than 8,000.
pub const PRESENCE_BYTES_MAX: usize = 7_900;

/// A database of landscapes.
#[derive(Clone, Debug)]
pub struct Store {
    kind: Kind,
    hints: Hints,
}

/// Which database it is. All of them pass the same tests (`tests/store`).
#[derive(Clone, Debug)]
enum Kind {
    Sqlite(Sqlite),
    Postgres(Postgres),
    Memory(Memory),
}

/// Asks the database, whichever it is.
macro_rules! ask {
    ($store:expr, $kind:ident => $asked:expr) => {
        match &$store.kind {
            $crate::store::Kind::Sqlite($kind) => $asked.await,
            $crate::store::Kind::Postgres($kind) => $asked.await,
            $crate::store::Kind::Memory($kind) => $asked.await,
        }
    };
}
use ask;

impl Store {
    /// Puts in a new landscape: what it starts from, and what opens it for its owner.
    pub async fn create(
        &self,
        id: LandscapeId,
        epoch: Epoch,
        body: &str,
        at: DateTime<Utc>,
        owner: (&Link, &TokenHash),
    ) -> Result<(), StoreError> {
        ask!(self, kind => kind.create(id, epoch, body, at, owner))
    }

    /// What is stored of a landscape beyond the revision that the asker knows; nothing if there is no such landscape.
    pub async fn load(&self, id: LandscapeId, known: Option<(Epoch, Revision)>) -> Result<Option<Stored>, StoreError> {
        ask!(self, kind => kind.load(id, known))
    }

    /// What leads to a revision; nothing if there is no such landscape, or if it has not come to that revision yet.
    pub async fn load_at(&self, id: LandscapeId, revision: Revision) -> Result<Option<Stored>, StoreError> {
        ask!(self, kind => kind.load_at(id, revision))
    }

    /// Which of these keys were accepted before, and what revision they made.
    pub async fn accepted(
        &self,
        id: LandscapeId,
        keys: impl Iterator<Item = &CommandKey>,
    ) -> Result<BTreeMap<CommandKey, Revision>, StoreError> {
        ask!(self, kind => kind.accepted(id, keys))
    }

    /// Puts commands at the end of the log, all of them or none. False, and nothing is done, where the log is not this
    /// one (any more) or does not end at this revision.
    ///
    /// # Errors
    ///
    /// After [`StoreError::Away`] and [`StoreError::Failed`] it is not known whether the commands are in the log:
    /// [`Store::accepted`] tells. After the others they are not.
    pub async fn append(
        &self,
        id: LandscapeId,
        after: (Epoch, Revision),
        entries: &[Entry],
    ) -> Result<bool, StoreError> {
        let Some(last) = entries.last() else { return Ok(true) };
        let follow = (after.1.0..).zip(entries).all(|(before, entry)| entry.revision == Revision(before).next());
        if !follow {
            return Err(StoreError::Strange("a revision that does not follow the one before"));
        }
        let is_done = ask!(self, kind => kind.append(id, after, entries))?;
        if is_done {
            self.tell(Hint::Grown { landscape: id, epoch: after.0, revision: last.revision });
        }
        Ok(is_done)
    }

    /// The log after a revision: at most `limit` entries, and after the first one no more than `bytes_max` of them.
    /// Nothing if there is no such landscape.
    pub async fn revisions(
        &self,
        id: LandscapeId,
        after: Revision,
        limit: usize,
        bytes_max: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        ask!(self, kind => kind.revisions(id, after, limit, bytes_max))
    }

    /// How far these landscapes have come; those that are not there are left out.
    pub async fn revisions_of(&self, ids: &[LandscapeId]) -> Result<Vec<(LandscapeId, Epoch, Revision)>, StoreError> {
        ask!(self, kind => kind.revisions_of(ids))
    }

    /// The landscapes that there are, in the order of their identifiers, after one of them.
    pub async fn landscapes(&self, after: Option<LandscapeId>, limit: usize) -> Result<Vec<LandscapeId>, StoreError> {
        ask!(self, kind => kind.landscapes(after, limit))
    }

    /// Takes away a landscape and everything that belongs to it, for good. False if there is none.
    pub async fn remove(&self, id: LandscapeId) -> Result<bool, StoreError> {
        let is_gone = ask!(self, kind => kind.remove(id))?;
        if is_gone {
            self.tell(Hint::Removed(id));
        }
        Ok(is_gone)
    }

    /// Gives a revision a name, or takes it away with an empty one. False where nothing changed: there is no such
    /// revision, or no name to take away.
    pub async fn name_revision(
        &self,
        id: LandscapeId,
        revision: Revision,
        name: &str,
        by: Option<&Person>,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        ask!(self, kind => kind.name_revision(id, revision, name, by, at))
    }

    /// The revisions of a landscape that have a name, in their order.
    pub async fn milestones(&self, id: LandscapeId) -> Result<Vec<Milestone>, StoreError> {
        ask!(self, kind => kind.milestones(id))
    }

    /// Writes a snapshot that nobody uses yet.
    pub async fn draft_snapshot(&self, id: LandscapeId, snapshot: &Snapshot) -> Result<(), StoreError> {
        ask!(self, kind => kind.draft_snapshot(id, snapshot))
    }

    /// The text of a snapshot that may not be in use yet.
    pub async fn read_snapshot(&self, id: LandscapeId, revision: Revision) -> Result<Option<String>, StoreError> {
        ask!(self, kind => kind.read_snapshot(id, revision))
    }

    /// Puts a snapshot into use, and takes away those that are old. The log itself is kept whole.
    pub async fn confirm_snapshot(&self, id: LandscapeId, revision: Revision) -> Result<(), StoreError> {
        ask!(self, kind => kind.confirm_snapshot(id, revision))
    }

    /// What happens from now on, here and on other nodes.
    pub fn hints(&self) -> broadcast::Receiver<Hint> {
        self.hints.listen()
    }

    /// Tells every node, this one too, who is in a landscape. They may not hear it; the text is theirs to understand.
    ///
    /// # Errors
    ///
    /// The text is longer than [`PRESENCE_BYTES_MAX`].
    pub async fn tell_presence(&self, landscape: LandscapeId, text: &str) -> Result<(), StoreError> {
        if text.len() > PRESENCE_BYTES_MAX || text.contains('\0') {
            return Err(StoreError::Strange("a text about who is there"));
        }
        self.tell(Hint::Presence { landscape, text: text.into() });
        Ok(())
    }

    /// Fails if the database does not answer.
    pub async fn ping(&self) -> Result<(), StoreError> {
        ask!(self, kind => kind.ping())
    }

    /// Whether other nodes may serve the same landscapes and hear what is told here.
    pub const fn is_shared(&self) -> bool {
        matches!(self.kind, Kind::Postgres(_) | Kind::Memory(_))
    }

    /// Waits for what is under way and closes the database.
    pub async fn close(&self) {
        ask!(self, kind => kind.close());
    }

    /// Tells everybody who listens. PostgreSQL tells this node as well as the others.
    fn tell(&self, hint: Hint) {
        match &self.kind {
            Kind::Postgres(kind) => kind.tell(&hint),
            Kind::Sqlite(_) | Kind::Memory(_) => self.hints.tell(hint),
        }
    }
}

/// Gives a connection that wrote back, or closes it where something went wrong on it: SQLite may then have ended the
/// transaction on its own, which sqlx does not see, so that no other could ever be started on that connection.
async fn settle<D: sqlx::Database, T>(
    connection: PoolConnection<D>,
    done: Result<T, StoreError>,
) -> Result<T, StoreError> {
    if done.as_ref().is_err_and(|error| !matches!(error, StoreError::Busy))
        && let Err(error) = connection.close().await
    {
        tracing::warn!(%error, "a connection to the database could not be closed");
    }
    done
}
