//! What the browser and the server say to each other about a shared landscape, as JSON; both sides use these types.
//!
//! `POST /api/landscapes` takes a [`Create`] and answers with a [`Created`]; `GET /api/landscapes/{id}` answers with an
//! [`Opened`]; `POST …/commands` takes a [`Submit`] and answers with a [`Submitted`]; `GET …/revisions?after=N&limit=M`
//! answers with a list of [`LoggedCommand`]s. Whatever goes wrong is a [`Problem`].

mod access;
mod live;
mod milestone;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::command::Command;

pub use access::{Audited, Link, LinkId, MadeLink, MakeLink, Me, Mine, Right, SignIn, Token};
pub use live::{
    BEAT, Farewell, Join, MemberId, Person, Place, Presence, Present, Reason, Request, Resume, Said, Welcome,
};
pub use milestone::{Milestone, NameRevision};

/// The version of what is said over a WebSocket. A server also speaks the one before ([`PROTOCOL_OLDEST`]), so that pages
/// of the version before go on while a new one is put in place.
pub const PROTOCOL: u32 = 1;

/// The oldest version of the protocol that a server still speaks.
pub const PROTOCOL_OLDEST: u32 = 1;

/// The most commands that one [`Submit`] may hold.
pub const COMMANDS_MAX: usize = 1_000;

/// The most revisions that one page of the log holds.
pub const REVISIONS_MAX: usize = 1_000;

/// Names a landscape on a server. Whoever knows it may open the landscape, so that it must not be guessable: 128 bits,
/// written in 26 letters and digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LandscapeId(u128);

impl LandscapeId {
    /// Crockford's 32 digits: none that people mistake for another.
    pub(crate) const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    const LENGTH: usize = 26;

    /// The identifier with these bits.
    pub const fn new(bits: u128) -> Self {
        Self(bits)
    }
}

impl fmt::Display for LandscapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..Self::LENGTH).rev() {
            let digit = (self.0 >> (5 * place)) & 31;
            write!(f, "{}", char::from(Self::DIGITS[digit as usize]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for LandscapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LandscapeId({self})")
    }
}

impl FromStr for LandscapeId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        // 26 digits hold two bits more than there are.
        if text.len() != Self::LENGTH || !text.starts_with(['0', '1', '2', '3', '4', '5', '6', '7']) {
            return Err(NotAnId);
        }
        let digit = |byte| Self::DIGITS.iter().position(|digit| *digit == byte).ok_or(NotAnId);
        text.bytes().try_fold(0, |bits: u128, byte| Ok((bits << 5) | digit(byte)? as u128)).map(Self)
    }
}

/// The text is not the identifier of a landscape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a landscape's identifier is {} letters and digits", LandscapeId::LENGTH)
    }
}

impl std::error::Error for NotAnId {}

impl Serialize for LandscapeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LandscapeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// How many commands made a shared landscape what it is: 0 when it is new, one more with each that is accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(pub u64);

impl Revision {
    /// The revision that the next accepted command makes.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Names the log that revisions count in. A server that is put back from a copy begins another one, so that a browser
/// which knows lines that the copy lacks is not taken for one that is up to date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Epoch(pub u32);

/// Names a command before it has a revision. Chosen by whoever submits it, once and for all: a command that is
/// submitted again under its key, because an answer got lost, is not done again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommandKey(String);

impl CommandKey {
    /// The most bytes of a key.
    pub const LENGTH_MAX: usize = 128;

    /// The key as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CommandKey {
    type Error = NotAKey;

    fn try_from(text: String) -> Result<Self, NotAKey> {
        // A database need not be able to keep U+0000 in a text.
        let is_key = !text.is_empty() && text.len() <= Self::LENGTH_MAX && !text.contains('\0');
        if is_key { Ok(Self(text)) } else { Err(NotAKey) }
    }
}

impl From<CommandKey> for String {
    fn from(key: CommandKey) -> Self {
        key.0
    }
}

/// The text cannot be the key of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAKey;

impl fmt::Display for NotAKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a command's key is a text of 1 to {} bytes without U+0000", CommandKey::LENGTH_MAX)
    }
}

impl std::error::Error for NotAKey {}

/// Asks for a new shared landscape.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Create {
    /// What it is to be called; the name in the file if this is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it starts with: the text of a native file. Absent, it starts empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// The landscape is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    /// Its identifier from now on.
    pub id: LandscapeId,
    /// Of which log.
    #[serde(default)]
    pub epoch: Epoch,
    /// What it starts at.
    pub revision: Revision,
    /// What opens it with every right. Told only here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
}

/// A landscape as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Its identifier.
    pub id: LandscapeId,
    /// Of which log.
    #[serde(default)]
    pub epoch: Epoch,
    /// How many commands made it what it is.
    pub revision: Revision,
    /// The landscape as the text of a native file.
    pub file: String,
}

/// Commands to be done, in this order, on the landscape as it will then be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submit {
    /// At most [`COMMANDS_MAX`].
    pub commands: Vec<Submission>,
}

/// A command to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Tells a command that is submitted again from a new one.
    pub key: CommandKey,
    /// What is to be done.
    pub command: Command,
}

/// What became of submitted commands. Those that were accepted are stored for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The landscape's revision after them.
    pub revision: Revision,
    /// What became of each, in the order in which they were submitted.
    pub results: Vec<Outcome>,
}

/// What became of one command: `{"key", "revision"}` or `{"key", "refused"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The command's key.
    pub key: CommandKey,
    /// What became of it.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// What became of one command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was accepted, now or when it was submitted before, and made this revision.
    Revision(Revision),
    /// It does not apply; says why. It was skipped, those after it were not.
    Refused(String),
}

/// One line of a landscape's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoggedCommand {
    /// The revision that it made.
    pub revision: Revision,
    /// Its key.
    pub key: CommandKey,
    /// When it was accepted.
    pub at: DateTime<Utc>,
    /// Whose it is; nothing for what was done before that was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
    /// What was done.
    pub command: Command,
}

/// Why a request was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A sentence that says what to do.
    pub error: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{EditHeader, HeaderEdit};

    #[test]
    fn an_identifier_is_read_back_as_it_was_written() {
        for bits in [0, 1, 31, 32, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef, u128::MAX] {
            let id = LandscapeId::new(bits);
            assert_eq!(id.to_string().len(), 26);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert_eq!(LandscapeId::new(u128::MAX).to_string(), "7zzzzzzzzzzzzzzzzzzzzzzzzz");
    }

    #[test]
    fn every_identifier_is_written_in_one_way_only() {
        let digits = |first: &str| format!("{first}{}", "0".repeat(25));
        for text in ["", "0", &digits("8"), &digits("z"), &digits("O"), &digits("u"), &digits("é"), &digits("00")] {
            assert_eq!(text.parse::<LandscapeId>(), Err(NotAnId), "{text}");
        }
    }

    #[test]
    fn messages_look_as_they_are_documented() {
        let key = |text: &str| CommandKey::try_from(text.to_owned()).unwrap();
        let submitted = Submitted {
            revision: Revision(7),
            results: vec![
                Outcome { key: key("a"), verdict: Verdict::Revision(Revision(7)) },
                Outcome { key: key("b"), verdict: Verdict::Refused("Why.".to_owned()) },
            ],
        };
        let text = r#"{"revision":7,"results":[{"key":"a","revision":7},{"key":"b","refused":"Why."}]}"#;
        assert_eq!(serde_json::to_string(&submitted).unwrap(), text);
        assert_eq!(serde_json::from_str::<Submitted>(text).unwrap(), submitted);

        let logged = LoggedCommand {
            revision: Revision(1),
            at: DateTime::from_timestamp_millis(1_700_000_000_123).unwrap(),
            key: key("k"),
            by: None,
            command: EditHeader { edit: HeaderEdit::Name("Shop".to_owned()) }.into(),
        };
        let text = r#"{"revision":1,"key":"k","at":"2023-11-14T22:13:20.123Z","command":{"set":{"id":"landscape","field":"name","value":"Shop"}}}"#;
        assert_eq!(serde_json::to_string(&logged).unwrap(), text);
        assert_eq!(serde_json::from_str::<LoggedCommand>(text).unwrap(), logged);

        assert_eq!(serde_json::from_str::<Create>("{}").unwrap(), Create::default());
        assert!(serde_json::from_str::<Submit>(r#"{"commands":[],"comands":[]}"#).is_err());
    }

    #[test]
    fn a_key_is_neither_empty_nor_endless() {
        for (text, is_key) in
            [("", false), ("k", true), (&*"k".repeat(128), true), (&*"k".repeat(129), false), ("k\0", false)]
        {
            assert_eq!(serde_json::from_value::<CommandKey>(text.into()).is_ok(), is_key, "{}", text.len());
        }
    }
}
