//! What is said over a WebSocket at `/api/live`.

use chrono::{DateTime, Utc};
use utoipa::ToSchema;

use super::{CommandKey, Epoch, LandscapeId, LoggedCommand, Opened, Person, Revision, Right, Submit, Token};

/// What a browser says: an object with one member, whose name is the kind of message.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Request {
    /// It wants to take part: its first message.
    Join(Join),
    /// It has commands to be done.
    Submit(Submit),
    /// Where its person is, instead of where they were.
    Presence(Presence),
}

/// Asks to take part.
#[derive(ToSchema)]
pub(super) struct Join {
    /// The version of the protocol that the browser speaks.
    protocol: u32,
    landscape: LandscapeId,
    /// What opens it.
    token: Option<Token>,
    person: Person,
    /// What the browser has already.
    resume: Option<Resume>,
}

/// What a browser has of the log.
#[derive(ToSchema)]
pub(super) struct Resume {
    epoch: Epoch,
    revision: Revision,
}

/// Tells those who are in a room apart.
#[derive(ToSchema)]
pub(super) struct MemberId(u32);

/// What a person does at this moment. Never stored; only the newest counts.
#[derive(ToSchema)]
pub(super) struct Presence {
    /// Where their pointer is on the map.
    pointer: Option<Point>,
    /// The identifiers of what they have chosen.
    #[schema(max_items = 32, required = false)]
    selection: Vec<String>,
    /// What they look at.
    place: Option<Place>,
}

/// A point of the map.
#[derive(ToSchema)]
pub(super) struct Point {
    x: f64,
    y: f64,
}

/// A part of the map.
#[derive(ToSchema)]
pub(super) struct Rect {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// What somebody looks at.
#[derive(ToSchema)]
pub(super) struct Place {
    sight: Rect,
    /// The code of the view, if it is not the map.
    #[schema(required = false)]
    view: String,
}

/// Somebody in the room.
#[derive(ToSchema)]
pub(super) struct Present {
    member: MemberId,
    person: Person,
    right: Right,
    presence: Presence,
}

/// What a server says: an object with one member, whose name is the kind of message, or the text `beat`.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Said {
    /// The browser takes part from now on.
    Welcome(Box<Welcome>),
    /// Lines of the log, each following the one that was said before.
    Entries(Vec<LoggedCommand>),
    /// A command of this browser does not apply, and is not in the log.
    Refused {
        key: CommandKey,
        /// A sentence that says why.
        reason: String,
    },
    /// These commands of this browser could not be stored now; they are to be sent again.
    Later {
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
    /// Nothing happened; the server is still there.
    Beat,
    /// The connection ends.
    Farewell(Farewell),
}

/// The first answer.
#[derive(ToSchema)]
pub(super) struct Welcome {
    /// The version of the protocol that both speak from now on.
    protocol: u32,
    epoch: Epoch,
    /// The newest revision; the browser has caught up when it has this one.
    revision: Revision,
    right: Right,
    /// How the others know it.
    member: MemberId,
    person: Person,
    /// The server's clock.
    at: DateTime<Utc>,
    /// Everybody else.
    present: Vec<Present>,
    /// The landscape, where what the browser has is of no use.
    opened: Option<Opened>,
}

/// Why a connection ends, and what to do.
#[derive(ToSchema)]
pub(super) struct Farewell {
    reason: Reason,
    /// The same as a sentence for people.
    sentence: String,
    /// Whether to come again, after so many milliseconds.
    again_after: Option<u32>,
}

/// Why a connection ends.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Reason {
    /// The server stops; another one is there soon.
    Draining,
    /// The browser read too slowly; it can come again and go on from where it is.
    TooSlow,
    /// The browser said nothing for too long.
    Silent,
    /// The link opens nothing (any more), or there is no such landscape.
    NotAllowed,
    /// What the browser speaks is too old or too new: the page must be loaded again.
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
