//! Delivery by formula: what each team gets, how long work waits there, and what follows for a change. Quick enough to
//! be live; the engine is its test and it is the engine's.
//!
//! Traffic adds up as in a network of queues (Jackson, *Jobshop-like Queueing Systems*, Management Science 10(1), 1963),
//! from footprints that are drawn. A team is an M/G/c queue by the approximation of Kingman and Sakasegawa, with repairs
//! of what runs before all else (Cobham 1954). Where several teams act at once, the last one counts: the greatest of
//! several times by its first two moments (Clark, *The Greatest of a Finite Set of Random Variables*, Operations Research
//! 9(2), 1961).

use super::exposure::grouped;
use super::factory::{Model, Spread};
use super::item::{Cause, Spent};
use super::moments::{Chain, Moments, greatest};
use super::outlet::{Outlet, outlets};
use super::route::{self, Order, Stop};
use crate::random::Random;
use crate::simulation::queueing::Station;
use crate::simulation::queueing::merge::conflict_at_age;

/// How many footprints are drawn in all, and of one context at least and at most.
const DRAWS: usize = 6_000;
const DRAWS_OF_ONE: [usize; 2] = [8, 256];

/// What a model settles to.
#[derive(Clone, Debug, Default)]
pub struct Flows {
    /// Changes a day.
    pub a_day: f64,
    /// What each team gets.
    pub teams: Vec<Load>,
    /// Days of a change by cause, on average.
    pub spent: Spent,
    /// The time of a change, by its first two moments.
    pub lead: Moments,
    /// The same for the changes of each context, with how often they come.
    pub leads: Vec<(f64, Moments)>,
    /// The part of it after the work is done, for the changes of each context.
    pub tails: Vec<(f64, Moments)>,
    /// How many teams a change needs on average.
    pub acting: f64,
    /// The share of merges that conflict.
    pub conflicts: f64,
    /// The mean number of merges of others into what a change touches, a day.
    pub others_a_day: f64,
    /// How many merges of others a day touch what a change touches, each with the share of changes of which it is so.
    pub exposures: Vec<(f64, f64)>,
    /// What each dock releases.
    pub outlets: Vec<Outlet>,
    /// Features a day that are behind a toggle.
    pub toggles_a_day: f64,
}

/// What a team gets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Load {
    /// Parts a day.
    pub a_day: f64,
    /// Those that come from other teams, a day.
    pub handed: f64,
    /// Days of work of all parts of a day, in sum, and of their squares.
    pub work: f64,
    squares: f64,
    /// Days of work of urgent repairs, a day.
    urgent: f64,
    /// The share of its people's time that is asked for; from 1 on, its queue grows without end.
    pub utilisation: f64,
    /// The mean wait of a part, in days.
    pub waiting: f64,
    /// The mean wait of an urgent repair, in days.
    pub urgent_waiting: f64,
    /// The share of parts that wait at all.
    pub delayed: f64,
}

/// One drawn way of a change.
struct Way {
    source: usize,
    a_day: f64,
    touched: Vec<usize>,
    stops: Vec<Stop>,
    is_feature: bool,
}

/// What a model settles to, by formula.
pub fn flows(model: &Model, seed: u64) -> Flows {
    let ways = ways(model, seed);
    let of_each = vec![(0.0, Moments::default()); model.sources.len()];
    let teams = vec![Load::default(); model.teams.len()];
    let mut flows = Flows { teams, leads: of_each.clone(), tails: of_each, ..Flows::default() };
    let mut merges = vec![0.0; model.sources.len()];
    let of_docks: Vec<(u32, f64, f64)> = ways.iter().map(|way| flows.take(model, way, &mut merges)).collect();
    flows.outlets = outlets(&model.docks, &of_docks);
    flows.repair(model, &ways);
    flows.wait(model);
    for way in &ways {
        flows.follow(model, way, &merges);
    }
    flows.settle();
    flows
}

/// How probably a change fails in production that so many teams had a part in.
pub fn fails(model: &Model, home: usize, teams: usize) -> f64 {
    let Some(practice) = practice_number(model, home).and_then(|number| model.practices.get(number)) else {
        return 0.0;
    };
    (practice.fails * (1.0 + model.failures.span * teams.saturating_sub(1) as f64)).min(0.95)
}

fn practice_number(model: &Model, home: usize) -> Option<usize> {
    let team = *model.sources.get(home)?.owners.first()?;
    Some(model.teams.get(team as usize)?.practice as usize)
}

fn ways(model: &Model, seed: u64) -> Vec<Way> {
    let begin = model.sources.iter().filter(|source| source.a_day > 0.0).count().max(1);
    let draws = (DRAWS / begin).clamp(DRAWS_OF_ONE[0], DRAWS_OF_ONE[1]);
    let (mut ways, mut touched, mut stops) = (Vec::new(), Vec::new(), Vec::new());
    for (number, source) in model.sources.iter().enumerate().filter(|(_, source)| source.a_day > 0.0) {
        let Some(practice) = practice_number(model, number).map(|it| &model.practices[it]) else { continue };
        let random = Random::keyed(&[seed, source.key]);
        for trial in 0..draws {
            model.reach.draw(number, &random.branch(trial as u64), &mut touched);
            let classes = [(true, model.work.feature_days, practice.toggle_days), (false, model.work.defect_days, 0.0)];
            for (is_feature, days, toggle) in classes {
                let share = if is_feature { 1.0 - model.work.defects } else { model.work.defects };
                if share > 0.0 {
                    route::write(model, &touched, Order { days: days * practice.effort, toggle }, &mut stops);
                    let a_day = source.a_day * share / draws as f64;
                    let (touched, stops) = (touched.clone(), stops.clone());
                    ways.push(Way { source: number, a_day, touched, stops, is_feature });
                }
            }
        }
    }
    ways
}

impl Flows {
    /// Adds the traffic of a way. Answers with its dock, how often it comes, and how probably it fails.
    fn take(&mut self, model: &Model, way: &Way, merges: &mut [f64]) -> (u32, f64, f64) {
        for stop in &way.stops {
            self.add(model, stop, way.a_day, false);
            self.teams[stop.team as usize].handed += if stop.hand_off > 0.0 { way.a_day } else { 0.0 };
        }
        way.touched.iter().for_each(|context| merges[*context] += way.a_day);
        self.a_day += way.a_day;
        self.acting += way.a_day * way.stops.len() as f64;
        let has_toggles = practice_number(model, way.source).is_some_and(|it| model.practices[it].has_toggles);
        self.toggles_a_day += if has_toggles && way.is_feature { way.a_day } else { 0.0 };
        (model.sources[way.source].dock, way.a_day, fails(model, way.source, way.stops.len()))
    }

    fn add(&mut self, model: &Model, stop: &Stop, a_day: f64, is_urgent: bool) {
        let days = stop.work / model.teams[stop.team as usize].pace.max(1e-6);
        let variation = variation(model.work.spread);
        let again = stop.rework.min(0.9) / (1.0 - stop.rework.min(0.9));
        let load = &mut self.teams[stop.team as usize];
        let share = model.work.rework_share;
        load.a_day += a_day * (1.0 + again);
        load.work += a_day * days * (1.0 + again * share);
        load.squares += a_day * days * days * (1.0 + variation) * (1.0 + again * share * share);
        load.urgent += if is_urgent { a_day * days } else { 0.0 };
    }

    /// Adds what failures bring back to the teams: an urgent repair, or a defect where there is a quick way out.
    fn repair(&mut self, model: &Model, ways: &[Way]) {
        for way in ways {
            let Some(practice) = practice_number(model, way.source).map(|it| &model.practices[it]) else { continue };
            let outlet = &self.outlets[model.sources[way.source].dock as usize];
            let failing = way.a_day * fails(model, way.source, way.stops.len()) * outlet.failures_a_fault;
            let quick = failing * practice.way_out(&model.sources[way.source]);
            let Some(first) = way.stops.first().copied() else { continue };
            let urgent = Stop { work: model.work.repair_days * practice.effort, rework: 0.0, ..first };
            let defect = Stop { work: model.work.defect_days * practice.effort, ..first };
            self.add(model, &urgent, failing - quick, true);
            self.add(model, &defect, quick, false);
        }
    }

    fn wait(&mut self, model: &Model) {
        for (load, team) in self.teams.iter_mut().zip(&model.teams) {
            if load.a_day <= 0.0 {
                continue;
            }
            let service = load.work / load.a_day;
            let variation = (load.squares / load.a_day / (service * service) - 1.0).max(0.0);
            let station = Station { arrivals: load.a_day, service, servers: team.people.max(1) };
            let steady = station.approximate(1.0, variation);
            let urgent = if model.is_hotfix_first { load.urgent / f64::from(team.people.max(1)) } else { 0.0 };
            load.utilisation = steady.utilisation;
            load.delayed = steady.delayed;
            load.waiting = steady.waiting / (1.0 - urgent.min(0.99));
            load.urgent_waiting = load.waiting;
            if model.is_hotfix_first {
                let at_once = if steady.is_stable() { steady.waiting * (1.0 - steady.utilisation) } else { service };
                load.urgent_waiting = at_once / (1.0 - urgent.min(0.99));
            }
        }
    }

    /// The time of a change that goes this way.
    fn follow(&mut self, model: &Model, way: &Way, merges: &[f64]) {
        let Some(practice) = practice_number(model, way.source).map(|it| &model.practices[it]) else { return };
        let mut chains: Vec<Chain> = Vec::new();
        let mut chain = Chain::default();
        for stop in &way.stops {
            self.pass(model, stop, &mut chain);
            if stop.is_last {
                chains.push(std::mem::take(&mut chain));
            }
        }
        let Some(Chain { time: work, mut spent, .. }) = greatest(chains) else { return };
        let mut tail = Moments::default();
        let board = practice.board_days;
        tail.add(&mut spent, Cause::Review, Moments::exponential(practice.review_days));
        tail.add(&mut spent, Cause::Review, Moments::even(board));
        let others: f64 = way.touched.iter().map(|context| merges[*context]).sum();
        let expected = model.conflicts.overlap * others * practice.branch_days;
        let conflict = conflict_at_age(practice.branch_days, others, model.conflicts.overlap);
        let held = if practice.is_held { practice.branch_days } else { 0.0 };
        tail.add(&mut spent, Cause::Merge, Moments::even(held));
        tail.add(&mut spent, Cause::Merge, Moments::fixed(practice.integration_days));
        let (median, spread) = (model.conflicts.resolution_days, model.conflicts.resolution_spread);
        let taken = Moments::lognormal(median * expected.max(1.0), spread).with_chance(conflict);
        tail.add(&mut spent, Cause::Merge, taken);
        for gate in &practice.gates {
            tail.add(&mut spent, Cause::Gates, Moments::exponential(*gate));
        }
        let outlet = &self.outlets[model.sources[way.source].dock as usize];
        tail.add(&mut spent, Cause::Batch, Moments::even(2.0 * outlet.wait));
        let lead = Moments { mean: work.mean + tail.mean, variance: work.variance + tail.variance };
        self.lead.mix(way.a_day, lead);
        for (sums, time) in [(&mut self.leads, lead), (&mut self.tails, tail)] {
            let (often, sum) = &mut sums[way.source];
            *often += way.a_day;
            sum.mix(way.a_day, time);
        }
        self.conflicts += way.a_day * conflict;
        self.others_a_day += way.a_day * others;
        self.exposures.push((way.a_day, others));
        self.spent.iter_mut().zip(spent).for_each(|(sum, days)| *sum += way.a_day * days);
    }

    /// Adds a stop to a chain: hand-off, wait, work, and what comes back.
    fn pass(&self, model: &Model, stop: &Stop, chain: &mut Chain) {
        let Chain { time, spent, common } = chain;
        let load = &self.teams[stop.team as usize];
        let days = stop.work / model.teams[stop.team as usize].pace.max(1e-6);
        let waiting = Moments::delayed(load.waiting, load.delayed);
        let work = Moments { mean: days, variance: days * days * variation(model.work.spread) };
        *common += if matches!(model.work.spread, Spread::Lognormal(_)) { work.variance.sqrt() } else { 0.0 };
        time.add(spent, Cause::HandOff, Moments::exponential(stop.hand_off));
        time.add(spent, Cause::Queue, waiting);
        time.add(spent, Cause::Work, work);
        if stop.rework > 0.0 {
            let once = (load.waiting + days * model.work.rework_share) / (1.0 - stop.rework.min(0.9));
            time.add(spent, Cause::Rework, Moments::exponential(once).with_chance(stop.rework.min(0.9)));
        }
    }

    /// From sums to means.
    fn settle(&mut self) {
        let a_day = self.a_day.max(f64::MIN_POSITIVE);
        self.spent.iter_mut().for_each(|days| *days /= a_day);
        self.acting /= a_day;
        self.conflicts /= a_day;
        self.others_a_day /= a_day;
        self.exposures = grouped(std::mem::take(&mut self.exposures), a_day);
        self.lead.settle(a_day);
        for (often, time) in self.leads.iter_mut().chain(&mut self.tails) {
            time.settle(often.max(f64::MIN_POSITIVE));
        }
    }
}

/// The squared coefficient of variation of sizes.
fn variation(spread: Spread) -> f64 {
    match spread {
        Spread::Constant => 0.0,
        Spread::Exponential => 1.0,
        Spread::Lognormal(spread) => libm::exp(spread * spread) - 1.0,
    }
}
