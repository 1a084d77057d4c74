//! The jobs of the store, one at a time: keys are looked up, the batch is decided, appended, and only then told.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use atoll_core::protocol::{CommandKey, Revision};

use super::Room;
use super::arriving::Newcomer;
use super::decide::{Decision, decide};
use super::exchange::{Done, Now, Output, Snap, StoreJob, Trouble};
use super::frame::{Class, Frame, Line};
use super::queue::Item;
use crate::landscapes::replay::Since;
use crate::store::Entry;

/// How often a batch is decided on anew because another node was faster.
const ATTEMPTS: u8 = 8;

/// A room of so many has the whole window between two batches.
const CROWD: u32 = 100;

/// What is under way in the store.
#[derive(Debug)]
pub(super) enum Work {
    /// Nothing.
    Nothing,
    /// The log is looked at.
    Loading(Then),
    /// The keys of a batch are looked up.
    Asking(Batch),
    /// A batch is put at the end of the log.
    Appending(Batch, Box<Decision>),
    /// Lines are read.
    Reading(Reading),
}

/// Commands that are decided together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    known: BTreeMap<CommandKey, Revision>,
    attempts: u8,
}

/// What follows when the log was looked at.
#[derive(Debug)]
pub(super) enum Then {
    /// Nothing more.
    Look,
    /// A batch is decided on: it was not, or another node was faster.
    Decide(Batch),
    /// A batch of which nothing is to be stored is told, if the log is still as it was.
    Settle(Batch, Box<Decision>),
    /// It shows whether a batch was stored that the store failed with.
    Doubt(Batch, Box<Decision>, Trouble),
}

/// Whom lines are read for.
#[derive(Debug)]
pub(super) enum Reading {
    /// Somebody who comes again; nobody if they left meanwhile.
    Tail(Option<Box<Newcomer>>),
    /// Those whose commands were accepted long ago.
    Repeats,
}

impl Work {
    /// The batch that is not decided on yet.
    pub(super) fn undecided(&mut self) -> Option<&mut Batch> {
        match self {
            Self::Asking(batch) | Self::Loading(Then::Decide(batch)) => Some(batch),
            _ => None,
        }
    }

    /// What the log ends at when what is under way is stored.
    pub(super) fn appending(&self) -> Option<Revision> {
        match self {
            Self::Appending(_, decision) => Some(decision.current.revision),
            _ => None,
        }
    }
}

impl Room {
    /// Asks what is stored beyond what is known.
    pub(super) fn load(&mut self, then: Then, out: &mut Vec<Output>) {
        self.work = Work::Loading(then);
        self.hinted = None;
        self.looks += 1;
        let known = self.current.as_ref().map(|current| (current.epoch, current.revision));
        out.push(Output::Store(StoreJob::Load { known }));
    }

    /// Begins with those commands that wait.
    pub(super) fn begin_batch(&mut self, now: Now, out: &mut Vec<Output>) {
        if self.queue.is_empty() {
            return;
        }
        let crowd = u32::try_from(self.members.len()).unwrap_or(CROWD).min(CROWD);
        self.timing.batch_at = now.elapsed + self.setup.window * crowd / CROWD;
        self.has_looked = false;
        let items = self.queue.take();
        self.ask(Batch { items, ..Batch::default() }, out);
    }

    fn ask(&mut self, batch: Batch, out: &mut Vec<Output>) {
        let submissions = batch.items.iter().flat_map(|item| &item.submissions);
        let keys = submissions.map(|submission| submission.key.clone()).collect();
        self.work = Work::Asking(batch);
        out.push(Output::Store(StoreJob::Accepted { keys }));
    }

    /// Goes on where the store did something, or did not.
    pub(super) fn stored(&mut self, done: Done, now: Now, out: &mut Vec<Output>) {
        match (std::mem::replace(&mut self.work, Work::Nothing), done) {
            (Work::Loading(then), Done::Loaded(loaded)) => self.loaded(then, loaded, now, out),
            (Work::Asking(mut batch), Done::Accepted(Ok(known))) => {
                batch.known = known;
                self.decide(batch, now, out);
            }
            // Nothing was stored: only a question was asked.
            (Work::Asking(batch), Done::Accepted(Err(trouble))) => self.put_off_all(batch.items, trouble, now, out),
            (Work::Appending(batch, decision), Done::Appended(Ok(true))) => {
                self.has_stored(batch, *decision, out);
            }
            (Work::Appending(batch, _), Done::Appended(Ok(false))) => self.again(batch, now, out),
            (Work::Appending(batch, decision), Done::Appended(Err(trouble))) => {
                self.load(Then::Doubt(batch, decision, trouble), out);
            }
            (Work::Reading(Reading::Tail(newcomer)), Done::Read(read)) => match (newcomer, read) {
                // The landscape is gone; a look at it sends everybody away.
                (newcomer, Ok(None)) => {
                    self.arriving.extend(newcomer.map(|newcomer| *newcomer));
                    (self.is_behind, self.has_looked) = (true, false);
                }
                (Some(newcomer), Ok(Some(entries))) => self.welcome_with(*newcomer, Ok(&entries), now, out),
                (Some(newcomer), Err(trouble)) => self.welcome_with(*newcomer, Err(trouble), now, out),
                (None, _) => {}
            },
            (Work::Reading(Reading::Repeats), Done::Read(read)) => self.repeat(read, out),
            // An answer that nobody waits for.
            (work, _) => self.work = work,
        }
    }

    /// Decides on a batch and has it stored.
    pub(super) fn decide(&mut self, batch: Batch, now: Now, out: &mut Vec<Output>) {
        let Some(current) = &self.current else { return self.again(batch, now, out) };
        if batch.known.values().any(|revision| *revision > current.revision) {
            return self.again(batch, now, out);
        }
        let decision = Box::new(decide(current, &batch.known, &batch.items, now.clock));
        if !decision.entries.is_empty() {
            let after = (current.epoch, current.revision);
            let entries = Arc::clone(&decision.entries);
            self.work = Work::Appending(batch, decision);
            out.push(Output::Store(StoreJob::Append { after, entries }));
        } else if decision.is_refusing {
            // What was added on another node may be unknown here, and must not be taken for missing.
            self.load(Then::Settle(batch, decision), out);
        } else {
            self.tell(*decision, out);
        }
    }

    /// Looks at the log and decides anew.
    fn again(&mut self, mut batch: Batch, now: Now, out: &mut Vec<Output>) {
        batch.attempts += 1;
        if batch.attempts > ATTEMPTS {
            self.is_behind = true;
            return self.put_off_all(batch.items, Trouble::Overtaken, now, out);
        }
        self.load(Then::Decide(batch), out);
    }

    /// Decides anew after the log was looked at; `tail` is what was new in it.
    pub(super) fn decide_after(&mut self, mut batch: Batch, tail: Option<&[Entry]>, now: Now, out: &mut Vec<Output>) {
        match tail {
            Some(tail) => {
                batch.known.extend(tail.iter().map(|entry| (entry.key.clone(), entry.revision)));
                self.decide(batch, now, out);
            }
            // Another log: nothing that was known of the old one holds.
            None => self.ask(batch, out),
        }
    }

    /// A batch is stored: now, and not before, it is told.
    fn has_stored(&mut self, _: Batch, decision: Decision, out: &mut Vec<Output>) {
        let lines = decision.lines();
        self.current = Some(decision.current.clone());
        self.tell_lines(lines, out);
        self.tell(decision, out);
        self.snapshot_if_due(out);
    }

    /// Tells everybody what is new in the log.
    pub(super) fn tell_lines(&mut self, lines: Vec<Line>, out: &mut Vec<Output>) {
        self.opening = None;
        if !self.members.is_empty() && !lines.is_empty() {
            out.push(Output::SendAll(Frame::entries(lines.iter(), Class::Lasting)));
        }
        self.tail.extend(lines);
    }

    /// Tells the senders of a batch what became of it, beyond the lines that everybody was told.
    pub(super) fn tell(&mut self, decision: Decision, out: &mut Vec<Output>) {
        for (from, results) in decision.results {
            self.tell_verdicts(from, results, out);
        }
        for (member, revision) in decision.repeats {
            self.repeats.entry(revision.0).or_default().push(member);
        }
    }

    pub(super) fn put_off_all(&mut self, items: Vec<Item>, trouble: Trouble, now: Now, out: &mut Vec<Output>) {
        for item in items {
            self.put_off(item, trouble, now, out);
        }
    }

    /// Leaves the store alone for a while.
    pub(super) fn back_off(&mut self, now: Now) {
        let patience = (self.timing.patience * 2).clamp(Duration::from_millis(250), Duration::from_secs(4));
        self.timing.patience = patience;
        self.timing.retry_at = now.elapsed + patience;
    }

    fn snapshot_if_due(&mut self, out: &mut Vec<Output>) {
        if let Some(current) = self.current.as_mut().filter(|current| current.since.is_long()) {
            current.since = Since::default();
            let (epoch, revision, landscape) = (current.epoch, current.revision, Arc::clone(&current.landscape));
            out.push(Output::Snapshot(Snap { epoch, revision, landscape }));
        }
    }
}
