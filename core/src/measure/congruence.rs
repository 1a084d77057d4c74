//! Socio-technical congruence: do those teams talk whose contexts depend on each other?
//!
//! Source: Cataldo, Wagstrom, Herbsleb and Carley, *Identification of Coordination Requirements* (CSCW 2006), and
//! Cataldo, Herbsleb and Carley, *Socio-Technical Congruence* (ESEM 2008): CR = TA · TD · TAᵀ. That a gap is a risk is
//! measured; that closing it by reorganising helps is not. How a map fills the matrices is ours, in [`landscape`].

pub mod landscape;

use super::{Evidence, Measure, Of, Reading, Survey, Unit};
use crate::order;
use crate::sorted_set::SortedSet;

const SOURCE: &str = "Cataldo, Herbsleb and Carley, Socio-Technical Congruence (2008), on teams and contexts.";
const OURS: &str = "Ours, over Cataldo, Herbsleb and Carley (2008): their figure does not weigh.";

/// So many pairs are named.
const NAMED: usize = 8;

pub(super) const REQUIRED: Measure = Measure {
    key: "coordination-requirements",
    name: "Pairs of teams that have to coordinate",
    short: "required",
    unit: Unit::Count,
    says: "How many pairs of teams own contexts that depend on each other, or own a context together.",
    formula: "pairs with CR > 0, CR = TA · TD · TAᵀ: TA is who owns what, TD the likelihood that a change travels",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| match on.teams.len() {
        0 | 1 => this.undefined(),
        _ => this.count(on.congruence.required.len()),
    }),
};

pub(super) const CONGRUENCE: Measure = Measure {
    key: "congruence",
    name: "Socio-technical congruence",
    short: "congruence",
    unit: Unit::Share,
    says: "The share of pairs of teams that have to coordinate and do; undefined where no interaction of teams is recorded.",
    formula: "pairs with CR > 0 that communicate ÷ pairs with CR > 0; 100 % where there is none",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.read(known(on).map(Congruence::share))),
};

pub(super) const WEIGHTED: Measure = Measure {
    key: "weighted-congruence",
    name: "Weighted congruence",
    short: "weighted",
    unit: Unit::Share,
    says: "Congruence where a pair counts as much as changes are likely to travel between its contexts.",
    formula: "Σ max(CR[i][j], CR[j][i]) over pairs that communicate ÷ the same over all pairs with CR > 0",
    source: OURS,
    evidence: Evidence::Ours,
    of: Of::Landscape(|this, on| this.read(known(on).map(Congruence::weighted))),
};

pub(super) const GAPS: Measure = Measure {
    key: "coordination-gaps",
    name: "Gaps in coordination",
    short: "gaps",
    unit: Unit::Count,
    says: "The pairs of teams that have to coordinate and do not, the weightiest first: a risk, by the studies.",
    formula: "pairs with CR > 0 that do not communicate",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| match known(on) {
        Some(congruence) => pairs(this, on, &congruence.gaps().map(|gap| gap.teams).collect::<Vec<_>>()),
        None => this.undefined(),
    }),
};

pub(super) const EXCESS: Measure = Measure {
    key: "coordination-excess",
    name: "Communication without need",
    short: "excess",
    unit: Unit::Count,
    says: "The pairs of teams that communicate though none of their contexts depends on one of the other's.",
    formula: "pairs that communicate with CR = 0",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| match known(on) {
        Some(congruence) => pairs(this, on, &congruence.excess),
        None => this.undefined(),
    }),
};

pub(super) const PARTNERS: Measure = Measure {
    key: "teams-to-coordinate-with",
    name: "Teams to coordinate with",
    short: "coordinates with",
    unit: Unit::Count,
    says: "How many teams this one has to coordinate with, and with which of them it does not.",
    formula: "teams j with CR[i][j] > 0 or CR[j][i] > 0",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Team(partners),
};

/// Two that have to coordinate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Requirement {
    /// Which two, by number, the lower first.
    pub teams: (usize, usize),
    /// The larger of the two entries in CR.
    pub weight: f64,
    /// What the first needs of the second, and the second of the first.
    pub needs: [Need; 2],
}

/// What one needs of another; of several needs the greatest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Nothing.
    #[default]
    Nothing,
    /// What the other has published: being served is enough.
    Service,
    /// More than that: they have to talk.
    Talk,
}

impl Requirement {
    /// The requirements in a matrix CR, of whose two entries for a pair the larger counts; the diagonal does not.
    pub fn of_matrix(matrix: &[Vec<f64>]) -> Vec<Self> {
        let pairs = (0..matrix.len()).flat_map(|i| (i + 1..matrix.len()).map(move |j| (i, j)));
        let weighed = pairs.map(|(i, j)| ((i, j), matrix[i][j].max(matrix[j][i])));
        let needed = weighed.filter(|(_, weight)| *weight > 0.0);
        needed.map(|(teams, weight)| Self { teams, weight, needs: [Need::Talk; 2] }).collect()
    }
}

/// Two that communicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The one that provides, or either of two that talk.
    pub provider: usize,
    /// The other one.
    pub consumer: usize,
    /// The consumer merely uses what the provider offers; else they talk.
    pub is_service: bool,
}

impl Contact {
    /// Which two, the lower number first.
    pub fn teams(&self) -> (usize, usize) {
        (self.provider.min(self.consumer), self.provider.max(self.consumer))
    }
}

/// Who has to coordinate and who does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Congruence {
    /// Who has to coordinate, each pair once, in the order of their numbers.
    pub required: Vec<Requirement>,
    /// For each of these whether they do.
    pub is_met: Vec<bool>,
    /// Who communicates without having to, in the order of their numbers.
    pub excess: Vec<(usize, usize)>,
    /// How many pairs communicate.
    pub contacts: usize,
}

impl Congruence {
    /// How many pairs have to coordinate and do.
    pub fn met(&self) -> usize {
        self.is_met.iter().filter(|is_met| **is_met).count()
    }

    /// Congruence, 0 to 1; 1 where nobody has to coordinate.
    pub fn share(&self) -> f64 {
        if self.required.is_empty() { 1.0 } else { self.met() as f64 / self.required.len() as f64 }
    }

    /// Congruence by weight, 0 to 1; 1 where nobody has to coordinate.
    pub fn weighted(&self) -> f64 {
        let met = self.required.iter().zip(&self.is_met).filter(|(_, is_met)| **is_met);
        let (met, all): (f64, f64) =
            (met.map(|(it, _)| it.weight).sum(), self.required.iter().map(|it| it.weight).sum());
        if self.required.is_empty() { 1.0 } else { met / all }
    }

    /// Who has to coordinate and does not, the weightiest first.
    pub fn gaps(&self) -> impl Iterator<Item = &Requirement> {
        let unmet = self.required.iter().zip(&self.is_met).filter(|(_, is_met)| !**is_met);
        let mut gaps: Vec<&Requirement> = unmet.map(|(it, _)| it).collect();
        order::sort_by(&mut gaps, |a, b| b.weight.total_cmp(&a.weight));
        gaps.into_iter()
    }
}

/// CR = TA · TD · TAᵀ, from who does which task (a row for each team) and which task depends on which.
pub fn requirements(assignment: &[Vec<f64>], dependency: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let product = |row: &[f64], tasks: &[Vec<f64>]| -> Vec<f64> {
        let columns = tasks.first().map_or(0, Vec::len);
        (0..columns).map(|column| row.iter().zip(tasks).map(|(share, task)| share * task[column]).sum()).collect()
    };
    let reached: Vec<Vec<f64>> = assignment.iter().map(|row| product(row, dependency)).collect();
    let entry = |row: &Vec<f64>, other: &Vec<f64>| row.iter().zip(other).map(|(a, b)| a * b).sum();
    reached.iter().map(|row| assignment.iter().map(|other| entry(row, other)).collect()).collect()
}

/// Compares who has to coordinate with who does. `required` has each pair once; contacts may repeat themselves.
pub fn congruence(mut required: Vec<Requirement>, contacts: &[Contact]) -> Congruence {
    order::sort_by_key(&mut required, |it| it.teams);
    let (services, talks): (Vec<&Contact>, Vec<&Contact>) = contacts.iter().partition(|it| it.is_service);
    let talks: SortedSet<(usize, usize)> = talks.into_iter().map(Contact::teams).collect();
    let services: SortedSet<(usize, usize)> = services.into_iter().map(|it| (it.consumer, it.provider)).collect();
    let is_met = |it: &Requirement| {
        let ways = [it.teams, (it.teams.1, it.teams.0)].into_iter().zip(it.needs);
        let mut met = ways.map(|(way, need)| need == Need::Nothing || need == Need::Service && services.contains(&way));
        talks.contains(&it.teams) || met.all(|is_met| is_met)
    };
    let is_met = required.iter().map(is_met).collect();
    let all: SortedSet<(usize, usize)> = contacts.iter().map(Contact::teams).collect();
    let is_needed = |pair: &(usize, usize)| required.binary_search_by_key(pair, |it| it.teams).is_ok();
    let excess = all.iter().filter(|pair| !is_needed(pair)).copied().collect();
    Congruence { required, is_met, excess, contacts: all.len() }
}

/// What there is to say of congruence: nothing of less than two teams, and nothing where no interaction is recorded.
fn known<'a>(on: &'a Survey<'_>) -> Option<&'a Congruence> {
    (on.teams.len() > 1 && on.has_interactions).then_some(&on.congruence)
}

fn pairs(this: &Measure, on: &Survey<'_>, pairs: &[(usize, usize)]) -> Reading {
    let names = pairs.iter().take(NAMED).map(|(a, b)| format!("{} and {}", on.team(*a), on.team(*b))).collect();
    this.listed(pairs.len(), pairs.len() as f64, names)
}

fn partners(this: &Measure, on: &Survey<'_>, team: usize) -> Reading {
    let other = |(a, b): (usize, usize)| (a == team).then_some(b).or((b == team).then_some(a));
    let count = on.congruence.required.iter().filter_map(|it| other(it.teams)).count();
    let gaps: Vec<usize> =
        known(on).map(|it| it.gaps().filter_map(|gap| other(gap.teams)).collect()).unwrap_or_default();
    if gaps.is_empty() {
        return this.count(count);
    }
    let names: Vec<String> = gaps.iter().take(NAMED).map(|gap| on.team(*gap)).collect();
    let more = if gaps.len() > NAMED { format!(" and {} more", gaps.len() - NAMED) } else { String::new() };
    this.worded(count as f64, format!("{count}; not with {}{more}", names.join(", ")))
}

#[cfg(test)]
mod tests;
