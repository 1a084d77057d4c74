//! The room of one shared landscape, as a machine: inputs in, outputs out, no clock and no I/O.
//!
//! Whoever takes part is told every line of the log, in order and without gaps, and a line only once it is stored. At
//! most one job of the store is under way; what is submitted meanwhile waits and is then decided and appended together.
//! Whatever goes wrong with the store, the truth is read again before anything else is said. The server drives rooms in
//! `rooms.rs`, the deterministic simulation in `tests/workshop`. Nothing in here may wait, read a clock or draw lots.

mod arriving;
mod decide;
mod exchange;
mod farewell;
mod frame;
mod leaving;
mod presence;
mod queue;
mod storing;
mod tail;
mod truth;

use std::collections::BTreeMap;
use std::time::Duration;

use atoll_core::protocol::{
    COMMANDS_MAX, CommandKey, LandscapeId, MemberId, Person, Presence, Revision, Right, Submit,
};

use self::arriving::{Newcomer, Opening};
use self::presence::Presences;
use self::queue::{Item, Queue, Sender};
use self::storing::Work;
use self::tail::Tail;
use self::truth::Hint;
use crate::landscapes::replay::Current;

pub use exchange::{Arrival, Done, Input, Now, Output, Setup, Snap, StoreJob, Ticket, Trouble, Utterance, Whereabouts};
pub use frame::{Class, Frame};

/// The room of one landscape.
#[derive(Debug)]
pub struct Room {
    id: LandscapeId,
    setup: Setup,
    /// The landscape as it is stored; nothing before it was read, or where it could not be.
    current: Option<Current>,
    /// The newest lines of the log.
    tail: Tail,
    /// The landscape as the text that newcomers get, while it is still that.
    opening: Option<Opening>,
    members: BTreeMap<MemberId, Member>,
    /// Those who are not welcomed yet.
    arriving: Vec<Newcomer>,
    queue: Queue,
    /// Old lines that members wait for, because their commands were accepted long ago.
    repeats: BTreeMap<u64, Vec<MemberId>>,
    work: Work,
    /// Whether the log may be longer, or another one, than what is known here.
    is_behind: bool,
    /// The furthest that was told of while the log was looked at, and may have come too late for that.
    hinted: Option<Hint>,
    /// How often a look at the log was begun.
    looks: u64,
    /// Whether the log was looked at since the last batch was begun.
    has_looked: bool,
    is_draining: bool,
    presences: Presences,
    timing: Timing,
}

/// When what is due, as time since the server's start.
#[derive(Clone, Copy, Debug, Default)]
struct Timing {
    /// The store is not asked again before.
    retry_at: Duration,
    /// How long the store is left alone after the next failure.
    patience: Duration,
    /// The next batch is not begun before.
    batch_at: Duration,
    /// The log is looked at even where nobody told of anything new.
    look_at: Duration,
    /// Since when nobody needs the room.
    idle_since: Duration,
}

/// Somebody who takes part.
#[derive(Debug)]
struct Member {
    person: Person,
    right: Right,
    presence: Presence,
    /// A command that they were asked to send again, and until when others of theirs have to wait for it.
    expects: Option<(CommandKey, Duration)>,
}

impl Room {
    /// An empty room, which knows nothing of its landscape yet.
    pub fn new(id: LandscapeId, setup: Setup, now: Now) -> Self {
        Self {
            id,
            setup,
            current: None,
            tail: Tail::default(),
            opening: None,
            members: BTreeMap::new(),
            arriving: Vec::new(),
            queue: Queue::default(),
            repeats: BTreeMap::new(),
            work: Work::Nothing,
            is_behind: true,
            hinted: None,
            looks: 0,
            has_looked: false,
            is_draining: false,
            presences: Presences::default(),
            timing: Timing { idle_since: now.elapsed, ..Timing::default() },
        }
    }

    /// Takes an input; answers with what is to be done, in this order.
    pub fn take(&mut self, input: Input, now: Now) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Join(arrival) => self.arrive(arrival, &mut out),
            Input::Left(member) => self.leave(member),
            Input::Said { member, what, bytes } => self.hear(member, what, bytes, now, &mut out),
            Input::Refresh(member) => self.tell_everybody_to(member, &mut out),
            Input::Asked { ticket, by, right, submit, bytes } => {
                let from = Sender::Ticket(ticket);
                self.submit(Item { from, by, right, submissions: submit.commands, bytes }, now, &mut out);
            }
            Input::Rights { member, right } => self.set_right(member, right, &mut out),
            Input::Stored(done) => self.stored(done, now, &mut out),
            Input::Hint(hint) => self.hear_hint(hint),
            Input::Told(whereabouts) => self.hear_of(whereabouts, now),
            Input::Distrust => self.forget_and_send_away(&mut out),
            Input::Tick => {}
            Input::Drain => self.is_draining = true,
        }
        self.go_on(now, &mut out);
        self.tell_presence(now, &mut out);
        self.see_whether_idle(now, &mut out);
        out
    }

    /// When the room wants a [`Input::Tick`] at the latest; nothing where it waits for others only.
    pub fn due(&self) -> Option<Duration> {
        let mut due = vec![self.presences.due(&self.setup, !self.members.is_empty())];
        let is_working = !matches!(self.work, Work::Nothing);
        if self.is_idle() {
            due.push(Some(self.sleeps_at()));
        } else if !is_working {
            due.push(match () {
                () if self.is_behind => Some(self.timing.retry_at),
                () if !self.queue.is_empty() => Some(self.timing.batch_at),
                () => None,
            });
            due.push(Some(self.timing.look_at.max(self.timing.retry_at)).filter(|_| !self.members.is_empty()));
        }
        due.into_iter().flatten().min()
    }

    /// About how many bytes have to be worked through to take an input; large ones are better not taken where others
    /// wait.
    pub fn weight(&self, input: &Input) -> usize {
        let landscape = self.current.as_ref().map_or(0, |current| current.bytes);
        match input {
            Input::Stored(Done::Loaded(Ok(Some(stored)))) => {
                let tail: usize = stored.tail.iter().map(|entry| entry.body.len()).sum();
                stored.base.as_ref().map_or(landscape, |base| base.body.len()) + tail
            }
            Input::Stored(Done::Accepted(_)) => landscape,
            Input::Join(_) if self.opening.is_none() => landscape,
            _ => 0,
        }
    }

    /// How many take part, or are about to.
    pub fn count(&self) -> usize {
        self.members.len() + self.arriving.len()
    }

    /// The newest revision that is known here; 0 before the landscape was read.
    pub fn revision(&self) -> Revision {
        self.current.as_ref().map(|current| current.revision).unwrap_or_default()
    }

    /// Takes what somebody who takes part says.
    fn hear(&mut self, member: MemberId, what: Utterance, bytes: usize, now: Now, out: &mut Vec<Output>) {
        let Some(known) = self.members.get_mut(&member) else {
            if self.arriving.iter().any(|newcomer| newcomer.arrival.member == member) {
                self.send_away(member, farewell::malformed("spoke before it was welcomed"), out);
            }
            return;
        };
        match what {
            Utterance::Presence(presence) if presence::is_sound(&presence) => {
                known.presence = presence;
                self.presences.changed(member);
            }
            Utterance::Presence(_) => self.send_away(member, farewell::malformed("told a presence that is none"), out),
            Utterance::Excess(Submit { commands }, wait) => {
                let (by, right) = (None, known.right);
                let item = Item { from: Sender::Member(member), by, right, submissions: commands, bytes };
                let wait = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
                self.put_off(item, Trouble::TooQuick(wait), now, out);
            }
            Utterance::Submit(Submit { commands }) if commands.len() > COMMANDS_MAX => {
                self.send_away(member, farewell::malformed("sent too many commands at once"), out);
            }
            Utterance::Submit(Submit { commands }) => {
                let (by, right) = (Some(known.person.clone()), known.right);
                self.submit(Item { from: Sender::Member(member), by, right, submissions: commands, bytes }, now, out);
            }
        }
    }

    /// Lets commands wait for their turn, or says why not.
    fn submit(&mut self, item: Item, now: Now, out: &mut Vec<Output>) {
        if item.right < Right::Comment {
            return self.refuse(item, out);
        }
        if self.is_out_of_turn(&item, now) {
            return self.put_off(item, Trouble::TooMany, now, out);
        }
        if self.is_draining {
            return self.put_off(item, Trouble::Draining, now, out);
        }
        if let Err(item) = self.queue.push(item, &self.setup) {
            self.put_off(item, Trouble::TooMany, now, out);
        }
    }

    /// Begins the next job of the store, if there is one and none is under way.
    fn go_on(&mut self, now: Now, out: &mut Vec<Output>) {
        // Nobody who comes has to wait for the store: what is known was stored.
        if self.current.is_some() && (!self.is_behind || self.has_looked) {
            self.welcome_whoever_can_be(now, out);
        }
        if !matches!(self.work, Work::Nothing) {
            return;
        }
        let is_time_to_look = !self.members.is_empty() && now.elapsed >= self.timing.look_at;
        let is_batch_due = !self.queue.is_empty() && now.elapsed >= self.timing.batch_at;
        let must_look = self.current.is_none() || self.is_behind || is_time_to_look;
        // Where others are at it all the time, looks and batches take turns: a batch finds out itself what it lacks.
        let is_batch_first = is_batch_due && self.has_looked && self.current.is_some();
        if must_look && !is_batch_first {
            let is_wanted = self.count() > 0 || !self.queue.is_empty();
            if is_wanted && now.elapsed >= self.timing.retry_at {
                self.load(storing::Then::Look, out);
            }
            if self.current.is_none() || self.is_behind || !matches!(self.work, Work::Nothing) {
                return;
            }
        }
        self.read_repeats(out);
        if matches!(self.work, Work::Nothing) && is_batch_due {
            self.begin_batch(now, out);
        }
        if self.is_draining && matches!(self.work, Work::Nothing) && self.queue.is_empty() {
            self.send_everybody_away(&farewell::draining, out);
        }
    }
}

#[cfg(test)]
mod tests;
