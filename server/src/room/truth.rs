//! What is stored is the truth: the room follows it, whatever it took for true before.

use std::collections::BTreeMap;

use atoll_core::protocol::{Epoch, MemberId, Revision};

use super::exchange::{Now, Output, StoreJob, Trouble};
use super::frame::{Class, Frame, Line};
use super::storing::{Reading, Then, Work};
use super::{Room, farewell};
use crate::landscapes::Failure;
use crate::landscapes::replay::{Current, replay};
use crate::store::{Entry, Stored};

/// The most old lines that are read at once.
const REPEATS: u64 = 1_000;

/// Up to where a log may have got; nothing where anything may have happened.
pub(super) type Hint = Option<(Epoch, Revision)>;

impl Room {
    /// Takes note that the log may have grown.
    pub(super) fn hear_hint(&mut self, hint: Hint) {
        if !self.is_news(hint) {
            return;
        }
        self.is_behind = true;
        // What is being read was perhaps read before that.
        if matches!(self.work, Work::Loading(_)) {
            self.hinted = Some(match (self.hinted, hint) {
                (None, hint) => hint,
                (Some(Some((epoch, one))), Some((other_epoch, other))) if epoch == other_epoch => {
                    Some((epoch, one.max(other)))
                }
                (Some(_), _) => None,
            });
        }
    }

    /// Whether the log got longer than what is known here, or than what is just being put there.
    fn is_news(&self, hint: Hint) -> bool {
        let (Some((epoch, revision)), Some(current)) = (hint, &self.current) else { return true };
        epoch != current.epoch || revision > self.work.appending().unwrap_or(current.revision)
    }

    /// Goes on after the log was looked at.
    pub(super) fn loaded(
        &mut self,
        then: Then,
        loaded: Result<Option<Stored>, Trouble>,
        now: Now,
        out: &mut Vec<Output>,
    ) {
        let stored = match loaded {
            Ok(Some(stored)) => stored,
            Ok(None) => return self.fall_apart(then, Trouble::Unknown, now, out),
            Err(Trouble::Broken) => return self.fall_apart(then, Trouble::Broken, now, out),
            Err(trouble) => return self.wait_for_the_store(then, trouble, now, out),
        };
        let is_other_log = match self.follow(&stored, out) {
            Ok(is_other_log) => is_other_log,
            Err(failure) => {
                tracing::error!(%failure, "a landscape cannot be read");
                return self.fall_apart(then, Trouble::Broken, now, out);
            }
        };
        self.is_behind = self.hinted.take().is_some_and(|hint| self.is_news(hint));
        self.has_looked = true;
        self.timing.patience = Default::default();
        self.timing.look_at = now.elapsed + self.setup.look;
        let tail = (!is_other_log).then_some(stored.tail.as_slice());
        match then {
            Then::Look => {}
            Then::Decide(batch) => self.decide_after(batch, tail, now, out),
            Then::Settle(_, decision) if tail.is_some_and(<[Entry]>::is_empty) => self.tell(*decision, out),
            Then::Settle(batch, _) => self.decide_after(batch, tail, now, out),
            // All of a batch is stored, or nothing of it.
            Then::Doubt(_, decision, _) if tail.is_some_and(|tail| begins_with(tail, &decision.entries)) => {
                self.tell(*decision, out);
            }
            Then::Doubt(batch, _, trouble) => self.put_off_all(batch.items, trouble, now, out),
        }
    }

    /// Becomes what is stored, and tells everybody what is new. True where that is another log than before: then
    /// everybody has to come again.
    fn follow(&mut self, stored: &Stored, out: &mut Vec<Output>) -> Result<bool, Failure> {
        let known = self.current.as_ref().filter(|_| stored.base.is_none());
        let is_other_log = known.is_none() && self.current.is_some();
        let current: Current = replay(self.id, known, stored)?;
        let lines: Vec<Line> = stored.tail.iter().map(Line::of).collect();
        if known.is_none() {
            self.tail.clear();
            self.repeats.clear();
            self.send_members_away(&farewell::replaced, out);
        }
        self.current = Some(current);
        self.tell_lines(lines, out);
        Ok(is_other_log)
    }

    /// The landscape is not there, or cannot be read: nobody can stay.
    fn fall_apart(&mut self, then: Then, trouble: Trouble, now: Now, out: &mut Vec<Output>) {
        self.wait_for_the_store(then, trouble, now, out);
        self.send_everybody_away(&|member| farewell::trouble(trouble, member), out);
        self.forget();
    }

    /// The store does not answer: whoever waits for it is told, and those who take part stay.
    fn wait_for_the_store(&mut self, then: Then, trouble: Trouble, now: Now, out: &mut Vec<Output>) {
        self.is_behind = true;
        self.has_looked = false;
        self.back_off(now);
        match then {
            Then::Look => {}
            Then::Decide(batch) | Then::Settle(batch, _) => self.put_off_all(batch.items, trouble, now, out),
            // What failed first says more.
            Then::Doubt(batch, _, first) => self.put_off_all(batch.items, first, now, out),
        }
        let waiting = self.queue.clear();
        self.put_off_all(waiting, trouble, now, out);
        for newcomer in std::mem::take(&mut self.arriving) {
            let member = newcomer.arrival.member;
            out.push(Output::Close(member, farewell::trouble(trouble, member)));
        }
    }

    /// Takes nothing for true any more, and has everybody come again.
    pub(super) fn forget_and_send_away(&mut self, out: &mut Vec<Output>) {
        self.send_members_away(&farewell::replaced, out);
        self.forget();
    }

    fn send_members_away(
        &mut self,
        farewell: &dyn Fn(MemberId) -> atoll_core::protocol::Farewell,
        out: &mut Vec<Output>,
    ) {
        let members: Vec<MemberId> = self.members.keys().copied().collect();
        for member in members {
            self.send_away(member, farewell(member), out);
        }
    }

    fn forget(&mut self) {
        self.current = None;
        self.opening = None;
        self.tail.clear();
        self.repeats.clear();
        self.is_behind = true;
    }

    /// Sends old lines to those who may have missed them, and reads them where they are not in memory.
    pub(super) fn read_repeats(&mut self, out: &mut Vec<Output>) {
        let is_here = |revision: &u64| self.tail.line(Revision(*revision)).is_some();
        let here: Vec<u64> = self.repeats.keys().copied().filter(is_here).collect();
        let lines: Vec<Line> =
            here.iter().filter_map(|revision| self.tail.line(Revision(*revision)).cloned()).collect();
        self.send_repeats(&lines, out);
        let (Some((first, _)), Some((last, _))) = (self.repeats.first_key_value(), self.repeats.last_key_value())
        else {
            return;
        };
        if matches!(self.work, Work::Nothing) {
            let (after, count) = (Revision(first.saturating_sub(1)), (last - first).saturating_add(1).min(REPEATS));
            self.work = Work::Reading(Reading::Repeats);
            out.push(Output::Store(StoreJob::Read { after, limit: usize::try_from(count).unwrap_or(usize::MAX) }));
        }
    }

    /// Sends the old lines that were read.
    pub(super) fn repeat(&mut self, read: Result<Option<Vec<Entry>>, Trouble>, out: &mut Vec<Output>) {
        let lines: Vec<Line> = match read {
            Ok(Some(entries)) => entries.iter().map(Line::of).collect(),
            Ok(None) | Err(_) => Vec::new(),
        };
        if let Some(last) = lines.last() {
            let last = last.revision.0;
            self.send_repeats(&lines, out);
            self.repeats.retain(|revision, _| *revision > last);
            return;
        }
        // They come again, and send again what they do not know to be stored.
        let waiting: Vec<MemberId> = std::mem::take(&mut self.repeats).into_values().flatten().collect();
        for member in waiting {
            if self.members.contains_key(&member) {
                self.send_away(member, farewell::trouble(Trouble::Busy, member), out);
            }
        }
    }

    fn send_repeats(&mut self, lines: &[Line], out: &mut Vec<Output>) {
        let mut each: BTreeMap<MemberId, Vec<&Line>> = BTreeMap::new();
        for line in lines {
            for member in self.repeats.remove(&line.revision.0).unwrap_or_default() {
                each.entry(member).or_default().push(line);
            }
        }
        for (member, lines) in each {
            if self.members.contains_key(&member) {
                out.push(Output::Send(member, Frame::entries(lines.into_iter(), Class::Lasting)));
            }
        }
    }
}

fn begins_with(tail: &[Entry], entries: &[Entry]) -> bool {
    tail.len() >= entries.len() && tail.iter().zip(entries).all(|(one, other)| one.key == other.key)
}
