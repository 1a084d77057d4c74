//! The discrete-event engine: work comes, waits, is done, handed on, merged, released, and sometimes fails.
//!
//! One replication at a time, in slices, so that a page stays alive. Every draw has a key made of the seed, the item and
//! the stage: two models that differ in one thing draw the same for everything else.

use super::draws::{self, Stage, stage};
use super::event::Event;
use super::factory::{Model, Practice, Spread};
use super::item::{Cause, Class, Items};
use super::release::{Failure, Waiting};
use super::route::Stop;
use super::tally::{Tally, TeamTally};
use crate::random::Random;
use crate::simulation::engine::Calendar;
use std::collections::VecDeque;

/// The share of the items that is discarded, until the queues have filled.
const WARM_UP: f64 = 0.2;

/// How often a piece of work can come back at most.
const RETURNS_MAX: u32 = 30;

/// A replication on its way.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(super) clock: f64,
    pub(super) calendar: Calendar<Event>,
    planned: u64,
    pub(super) items: Items,
    pub(super) random: Random,
    pub(super) tally: Tally,
    desks: Vec<Desk>,
    pub(super) docks: Vec<Waiting>,
    pub(super) failures: Vec<Failure>,
    pub(super) merged: Vec<Vec<f64>>,
    /// For each practice and context, how many merges are too old to matter.
    pub(super) old: Vec<usize>,
    pub(super) sources: Vec<(Random, u64)>,
    pub(super) arrived: u64,
    pub(super) done: u64,
    wanted: u64,
    is_counting: bool,
    pub(super) stops: Vec<Stop>,
    pub(super) touched: Vec<usize>,
}

/// What waits for a team and what it has in hand.
#[derive(Clone, Debug, Default)]
struct Desk {
    urgent: VecDeque<(u32, u16)>,
    waiting: VecDeque<(u32, u16)>,
    busy: u32,
    since: f64,
}

impl Engine {
    /// Replication `number` of a model that ends when so many items are done.
    pub fn new(model: &Model, seed: u64, number: u64, items: u64) -> Self {
        let random = Random::keyed(&[seed, number]);
        let teams = vec![TeamTally::default(); model.teams.len()];
        let tally = Tally { teams, docks: vec![0; model.docks.len()], ..Tally::default() };
        let arrivals = random.branch(Stage::Arrival as u64);
        let mut engine = Self {
            clock: 0.0,
            calendar: Calendar::new(),
            planned: 0,
            items: Items::default(),
            tally,
            desks: vec![Desk::default(); model.teams.len()],
            docks: model.docks.iter().map(|dock| Waiting::new(dock, &random)).collect(),
            failures: Vec::new(),
            merged: vec![Vec::new(); model.sources.len()],
            old: vec![0; model.sources.len() * model.practices.len()],
            sources: model.sources.iter().map(|source| (arrivals.branch(source.key), 0)).collect(),
            random,
            arrived: 0,
            done: 0,
            wanted: items,
            is_counting: false,
            stops: Vec::new(),
            touched: Vec::new(),
        };
        (0..model.sources.len()).for_each(|source| engine.plan_arrival(model, source));
        engine
    }

    /// Goes on until so many more items are done; true when the replication has ended.
    pub fn advance(&mut self, model: &Model, items: u64) -> bool {
        let until = (self.done + items.max(1)).min(self.wanted);
        // A team that gets more than it can do lets its queue grow: it ends, however little is done.
        let (arrivals_max, events_max) = (4 * self.wanted + 1_000, self.planned + 200 * items + 20_000);
        while self.done < until {
            let Some((at, event)) = self.calendar.pop() else { return self.end(true) };
            if self.arrived > arrivals_max {
                return self.end(true);
            }
            self.pass(at);
            self.happen(model, event);
            if !self.is_counting && self.done as f64 >= WARM_UP * self.wanted as f64 {
                self.begin();
            }
            if self.planned > events_max {
                return false;
            }
        }
        self.done >= self.wanted && self.end(false)
    }

    /// How far it is, 0 to 1.
    pub fn progress(&self) -> f64 {
        self.done as f64 / self.wanted.max(1) as f64
    }

    /// How many events happened or are planned.
    pub fn events(&self) -> u64 {
        self.planned
    }

    /// What was found.
    pub fn into_tally(self) -> Tally {
        self.tally
    }

    fn happen(&mut self, model: &Model, event: Event) {
        match event {
            Event::Arrive(source) => self.arrive(model, source),
            Event::Join(item, part) => self.join(model, item, part),
            Event::Done(item, part) => self.finish(model, item, part),
            Event::Merge(item) => self.merge(model, item),
            Event::Ready(item) => self.ready(model, item),
            Event::Depart(dock) => self.depart(model, dock),
            Event::Repair(failure) => self.repair(model, failure),
        }
    }

    /// Time passes.
    fn pass(&mut self, at: f64) {
        self.tally.on_the_way += (at - self.clock) * self.items.len() as f64;
        self.clock = at;
    }

    /// Enters an event.
    #[inline]
    pub(super) fn plan(&mut self, at: f64, event: Event) {
        self.planned += 1;
        self.calendar.push(at, event);
    }

    /// Counting begins: what was before is forgotten.
    fn begin(&mut self) {
        self.is_counting = true;
        let clock = self.clock;
        self.desks.iter_mut().for_each(|desk| desk.since = clock);
        let teams = vec![TeamTally::default(); self.tally.teams.len()];
        let docks = vec![0; self.tally.docks.len()];
        self.tally = Tally { begin: clock, teams, docks, ..Tally::default() };
    }

    fn end(&mut self, is_cut_off: bool) -> bool {
        if !self.is_counting && self.done == 0 {
            self.begin();
        }
        (0..self.desks.len()).for_each(|team| self.look_at(team));
        (self.tally.end, self.tally.is_cut_off) = (self.clock, is_cut_off);
        true
    }

    /// Adds up what a team did since somebody last looked.
    fn look_at(&mut self, team: usize) {
        let (desk, tally) = (&mut self.desks[team], &mut self.tally.teams[team]);
        let days = self.clock - desk.since;
        tally.busy += days * f64::from(desk.busy);
        tally.waiting += days * (desk.waiting.len() + desk.urgent.len()) as f64;
        desk.since = self.clock;
    }

    /// A part goes to its team, which takes it up after a while.
    pub(super) fn hand_over(&mut self, model: &Model, number: u32, place: u16) {
        let item = self.items.get_mut(number);
        let part = &mut item.parts[place as usize];
        if part.stop.hand_off <= 0.0 {
            return self.join(model, number, place);
        }
        let key = model.teams[part.stop.team as usize].key;
        let draws = draws_of(&item.draws);
        let days = part.stop.hand_off * draws::exponential(stage(&draws, Stage::HandOff).branch(key).unit());
        part.spent[Cause::HandOff as usize] += days;
        self.tally.teams[part.stop.team as usize].handed += 1;
        self.plan(self.clock + days, Event::Join(number, place));
    }

    fn join(&mut self, model: &Model, number: u32, place: u16) {
        let item = self.items.get_mut(number);
        let is_urgent = model.is_hotfix_first && item.class == Class::Hotfix;
        let part = &mut item.parts[place as usize];
        part.since = self.clock;
        let team = part.stop.team as usize;
        self.look_at(team);
        let desk = &mut self.desks[team];
        if desk.busy < model.teams[team].people.max(1) {
            self.start(model, number, place);
        } else if is_urgent {
            desk.urgent.push_back((number, place));
        } else {
            desk.waiting.push_back((number, place));
        }
    }

    fn start(&mut self, model: &Model, number: u32, place: u16) {
        let item = self.items.get_mut(number);
        let (size, part) = (item.size, &mut item.parts[place as usize]);
        let (team, waited) = (part.stop.team as usize, self.clock - part.since);
        let (station, draws) = (&model.teams[team], draws_of(&item.draws));
        let again = if part.returns == 0 { 1.0 } else { model.work.rework_share };
        let size = match model.work.spread {
            Spread::Exponential => {
                let key = u64::from(part.returns);
                draws::exponential(stage(&draws, Stage::Size).branch(station.key).branch(key).unit())
            }
            Spread::Constant | Spread::Lognormal(_) => size,
        };
        let days = part.stop.work * size * again / station.pace.max(1e-6);
        let causes = if part.returns == 0 { [Cause::Queue, Cause::Work] } else { [Cause::Rework; 2] };
        part.spent[causes[0] as usize] += waited;
        part.spent[causes[1] as usize] += days;
        self.desks[team].busy += 1;
        let tally = &mut self.tally.teams[team];
        (tally.begun, tally.waited) = (tally.begun + 1, tally.waited + waited);
        self.plan(self.clock + days, Event::Done(number, place));
    }

    fn finish(&mut self, model: &Model, number: u32, place: u16) {
        let part = &mut self.items.get_mut(number).parts[place as usize];
        let (team, rework, returns) = (part.stop.team as usize, part.stop.rework, part.returns);
        let (is_last, spent) = (part.stop.is_last, part.spent);
        self.look_at(team);
        let desk = &mut self.desks[team];
        desk.busy -= 1;
        if let Some((next, at)) = desk.urgent.pop_front().or_else(|| desk.waiting.pop_front()) {
            self.start(model, next, at);
        }
        let item = self.items.get_mut(number);
        let draws = draws_of(&item.draws);
        let key = model.teams[team].key;
        let comes_back = rework > 0.0
            && returns < RETURNS_MAX
            && stage(&draws, Stage::Rework).branch(key).branch(u64::from(returns)).unit() < rework;
        if comes_back {
            item.parts[place as usize].returns += 1;
            return self.join(model, number, place);
        }
        if !is_last {
            item.parts[place as usize + 1].spent = spent;
            return self.hand_over(model, number, place + 1);
        }
        item.open = item.open.saturating_sub(1);
        if item.open == 0 {
            item.spent = spent;
            self.review(model, number);
        }
    }
}

/// The next of the times `offset`, `offset` + 1, … periods that is not before `at`.
pub(super) fn next_in(period: f64, offset: f64, at: f64) -> f64 {
    let periods = (at / period - offset).ceil();
    ((periods + offset) * period).max(at)
}

/// The random numbers of an item.
pub(super) fn draws_of(draws: &Option<Random>) -> Random {
    draws.clone().unwrap_or_else(|| Random::new(0))
}

/// How the team works that owns this context.
pub(super) fn practice_of(model: &Model, home: u32) -> &Practice {
    &model.practices[practice_number(model, home)]
}

pub(super) fn practice_number(model: &Model, home: u32) -> usize {
    let team = model.sources[home as usize].owners.first().map_or(0, |team| *team as usize);
    model.teams[team].practice as usize
}
