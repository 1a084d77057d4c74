//! What so many teams bring: counted from the footprints, division by division.
//!
//! The throughput has the form of Gunther's Universal Scalability Law, X(N) = N · X(1) ÷ (1 + contention + coherency):
//! contention is what merges cost that collide in shared code, coherency what is agreed, done again and found out again
//! between teams, both over the work of a change with one team. In the law they are σ(N − 1) and κN(N − 1); here they are
//! counted for each N, and σ and κ are read off at one N and never fitted. That this is what contention and coherency
//! mean for teams is our assumption; the law itself is published (Gunther, *Guerrilla Capacity Planning*, 2007).

use super::cut::Division;
use super::field::Field;
use super::merge;
use super::variant::Variant;
use crate::simulation::Estimate;
use crate::simulation::team_design::chain::{Chain, LONGEST};
use crate::simulation::team_design::demand::{Demand, PARTS};
use crate::simulation::team_design::design::around;
use crate::simulation::team_design::flow::{Manner, Pace, Routes, Station, Sums, evaluate};

/// What so many teams bring.
#[derive(Clone, Debug, PartialEq)]
pub struct At {
    /// How many teams.
    pub teams: usize,
    /// The share of changes that need several teams.
    pub crossing: Estimate,
    /// Teams that a change needs, on average.
    pub touched: f64,
    /// Person-days for a change, without merging.
    pub work: f64,
    /// Conflicts for a change.
    pub pain: f64,
    /// Changes a month that all teams together get done.
    pub throughput: Estimate,
    /// The same by each part of the trials.
    pub draws: Vec<f64>,
    /// Working days that a change takes, where the teams are as busy as is assumed; not for every number of teams.
    pub lead: Option<f64>,
}

/// The shape of a curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Knee {
    /// The number of teams after which one more brings less than the wanted share of a team, if that is within sight.
    pub teams: Option<usize>,
    /// The same by each part of the trials; the largest number that was looked at where it is not within sight.
    pub draws: Vec<f64>,
    /// The number of teams with the highest throughput, where it is not the largest that was looked at.
    pub peak: Option<usize>,
}

/// The curve of a variant over all divisions.
pub fn curve(field: &Field, variant: &Variant, divisions: &[Division]) -> Vec<At> {
    let manner = Manner {
        between: Chain::new(field.values.hand_off),
        within: Chain::new(field.values.hand_off_within()),
        penalty: field.values.penalty,
    };
    let demand = variant.demand.as_ref().unwrap_or(&field.demand);
    let bases = merge::bases(demand, variant.bases.as_ref().unwrap_or(&field.bases));
    let bare = Tally::bare(demand, &field.values.pace);
    let mut alone: Option<f64> = None;
    let point = |(number, division): (usize, &Division)| {
        let teams = number + 1;
        let tally = Tally::of(demand, division, &bare);
        let work = |part: usize| tally.work(part, &manner, &field.values.pace);
        let whole = work(PARTS);
        // How many changes land follows from what one team would do alone, so that σ stays one figure.
        let rate = *alone.get_or_insert(if whole > 0.0 { field.capacity / whole } else { 0.0 });
        let pain = merge::pain(&bases, rate * teams as f64, variant.branch_days, (field.conflict, field.apart));
        let throughput = |work: f64| {
            let each = work + pain * field.merge_days;
            if each > 0.0 { teams as f64 * field.capacity / each } else { 0.0 }
        };
        let draws: Vec<f64> = (0..PARTS).map(|part| throughput(work(part))).collect();
        let crossing: Vec<f64> = (0..PARTS).map(|part| tally.crossing(part)).collect();
        let lead = (variant.has_lead && is_shown(teams)).then(|| lead(field, demand, division, &manner, teams));
        At {
            teams,
            crossing: around(tally.crossing(PARTS), &crossing).within(0.0, 1.0),
            touched: tally.touched(),
            work: whole,
            pain,
            throughput: around(throughput(whole), &draws),
            draws,
            lead,
        }
    };
    divisions.iter().enumerate().map(point).collect()
}

/// The lead time takes a network of queues for each number of teams: beyond a few it is shown for some.
fn is_shown(teams: usize) -> bool {
    teams <= 6 || teams <= 12 && teams.is_multiple_of(2) || teams.is_multiple_of(6)
}

/// Where the curve bends. The mean of the next two teams counts, as one context more or less makes single steps uneven.
pub fn knee(curve: &[At], marginal: f64) -> Knee {
    let bend = |figure: &dyn Fn(&At) -> f64| -> Option<usize> {
        let first = curve.first().map_or(0.0, figure);
        let gain = |at: usize| (figure(&curve[at + 2]) - figure(&curve[at])) / 2.0;
        (0..curve.len().saturating_sub(2)).find(|at| gain(*at) < marginal * first).map(|at| curve[at].teams)
    };
    let most = curve.last().map_or(0, |at| at.teams);
    let parts = curve.first().map_or(0, |at| at.draws.len());
    let draws = (0..parts).map(|part| bend(&|at: &At| at.draws[part]).unwrap_or(most) as f64).collect();
    let best =
        curve.iter().max_by(|a, b| a.throughput.value.total_cmp(&b.throughput.value).then(b.teams.cmp(&a.teams)));
    Knee {
        teams: bend(&|at: &At| at.throughput.value),
        draws,
        peak: best.map(|at| at.teams).filter(|teams| *teams < most),
    }
}

/// The two figures of the law, read off at so many teams, and where its curve is highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law {
    /// Contention.
    pub sigma: f64,
    /// Coherency.
    pub kappa: f64,
    /// Throughput of one team.
    pub alone: f64,
}

impl Law {
    /// Reads the figures off a curve at so many teams; nothing below two.
    pub fn of(curve: &[At], teams: usize, merge_days: f64) -> Option<Self> {
        let (first, at) = (curve.first()?, curve.get(teams.checked_sub(1)?)?);
        let each = first.work + first.pain * merge_days;
        if teams < 2 || each <= 0.0 {
            return None;
        }
        let n = teams as f64;
        let sigma = ((at.pain - first.pain) * merge_days / each / (n - 1.0)).max(0.0);
        let kappa = ((at.work - first.work) / each / (n * (n - 1.0))).max(0.0);
        Some(Self { sigma, kappa, alone: first.throughput.value })
    }

    /// X(N) = N · X(1) ÷ (1 + σ(N − 1) + κN(N − 1)).
    pub fn throughput(&self, teams: f64) -> f64 {
        self.alone * teams / (1.0 + self.sigma * (teams - 1.0) + self.kappa * teams * (teams - 1.0))
    }

    /// √((1 − σ) ÷ κ), without end where nothing has to be agreed.
    pub fn peak(&self) -> f64 {
        if self.kappa > 0.0 { ((1.0 - self.sigma).max(0.0) / self.kappa).sqrt() } else { f64::INFINITY }
    }
}

/// How many changes need how many teams, by each part of the trials; the last row is all of them.
struct Tally {
    /// For each number of teams the changes a month, and the bare work on them.
    by_teams: Vec<[[f64; 2]; PARTS + 1]>,
}

impl Tally {
    /// The bare work on each sort of change, in person-days.
    fn bare(demand: &Demand, pace: &Pace) -> Vec<f64> {
        let work = |change: &crate::simulation::team_design::demand::Change| {
            let own = usize::from(change.touched.contains(&change.source));
            pace.days * (own as f64 + pace.elsewhere * (change.touched.len() - own) as f64)
        };
        demand.changes.iter().map(work).collect()
    }

    fn of(demand: &Demand, division: &Division, bare: &[f64]) -> Self {
        let mut by_teams: Vec<[[f64; 2]; PARTS + 1]> = vec![[[0.0; 2]; PARTS + 1]; LONGEST + 1];
        let mut seen = vec![usize::MAX; division.teams.len()];
        for (number, change) in demand.changes.iter().enumerate() {
            let mut teams = 0;
            for part in change.touched.iter().filter_map(|context| division.part_of[*context]) {
                if seen[part] != number {
                    seen[part] = number;
                    teams += division.teams[part];
                }
            }
            let row = &mut by_teams[teams.min(LONGEST)];
            let rate = demand.rates[change.source] / f64::from(demand.trials);
            let mut all = 0;
            for (part, drawn) in change.drawn.iter().enumerate().filter(|(_, drawn)| **drawn > 0) {
                let volume = rate * f64::from(*drawn) * PARTS as f64;
                row[part][0] += volume;
                row[part][1] += volume * bare[number];
                all += drawn;
            }
            row[PARTS][0] += rate * f64::from(all);
            row[PARTS][1] += rate * f64::from(all) * bare[number];
        }
        Self { by_teams }
    }

    fn changes(&self, part: usize) -> f64 {
        self.by_teams.iter().map(|row| row[part][0]).sum()
    }

    fn crossing(&self, part: usize) -> f64 {
        let several: f64 = self.by_teams.iter().skip(2).map(|row| row[part][0]).sum();
        let all = self.changes(part);
        if all > 0.0 { several / all } else { 0.0 }
    }

    fn touched(&self) -> f64 {
        let all = self.changes(PARTS);
        let sum: f64 = self.by_teams.iter().enumerate().map(|(teams, row)| teams as f64 * row[PARTS][0]).sum();
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// Person-days for a change: as [`evaluate`] counts it where all are generalists.
    fn work(&self, part: usize, manner: &Manner, pace: &Pace) -> f64 {
        let within = manner.within.row(pace.disciplines);
        let mut sum = 0.0;
        for (teams, row) in self.by_teams.iter().enumerate().filter(|(_, row)| row[part][0] > 0.0) {
            let between = manner.between.row(teams);
            let again = pace.redone * (between.visits - 1.0 + within.visits - 1.0);
            let anew = pace.relearning * (between.missing + within.missing);
            let agreeing =
                between.moves * manner.between.hand_off.effort + within.moves * manner.within.hand_off.effort;
            sum += row[part][1] * (1.0 + manner.penalty) * (1.0 + again + anew) + row[part][0] * agreeing;
        }
        let all = self.changes(part);
        if all > 0.0 { sum / all } else { 0.0 }
    }
}

/// The lead time where all teams are as busy with the bare work as is assumed. People stand where the work is.
fn lead(field: &Field, demand: &Demand, division: &Division, manner: &Manner, teams: usize) -> f64 {
    let pace = &field.values.pace;
    let doers: Vec<Vec<(usize, f64)>> =
        division.part_of.iter().map(|part| part.iter().map(|part| (*part, 1.0)).collect()).collect();
    let mut routes = Routes::new(demand, pace, &doers);
    let mut work = vec![0.0; division.teams.len()];
    for (number, change) in demand.changes.iter().enumerate() {
        routes.hands[number] = division.touched(&change.touched);
        let volume = demand.volume(change);
        routes.of(number).iter().for_each(|(part, bare)| work[*part] += volume * bare);
    }
    let all: f64 = work.iter().sum();
    if all <= 0.0 {
        return 0.0;
    }
    // As much work as the teams are to have.
    let scale = field.values.busy * field.capacity * teams as f64 / all;
    let station = |work: &f64| {
        let people = field.people * teams as f64 * work / all / field.values.people_on_one;
        Station {
            servers: people.round().clamp(1.0, 10_000.0) as u32,
            capacity: field.capacity * teams as f64 * work / all,
            is_generalist: true,
            is_pooled: true,
        }
    };
    let stations: Vec<Station> = work.iter().map(station).collect();
    let sums = Sums::of((demand, &routes), &stations, None).scaled(scale);
    evaluate(&sums, &stations, manner, pace).days.lead()
}
