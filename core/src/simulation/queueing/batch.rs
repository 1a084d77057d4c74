//! How large a batch should be: what a release costs against what waiting costs, and what a large one risks.

use crate::simulation::queueing::{amount, product, share};

/// What a batch size is weighed by. Money and time in any unit that all three share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Economics {
    /// How many items are finished in a unit of time: D.
    pub demand: f64,
    /// What one release costs, however much is in it: K.
    pub release: f64,
    /// What it costs that one finished item waits for a unit of time: h.
    pub holding: f64,
}

impl Economics {
    /// What batches of this size cost in a unit of time: K·D ÷ Q + h·Q ÷ 2, the economic lot size (Harris, *How Many
    /// Parts to Make at Once*, 1913; Reinertsen, *The Principles of Product Development Flow*, 2009, as the U-curve).
    /// Endless for a batch of nothing.
    pub fn cost(&self, size: f64) -> f64 {
        let releases = product(amount(self.release), amount(self.demand));
        let size = amount(size);
        let released = if releases == 0.0 { 0.0 } else { releases / size };
        released + 0.5 * product(amount(self.holding), size)
    }

    /// The size that costs least: √(2DK ÷ h). A release that costs a quarter halves it. Endless where waiting costs
    /// nothing, and 0 where releases cost nothing.
    pub fn best_size(&self) -> f64 {
        let releases = product(amount(self.release), amount(self.demand));
        if releases == 0.0 { 0.0 } else { (2.0 * releases / amount(self.holding)).sqrt() }
    }

    /// How much more a size costs than the best: (Q ÷ Q* + Q* ÷ Q) ÷ 2. The bottom of the U is flat: twice off costs a
    /// quarter more. Nothing where no size is the best, or the best is as small as can be.
    pub fn penalty(&self, size: f64) -> Option<f64> {
        let (size, best) = (amount(size), self.best_size());
        let is_known = best > 0.0 && best.is_finite() && size > 0.0;
        is_known.then(|| 0.5 * (size / best + best / size))
    }
}

/// How long an item waits on average for its batch of `size` to fill, where `rate` items come in a unit of time:
/// (b − 1) ÷ (2·rate).
pub fn fill_waiting(size: u32, rate: f64) -> f64 {
    match size {
        0 | 1 => 0.0,
        _ => f64::from(size - 1) / (2.0 * amount(rate)),
    }
}

/// The probability that a release of `size` items fails, each of which fails it with this probability, independently:
/// 1 − (1 − p)^b.
pub fn release_failure(item_failure: f64, size: u32) -> f64 {
    at_least_one(item_failure, f64::from(size))
}

/// How many attempts it takes to find the one guilty item of a batch by halving: ⌈log₂ b⌉.
pub fn bisection_steps(size: u32) -> u32 {
    u32::BITS - size.saturating_sub(1).leading_zeros()
}

/// The probability that at least one of so many independent chances comes true: 1 − (1 − p)^n, exact for small p.
pub(in crate::simulation) fn at_least_one(chance: f64, count: f64) -> f64 {
    -libm::expm1(product(libm::log1p(-share(chance)), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_scales_are_what_they_should_be() {
        assert_eq!((release_failure(0.0, 9), release_failure(1.0, 1), release_failure(1.0, 0)), (0.0, 1.0, 0.0));
        assert!((release_failure(1e-18, 3) / 3e-18 - 1.0).abs() < 1e-12 && release_failure(f64::NAN, 3) == 0.0);
        assert_eq!([0, 1, 2, 3, 4, 5, u32::MAX].map(bisection_steps), [0, 0, 1, 2, 2, 3, 32]);
        assert_eq!((fill_waiting(0, 0.0), fill_waiting(1, 0.0), fill_waiting(2, 0.0)), (0.0, 0.0, f64::INFINITY));
    }

    #[test]
    fn where_one_of_the_costs_is_nothing_there_is_no_best_size() {
        let free = Economics { demand: 10.0, release: 0.0, holding: 1.0 };
        assert_eq!((free.best_size(), free.cost(4.0), free.penalty(4.0)), (0.0, 2.0, None));
        let patient = Economics { demand: 10.0, release: 5.0, holding: 0.0 };
        assert_eq!((patient.best_size(), patient.cost(5.0), patient.penalty(4.0)), (f64::INFINITY, 10.0, None));
        assert_eq!(patient.cost(0.0), f64::INFINITY);
    }
}
