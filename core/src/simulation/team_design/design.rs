//! The same people and the same work in different designs of teams.

use super::attribution;
use super::chain::{Chain, HandOff};
use super::demand::PARTS;
use super::flow::{Manner, Outcome, Routes, Station, Sums, evaluate};
use super::situation::Situation;
use crate::simulation::Estimate;
use crate::simulation::growth::cut::{self, Affinity, Division};
use crate::sorted_set::SortedSet;

/// A design of teams: who stands where, and how changes go through.
#[derive(Clone, Debug)]
pub struct Design {
    /// Names it in files.
    pub code: &'static str,
    /// Names it on screen.
    pub name: &'static str,
    /// The teams.
    pub stations: Vec<Station>,
    /// The changes on their ways, by all trials.
    pub sums: Sums,
    /// The same, by each part of them.
    pub parts: Vec<Sums>,
    /// How they are handed on.
    pub manner: Manner,
    /// How many people each team has.
    pub people: Vec<f64>,
}

/// What a design does with the work, by all trials and by each part of them.
#[derive(Clone, Debug)]
pub struct Judged {
    /// By all trials.
    pub outcome: Outcome,
    /// By each part.
    pub parts: Vec<Outcome>,
}

impl Judged {
    /// A figure of the outcome with its interval: the spread over the parts.
    pub fn estimate(&self, figure: impl Fn(&Outcome) -> f64) -> Estimate {
        around(figure(&self.outcome), &self.draws(figure))
    }

    /// A figure of each part.
    pub fn draws(&self, figure: impl Fn(&Outcome) -> f64) -> Vec<f64> {
        self.parts.iter().map(figure).collect()
    }
}

/// A figure by all trials with the interval that the parts of the trials show.
pub fn around(value: f64, parts: &[f64]) -> Estimate {
    let mean = Estimate::mean_of(parts);
    let half = if mean.high.is_finite() { ((mean.high - mean.low) / 2.0).max(0.0) } else { 0.0 };
    // What differs by no more than rounding does not differ.
    let half = if half <= 1e-9 * value.abs() { 0.0 } else { half };
    Estimate { value, low: value - half, high: value + half }
}

impl Design {
    /// A design whose changes go these ways.
    fn new(
        on: &Situation,
        (code, name): (&'static str, &'static str),
        routes: &Routes,
        (stations, people): (Vec<Station>, Vec<f64>),
        manner: Manner,
    ) -> Self {
        let sums = |part: Option<usize>| Sums::of((&on.demand, routes), &stations, part);
        let (whole, parts) = (sums(None), (0..PARTS).map(|part| sums(Some(part))).collect());
        Self { code, name, sums: whole, parts, stations, manner, people }
    }

    /// The design at work.
    pub fn judged(&self, on: &Situation) -> Judged {
        let of = |sums: &Sums| evaluate(sums, &self.stations, &self.manner, &on.values.pace);
        Judged { outcome: of(&self.sums), parts: self.parts.iter().map(of).collect() }
    }
}

/// The teams as they are drawn, and how much longer the hand-offs of changes that cross wait over gaps, on average.
pub fn as_drawn(on: &Situation) -> (Design, f64) {
    let station = |crew: &super::situation::Crew| Station {
        servers: on.servers(crew.people),
        capacity: crew.capacity,
        is_generalist: crew.discipline.is_none(),
        is_pooled: true,
    };
    let mut routes = Routes::new(&on.demand, &on.values.pace, &on.doers);
    if on.has_interactions {
        let gaps: SortedSet<(usize, usize)> = on.congruence.gaps().map(|gap| gap.teams).collect();
        for number in 0..routes.hands.len() {
            let stations: Vec<usize> = routes.of(number).iter().map(|(station, _)| *station).collect();
            routes.slowness[number] = 1.0 + (on.values.gap - 1.0) * share_of(&gaps, &stations);
        }
    }
    let slowness = slowness(on, &routes);
    let manner = manner(on, on.values.hand_off, on.values.hand_off_within());
    let people = on.crews.iter().map(|crew| crew.people).collect();
    let stations = on.crews.iter().map(station).collect();
    (Design::new(on, ("drawn", "As drawn"), &routes, (stations, people), manner), slowness)
}

fn slowness(on: &Situation, routes: &Routes) -> f64 {
    let (mut slow, mut all) = (0.0, 0.0);
    for (number, change) in on.demand.changes.iter().enumerate().filter(|(at, _)| routes.hands[*at] > 1) {
        let volume = on.demand.volume(change);
        slow += volume * routes.slowness[number];
        all += volume;
    }
    if all > 0.0 { slow / all } else { 1.0 }
}

/// The share of the pairs among these that are gaps.
fn share_of(gaps: &SortedSet<(usize, usize)>, stations: &[usize]) -> f64 {
    let mut pairs = 0_usize;
    let mut found = 0_usize;
    for (place, one) in stations.iter().enumerate() {
        for other in &stations[place + 1..] {
            pairs += 1;
            found += usize::from(gaps.contains(&(*one.min(other), *one.max(other))));
        }
    }
    if pairs == 0 { 0.0 } else { found as f64 / pairs as f64 }
}

fn manner(on: &Situation, between: HandOff, within: HandOff) -> Manner {
    Manner { between: Chain::new(between), within: Chain::new(within), penalty: on.values.penalty }
}

/// What every design that is not drawn has in common: how much hand-offs are slowed down by gaps is taken from what is
/// drawn, as nobody knows who would talk.
struct Common {
    slowness: f64,
    people: f64,
    capacity: f64,
}

/// The designs that are compared with what is drawn.
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// The same people in a team for each discipline.
    pub functional: Design,
    /// In cross-functional teams along contexts, where everybody has a queue of their own.
    pub private: Design,
    /// The same with one queue for each team.
    pub pooled: Design,
    /// The same with less rework and less lost knowledge.
    pub cross: Design,
    /// Which context goes to which of the cross-functional teams.
    pub division: Division,
}

impl Alternatives {
    /// The alternatives to what is drawn. `is_cut` cuts contexts anew, else they stay with their first owner.
    /// `slowness` is how much longer hand-offs wait over gaps.
    pub fn of(on: &Situation, slowness: f64, is_cut: bool) -> Self {
        let common = Common { slowness, people: on.people(), capacity: on.capacity() };
        let division = if is_cut { cut_anew(on, on.teams()) } else { kept(on) };
        let places = along_contexts(on, &common, &division);
        let routes = routes_along(on, &common, &division);
        let rough = manner(on, on.values.hand_off, HandOff { delay: 0.0, effort: 0.0, ..on.values.hand_off });
        let pooled = Design::new(on, ("pooled", "Cross-functional, one queue for each team"), &routes, places, rough);
        let mut private =
            Design { code: "private", name: "Cross-functional, a queue for each person", ..pooled.clone() };
        private.stations.iter_mut().for_each(|station| station.is_pooled = false);
        let cross = Design {
            code: "cross",
            name: "Cross-functional, with less rework and less lost knowledge",
            manner: manner(on, on.values.hand_off, on.values.hand_off_within()),
            ..pooled.clone()
        };
        Self { functional: functional(on, &common), private, pooled, cross, division }
    }

    /// How much each cause takes off the lead time, from functional teams to cross-functional ones with everything; what
    /// costs is negative. In the order of [`CAUSES`].
    pub fn gains(&self, on: &Situation) -> Vec<f64> {
        let lead = |set: u32| {
            let has = |cause: usize| set & (1 << cause) != 0;
            let (full, eased) = (on.values.hand_off, on.values.hand_off_within());
            let waits = if has(HAND_OFFS) { (0.0, 0.0) } else { (full.delay, full.effort) };
            let disciplines = HandOff {
                rework: if has(REWORK) { eased.rework } else { full.rework },
                loss: if has(KNOWLEDGE) { eased.loss } else { full.loss },
                delay: waits.0,
                effort: waits.1,
            };
            let (design, manner) = if has(POOLING) {
                let between = if has(COORDINATION) { full } else { HandOff::default() };
                let mut manner = manner(on, between, disciplines);
                manner.penalty = if has(PENALTY) { on.values.penalty } else { 0.0 };
                (&self.cross, manner)
            } else {
                (&self.functional, manner(on, disciplines, HandOff::default()))
            };
            evaluate(&design.sums, &design.stations, &manner, &on.values.pace).days.lead()
        };
        attribution::shares(CAUSES.len(), lead).into_iter().map(|share| -share).collect()
    }
}

/// What makes the difference between functional and cross-functional teams.
pub const CAUSES: [&str; 6] = [
    "Pooling: one queue instead of several",
    "No hand-off between disciplines",
    "Less rework",
    "Less lost knowledge",
    "Coordination between the teams",
    "Generalists take longer",
];
const POOLING: usize = 0;
const HAND_OFFS: usize = 1;
const REWORK: usize = 2;
const KNOWLEDGE: usize = 3;
const COORDINATION: usize = 4;
const PENALTY: usize = 5;

fn functional(on: &Situation, common: &Common) -> Design {
    let count = on.values.pace.disciplines.max(1);
    let people = common.people / count as f64;
    let station = Station {
        servers: on.servers(people),
        capacity: common.capacity / count as f64,
        is_generalist: false,
        is_pooled: true,
    };
    let each: Vec<(usize, f64)> = (0..count).map(|discipline| (discipline, 1.0 / count as f64)).collect();
    let doers: Vec<Vec<(usize, f64)>> =
        on.is_ours.iter().map(|is_ours| if *is_ours { each.clone() } else { Vec::new() }).collect();
    let mut routes = Routes::new(&on.demand, &on.values.pace, &doers);
    routes.slowness.fill(common.slowness);
    let manner = manner(on, on.values.hand_off, HandOff::default());
    let places = (vec![station; count], vec![people; count]);
    Design::new(on, ("functional", "Functional, a team for each discipline"), &routes, places, manner)
}

/// The contexts among so many teams, where the least changes cross.
pub fn cut_anew(on: &Situation, teams: usize) -> Division {
    let affinity = Affinity::of(&on.demand, on.values.pace.elsewhere);
    cut::divisions(&affinity, &on.is_ours, teams.max(1), on.values.balance).pop().unwrap_or_default()
}

/// Every context with its first owner, or with whoever does the most of its work.
fn kept(on: &Situation) -> Division {
    let owner = |context: usize| -> Option<usize> {
        let most = on.doers[context].iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        on.owners[context].first().copied().or_else(|| most.map(|(doer, _)| *doer))
    };
    let by_team: Vec<Option<usize>> =
        (0..on.is_ours.len()).map(|context| on.is_ours[context].then(|| owner(context)).flatten()).collect();
    let teams: SortedSet<usize> = by_team.iter().flatten().copied().collect();
    let numbers: Vec<usize> = teams.iter().copied().collect();
    let part = |team: Option<usize>| team.and_then(|team| numbers.binary_search(&team).ok());
    Division { part_of: by_team.into_iter().map(part).collect(), teams: vec![1; numbers.len()] }
}

/// A team for each part, with people as it has work.
fn along_contexts(on: &Situation, common: &Common, division: &Division) -> (Vec<Station>, Vec<f64>) {
    let work = part_work(on, division);
    let all: f64 = work.iter().sum();
    let shares: Vec<f64> = match all > 0.0 {
        true => work.iter().map(|work| work / all).collect(),
        false => vec![1.0 / work.len().max(1) as f64; work.len()],
    };
    let station = |share: &f64| Station {
        servers: on.servers(common.people * share),
        capacity: common.capacity * share,
        is_generalist: true,
        is_pooled: true,
    };
    (shares.iter().map(station).collect(), shares.iter().map(|share| common.people * share).collect())
}

/// The work in each part, in changes of full size a month.
fn part_work(on: &Situation, division: &Division) -> Vec<f64> {
    let mut work = vec![0.0; division.teams.len()];
    for change in &on.demand.changes {
        let volume = on.demand.volume(change);
        for context in &change.touched {
            if let Some(part) = division.part_of[*context] {
                work[part] += if *context == change.source { volume } else { volume * on.values.pace.elsewhere };
            }
        }
    }
    work
}

fn routes_along(on: &Situation, common: &Common, division: &Division) -> Routes {
    let doer = |part: &Option<usize>| part.iter().map(|part| (*part, 1.0)).collect();
    let doers: Vec<Vec<(usize, f64)>> = division.part_of.iter().map(doer).collect();
    let mut routes = Routes::new(&on.demand, &on.values.pace, &doers);
    for (hands, change) in routes.hands.iter_mut().zip(&on.demand.changes) {
        *hands = division.touched(&change.touched);
    }
    routes.slowness.fill(common.slowness);
    routes
}
