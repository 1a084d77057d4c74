//! What can go wrong with a database that is open.

use std::fmt;
use std::sync::Arc;

use atoll_core::protocol::{LandscapeId, Revision};
use sqlx::error::DatabaseError as _;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

use crate::metrics;

/// Why the database did not do what was asked. What was asked is then not done in part; whether it is done as a whole
/// is not known after [`StoreError::Away`] and [`StoreError::Failed`], and after the others it is not.
#[derive(Clone, Debug)]
pub enum StoreError {
    /// Others keep it busy; asking again helps.
    Busy,
    /// There is no room left on the disk, or the disk fails.
    Full(Arc<sqlx::Error>),
    /// The database was not there, or went away in the middle.
    Away(Arc<sqlx::Error>),
    /// A landscape without the snapshot that it was created with.
    NoSnapshot(LandscapeId),
    /// A log that lacks some of its lines.
    Gap {
        /// Whose log.
        id: LandscapeId,
        /// The revision before the part that was looked at.
        after: Revision,
        /// The last revision of the part that was looked at.
        revision: Revision,
    },
    /// Something that was never written so.
    Strange(&'static str),
    /// Anything else.
    Failed(Arc<sqlx::Error>),
}

/// SQLite's primary result codes; the upper bytes of an extended code are details.
mod code {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    pub(super) const IO_ERROR: u32 = 10;
    pub(super) const FULL: u32 = 13;
}

/// The primary result code of SQLite, if the error comes from there.
pub(super) fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let error = error.as_database_error()?.try_downcast_ref::<SqliteError>()?;
    error.code()?.parse::<u32>().ok().map(|code| code & 0xff)
}

impl StoreError {
    /// What figures call it.
    fn kind(&self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Full(_) => "full",
            Self::Away(_) => "away",
            _ => "failed",
        }
    }
}

/// What the driver's error means.
fn of(error: sqlx::Error) -> StoreError {
    let postgres = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
    if let Some(kind) = postgres.and_then(|error| of_postgres(error.code())) {
        return kind(Arc::new(error));
    }
    match primary_code(&error) {
        Some(code::BUSY | code::LOCKED) => StoreError::Busy,
        Some(code::FULL | code::IO_ERROR) => StoreError::Full(Arc::new(error)),
        _ if matches!(error, sqlx::Error::PoolTimedOut) => StoreError::Busy,
        _ if matches!(error, sqlx::Error::Io(_) | sqlx::Error::Tls(_)) => StoreError::Away(Arc::new(error)),
        _ => StoreError::Failed(Arc::new(error)),
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let this = of(error);
        metrics::database_error(this.kind());
        this
    }
}

/// What a state of PostgreSQL means to us, if anything special.
fn of_postgres(state: &str) -> Option<fn(Arc<sqlx::Error>) -> StoreError> {
    Some(match state {
        // Serialisation, deadlock, a lock or a statement that took too long, too many connections.
        "40001" | "40P01" | "55P03" | "57014" | "53300" => |_| StoreError::Busy,
        // The disk is full, or fails.
        "53100" | "58030" => StoreError::Full,
        // It stops, starts, or became the copy of another database; connections that break.
        "57P01" | "57P02" | "57P03" | "57P05" | "25006" | "25P03" => StoreError::Away,
        _ if state.starts_with("08") => StoreError::Away,
        _ => return None,
    })
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("the database is busy"),
            Self::Full(error) => write!(f, "the disk has no room or fails: {error}"),
            Self::Away(error) => write!(f, "the database is not there: {error}"),
            Self::NoSnapshot(id) => write!(f, "landscape {id} has no snapshot to start from"),
            Self::Gap { id, after, revision } => {
                write!(f, "the log of landscape {id} lacks lines between revisions {after} and {revision}")
            }
            Self::Strange(what) => write!(f, "{what} in the database is none"),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}
