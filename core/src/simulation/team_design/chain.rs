//! What hand-offs in a row cost: work that comes back, knowledge that is lost, and how often things change hands.
//!
//! An item goes through so many hands in a row. Whoever gets it finds it incomplete with the probability `rework` and
//! gives it back to the one before; else it goes on. So the visits v of the k places balance over each border:
//! v(j) · (1 − r, or 1 for the first) = 1 + r · v(j + 1), and v(k) · (1 − r) = 1: a chain of a Jackson network. After j
//! hand-offs (1 − loss)^j of what was known is left ([`crate::measure::flow::knowledge_kept`]).
//!
//! In which order teams take a change is not drawn: each figure is the mean over the places in the row.

use crate::measure::flow;

/// Nobody hands an item on to more than so many; longer rows count as this long.
pub const LONGEST: usize = 64;

/// More would come back than goes on.
pub const REWORK_MAX: f64 = 0.4;

/// What one hand-off does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HandOff {
    /// The probability that what is handed on is given back as incomplete.
    pub rework: f64,
    /// The share of what is known that is lost.
    pub loss: f64,
    /// Working days until the receiver looks at it at all.
    pub delay: f64,
    /// Person-days that both sides together spend on agreeing.
    pub effort: f64,
}

/// The cost of rows of each length.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// What one hand-off does.
    pub hand_off: HandOff,
    rows: Vec<Row>,
}

/// What a row of one length costs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// How often each is visited, on average over the row; 1 where nothing comes back.
    pub visits: f64,
    /// How often an item changes hands.
    pub moves: f64,
    /// The share of knowledge that is missing, on average over the row.
    pub missing: f64,
}

impl Chain {
    /// The cost of rows that are handed on like this.
    pub fn new(hand_off: HandOff) -> Self {
        let rework = hand_off.rework.clamp(0.0, REWORK_MAX);
        let loss = hand_off.loss.clamp(0.0, 1.0);
        let row = |length: usize| {
            let visits = visits(length, rework);
            let all: f64 = visits.iter().sum();
            let kept = (0..length).map(|before| flow::knowledge_kept(loss, before as u32)).sum::<f64>();
            let length = length.max(1) as f64;
            Row {
                visits: (all / length).max(1.0),
                moves: (all - 1.0).max(0.0),
                missing: (1.0 - kept / length).max(0.0),
            }
        };
        let mut rows: Vec<Row> = (0..=LONGEST).map(row).collect();
        rows[0] = Row { visits: 1.0, ..Row::default() };
        Self { hand_off, rows }
    }

    /// What a row of so many costs.
    pub fn row(&self, length: usize) -> Row {
        self.rows[length.min(LONGEST)]
    }
}

/// How often each of a row is visited.
pub fn visits(length: usize, rework: f64) -> Vec<f64> {
    let mut visits = vec![1.0; length];
    if length < 2 {
        return visits;
    }
    visits[length - 1] = flow::passes(rework);
    for place in (0..length - 1).rev() {
        let forward = if place == 0 { 1.0 } else { 1.0 - rework };
        visits[place] = (1.0 + rework * visits[place + 1]) / forward;
    }
    visits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_balance_over_every_border() {
        assert_eq!(visits(1, 0.3), [1.0]);
        let found = visits(3, 0.2);
        // By hand: v3 = 1 ÷ 0.8, v2 = (1 + 0.2 · 1.25) ÷ 0.8, v1 = 1 + 0.2 · 1.5625.
        for (found, expected) in found.iter().zip([1.3125, 1.5625, 1.25]) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        assert_eq!(visits(4, 0.0), [1.0; 4]);
    }

    #[test]
    fn a_row_of_one_is_free_and_each_more_costs_more() {
        let chain = Chain::new(HandOff { rework: 0.1, loss: 0.5, delay: 2.0, effort: 0.5 });
        assert_eq!(chain.row(1), Row { visits: 1.0, moves: 0.0, missing: 0.0 });
        // Poppendieck's 50 %: of four, 100 %, 50 %, 25 % and 12.5 % are left.
        assert!((chain.row(4).missing - (1.0 - 1.875 / 4.0)).abs() < 1e-12);
        for length in 1..LONGEST {
            let (one, more) = (chain.row(length), chain.row(length + 1));
            assert!(more.visits > one.visits && more.moves > one.moves && more.missing > one.missing, "{length}");
        }
        assert_eq!(chain.row(1_000), chain.row(LONGEST));
    }
}
