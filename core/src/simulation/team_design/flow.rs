//! How long a change takes through the teams that it touches: what is worked on, what waits, and for what.
//!
//! Every team is a station with so many people who each take one item at a time. Items come from many places, so
//! arrivals count as random (Poisson), and each station's wait is that of an M/G/c queue: Erlang's C times half of one
//! plus the squared variation of the work (exact for M/M/c and, by Pollaczek and Khinchine, for M/G/1; Lee and Longton's
//! approximation between). What comes back is worked on again at the station. Together that is an open queueing network
//! with feedback (Jackson 1957), solved from its means.

use super::chain::{Chain, HandOff};
use super::demand::Demand;
pub use super::sums::Sums;
use super::sums::VisitSums;
use super::waiting;

/// Working days in a month of the calendar: 52 weeks of 5 days in 12 months.
pub const DAYS_A_MONTH: f64 = 52.0 * 5.0 / 12.0;

/// People who take their work from one queue, or each from a queue of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    /// How many items are worked on at a time.
    pub servers: u32,
    /// What all of them do together, in person-days a month.
    pub capacity: f64,
    /// They do everything that the work needs, and not one discipline of it.
    pub is_generalist: bool,
    /// They share one queue.
    pub is_pooled: bool,
}

/// The numbers that hold for every design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Person-days for a change in the context where it begins.
    pub days: f64,
    /// What it takes in another context that it touches, as a share of that.
    pub elsewhere: f64,
    /// The squared coefficient of variation of the work on one item: 1 for exponential, 0 for always the same.
    pub variation: f64,
    /// The share of the work that is done again when something comes back.
    pub redone: f64,
    /// The work to find out again all that was known, as a share of the work.
    pub relearning: f64,
    /// Up to this utilisation a queue is looked at in its steady state.
    pub steady: f64,
    /// Over so many months what exceeds that piles up.
    pub horizon: f64,
    /// How many disciplines a change needs.
    pub disciplines: usize,
}

/// How changes are handed on and done.
#[derive(Clone, Debug, PartialEq)]
pub struct Manner {
    /// From station to station.
    pub between: Chain,
    /// From discipline to discipline among the generalists of one station.
    pub within: Chain,
    /// How much more work a generalist has with the same thing, as a share.
    pub penalty: f64,
}

impl Manner {
    /// Nothing is lost, nothing waits, nobody is slower.
    pub fn smooth() -> Self {
        let free = Chain::new(HandOff::default());
        Self { between: free.clone(), within: free, penalty: 0.0 }
    }
}

/// What changes take which way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Routes {
    starts: Vec<usize>,
    visits: Vec<(usize, f64)>,
    /// For each sort of change how many hands it goes through.
    pub hands: Vec<usize>,
    /// For each sort of change how much longer than usual its hand-offs wait.
    pub slowness: Vec<f64>,
}

impl Routes {
    /// The routes of all changes, where `doers` says for each context which stations do which share of its work.
    pub fn new(demand: &Demand, pace: &Pace, doers: &[Vec<(usize, f64)>]) -> Self {
        let mut routes = Self { starts: vec![0], ..Self::default() };
        let mut of_change: Vec<(usize, f64)> = Vec::new();
        for change in &demand.changes {
            of_change.clear();
            for context in &change.touched {
                let work = if *context == change.source { pace.days } else { pace.days * pace.elsewhere };
                for (station, share) in &doers[*context] {
                    match of_change.iter_mut().find(|(other, _)| other == station) {
                        Some((_, sum)) => *sum += work * share,
                        None => of_change.push((*station, work * share)),
                    }
                }
            }
            routes.visits.extend(of_change.iter().filter(|(_, work)| *work > 0.0));
            routes.starts.push(routes.visits.len());
            routes.hands.push(of_change.len());
            routes.slowness.push(1.0);
        }
        routes
    }

    /// The stations that a sort of change visits, and the work there in person-days.
    pub fn of(&self, change: usize) -> &[(usize, f64)] {
        &self.visits[self.starts[change]..self.starts[change + 1]]
    }
}

/// Where the time of a change goes, in working days; the sum is its lead time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Days {
    /// The work itself.
    pub touch: f64,
    /// What comes back is done again.
    pub rework: f64,
    /// What was known is found out again.
    pub relearning: f64,
    /// Agreeing with those who have it before and after.
    pub agreeing: f64,
    /// Generalists are slower.
    pub penalty: f64,
    /// Waiting until somebody is free.
    pub waiting: f64,
    /// Waiting to be looked at by another team at all.
    pub delay: f64,
}

impl Days {
    /// From the first hand to the last.
    pub fn lead(&self) -> f64 {
        self.touch + self.rework + self.relearning + self.agreeing + self.penalty + self.waiting + self.delay
    }

    /// The share of the time in which the change itself is worked on.
    pub fn efficiency(&self) -> f64 {
        crate::measure::flow::flow_efficiency(self.touch, self.lead() - self.touch).unwrap_or(0.0)
    }

    fn scaled(self, factor: f64) -> Self {
        Self {
            touch: self.touch * factor,
            rework: self.rework * factor,
            relearning: self.relearning * factor,
            agreeing: self.agreeing * factor,
            penalty: self.penalty * factor,
            waiting: self.waiting * factor,
            delay: self.delay * factor,
        }
    }
}

/// What a station has to do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Load {
    /// Items that arrive in a month, those that come back included.
    pub arrivals: f64,
    /// Person-days of work in a month.
    pub work: f64,
    /// Sum over arrivals of the squares of their work.
    squares: f64,
    /// Work over capacity.
    pub utilisation: f64,
    /// Working days until somebody is free.
    pub wait: f64,
}

/// What a design of teams does with the work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Where the time of a change goes, on average.
    pub days: Days,
    /// Hand-offs from station to station for each change, those back included.
    pub hand_offs: f64,
    /// The share of changes that need more than one station.
    pub crossing: f64,
    /// Changes a month.
    pub changes: f64,
    /// Person-days a month, everything included.
    pub work: f64,
    /// What everybody has to do over what everybody can.
    pub utilisation: f64,
    /// Each station by itself.
    pub stations: Vec<Load>,
}

/// Puts the work through the stations.
pub fn evaluate(sums: &Sums, stations: &[Station], manner: &Manner, pace: &Pace) -> Outcome {
    let mut found = Outcome { stations: vec![Load::default(); stations.len()], ..Outcome::default() };
    for visit in &sums.visits {
        add(&mut found, visit, &stations[visit.station], manner, pace);
    }
    let within = manner.within.row(pace.disciplines);
    for (hands, row) in sums.rows.iter().enumerate().filter(|(_, row)| row.volume > 0.0) {
        let moves = manner.between.row(hands).moves;
        found.days.delay += row.slow * moves * manner.between.hand_off.delay
            + row.slow_inside * within.moves * manner.within.hand_off.delay;
        found.hand_offs += row.volume * moves;
        found.crossing += if hands > 1 { row.volume } else { 0.0 };
        found.changes += row.volume;
    }
    let everybody: f64 = stations.iter().map(|station| station.capacity).sum();
    for (load, station) in found.stations.iter_mut().zip(stations) {
        load.utilisation = if station.capacity > 0.0 { load.work / station.capacity } else { 0.0 };
        load.wait = wait(load, station, pace);
        found.days.waiting += load.arrivals * load.wait;
        found.work += load.work;
    }
    if found.changes > 0.0 {
        found.days = found.days.scaled(1.0 / found.changes);
        found.hand_offs /= found.changes;
        found.crossing /= found.changes;
    }
    found.utilisation = if everybody > 0.0 { found.work / everybody } else { 0.0 };
    found
}

/// What changes with so many hands do to a station. A visit takes (work · a + share · b) ÷ visits person-days.
fn add(found: &mut Outcome, visit: &VisitSums, station: &Station, manner: &Manner, pace: &Pace) {
    let (between, within) = (manner.between.row(visit.hands), manner.within.row(pace.disciplines));
    let inner = f64::from(u8::from(station.is_generalist));
    let penalty = inner * manner.penalty;
    let rework = (1.0 + penalty) * pace.redone * (between.visits - 1.0 + inner * (within.visits - 1.0));
    let relearning = (1.0 + penalty) * pace.relearning * (between.missing + inner * within.missing);
    let agreeing =
        between.moves * manner.between.hand_off.effort + inner * within.moves * manner.within.hand_off.effort;
    let (a, b) = (1.0 + penalty + rework + relearning, agreeing);
    let load = &mut found.stations[visit.station];
    load.arrivals += visit.volume * between.visits;
    load.work += visit.work * a + visit.share * b;
    let squares = visit.work_squared * a * a + 2.0 * visit.work_share * a * b + visit.share_squared * b * b;
    load.squares += squares / between.visits;
    if station.capacity > 0.0 {
        let days = f64::from(station.servers) / station.capacity * DAYS_A_MONTH;
        found.days.touch += visit.work * days;
        found.days.penalty += visit.work * penalty * days;
        found.days.rework += visit.work * rework * days;
        found.days.relearning += visit.work * relearning * days;
        found.days.agreeing += visit.share * agreeing * days;
    }
}

/// Working days until somebody at the station is free. Beyond the utilisation that counts as steady there is no steady
/// state within the horizon: to the wait at that utilisation comes what piles up, on average half of the excess.
fn wait(load: &Load, station: &Station, pace: &Pace) -> f64 {
    if load.arrivals <= 0.0 || load.work <= 0.0 || station.capacity <= 0.0 {
        return 0.0;
    }
    let servers = station.servers.max(1);
    let mean = load.work / load.arrivals;
    let service = mean * f64::from(servers) / station.capacity;
    let variation = (1.0 + pace.variation) * (load.squares / load.arrivals) / (mean * mean) - 1.0;
    let steady = load.utilisation.min(pace.steady);
    let queue = if station.is_pooled { servers } else { 1 };
    let excess = (load.utilisation - pace.steady).max(0.0) * pace.horizon / 2.0;
    (waiting::mean_wait(steady, queue, service, variation) + excess) * DAYS_A_MONTH
}

#[cfg(test)]
mod tests;
