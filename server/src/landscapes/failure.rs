//! Why a landscape could not be made, shown or changed.

use std::fmt;

use atoll_core::protocol::{LandscapeId, Revision};

use crate::room::Trouble;
use crate::store::StoreError;

/// Why a landscape could not be made, shown or changed. It is then as it was.
#[derive(Debug)]
pub enum Failure {
    /// There is no landscape of this identifier.
    Unknown,
    /// The file that it was to start from is none; a sentence for people.
    File(String),
    /// The store did not do it.
    Store(StoreError),
    /// What is stored cannot be read, or does not lead to what it led to.
    Broken {
        /// Of which landscape.
        id: LandscapeId,
        /// Up to which revision it can be read, at most.
        revision: Revision,
        /// What is wrong.
        reason: String,
    },
    /// Its room could not have it changed.
    Room(Trouble),
    /// The system gave no random bytes.
    NoChance(getrandom::Error),
    /// A computation did not come to its end.
    Crashed,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("there is no such landscape"),
            Self::File(sentence) => f.write_str(sentence),
            Self::Store(error) => error.fmt(f),
            Self::Broken { id, revision, reason } => {
                write!(f, "what is stored of landscape {id} cannot be read at revision {revision}: {reason}")
            }
            Self::Room(trouble) => f.write_str(trouble.sentence()),
            Self::NoChance(error) => write!(f, "the system gave no random bytes: {error}"),
            Self::Crashed => f.write_str("a computation did not come to its end"),
        }
    }
}

impl std::error::Error for Failure {}
