//! What a replication is found to have done, after its beginning was discarded.

use super::factory::Path;
use super::item::{Cause, Spent};

/// The figures of one replication.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// When counting began.
    pub begin: f64,
    /// When it ended.
    pub end: f64,
    /// The lead time of every change that was released, in days; repairs of what runs do not count.
    pub leads: Vec<f64>,
    /// The part of it after the work was done: from commit to production.
    pub tails: Vec<f64>,
    /// How many teams had a part in them, in sum.
    pub acting: u64,
    /// Where their time went, in sum.
    pub spent: Spent,
    /// How many items of any class were done, and how long they took in sum.
    pub done: u64,
    /// The time of all that were done, in sum.
    pub done_days: f64,
    /// Days times items on their way.
    pub on_the_way: f64,
    /// How many releases there were.
    pub releases: u64,
    /// How many changes were in them.
    pub released: u64,
    /// How many releases failed.
    pub failed: u64,
    /// The time to restore of every failure, by path, in the order of [`Path::ALL`].
    pub restores: [Vec<f64>; Path::ALL.len()],
    /// Days of failure times the share of users who met it.
    pub lost: f64,
    /// How many merges there were.
    pub merges: u64,
    /// How many of them conflicted.
    pub conflicts: u64,
    /// How many releases failed because a repair had been forgotten.
    pub regressions: u64,
    /// How many features left a toggle behind that has to be taken out.
    pub toggles: u64,
    /// What each team did.
    pub teams: Vec<TeamTally>,
    /// Releases by dock.
    pub docks: Vec<u64>,
    /// Whether the end came before as many were done as were asked for.
    pub is_cut_off: bool,
}

/// What a team did.
#[derive(Clone, Copy, Debug, Default)]
pub struct TeamTally {
    /// Days times people at work.
    pub busy: f64,
    /// Days times parts that wait.
    pub waiting: f64,
    /// Parts that were begun.
    pub begun: u64,
    /// Days that these had waited.
    pub waited: f64,
    /// Parts that came from another team.
    pub handed: u64,
}

impl Tally {
    /// Days that were counted.
    pub fn days(&self) -> f64 {
        (self.end - self.begin).max(f64::MIN_POSITIVE)
    }

    /// The mean lead time in days; not a number where nothing was released.
    pub fn lead(&self) -> f64 {
        self.spent.iter().sum::<f64>() / self.leads.len() as f64
    }

    /// The mean days of a change that go into this.
    pub fn mean(&self, cause: Cause) -> f64 {
        self.spent[cause as usize] / self.leads.len() as f64
    }

    /// The share of the lead time in which it was worked on for the first time.
    pub fn flow_efficiency(&self) -> f64 {
        self.mean(Cause::Work) / self.lead()
    }

    /// Every time to restore.
    pub fn all_restores(&self) -> Vec<f64> {
        self.restores.iter().flatten().copied().collect()
    }
}

/// The value below which this share of the values lies, as that of the nearest rank; not a number of no values.
pub fn quantile(values: &mut [f64], share: f64) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    let rank = ((values.len() as f64 * share).ceil() as usize).clamp(1, values.len()) - 1;
    *values.select_nth_unstable_by(rank, f64::total_cmp).1
}
