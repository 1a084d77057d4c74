//! The rooms that are open, one task each: it drives the machine of `room.rs` over the store and the connections.
//!
//! A room is opened for whoever comes first and dropped some time after the last one left, and its memory with it. This
//! is the shell: what is said, stored and refused is decided in the machine.

mod elsewhere;
mod keeper;
mod outbox;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use atoll_core::protocol::{Farewell, LandscapeId, MemberId, Person, Reason, Right, Submit, Submitted};
use chrono::Utc;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use self::keeper::Keeper;
use crate::landscapes::{Failure, Landscapes};
use crate::room::{Arrival, Input, Now, Setup, Trouble};

pub(crate) use outbox::{Outbox, Parcel};

/// How many messages wait for a room before whoever sends more has to wait.
const INBOX: usize = 256;

/// The rooms that are open.
pub struct Rooms {
    landscapes: Arc<Landscapes>,
    setup: Setup,
    started: Instant,
    doors: Mutex<HashMap<LandscapeId, Arc<Door>>>,
    /// How many rooms are open; 0 when the last one was dropped.
    open: watch::Sender<usize>,
    is_draining: watch::Sender<bool>,
    members: AtomicU32,
    /// Tells this node from others.
    node: u32,
}

/// The way into a room. Whoever holds one keeps the room open.
#[derive(Debug)]
pub(crate) struct Door {
    inbox: mpsc::Sender<Message>,
}

/// What a room's task is told.
#[derive(Debug)]
pub(crate) enum Message {
    /// What the room itself takes.
    Input(Input),
    /// Somebody comes; what the room says to them goes there.
    Join(Arrival, Arc<Outbox>),
    /// Commands that came without a connection.
    Ask(Box<Asking>),
}

/// Commands that came without a connection.
#[derive(Debug)]
pub(crate) struct Asking {
    by: Option<Person>,
    right: Right,
    submit: Submit,
    bytes: usize,
    answer: oneshot::Sender<Result<Submitted, Trouble>>,
}

impl fmt::Debug for Rooms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rooms").field("open", &*self.open.borrow()).finish_non_exhaustive()
    }
}

impl Rooms {
    /// No room is open yet. Has to be called where tasks can be started.
    pub fn new(landscapes: Arc<Landscapes>, setup: Setup) -> Arc<Self> {
        // Two nodes must not call two people the same; chance sees to that.
        let members = getrandom::u32().unwrap_or_else(|_| std::process::id().wrapping_mul(2_654_435_761));
        let shares = setup.shares || landscapes.store().is_shared();
        let rooms = Arc::new(Self {
            landscapes,
            setup: Setup { shares, ..setup },
            started: Instant::now(),
            doors: Mutex::default(),
            open: watch::Sender::new(0),
            is_draining: watch::Sender::new(false),
            members: AtomicU32::new(members),
            node: members,
        });
        elsewhere::listen(&rooms);
        rooms
    }

    /// Does commands in their order. An answer means that those accepted are stored; whoever takes part has been told.
    ///
    /// # Errors
    ///
    /// There is no such landscape, or it could not be read or stored. What was stored all the same is answered with when
    /// it is sent again.
    pub async fn submit(
        self: &Arc<Self>,
        id: LandscapeId,
        submit: Submit,
        bytes: usize,
        by: Option<Person>,
        right: Right,
    ) -> Result<Submitted, Failure> {
        let (answer, answered) = oneshot::channel();
        let asking = Asking { by, right, submit, bytes, answer };
        let door = self.enter(id).ok_or(Failure::Room(Trouble::Draining))?;
        door.tell(Message::Ask(Box::new(asking))).await.map_err(|Closed| Failure::Crashed)?;
        answered.await.map_err(|_| Failure::Crashed)?.map_err(|trouble| match trouble {
            Trouble::Unknown => Failure::Unknown,
            trouble => Failure::Room(trouble),
        })
    }

    /// Closes every room: what is under way is stored and told, everybody is sent away with a word, nobody comes in.
    /// Ends when the last room is closed.
    pub async fn drain(&self) {
        self.is_draining.send_replace(true);
        let doors: Vec<Arc<Door>> = self.doors().values().cloned().collect();
        for door in doors {
            let _ = door.tell(Message::Input(Input::Drain)).await;
        }
        let mut open = self.open.subscribe();
        // The sender is here: waiting cannot fail.
        let _ = open.wait_for(|open| *open == 0).await;
    }

    /// How many rooms are open.
    pub fn count(&self) -> usize {
        *self.open.borrow()
    }

    /// The way into a room, which is opened if it is not; nothing where the server stops.
    pub(crate) fn enter(self: &Arc<Self>, id: LandscapeId) -> Option<Arc<Door>> {
        let mut doors = self.doors();
        if *self.is_draining.borrow() {
            return None;
        }
        // A room whose task crashed takes nothing any more.
        if let Some(door) = doors.get(&id).filter(|door| !door.inbox.is_closed()) {
            return Some(Arc::clone(door));
        }
        let (inbox, messages) = mpsc::channel(INBOX);
        let door = Arc::new(Door { inbox });
        if doors.insert(id, Arc::clone(&door)).is_none() {
            self.open.send_modify(|open| *open += 1);
        }
        tokio::spawn(Keeper::new(Arc::clone(self), id).keep(messages));
        Some(door)
    }

    /// A name for somebody new.
    pub(crate) fn name(&self) -> MemberId {
        MemberId(self.members.fetch_add(1, Ordering::Relaxed))
    }

    /// What is said to somebody who comes while the server stops.
    pub(crate) fn farewell_of_draining(member: MemberId) -> Farewell {
        Farewell {
            reason: Reason::Draining,
            sentence: "The server is being updated; the page connects again on its own.".to_owned(),
            again_after: Some(500 + member.0 % 4_000),
        }
    }

    /// Drops a room, unless somebody is at its door. `messages` are those that it was told.
    fn drop_if_alone(&self, id: LandscapeId, messages: &mpsc::Receiver<Message>) -> bool {
        let mut doors = self.doors();
        // Doors are handed out under this lock only: nobody else has one, and nobody gets one meanwhile.
        let is_alone = doors.get(&id).is_none_or(|door| Arc::strong_count(door) == 1) && messages.is_empty();
        if is_alone && doors.remove(&id).is_some() {
            self.open.send_modify(|open| *open -= 1);
        }
        is_alone
    }

    /// Forgets a room that crashed, unless another one is open in its place.
    fn forget_crashed(&self, id: LandscapeId) {
        let mut doors = self.doors();
        if doors.get(&id).is_some_and(|door| door.inbox.is_closed()) && doors.remove(&id).is_some() {
            self.open.send_modify(|open| *open -= 1);
        }
    }

    fn now(&self) -> Now {
        Now { clock: Utc::now(), elapsed: self.started.elapsed() }
    }

    fn moment(&self, elapsed: Duration) -> Instant {
        self.started + elapsed
    }

    fn doors(&self) -> MutexGuard<'_, HashMap<LandscapeId, Arc<Door>>> {
        self.doors.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The room's task is not there any more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closed;

impl Door {
    /// Tells the room something, as soon as it has time for it.
    pub(crate) async fn tell(&self, message: Message) -> Result<(), Closed> {
        self.inbox.send(message).await.map_err(|_| Closed)
    }
}

#[cfg(test)]
mod tests;
