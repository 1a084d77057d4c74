//! Releases: what waits for them, whether they fail, and what restores what runs.

use super::draws::{self, Stage, stage};
use super::engine::{Engine, draws_of, next_in, practice_of};
use super::event::Event;
use super::factory::{Dock, Model};
use super::item::{Cause, Class};
use crate::random::Random;

/// The share of a failure's likelihood that one change can have at most.
const FAILS_MAX: f64 = 0.95;

/// What waits at a dock.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    items: Vec<u32>,
    is_due: bool,
    /// Where its calendar begins, as a share of the period.
    offset: f64,
    /// Contexts whose repair was forgotten on a branch that is released next.
    forgotten: Vec<(u32, Random)>,
}

impl Waiting {
    pub(super) fn new(dock: &Dock, random: &Random) -> Self {
        let offset = stage(random, Stage::Offset).branch(dock.key).branch(1).unit();
        Self { items: Vec::new(), is_due: false, offset, forgotten: Vec::new() }
    }
}

/// A failure whose repair is still to begin.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    home: u32,
    draws: Random,
    class: Class,
    since: f64,
}

/// A change that failed in production, or a repair that was forgotten and fails again.
struct Culprit {
    home: u32,
    draws: Random,
    is_urgent: bool,
}

impl Engine {
    /// An item is through all gates: it goes out, or waits for the others.
    pub(super) fn ready(&mut self, model: &Model, number: u32) {
        let clock = self.clock;
        let item = self.items.get_mut(number);
        item.ready = clock;
        let place = model.sources[item.home as usize].dock;
        if item.class == Class::Hotfix {
            return self.deploy(model, place, &[number]);
        }
        let (dock, waiting) = (&model.docks[place as usize], &mut self.docks[place as usize]);
        waiting.items.push(number);
        let is_full = dock.batch > 0 && waiting.items.len() >= dock.batch as usize;
        let has_calendar = dock.cadence_days > 0.0;
        if is_full || (dock.batch == 0 && !has_calendar) {
            self.empty(model, place);
        } else if has_calendar && !waiting.is_due {
            waiting.is_due = true;
            let at = next_in(dock.cadence_days, waiting.offset, clock);
            self.plan(at, Event::Depart(place));
        }
    }

    /// The calendar says that it is time.
    pub(super) fn depart(&mut self, model: &Model, place: u32) {
        self.docks[place as usize].is_due = false;
        self.empty(model, place);
    }

    fn empty(&mut self, model: &Model, place: u32) {
        let items = std::mem::take(&mut self.docks[place as usize].items);
        if !items.is_empty() {
            self.deploy(model, place, &items);
        }
        // Whatever came meanwhile waits for the next one; the room of the old list is used again.
        let waiting = &mut self.docks[place as usize];
        if waiting.items.is_empty() {
            waiting.items = items;
            waiting.items.clear();
        }
    }

    fn deploy(&mut self, model: &Model, place: u32, items: &[u32]) {
        self.tally.releases += 1;
        self.tally.docks[place as usize] += 1;
        self.tally.released += items.len() as u64;
        let mut culprit = None;
        for number in items {
            culprit = self.complete(model, *number).or(culprit);
        }
        let is_hotfix = items.len() == 1 && self.items.get(items[0]).class == Class::Hotfix;
        if !is_hotfix && let Some((home, draws)) = self.docks[place as usize].forgotten.pop() {
            self.tally.regressions += 1;
            culprit = culprit.or(Some(Culprit { home, draws, is_urgent: false }));
        }
        if let Some(culprit) = culprit {
            self.tally.failed += 1;
            self.fail(model, culprit);
        }
    }

    /// An item is in production. Answers with it if it fails there.
    fn complete(&mut self, model: &Model, number: u32) -> Option<Culprit> {
        let clock = self.clock;
        self.done += 1;
        let item = self.items.get_mut(number);
        item.spent[Cause::Batch as usize] += clock - item.ready;
        let practice = practice_of(model, item.home);
        let (draws, home, class) = (draws_of(&item.draws), item.home, item.class);
        self.tally.done += 1;
        self.tally.done_days += clock - item.born;
        let fails = practice.fails * (1.0 + model.failures.span * f64::from(item.teams.saturating_sub(1)));
        if class == Class::Hotfix {
            let days = clock - item.broken;
            self.tally.restores[practice.path as usize].push(days);
            self.tally.lost += days * practice.exposed;
        } else {
            self.tally.leads.push(clock - item.born);
            let spent = item.spent;
            let work = [Cause::Queue, Cause::Work, Cause::HandOff, Cause::Rework].map(|cause| spent[cause as usize]);
            self.tally.tails.push((clock - item.born - work.iter().sum::<f64>()).max(0.0));
            self.tally.acting += u64::from(item.teams);
            self.tally.spent.iter_mut().zip(spent).for_each(|(sum, days)| *sum += days);
            self.tally.toggles += u64::from(practice.has_toggles && class == Class::Feature);
        }
        self.items.release(number);
        if class == Class::Hotfix {
            self.merge_back(model, home, &draws);
        }
        let is_failing = stage(&draws, Stage::Failure).unit() < fails.min(FAILS_MAX);
        is_failing.then_some(Culprit { home, draws, is_urgent: class == Class::Hotfix })
    }

    /// The repair has to reach every living branch; where it is forgotten, what comes from there fails again.
    fn merge_back(&mut self, model: &Model, home: u32, draws: &Random) {
        let (practice, draws) = (practice_of(model, home), stage(draws, Stage::MergeBack));
        let kept = libm::pow(1.0 - model.failures.forgotten, f64::from(practice.living_branches));
        if practice.living_branches > 0 && draws.clone().unit() >= kept {
            let dock = model.sources[home as usize].dock as usize;
            self.docks[dock].forgotten.push((home, draws.branch(1)));
        }
    }

    /// A release failed: the quick way out helps at once and leaves a defect, else a repair has to go through.
    fn fail(&mut self, model: &Model, culprit: Culprit) {
        let practice = practice_of(model, culprit.home);
        let draws = &culprit.draws;
        let detection = model.failures.detection_days * draws::exponential(stage(draws, Stage::Detection).unit());
        let begin = self.clock + detection + model.failures.decision_days;
        let way_out = practice.way_out(&model.sources[culprit.home as usize]);
        let is_quick = stage(draws, Stage::WayOut).unit() < way_out;
        let begin = if is_quick {
            let restored = begin + practice.way_out_days;
            self.tally.restores[practice.path as usize].push(restored - self.clock);
            self.tally.lost += (restored - self.clock) * practice.exposed;
            restored
        } else {
            begin
        };
        let class = if is_quick { Class::Defect } else { Class::Hotfix };
        // A repair of a repair has a key of its own each time.
        let draws = draws.branch(Stage::Failure as u64).branch(if culprit.is_urgent { 2 } else { 1 });
        self.failures.push(Failure { home: culprit.home, draws, class, since: self.clock });
        self.plan(begin, Event::Repair((self.failures.len() - 1) as u32));
    }

    /// The repair of a failure begins.
    pub(super) fn repair(&mut self, model: &Model, failure: u32) {
        let Some(failure) = self.failures.get(failure as usize).cloned() else { return };
        self.enter(model, failure.draws, failure.home, failure.class, failure.since);
    }
}
