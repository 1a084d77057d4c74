//! Where people are: never stored, only the newest counts, and nothing waits for it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use atoll_core::protocol::{MemberId, Presence, Present, Said};

use super::exchange::{Now, Output, Setup, Whereabouts};
use super::frame::{Class, Frame};
use super::{Member, Room};

/// The least time between two frames of presence; more in large rooms, where each is long and goes to many.
const PAUSE: Duration = Duration::from_millis(50);

/// How much longer the pause is with each member, from the 26th on.
const PAUSE_EACH: Duration = Duration::from_millis(2);

/// The least time before other nodes are told again.
const PAUSE_ELSEWHERE: Duration = Duration::from_millis(150);

/// How often other nodes are told of everybody, in case that they missed something.
const RENEW: Duration = Duration::from_secs(10);

/// How long somebody on another node is taken to be there without being heard of.
const EXPIRE: Duration = Duration::from_secs(30);

/// The most bytes of a view's code.
const VIEW_MAX: usize = 64;

/// What is to be said of where people are.
#[derive(Debug, Default)]
pub(super) struct Presences {
    changed: BTreeSet<MemberId>,
    gone: Vec<MemberId>,
    said_at: Option<Duration>,
    /// People on other nodes, each until some moment.
    elsewhere: BTreeMap<MemberId, (Present, Duration)>,
    untold: BTreeSet<MemberId>,
    untold_gone: Vec<MemberId>,
    told_at: Duration,
    renewed_at: Duration,
}

/// Whether it is something that a browser of ours could say.
pub(super) fn is_sound(presence: &Presence) -> bool {
    let is_finite = |numbers: &[f64]| numbers.iter().all(|number| number.is_finite());
    let Presence { pointer, selection, place } = presence;
    selection.len() <= Presence::SELECTION_MAX
        && pointer.is_none_or(|point| is_finite(&[point.x, point.y]))
        && place.as_ref().is_none_or(|place| {
            let sight = &place.sight;
            place.view.len() <= VIEW_MAX && is_finite(&[sight.x, sight.y, sight.width, sight.height])
        })
}

impl Presences {
    /// Somebody here came, or is elsewhere.
    pub(super) fn changed(&mut self, member: MemberId) {
        self.changed.insert(member);
        self.untold.insert(member);
    }

    /// Somebody here left.
    pub(super) fn left(&mut self, member: MemberId) {
        self.changed.remove(&member);
        self.untold.remove(&member);
        self.gone.push(member);
        self.untold_gone.push(member);
    }

    fn hear(&mut self, whereabouts: Whereabouts, now: Now) {
        for present in whereabouts.here.into_iter().filter(|present| is_sound(&present.presence)) {
            self.changed.insert(present.member);
            self.elsewhere.insert(present.member, (present, now.elapsed + EXPIRE));
        }
        for member in whereabouts.gone {
            if self.elsewhere.remove(&member).is_some() {
                self.gone.push(member);
            }
        }
    }

    fn expire(&mut self, now: Now) {
        let Self { elsewhere, gone, .. } = self;
        elsewhere.retain(|member, (_, until)| {
            let is_there = *until > now.elapsed;
            if !is_there {
                gone.push(*member);
            }
            is_there
        });
    }

    fn is_news(&self) -> bool {
        !self.changed.is_empty() || !self.gone.is_empty()
    }

    fn is_news_elsewhere(&self) -> bool {
        !self.untold.is_empty() || !self.untold_gone.is_empty()
    }

    /// When something is to be said next.
    pub(super) fn due(&self, setup: &Setup, is_anybody_here: bool) -> Option<Duration> {
        if !is_anybody_here {
            return None;
        }
        let here = self.is_news().then_some(self.said_at.unwrap_or_default());
        let elsewhere = match () {
            () if !setup.shares => None,
            () if self.is_news_elsewhere() => Some(self.told_at),
            () => Some(self.renewed_at + RENEW),
        };
        let expires = self.elsewhere.values().map(|(_, until)| *until).min();
        [here, elsewhere, expires].into_iter().flatten().min()
    }
}

impl Room {
    /// Takes what another node tells; what this one told may come back.
    pub(super) fn hear_of(&mut self, mut whereabouts: Whereabouts, now: Now) {
        whereabouts.here.retain(|present| !self.members.contains_key(&present.member));
        self.presences.hear(whereabouts, now);
    }

    /// Says what is new, where it is time for it.
    pub(super) fn tell_presence(&mut self, now: Now, out: &mut Vec<Output>) {
        self.presences.expire(now);
        let is_time = self.presences.said_at.is_none_or(|at| now.elapsed >= at);
        if self.presences.is_news() && is_time {
            let gone = std::mem::take(&mut self.presences.gone);
            let changed = std::mem::take(&mut self.presences.changed);
            let here: Vec<Present> = changed.iter().filter_map(|member| self.present(*member)).collect();
            if !gone.is_empty() && !self.members.is_empty() {
                out.push(Output::SendAll(Frame::of(&Said::Gone(gone), Class::Lasting)));
            }
            if !here.is_empty() && !self.members.is_empty() {
                out.push(Output::SendAll(Frame::here(here)));
            }
            let members = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
            self.presences.said_at = Some(now.elapsed + PAUSE.max(PAUSE_EACH.saturating_mul(members)));
        }
        self.tell_elsewhere(now, out);
    }

    /// Tells other nodes.
    fn tell_elsewhere(&mut self, now: Now, out: &mut Vec<Output>) {
        let presences = &mut self.presences;
        if !self.setup.shares {
            presences.untold.clear();
            presences.untold_gone.clear();
            return;
        }
        if !self.members.is_empty() && now.elapsed >= presences.renewed_at + RENEW {
            presences.renewed_at = now.elapsed;
            presences.untold.extend(self.members.keys());
        }
        if presences.is_news_elsewhere() && now.elapsed >= presences.told_at {
            presences.told_at = now.elapsed + PAUSE_ELSEWHERE;
            let gone = std::mem::take(&mut presences.untold_gone);
            let untold = std::mem::take(&mut presences.untold);
            let here = untold.iter().filter_map(|member| self.present(*member)).collect();
            out.push(Output::Tell(Whereabouts { here, gone }));
        }
    }

    /// Tells somebody where everybody else is.
    pub(super) fn tell_everybody_to(&mut self, member: MemberId, out: &mut Vec<Output>) {
        if self.members.contains_key(&member) {
            out.push(Output::Send(member, Frame::here(self.everybody_but(member))));
        }
    }

    /// Everybody else, here and on other nodes.
    pub(super) fn everybody_but(&self, member: MemberId) -> Vec<Present> {
        let all = self.members.keys().chain(self.presences.elsewhere.keys());
        all.filter(|other| **other != member).filter_map(|other| self.present(*other)).collect()
    }

    fn present(&self, member: MemberId) -> Option<Present> {
        let Some(Member { person, right, presence, .. }) = self.members.get(&member) else {
            return self.presences.elsewhere.get(&member).map(|(present, _)| present.clone());
        };
        Some(Present { member, person: person.clone(), right: *right, presence: presence.clone() })
    }
}
