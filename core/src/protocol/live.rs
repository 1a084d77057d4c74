//! What browser and server say to each other over a WebSocket at `/api/live`, each message one text frame of JSON.
//!
//! The browser's first message is [`Join`]; the server answers with [`Welcome`] or says [`Farewell`] and closes. From
//! then on the server sends every line of the log, in order and without gaps, the browser's own among them: a command is
//! acknowledged by its own line in the log. Frames may get lost with a connection, never within one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::access::Right;
use super::{CommandKey, Epoch, LandscapeId, LoggedCommand, Opened, Revision, Submit, Token};
use crate::geometry::{Point, Rect};
use crate::model::ElementId;

/// What a browser says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// It wants to take part.
    Join(Join),
    /// It has commands to be done.
    Submit(Submit),
    /// Where its person is, instead of where they were.
    Presence(Presence),
}

/// Asks to take part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// The version of the protocol that the browser speaks.
    pub protocol: u32,
    /// Which landscape.
    pub landscape: LandscapeId,
    /// What opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
    /// Who it is.
    pub person: Person,
    /// What the browser has already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<Resume>,
}

/// Who somebody is, as they say themselves, or as the server knows who lets people sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Person {
    /// Tells people apart: chosen by the browser once, or given by who signed them in. At most 64 bytes.
    pub id: String,
    /// What they are called. At most 80 characters.
    #[serde(default)]
    pub name: String,
}

/// What a browser has of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    /// Of which log.
    pub epoch: Epoch,
    /// Up to which revision.
    pub revision: Revision,
}

/// Tells those who are in a room apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(pub u32);

/// What a person does at this moment. Never stored; only the newest counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Presence {
    /// Where their pointer is on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<Point>,
    /// What they have chosen; at most [`Presence::SELECTION_MAX`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selection: Vec<ElementId>,
    /// What they look at, so that others can follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl Presence {
    /// The most elements of a selection that are told.
    pub const SELECTION_MAX: usize = 32;
}

/// What somebody looks at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The part of the map on their screen, in the map's units.
    pub sight: Rect,
    /// The code of the view, if it is not the map.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub view: String,
}

/// Somebody in the room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Present {
    /// Tells them apart, also from the same person in another window.
    pub member: MemberId,
    /// Who it is.
    pub person: Person,
    /// What they may do.
    pub right: Right,
    /// What they do.
    #[serde(default)]
    pub presence: Presence,
}

/// What a server says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// The browser takes part from now on.
    Welcome(Box<Welcome>),
    /// Lines of the log, each following the one that was said before.
    Entries(Vec<LoggedCommand>),
    /// A command of this browser does not apply, and is not in the log.
    Refused {
        /// Which.
        key: CommandKey,
        /// A sentence that says why.
        reason: String,
    },
    /// These commands of this browser could not be stored now; they are to be sent again.
    Later {
        /// Which.
        keys: Vec<CommandKey>,
        /// A sentence that says why.
        reason: String,
        /// Not before so many milliseconds.
        after: u32,
    },
    /// Who came, or is elsewhere now.
    Here(Vec<Present>),
    /// Who left.
    Gone(Vec<MemberId>),
    /// Nothing happened; the server is still there. Said every [`BEAT`] milliseconds.
    Beat,
    /// The connection ends.
    Farewell(Farewell),
}

/// How often a server says that it is there, in milliseconds. A browser that heard nothing for three times as long takes
/// the connection for lost.
pub const BEAT: u32 = 10_000;

/// The first answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Welcome {
    /// The version of the protocol that both speak from now on.
    pub protocol: u32,
    /// Of which log the lines are that follow.
    pub epoch: Epoch,
    /// The newest revision. The browser has caught up when it has this one.
    pub revision: Revision,
    /// What the browser may do.
    pub right: Right,
    /// How the others know it.
    pub member: MemberId,
    /// Who it is, as the server knows them.
    pub person: Person,
    /// The server's clock.
    pub at: DateTime<Utc>,
    /// Everybody else.
    pub present: Vec<Present>,
    /// The landscape, where what the browser has is of no use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Opened>,
}

/// Why a connection ends, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Farewell {
    /// Why.
    pub reason: Reason,
    /// The same as a sentence for people.
    pub sentence: String,
    /// Whether to come again, after so many milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_after: Option<u32>,
}

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The server stops, as it does to be updated; another one is there soon.
    Draining,
    /// The browser read too slowly; it can come again and go on from where it is.
    TooSlow,
    /// The browser said nothing for too long.
    Silent,
    /// The link opens nothing (any more), or there is no such landscape.
    NotAllowed,
    /// What the browser speaks is too old, or too new: the page must be loaded again.
    OtherProtocol,
    /// The browser said something that is no message, or too much of it.
    Malformed,
    /// There are too many people, or too many commands.
    TooMany,
    /// The landscape cannot be read; the server's log says why.
    Broken,
    /// The server cannot do it now.
    Busy,
}
