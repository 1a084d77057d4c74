//! What goes into a room and what comes out of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use atoll_core::model::Landscape;
use atoll_core::protocol::{
    CommandKey, Epoch, Farewell, MemberId, Person, Presence, Present, Resume, Revision, Right, Submit, Submitted,
};
use chrono::{DateTime, Utc};

use super::frame::Frame;
use crate::store::{Entry, Stored};

/// What time it is.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// For people; it may jump.
    pub clock: DateTime<Utc>,
    /// Since the server's start; it never goes back.
    pub elapsed: Duration,
}

/// How a room is set up.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Whether other nodes may have rooms of the same landscape.
    pub shares: bool,
    /// How long a room without anybody keeps its landscape.
    pub idle: Duration,
    /// How often the log is looked at although nobody told of anything new.
    pub look: Duration,
    /// The most commands that wait.
    pub queue_commands: usize,
    /// The most bytes of commands that wait.
    pub queue_bytes: usize,
    /// The least time between the beginnings of two batches in a room of a hundred or more; less in smaller ones.
    pub window: Duration,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            shares: false,
            idle: Duration::from_secs(60),
            look: Duration::from_secs(10),
            queue_commands: 10_000,
            queue_bytes: 16 << 20,
            window: Duration::from_millis(5),
        }
    }
}

/// Names a submission that waits for its answer, and not for its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Somebody who may take part, and wants to.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// How the room is to call them. No other member was ever called so.
    pub member: MemberId,
    /// The version of the protocol that both speak.
    pub protocol: u32,
    /// Who it is.
    pub person: Person,
    /// What they may do.
    pub right: Right,
    /// What they have of the log.
    pub resume: Option<Resume>,
}

/// What somebody who takes part says.
#[derive(Clone, Debug)]
pub enum Utterance {
    /// Commands to be done.
    Submit(Submit),
    /// More commands than they may send now; they may after a while.
    Excess(Submit, Duration),
    /// Where they are.
    Presence(Presence),
}

/// Where people are who are in the room of the same landscape on another node: what is new since it was told last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Whereabouts {
    /// Who is there, and what they do.
    pub here: Vec<Present>,
    /// Who is not there any more.
    pub gone: Vec<MemberId>,
}

/// What goes into a room.
#[derive(Debug)]
pub enum Input {
    /// Somebody wants to take part, and may.
    Join(Arrival),
    /// A connection ended.
    Left(MemberId),
    /// Somebody who takes part said something.
    Said {
        /// Who.
        member: MemberId,
        /// What.
        what: Utterance,
        /// How many bytes that took.
        bytes: usize,
    },
    /// Presence was dropped on the way to somebody; they are to be told where everybody is.
    Refresh(MemberId),
    /// Commands that came without a connection.
    Asked {
        /// Which answer is waited for.
        ticket: Ticket,
        /// Whose they are.
        by: Option<Person>,
        /// What they may do.
        right: Right,
        /// The commands.
        submit: Submit,
        /// How many bytes they take.
        bytes: usize,
    },
    /// Somebody may do something else from now on, or nothing any more.
    Rights {
        /// Who.
        member: MemberId,
        /// What they may do.
        right: Option<Right>,
    },
    /// A job of the store ended.
    Stored(Done),
    /// This log may have got this long elsewhere; nothing where anything may have happened.
    Hint(Option<(Epoch, Revision)>),
    /// Where people on another node are.
    Told(Whereabouts),
    /// What is in memory is not what the log says.
    Distrust,
    /// Time went on.
    Tick,
    /// The server stops.
    Drain,
}

/// What is to be done.
#[derive(Debug)]
pub enum Output {
    /// Say something to one member.
    Send(MemberId, Frame),
    /// Say something to every member who was welcomed.
    SendAll(Frame),
    /// Say farewell to somebody and close their connection; they are no member any more.
    Close(MemberId, Farewell),
    /// Ask the store. There is no other job under way.
    Store(StoreJob),
    /// Answer a submission.
    Answer(Ticket, Result<Submitted, Trouble>),
    /// Tell other nodes where people are.
    Tell(Whereabouts),
    /// The log has grown long: make a snapshot.
    Snapshot(Snap),
    /// Nobody needs the room; it may be dropped.
    Sleep,
}

/// What a snapshot must come to.
#[derive(Clone, Debug)]
pub struct Snap {
    /// Of which log.
    pub epoch: Epoch,
    /// At which revision.
    pub revision: Revision,
    /// What the room has in memory at that revision.
    pub landscape: Arc<Landscape>,
}

/// What the store is asked.
#[derive(Clone, Debug)]
pub enum StoreJob {
    /// What is stored beyond what is known.
    Load {
        /// Up to where the log is known.
        known: Option<(Epoch, Revision)>,
    },
    /// Which of these keys were accepted before.
    Accepted {
        /// The keys.
        keys: Vec<CommandKey>,
    },
    /// Put these lines at the end of the log, if it is this one and ends there.
    Append {
        /// Which log, and where it ends.
        after: (Epoch, Revision),
        /// The lines.
        entries: Arc<[Entry]>,
    },
    /// Lines of the log.
    Read {
        /// Those after this revision.
        after: Revision,
        /// At most so many.
        limit: usize,
    },
}

/// What became of a job of the store.
#[derive(Debug)]
pub enum Done {
    /// What is stored; nothing if there is no such landscape.
    Loaded(Result<Option<Stored>, Trouble>),
    /// The keys that were accepted, and what revisions they made.
    Accepted(Result<BTreeMap<CommandKey, Revision>, Trouble>),
    /// Whether the lines were put there. After an error they may have been.
    Appended(Result<bool, Trouble>),
    /// The lines; nothing if there is no such landscape.
    Read(Result<Option<Vec<Entry>>, Trouble>),
}

/// Why something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Others keep the store busy.
    Busy,
    /// The disk is full, or fails.
    Full,
    /// The store failed in some other way.
    Failed,
    /// There is no such landscape.
    Unknown,
    /// What is stored cannot be read.
    Broken,
    /// Other nodes were faster all the time.
    Overtaken,
    /// More waits already than can be remembered.
    TooMany,
    /// They sent too much in too little time, and may again after so many milliseconds.
    TooQuick(u32),
    /// The server stops.
    Draining,
}

impl Trouble {
    /// A sentence for whoever waited for commands to be stored.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Busy | Self::Overtaken => "The server's database is busy. Nothing is lost; it is tried again.",
            Self::Full => {
                "The server's disk is full or fails, so nothing can be stored now. Keep a copy of your work and tell \
                 whoever runs this server."
            }
            Self::Failed => "The server's database failed. Nothing is lost; it is tried again.",
            Self::Unknown => "This server has no such landscape.",
            Self::Broken => "What this server has stored of the landscape cannot be read.",
            Self::TooMany => "More changes wait here than can be done at once. It is tried again.",
            Self::TooQuick(_) => "These were too many changes in too little time. It is tried again.",
            Self::Draining => "The server stops. It is tried again with the next one.",
        }
    }

    /// How long to wait before it is tried again, in milliseconds.
    pub(super) const fn again_after(self) -> u32 {
        match self {
            Self::TooQuick(wait) => wait,
            Self::Overtaken => 200,
            Self::Busy | Self::TooMany | Self::Draining => 1_000,
            Self::Failed | Self::Unknown | Self::Broken => 3_000,
            Self::Full => 5_000,
        }
    }
}
