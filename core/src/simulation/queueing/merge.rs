//! How likely a change collides with others when it is merged.
//!
//! Pairs are independent, and the chance of one pair, q, is the parameter. No study gives the curve over the age of a
//! branch; its form here is a model, not a measurement. What is published is the curve over the number of changes that
//! are under way at once: [`UBER_2019`].

use crate::simulation::queueing::batch::at_least_one;
use crate::simulation::queueing::{amount, product, share};

/// The chance that two changes conflict, between which the published curve lies: real conflicts of about 5 % with 2 and
/// up to about 40 % with 16 concurrent, potentially conflicting changes (Ananthanarayanan et al., *Keeping Master Green
/// at Scale*, EuroSys 2019). The first is fitted to the end of the curve, 1 − 0.6^(1/15), the second to its beginning.
pub const UBER_2019: [f64; 2] = [0.033_481_695_525_419_8, 0.05];

/// The chance of one pair that makes `concurrent` changes conflict with this probability: 1 − (1 − P)^(1 ÷ (n − 1)).
/// Nothing where there is no pair.
pub fn pair_chance(conflict: f64, concurrent: u32) -> Option<f64> {
    let others = f64::from(concurrent.checked_sub(2)? + 1);
    Some(-libm::expm1(libm::log1p(-share(conflict)) / others))
}

/// The probability that a change conflicts where so many are under way at once, itself included: 1 − (1 − q)^(n − 1).
pub fn conflict_among(concurrent: u32, pair: f64) -> f64 {
    at_least_one(pair, f64::from(concurrent.saturating_sub(1)))
}

/// The probability that a branch of this age conflicts where `others` changes land in a unit of time as a Poisson
/// process: 1 − e^(−λqT).
pub fn conflict_at_age(age: f64, others: f64, pair: f64) -> f64 {
    -libm::expm1(-product(product(amount(age), amount(others)), share(pair)))
}

/// The chance of one pair from what it touches: two changes that touch `one` and `other` of `all` parts at random have
/// a part in common with 1 − C(F − k, m) ÷ C(F, m). 0 where one of them touches nothing.
pub fn pair_of_footprints(all: u32, one: u32, other: u32) -> f64 {
    let (few, many) = (one.min(other), one.max(other));
    if few == 0 {
        return 0.0;
    }
    if u64::from(few) + u64::from(many) > u64::from(all) {
        return 1.0;
    }
    // None of the `few` falls on the `many`: Π (F − k − i) ÷ (F − i).
    let apart = |drawn: u32| libm::log1p(-f64::from(many) / f64::from(all - drawn));
    let mut together = 0.0;
    for drawn in 0..few {
        together += apart(drawn);
        if together < -745.0 {
            return 1.0;
        }
    }
    -libm::expm1(together)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_curve_is_met_at_both_ends() {
        assert!((pair_chance(0.4, 16).expect("a pair") - UBER_2019[0]).abs() < 1e-12);
        assert!((conflict_among(2, UBER_2019[1]) - 0.05).abs() < 1e-12);
        assert_eq!((pair_chance(0.4, 1), pair_chance(0.4, 0)), (None, None));
    }

    #[test]
    fn the_ends_of_the_scales_are_what_they_should_be() {
        assert_eq!((conflict_among(0, 0.5), conflict_among(1, 0.5), conflict_among(3, 1.0)), (0.0, 0.0, 1.0));
        assert_eq!((conflict_at_age(0.0, 9.0, 0.5), conflict_at_age(f64::INFINITY, 1.0, 0.5)), (0.0, 1.0));
        assert_eq!(conflict_at_age(f64::INFINITY, 1.0, 0.0), 0.0);
        assert_eq!(
            (pair_of_footprints(9, 0, 9), pair_of_footprints(9, 5, 5), pair_of_footprints(0, 0, 0)),
            (0.0, 1.0, 0.0)
        );
        assert_eq!(pair_of_footprints(u32::MAX, 2_000_000_000, 2_000_000_000), 1.0);
        assert!((pair_of_footprints(4, 1, 2) - 0.5).abs() < 1e-15);
    }
}
