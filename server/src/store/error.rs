//! What can go wrong with a database that is open.

use std::fmt;

use atoll_core::protocol::{LandscapeId, Revision};

/// Why the database did not do what was asked. What was asked is then not done, not even in part.
#[derive(Debug)]
pub enum StoreError {
    /// Others keep it busy; asking again helps.
    Busy,
    /// There is no room left on the disk, or the disk fails.
    Full(sqlx::Error),
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
    Failed(sqlx::Error),
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
    let code = error.as_database_error()?.code()?;
    code.parse::<u32>().ok().map(|code| code & 0xff)
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match primary_code(&error) {
            Some(code::BUSY | code::LOCKED) => Self::Busy,
            Some(code::FULL | code::IO_ERROR) => Self::Full(error),
            _ if matches!(error, sqlx::Error::PoolTimedOut) => Self::Busy,
            _ => Self::Failed(error),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("the database is busy"),
            Self::Full(error) => write!(f, "the disk has no room or fails: {error}"),
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
