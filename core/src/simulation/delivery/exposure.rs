//! How exposed changes are to the merges of others, and what that costs at any age of branches.

use super::factory::{Conflicts, Model};
use super::flows::Flows;
use super::moments::Moments;
use crate::simulation::queueing::merge::conflict_at_age;

/// How many groups of exposures are kept apart.
const GROUPS: usize = 64;

/// The share of merges that conflict, and the days that this takes an average change, with branches of this age.
pub fn conflicts_at(model: &Model, flows: &Flows, days: f64) -> (f64, f64) {
    let Conflicts { overlap, resolution_days, resolution_spread } = model.conflicts;
    let mut sums = (0.0, 0.0);
    for (often, others) in &flows.exposures {
        let conflict = conflict_at_age(days, *others, overlap);
        let median = resolution_days * (overlap * others * days).max(1.0);
        let taken = Moments::lognormal(median, resolution_spread).with_chance(conflict);
        sums = (sums.0 + often * conflict, sums.1 + often * taken.mean);
    }
    sums
}

/// Exposures in a few groups of like ones, with the share of changes in each.
pub fn grouped(mut exposures: Vec<(f64, f64)>, a_day: f64) -> Vec<(f64, f64)> {
    crate::order::sort_by(&mut exposures, |one, other| one.1.total_cmp(&other.1));
    let size = exposures.len().div_ceil(GROUPS).max(1);
    let group = |group: &[(f64, f64)]| {
        let often: f64 = group.iter().map(|(often, _)| often).sum();
        let others: f64 = group.iter().map(|(often, others)| often * others).sum();
        (often / a_day, others / often.max(f64::MIN_POSITIVE))
    };
    exposures.chunks(size).map(group).collect()
}
