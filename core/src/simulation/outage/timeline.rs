//! Years, minute by minute: things fail and are repaired, what needs them goes down with them, and buffers run dry while
//! it lasts. What the closed form knows only on average is here a length of time.
//!
//! Failures come as a Poisson process while a thing is up; repairs take exponential or lognormal times. Every thing draws
//! from a stream of its own, so that what an edit does not touch fails at the same moments.

use super::composition::MINUTES_A_YEAR;
use super::model::{Model, Part};
use super::moment::State;
use super::parameters::Repair;
use super::system::Group;
use crate::random::Random;

/// How long a year is let run before it counts: what was stored before it began is settled by then.
pub(super) const BEFORE: f64 = 43_200.0;
/// The shortest time to repair that is drawn; a shorter one would fill the year with events.
const REPAIR_MIN: f64 = 1.0;

/// A system whose years can be drawn.
#[derive(Clone, Debug)]
pub struct Timeline {
    sources: Vec<Source>,
    /// For each knot, those that cannot do without it, and the groups that it is in.
    pub(super) dependents: Vec<Vec<usize>>,
    pub(super) in_groups: Vec<Vec<(usize, usize)>>,
    pub(super) groups: Vec<Vec<Group>>,
    pub(super) buffers: Vec<Option<Buffer>>,
    /// For each knot, after how many minutes something stored runs dry.
    pub(super) runs_dry: Vec<Vec<f64>>,
    knot_of: Vec<usize>,
    repair: Repair,
}

#[derive(Clone, Copy, Debug)]
struct Source {
    knot: usize,
    key: u64,
    to_failure: f64,
    to_repair: f64,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Buffer {
    pub of: usize,
    pub after: Option<f64>,
    pub share: f64,
    pub key: u64,
}

/// What a year was like for something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Year {
    /// How long it was down, in minutes.
    pub minutes: f64,
    /// How often it went down.
    pub outages: u32,
    /// The longest time down, in minutes.
    pub longest: f64,
}

impl Timeline {
    /// The years of a model.
    pub fn of(model: &Model, repair: Repair) -> Self {
        let knots = model.system.knots();
        let count = knots.count();
        let knot_of = knots.hard.of.clone();
        let (mut dependents, mut in_groups) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        let (mut buffers, mut runs_dry) = (vec![None; count], vec![Vec::new(); count]);
        for knot in 0..count {
            for needed in &knots.needs[knot] {
                dependents[*needed].push(knot);
            }
            for (number, group) in knots.groups[knot].iter().enumerate() {
                for member in &group.members {
                    in_groups[*member].push((knot, number));
                }
            }
        }
        let mut sources = Vec::new();
        for (number, node) in model.system.nodes().iter().enumerate() {
            let knot = knot_of[number];
            if let Part::Buffer { of, after } = model.parts[number] {
                buffers[knot] = Some(Buffer { of: knot_of[of], after, share: 1.0 - node.own, key: node.key });
                runs_dry[knot_of[of]].extend(after);
            } else if node.own < 1.0 {
                let to_repair = model.minutes[number].max(REPAIR_MIN);
                let to_failure = to_repair * node.own / (1.0 - node.own);
                sources.push(Source { knot, key: node.key, to_failure, to_repair });
            }
        }
        Self { sources, dependents, in_groups, groups: knots.groups.clone(), buffers, runs_dry, knot_of, repair }
    }

    /// One year, which follows from the seed and its number.
    pub fn year(&self, seed: u64, number: u64) -> Drawing {
        let random = Random::keyed(&[seed, 0x1a7c4, number]);
        Drawing { events: self.events(seed, number), next: 0, state: State::new(self.dependents.len(), random) }
    }

    /// Goes on with a year for about so much work and answers with how much was done; less means that the year is over.
    pub fn go_on(&self, year: &mut Drawing, work: usize) -> usize {
        let Drawing { events, next, state } = year;
        let mut done = 0;
        while done < work {
            let event = events.get(*next).copied();
            let until = event.map_or(MINUTES_A_YEAR, |event| event.at);
            if let Some(dry) = state.next_dry(self).filter(|dry| *dry < until) {
                done += state.settle(self, dry);
            } else if let Some(event) = event {
                *next += 1;
                state.meet(event);
                done += state.settle(self, event.at);
            } else {
                // The year is over: what is down still counts up to now.
                state.failing.clear();
                state.settle(self, MINUTES_A_YEAR);
                return done;
            }
        }
        done.max(work)
    }

    /// What a year was like for a node.
    pub fn of_node(&self, year: &Drawing, node: usize) -> Year {
        year.state.years[self.knot_of[node]]
    }

    /// When things fail and are repaired by themselves, in order.
    fn events(&self, seed: u64, number: u64) -> Vec<Event> {
        let mut events = Vec::new();
        for source in &self.sources {
            let mut random = Random::keyed(&[seed, source.key, number]);
            let mut at = -BEFORE;
            let cycle = source.to_failure + source.to_repair;
            let mut rest = (random.unit() * cycle < source.to_repair).then(|| self.left(source, &mut random));
            while at < MINUTES_A_YEAR {
                let lasts = match rest.take() {
                    Some(rest) => rest,
                    None => {
                        at += exponential(source.to_failure, &mut random);
                        self.repair(source, &mut random)
                    }
                };
                if at >= MINUTES_A_YEAR {
                    break;
                }
                let lasts = if source.to_failure > 0.0 { lasts } else { MINUTES_A_YEAR + BEFORE };
                events.push(Event { at, knot: source.knot, is_failure: true });
                at += lasts;
                if at < MINUTES_A_YEAR {
                    events.push(Event { at, knot: source.knot, is_failure: false });
                }
            }
        }
        crate::order::sort_by(&mut events, |a, b| a.at.total_cmp(&b.at).then(a.knot.cmp(&b.knot)));
        events
    }

    fn repair(&self, source: &Source, random: &mut Random) -> f64 {
        match self.repair {
            Repair::Exponential => exponential(source.to_repair, random),
            Repair::Lognormal(spread) => {
                let middle = libm::log(source.to_repair) - spread * spread / 2.0;
                libm::exp(middle + spread * normal(random))
            }
        }
    }

    /// How long an outage still lasts that one meets at any moment: one meets long ones more often than short ones.
    fn left(&self, source: &Source, random: &mut Random) -> f64 {
        match self.repair {
            Repair::Exponential => exponential(source.to_repair, random),
            Repair::Lognormal(spread) => {
                let middle = libm::log(source.to_repair) + spread * spread / 2.0;
                random.unit() * libm::exp(middle + spread * normal(random))
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub at: f64,
    pub knot: usize,
    pub is_failure: bool,
}

/// A year on its way.
#[derive(Clone, Debug)]
pub struct Drawing {
    events: Vec<Event>,
    next: usize,
    state: State,
}

impl Drawing {
    /// How much of it is done, from 0 to less than 1.
    pub fn progress(&self) -> f64 {
        self.next as f64 / (self.events.len() + 1) as f64
    }
}

fn exponential(mean: f64, random: &mut Random) -> f64 {
    -mean * libm::log(1.0 - random.unit())
}

/// A standard normal draw (Box and Muller 1958).
fn normal(random: &mut Random) -> f64 {
    let radius = (-2.0 * libm::log(1.0 - random.unit())).sqrt();
    radius * libm::cos(2.0 * std::f64::consts::PI * random.unit())
}
