//! How somebody is welcomed: with the lines that they lack, or with the landscape where what they have is of no use.

use std::sync::Arc;

use atoll_core::format::native;
use atoll_core::protocol::{Opened, Resume, Revision, Welcome};

use super::exchange::{Arrival, Now, Output, StoreJob, Trouble};
use super::frame::{Class, Frame, Line};
use super::storing::{Reading, Work};
use super::{Member, Room, farewell};
use crate::landscapes::replay::Current;
use crate::metrics;
use crate::store::Entry;

/// Whoever lacks more lines than this gets the landscape.
const RESUME_LINES: u64 = 1_000;

/// Somebody who is not welcomed yet.
#[derive(Debug)]
pub(super) struct Newcomer {
    pub(super) arrival: Arrival,
    /// The first look at the log that was begun after they came, where one is needed.
    waits_for: Option<u64>,
}

/// The landscape as newcomers get it.
#[derive(Debug)]
pub(super) struct Opening {
    revision: Revision,
    json: Arc<str>,
}

/// How somebody can be welcomed.
enum Way {
    /// They know more than is known here: the log has to be looked at first.
    Look,
    /// With lines that have to be read first.
    Read(Revision),
    /// With the newest lines, from memory.
    Lines(Vec<Line>),
    /// With the landscape.
    Whole,
}

impl Room {
    /// Takes note of somebody who wants to take part.
    pub(super) fn arrive(&mut self, arrival: Arrival, out: &mut Vec<Output>) {
        if self.is_draining {
            out.push(Output::Close(arrival.member, farewell::draining(arrival.member)));
        } else {
            self.arriving.push(Newcomer { arrival, waits_for: None });
        }
    }

    /// Welcomes those for whom everything is at hand.
    pub(super) fn welcome_whoever_can_be(&mut self, now: Now, out: &mut Vec<Output>) {
        for mut newcomer in std::mem::take(&mut self.arriving) {
            match self.way(&newcomer) {
                Way::Look => {
                    newcomer.waits_for.get_or_insert(self.looks + 1);
                    self.hear_hint(newcomer.arrival.resume.map(|resume| (resume.epoch, resume.revision)));
                    self.arriving.push(newcomer);
                }
                Way::Read(_) if !matches!(self.work, Work::Nothing) => self.arriving.push(newcomer),
                Way::Read(after) => {
                    let limit = usize::try_from(RESUME_LINES).unwrap_or(usize::MAX);
                    self.work = Work::Reading(Reading::Tail(Some(Box::new(newcomer))));
                    out.push(Output::Store(StoreJob::Read { after, limit }));
                }
                Way::Lines(lines) => self.welcome(newcomer.arrival, Some(&lines), now, out),
                Way::Whole => self.welcome(newcomer.arrival, None, now, out),
            }
        }
    }

    /// Welcomes somebody with the lines that were read for them, if those are all that they lack.
    pub(super) fn welcome_with(
        &mut self,
        newcomer: Newcomer,
        read: Result<&[Entry], Trouble>,
        now: Now,
        out: &mut Vec<Output>,
    ) {
        let arrival = newcomer.arrival;
        let entries = match read {
            Ok(entries) => entries,
            Err(trouble) => return out.push(Output::Close(arrival.member, farewell::trouble(trouble, arrival.member))),
        };
        let (from, to) = (arrival.resume.map(|resume| resume.revision).unwrap_or_default(), self.revision());
        // Another node may have put more there than is known here; everybody gets that later.
        let entries = &entries[..entries.partition_point(|entry| entry.revision <= to)];
        let is_whole = entries.first().is_some_and(|first| first.revision == from.next())
            && entries.last().is_some_and(|last| last.revision == to);
        let lines: Vec<Line> = entries.iter().map(Line::of).collect();
        self.welcome(arrival, is_whole.then_some(&lines), now, out);
    }

    fn way(&self, newcomer: &Newcomer) -> Way {
        let (Some(current), Some(Resume { epoch, revision })) = (&self.current, newcomer.arrival.resume) else {
            return Way::Whole;
        };
        if epoch != current.epoch || revision > current.revision {
            // Another node may have told them more than this one knows, or of a log that is newer than this one.
            let has_looked = newcomer.waits_for.is_some_and(|look| look <= self.looks_done());
            return if has_looked { Way::Whole } else { Way::Look };
        }
        if current.revision.0 - revision.0 > RESUME_LINES {
            return Way::Whole;
        }
        match self.tail.after(revision, current.revision) {
            Some(lines) => Way::Lines(lines.cloned().collect()),
            None => Way::Read(revision),
        }
    }

    fn looks_done(&self) -> u64 {
        self.looks - u64::from(matches!(self.work, Work::Loading(_)))
    }

    fn welcome(&mut self, arrival: Arrival, lines: Option<&Vec<Line>>, now: Now, out: &mut Vec<Output>) {
        let Some(current) = &self.current else { return };
        let Arrival { member, protocol, person, right, resume } = arrival;
        metrics::joined(match (resume, lines) {
            (None, _) => metrics::Join::New,
            (Some(_), Some(_)) => metrics::Join::Resumed,
            (Some(_), None) => metrics::Join::Full,
        });
        let (epoch, revision, present) = (current.epoch, current.revision, self.everybody_but(member));
        let json = if lines.is_none() { Some(self.opening()) } else { None };
        let at = now.clock;
        let who = person.clone();
        let welcome = Welcome { protocol, epoch, revision, right, member, person: who, at, present, opened: None };
        out.push(Output::Send(member, Frame::welcome(welcome, json.as_deref())));
        if let Some(lines) = lines.filter(|lines| !lines.is_empty()) {
            out.push(Output::Send(member, Frame::entries(lines.iter(), Class::Greeting)));
        }
        self.members.insert(member, Member { person, right, presence: Default::default(), expects: None });
        self.presences.changed(member);
    }

    /// The landscape as it is, written once for all who come before it changes.
    pub(super) fn opening(&mut self) -> Arc<str> {
        let Some(Current { epoch, revision, landscape, .. }) = &self.current else { return Arc::default() };
        if let Some(opening) = self.opening.as_ref().filter(|opening| opening.revision == *revision) {
            return Arc::clone(&opening.json);
        }
        let file = native::write(landscape);
        let opened = Opened { id: self.id, epoch: *epoch, revision: *revision, file };
        let json: Arc<str> = serde_json::to_string(&opened).unwrap_or_default().into();
        self.opening = Some(Opening { revision: *revision, json: Arc::clone(&json) });
        json
    }
}
