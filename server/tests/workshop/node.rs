//! A node: the real room, and who is connected to it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use atoll_core::protocol::{LandscapeId, MemberId};
use atoll_server::room::{Now, Room, Setup};
use chrono::DateTime;

/// A node.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) number: usize,
    /// How often it was started.
    pub(crate) generation: u64,
    pub(crate) is_up: bool,
    pub(crate) is_draining: bool,
    pub(crate) room: Option<Room>,
    /// The connection of each member.
    pub(crate) members: BTreeMap<MemberId, u64>,
    pub(crate) welcomed: BTreeSet<MemberId>,
    /// When the room is told the time next.
    pub(crate) tick_at: Option<u64>,
    named: u32,
}

/// What time it is, from microseconds.
pub(crate) fn moment(now: u64) -> Now {
    let clock = DateTime::from_timestamp_micros(1_700_000_000_000_000 + i64::try_from(now).unwrap_or_default());
    Now { clock: clock.unwrap_or_default(), elapsed: Duration::from_micros(now) }
}

impl Node {
    pub(crate) fn new(number: usize) -> Self {
        Self {
            number,
            generation: 0,
            is_up: true,
            is_draining: false,
            room: None,
            members: BTreeMap::new(),
            welcomed: BTreeSet::new(),
            tick_at: None,
            named: 0,
        }
    }

    /// The room, which is opened if it is not.
    pub(crate) fn room(&mut self, id: LandscapeId, now: u64) -> &mut Room {
        let setup = Setup {
            shares: true,
            idle: Duration::from_secs(2),
            look: Duration::from_secs(3),
            queue_commands: 40,
            ..Setup::default()
        };
        self.room.get_or_insert_with(|| Room::new(id, setup, moment(now)))
    }

    /// A name that nobody else ever has.
    pub(crate) fn name(&mut self) -> MemberId {
        self.named += 1;
        MemberId(u32::try_from(self.number + 1).unwrap_or_default() * 1_000_000 + self.named)
    }

    /// Everything in memory is lost.
    pub(crate) fn crash(&mut self) {
        self.generation += 1;
        self.is_up = false;
        self.is_draining = false;
        self.room = None;
        self.members.clear();
        self.welcomed.clear();
        self.tick_at = None;
    }
}
