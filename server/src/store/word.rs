//! What goes into the store and comes out of it.

use std::fmt;

use atoll_core::protocol::{CommandKey, Epoch, LandscapeId, Person, Revision, Token};
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

/// One line of a landscape's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The revision that the command made.
    pub revision: Revision,
    /// The command's key.
    pub key: CommandKey,
    /// When it was accepted, to the millisecond.
    pub at: DateTime<Utc>,
    /// Whose it is, if that is known.
    pub by: Option<Person>,
    /// The command as JSON.
    pub body: String,
}

/// A landscape as the text of a native file, at some revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Which revision.
    pub revision: Revision,
    /// The text.
    pub body: String,
}

/// What is stored of a landscape, as far as the asker does not know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Of which log.
    pub epoch: Epoch,
    /// The revision that this leads to: the newest, if no other one was asked for.
    pub revision: Revision,
    /// What to start from; nothing where that is the revision that the asker knows.
    pub base: Option<Snapshot>,
    /// Every command since.
    pub tail: Vec<Entry>,
}

/// What is kept of a token: its SHA-256. Two tokens have the same only if they are the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// The hash with these bits.
    pub const fn new(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    /// That of a token.
    pub fn of(token: &Token) -> Self {
        Self(Sha256::digest(token.0.as_bytes()).into())
    }
}

/// As it is stored: 64 hexadecimal digits.
impl fmt::Display for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

/// Something that was done about rights: who opened, shared, refused. Never holds a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When, to the millisecond.
    pub at: DateTime<Utc>,
    /// With which landscape, if with one.
    pub landscape: Option<LandscapeId>,
    /// Who did it, if that is known: the identifier of a person.
    pub person: Option<String>,
    /// From which address.
    pub address: Option<String>,
    /// What was done, in a word.
    pub what: String,
    /// Whatever else there is to say.
    pub details: String,
}

/// An [`AuditEntry`] in its place among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    /// Later ones have higher numbers; some may be left out.
    pub number: u64,
    /// What was done.
    pub entry: AuditEntry,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_hashed_as_the_standard_says() {
        let hash = TokenHash::of(&Token("abc".to_owned()));
        assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(format!("{hash:?}"), "TokenHash(…)");
    }
}
