//! Landscapes in PostgreSQL, for several nodes that serve the same ones. The order of a log is settled by its row in
//! `landscape`, as in SQLite; that nodes tell each other of new lines (`NOTIFY`) is a hint and no more.

mod append;
mod listen;
mod migrate;
mod open;
mod tell;

#[path = "tables/audit.rs"]
#[allow(clippy::duplicate_mod, reason = "the same statements, compiled for each database")]
mod audit;
#[path = "tables/copy.rs"]
#[allow(clippy::duplicate_mod, reason = "the same statements, compiled for each database")]
pub(super) mod copy;
#[path = "tables/landscape.rs"]
#[allow(clippy::duplicate_mod, reason = "the same statements, compiled for each database")]
mod landscape;
#[path = "tables/link.rs"]
#[allow(clippy::duplicate_mod, reason = "the same statements, compiled for each database")]
mod link;
#[path = "tables/log.rs"]
#[allow(clippy::duplicate_mod, reason = "the same statements, compiled for each database")]
mod log;
#[path = "tables/member.rs"]
#[allow(clippy::duplicate_mod, reason = "the same statements, compiled for each database")]
mod member;
#[path = "tables/milestone.rs"]
#[allow(clippy::duplicate_mod, reason = "the same statements, compiled for each database")]
mod milestone;
#[path = "tables/session.rs"]
#[allow(clippy::duplicate_mod, reason = "the same statements, compiled for each database")]
mod session;
#[path = "tables/snapshot.rs"]
#[allow(clippy::duplicate_mod, reason = "the same statements, compiled for each database")]
mod snapshot;

use std::sync::Arc;

use atoll_core::protocol::LandscapeId;
use sqlx::{PgPool, Transaction};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::listen::Listening;
pub(super) use self::migrate::see_that_it_is_ours;
use self::tell::Teller;
use super::{Hint, StoreError, settle};

/// What the tables are compiled for.
type Own = Postgres;
type Connection = sqlx::PgConnection;
type Database = sqlx::Postgres;

/// Starts a transaction that writes.
const BEGIN_WRITE: &str = "BEGIN";

/// Starts a transaction that sees one state of the database.
const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

const ACCEPTED: &str = "SELECT key, revision FROM command \
                        WHERE landscape = $1 AND key IN (SELECT json_array_elements_text($2::json))";

const REVISIONS_OF: &str = "SELECT id, epoch, revision FROM landscape \
                            WHERE id IN (SELECT json_array_elements_text($1::json)) ORDER BY id";

/// Before everything is copied: that may take longer than what people wait for.
const CALM: &str = "SET LOCAL statement_timeout = 0";

/// After everything was copied: numbers go on after those that are there, and every node is told.
const AFTER_COPY: &[&str] = &[
    "SELECT setval(pg_get_serial_sequence('audit', 'number'), (SELECT coalesce(max(number), 0) + 1 FROM audit), false)",
    "SELECT pg_notify('atoll', id || ' ' || epoch || ' ' || revision) FROM landscape",
];

/// The database.
#[derive(Clone, Debug)]
pub(super) struct Postgres {
    writer: PgPool,
    reader: PgPool,
    teller: Teller,
    /// How many snapshots this node makes at a time: each holds a connection, and needs another.
    snapshots: Arc<Semaphore>,
    ear: PgPool,
    _listening: Arc<Listening>,
}

/// The turn to make a snapshot: it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Held {
    _transaction: Transaction<'static, sqlx::Postgres>,
    _permit: OwnedSemaphorePermit,
}

impl Postgres {
    /// Whether this node is the one that makes a snapshot now: it is as long as the answer is kept, and no longer than
    /// it is connected.
    pub(super) async fn snapshot_turn(&self, id: LandscapeId) -> Result<Option<Held>, StoreError> {
        let Ok(permit) = Arc::clone(&self.snapshots).try_acquire_owned() else { return Ok(None) };
        let mut transaction = self.writer.begin().await?;
        let try_lock = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))";
        let is_mine: bool = sqlx::query_scalar(try_lock).bind(id.to_string()).fetch_one(&mut *transaction).await?;
        Ok(is_mine.then_some(Held { _transaction: transaction, _permit: permit }))
    }

    /// Tells the other nodes.
    pub(super) fn tell(&self, hint: &Hint) {
        self.teller.tell(hint);
    }

    pub(super) async fn close(&self) {
        self.ear.close().await;
        self.writer.close().await;
    }
}
