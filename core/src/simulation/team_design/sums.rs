//! The changes of a design, added up.

use super::chain;
use super::demand::Demand;
use super::flow::{Routes, Station};

/// The changes of a design, added up: all that matters of them is how many hands they go through and what they leave at
/// each station. However many were drawn, it is small.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    /// By the number of hands.
    pub(super) rows: Vec<RowSums>,
    /// By station and number of hands.
    pub(super) visits: Vec<VisitSums>,
}

/// Changes that go through so many hands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct RowSums {
    /// Changes a month.
    pub(super) volume: f64,
    /// The same, times how much longer their hand-offs wait.
    pub(super) slow: f64,
    /// The same, times the share of the work that generalists do.
    pub(super) slow_inside: f64,
}

/// What changes that go through so many hands leave at a station. A share is that of the work on the whole change.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct VisitSums {
    pub(super) station: usize,
    pub(super) hands: usize,
    pub(super) volume: f64,
    pub(super) work: f64,
    pub(super) share: f64,
    pub(super) work_squared: f64,
    pub(super) work_share: f64,
    pub(super) share_squared: f64,
}

impl Sums {
    /// Adds up the changes of all trials, or of one part of them.
    pub fn of((demand, routes): (&Demand, &Routes), stations: &[Station], part: Option<usize>) -> Self {
        let longest = chain::LONGEST + 1;
        let mut rows = vec![RowSums::default(); longest];
        let mut visits = vec![VisitSums::default(); stations.len() * longest];
        for (number, change) in demand.changes.iter().enumerate() {
            let volume = demand.volume_of(change, part);
            if volume <= 0.0 {
                continue;
            }
            let hands = routes.hands[number].min(chain::LONGEST);
            let all: f64 = routes.of(number).iter().map(|(_, work)| work).sum();
            let mut inside = 0.0;
            for (station, work) in routes.of(number) {
                let share = if all > 0.0 { work / all } else { 0.0 };
                inside += if stations[*station].is_generalist { share } else { 0.0 };
                let sums = &mut visits[station * longest + hands];
                (sums.station, sums.hands) = (*station, hands);
                sums.volume += volume;
                sums.work += volume * work;
                sums.share += volume * share;
                sums.work_squared += volume * work * work;
                sums.work_share += volume * work * share;
                sums.share_squared += volume * share * share;
            }
            let slow = volume * routes.slowness[number];
            rows[hands].volume += volume;
            rows[hands].slow += slow;
            rows[hands].slow_inside += slow * inside;
        }
        visits.retain(|sums| sums.volume > 0.0);
        Self { rows, visits }
    }

    /// The same changes, so many times as often.
    #[must_use]
    pub fn scaled(mut self, factor: f64) -> Self {
        for row in &mut self.rows {
            let RowSums { volume, slow, slow_inside } = row;
            [volume, slow, slow_inside].into_iter().for_each(|sum| *sum *= factor);
        }
        for visit in &mut self.visits {
            let VisitSums { volume, work, share, work_squared, work_share, share_squared, .. } = visit;
            let sums = [volume, work, share, work_squared, work_share, share_squared];
            sums.into_iter().for_each(|sum| *sum *= factor);
        }
        self
    }
}
