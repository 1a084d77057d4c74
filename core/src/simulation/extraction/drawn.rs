//! The same effort by drawing: each piece of work from its PERT distribution, and the sum of each trial.
//!
//! What is drawn for a piece follows from the seed, the piece and the trial alone, so that two designs differ only by
//! the pieces in which they differ.

use super::work::Item;
use crate::model::ElementId;
use crate::random::Random;

/// How many trials a run takes unless one asks for another number.
pub(crate) const TRIALS: u32 = 4_096;
/// The most trials of a run.
pub(crate) const TRIALS_MAX: u32 = 1 << 20;
/// About so many draws are one slice of a run.
const SLICE: usize = 60_000;

/// The trials of a sum that were drawn so far.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    items: Vec<Item>,
    streams: Vec<Random>,
    /// The sum of each trial, in person-days.
    pub totals: Vec<f64>,
    trials: usize,
}

impl Drawn {
    /// Nothing drawn yet.
    pub(crate) fn new(items: Vec<Item>, is_together: bool, seed: u64, trials: u32) -> Self {
        let mut count = crate::sorted_map::SortedMap::new();
        let stream = |item: &Item| {
            let sort = item.plumbing as u64;
            if is_together {
                return Random::keyed(&[seed, sort]);
            }
            let number: &mut u64 = count.entry((item.plumbing, item.element)).or_default();
            *number += 1;
            Random::keyed(&[seed, sort, key(item.element), *number])
        };
        let streams = items.iter().map(stream).collect();
        let trials = (if trials == 0 { TRIALS } else { trials }).min(TRIALS_MAX) as usize;
        Self { items, streams, totals: Vec::with_capacity(trials), trials }
    }

    /// Draws a slice.
    pub(crate) fn step(&mut self) {
        let slice = (SLICE / self.items.len().max(1)).max(1);
        let end = self.trials.min(self.totals.len() + slice);
        for trial in self.totals.len()..end {
            let draw = |(item, stream): (&Item, &Random)| item.days.draw(&mut stream.branch(trial as u64));
            let total = self.items.iter().zip(&self.streams).map(draw).sum();
            self.totals.push(total);
        }
    }

    /// How much of it is done, 0 to 1.
    pub(crate) fn progress(&self) -> f64 {
        self.totals.len() as f64 / self.trials.max(1) as f64
    }

    /// The totals in order.
    pub(crate) fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.totals.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

/// The value below which this share of sorted draws lies, between neighbours by how far it is from each.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let [first, .., last] = sorted else { return sorted.first().copied().unwrap_or_default() };
    let at = share.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let below = at as usize;
    match (sorted.get(below), sorted.get(below + 1)) {
        (Some(one), Some(other)) => one + (other - one) * (at - below as f64),
        _ if at <= 0.0 => *first,
        _ => *last,
    }
}

/// A number for an element, different for every kind.
fn key(element: ElementId) -> u64 {
    let kind = element.kind() as u64;
    let number =
        element.to_string().bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)));
    number.wrapping_mul(64).wrapping_add(kind)
}
