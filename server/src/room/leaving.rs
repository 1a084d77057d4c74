//! How somebody leaves, is sent away, or may do something else from now on; and when the room may be dropped.

use std::time::Duration;

use atoll_core::protocol::{CommandKey, Farewell, MemberId, Outcome, Right, Said, Submission, Submitted, Verdict};

use super::decide::may_not;
use super::exchange::{Now, Output, Trouble};
use super::frame::{Class, Frame};
use super::queue::{Item, Sender};
use super::storing::{Reading, Work};
use super::{Room, farewell};
use crate::metrics;

/// How long somebody who was asked to send commands again is expected to do so before they send others.
const PATIENCE: Duration = Duration::from_secs(15);

/// How soon a room is dropped that has nothing in memory, or no reason to be there.
const SOON: Duration = Duration::from_millis(50);

impl Room {
    /// Forgets somebody whose connection ended. What they sent is done all the same.
    pub(super) fn leave(&mut self, member: MemberId) {
        self.arriving.retain(|newcomer| newcomer.arrival.member != member);
        if let Work::Reading(Reading::Tail(read)) = &mut self.work
            && read.as_ref().is_some_and(|newcomer| newcomer.arrival.member == member)
        {
            *read = None;
        }
        if self.members.remove(&member).is_some() {
            self.presences.left(member);
        }
    }

    /// Ends somebody's connection.
    pub(super) fn send_away(&mut self, member: MemberId, farewell: Farewell, out: &mut Vec<Output>) {
        self.leave(member);
        out.push(Output::Close(member, farewell));
    }

    /// Ends everybody's connection.
    pub(super) fn send_everybody_away(&mut self, farewell: &dyn Fn(MemberId) -> Farewell, out: &mut Vec<Output>) {
        let mut everybody: Vec<MemberId> = self.members.keys().copied().collect();
        everybody.extend(self.arriving.iter().map(|newcomer| newcomer.arrival.member));
        for member in everybody {
            self.send_away(member, farewell(member), out);
        }
    }

    /// Gives somebody another right. Whoever may do nothing any more is told so, and nothing else ever after.
    pub(super) fn set_right(&mut self, member: MemberId, right: Option<Right>, out: &mut Vec<Output>) {
        self.queue.set_right(member, right);
        if let Some(batch) = self.work.undecided() {
            let from = Sender::Member(member);
            batch.items.retain_mut(|item| {
                item.right = right.filter(|_| item.from == from).unwrap_or(item.right);
                item.from != from || right.is_some()
            });
        }
        let Some(right) = right else {
            return self.send_away(member, farewell::not_allowed(), out);
        };
        if let Some(known) = self.members.get_mut(&member) {
            known.right = right;
            self.presences.changed(member);
        }
        let reading = match &mut self.work {
            Work::Reading(Reading::Tail(newcomer)) => newcomer.as_deref_mut(),
            _ => None,
        };
        for newcomer in self.arriving.iter_mut().chain(reading) {
            if newcomer.arrival.member == member {
                newcomer.arrival.right = right;
            }
        }
    }

    /// Says that commands could not be stored now, and are to be sent again. What somebody sent after them builds on
    /// them, and has to come after them again.
    pub(super) fn put_off(&mut self, item: Item, trouble: Trouble, now: Now, out: &mut Vec<Output>) {
        let member = match item.from {
            Sender::Ticket(ticket) => return out.push(Output::Answer(ticket, Err(trouble))),
            Sender::Member(member) => member,
        };
        let mut keys: Vec<CommandKey> = item.submissions.into_iter().map(|submission| submission.key).collect();
        // Also where they left: they come again with all of it, and what they sent last must not be there before the rest.
        for item in self.queue.take_from(member) {
            keys.extend(item.submissions.into_iter().map(|submission| submission.key));
        }
        let Some(known) = self.members.get_mut(&member) else { return };
        let Some(first) = keys.first() else { return };
        metrics::later(keys.len());
        if known.expects.is_none() {
            known.expects = Some((first.clone(), now.elapsed + PATIENCE));
        }
        let (reason, after) = (trouble.sentence().to_owned(), trouble.again_after());
        let frame = Frame::of(&Said::Later { keys, reason, after }, Class::Lasting);
        out.push(Output::Send(member, frame));
    }

    /// Whether commands of somebody come before others of theirs that they were asked to send again.
    pub(super) fn is_out_of_turn(&mut self, item: &Item, now: Now) -> bool {
        let Sender::Member(member) = item.from else { return false };
        let Some(known) = self.members.get_mut(&member) else { return false };
        let Some((expected, until)) = &known.expects else { return false };
        let is_expected = item.submissions.iter().any(|submission| submission.key == *expected);
        if is_expected || now.elapsed >= *until {
            known.expects = None;
            return false;
        }
        true
    }

    /// Refuses commands that whoever sent them may not do.
    pub(super) fn refuse(&mut self, item: Item, out: &mut Vec<Output>) {
        let refused = |Submission { key, command }: Submission| {
            let verdict = Verdict::Refused(may_not(item.right, Right::needed_for(&command)));
            Outcome { key, verdict }
        };
        let results = item.submissions.into_iter().map(refused).collect();
        self.tell_verdicts(item.from, results, out);
    }

    /// Tells the sender of commands what became of them. Members are told of what was accepted by its line in the log.
    pub(super) fn tell_verdicts(&mut self, to: Sender, results: Vec<Outcome>, out: &mut Vec<Output>) {
        metrics::refused(results.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Refused(_))).count());
        match to {
            Sender::Ticket(ticket) => {
                let newest = results.iter().filter_map(|outcome| match outcome.verdict {
                    Verdict::Revision(revision) => Some(revision),
                    Verdict::Refused(_) => None,
                });
                let revision = newest.max().unwrap_or_default().max(self.revision());
                out.push(Output::Answer(ticket, Ok(Submitted { revision, results })));
            }
            Sender::Member(member) if self.members.contains_key(&member) => {
                for Outcome { key, verdict } in results {
                    if let Verdict::Refused(reason) = verdict {
                        out.push(Output::Send(member, Frame::of(&Said::Refused { key, reason }, Class::Lasting)));
                    }
                }
            }
            Sender::Member(_) => {}
        }
    }

    /// Whether nobody needs the room.
    pub(super) fn is_idle(&self) -> bool {
        self.count() == 0 && self.queue.is_empty() && matches!(self.work, Work::Nothing)
    }

    /// When the room may be dropped if nobody comes.
    pub(super) fn sleeps_at(&self) -> Duration {
        let is_of_use = self.current.is_some() && !self.is_draining;
        self.timing.idle_since + if is_of_use { self.setup.idle } else { self.setup.idle.min(SOON) }
    }

    /// Says that the room may be dropped, once nobody needed it for a while.
    pub(super) fn see_whether_idle(&mut self, now: Now, out: &mut Vec<Output>) {
        if !self.is_idle() {
            self.timing.idle_since = now.elapsed;
        } else if now.elapsed >= self.sleeps_at() {
            // Said again after a while where somebody was just about to come.
            self.timing.idle_since = now.elapsed;
            out.push(Output::Sleep);
        }
    }
}
