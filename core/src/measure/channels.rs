//! How many lines of communication there are.
//!
//! Source: Brooks, *The Mythical Man-Month* (1975).

use super::{Evidence, Measure, Of, Unit};

const SOURCE: &str = "Brooks, The Mythical Man-Month (1975).";

pub(super) const BETWEEN_TEAMS: Measure = Measure {
    key: "channels-between-teams",
    name: "Channels between teams",
    short: "team channels",
    unit: Unit::Count,
    says: "How many pairs of teams there are that could talk.",
    formula: "n · (n − 1) ÷ 2 for n teams",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.read((!on.teams.is_empty()).then(|| channels(on.teams.len() as u64) as f64))),
};

pub(super) const BETWEEN_PEOPLE: Measure = Measure {
    key: "channels-between-people",
    name: "Channels between people",
    short: "channels",
    unit: Unit::Count,
    says: "How many pairs talk: everybody within each team, and a line for each pair of teams that interacts. Undefined unless every team says how many people it has.",
    formula: "Σ over teams of m · (m − 1) ÷ 2 for m people + pairs of teams that interact",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| {
        let sizes: Vec<u64> = on.landscape.teams.values().map(|team| u64::from(team.people)).collect();
        if sizes.is_empty() || sizes.contains(&0) {
            return this.undefined();
        }
        let (found, all) = (of_teams(&sizes, on.congruence.contacts as u64), channels(sizes.iter().sum()));
        this.worded(found as f64, format!("{found} ({all} if all were one group)"))
    }),
};

/// Lines of communication among so many: n · (n − 1) ÷ 2.
pub fn channels(people: u64) -> u64 {
    people.saturating_mul(people.saturating_sub(1)) / 2
}

/// Lines within teams of these sizes, and one for each pair of teams that interacts.
pub fn of_teams(sizes: &[u64], interacting_pairs: u64) -> u64 {
    sizes.iter().fold(interacting_pairs, |sum, size| sum.saturating_add(channels(*size)))
}
