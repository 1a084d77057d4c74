//! Landscapes in one SQLite file. One connection writes, several read.

mod append;
mod migrate;
mod open;

#[path = "tables/audit.rs"]
mod audit;
#[path = "tables/copy.rs"]
pub(super) mod copy;
#[path = "tables/landscape.rs"]
mod landscape;
#[path = "tables/link.rs"]
mod link;
#[path = "tables/log.rs"]
mod log;
#[path = "tables/member.rs"]
mod member;
#[path = "tables/milestone.rs"]
mod milestone;
#[path = "tables/session.rs"]
mod session;
#[path = "tables/snapshot.rs"]
mod snapshot;

use atoll_core::protocol::{Epoch, LandscapeId, Revision};
use sqlx::SqlitePool;

use self::append::Appender;
pub(super) use self::migrate::see_that_it_is_ours;
use super::turn::{Taken, Turns};
use super::{Entry, StoreError, settle};

/// What the tables are compiled for.
type Own = Sqlite;
type Connection = sqlx::SqliteConnection;
type Database = sqlx::Sqlite;

/// Starts a transaction that writes: it waits for others here, and not when there is something to lose.
const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";

/// Starts a transaction that sees one state of the database.
const BEGIN_READ: &str = "BEGIN";

const ACCEPTED: &str = "SELECT key, revision FROM command \
                        WHERE landscape = $1 AND key IN (SELECT value FROM json_each($2))";

const REVISIONS_OF: &str = "SELECT id, epoch, revision FROM landscape \
                            WHERE id IN (SELECT value FROM json_each($1)) ORDER BY id";

/// Before everything is copied: nothing to do.
const CALM: &str = "SELECT 1";

/// After everything was copied: nothing to do.
const AFTER_COPY: &[&str] = &[];

/// The database.
#[derive(Clone, Debug)]
pub(super) struct Sqlite {
    writer: SqlitePool,
    reader: SqlitePool,
    appender: Appender,
    turns: Turns,
}

impl Sqlite {
    pub(super) async fn append(
        &self,
        id: LandscapeId,
        after: (Epoch, Revision),
        entries: &[Entry],
    ) -> Result<bool, StoreError> {
        self.appender.append(id, after, entries).await
    }

    /// Whether this process makes a snapshot now. Another process over the same file may make the same: that does no harm.
    pub(super) async fn snapshot_turn(&self, id: LandscapeId) -> Result<Option<Taken>, StoreError> {
        Ok(self.turns.take(id))
    }

    pub(super) async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

#[cfg(test)]
mod tests;
