//! Chance as the delivery engine draws it: each number by inversion of one uniform draw that has a key of its own, so
//! that two landscapes that differ in one thing draw the same numbers for everything else (common random numbers).

use crate::random::Random;

/// What a draw of an item decides; each has its own stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Stage {
    /// Feature or defect.
    Class = 1,
    /// How large it is.
    Size,
    /// Which contexts it touches.
    Footprint,
    /// How long a hand-off takes.
    HandOff,
    /// Whether work comes back.
    Rework,
    /// How long a reviewer takes to come to it.
    Review,
    /// Whether merging conflicts.
    Conflict,
    /// How long a conflict takes.
    Resolution,
    /// How long tests and gates take.
    Gates,
    /// Whether it fails in production.
    Failure,
    /// How long until somebody notices.
    Detection,
    /// Whether the quick way out is there.
    WayOut,
    /// Whether a repair is forgotten on a branch.
    MergeBack,
    /// When the next one arrives.
    Arrival,
    /// Where a calendar begins.
    Offset,
}

/// The stream of one stage of an item.
#[inline]
pub fn stage(item: &Random, stage: Stage) -> Random {
    item.branch(stage as u64)
}

/// An exponential number with mean 1, from a uniform one in 0..1.
#[inline]
pub fn exponential(uniform: f64) -> f64 {
    // Exact: a uniform number is a multiple of 2⁻⁵³.
    -libm::log(1.0 - uniform)
}

/// A lognormal number with mean 1 whose logarithm has this standard deviation.
#[inline]
pub fn lognormal(uniform: f64, spread: f64) -> f64 {
    libm::exp(spread * normal(uniform) - 0.5 * spread * spread)
}

/// The quantile of the standard normal distribution (Wichura, algorithm AS 241 PPND7, Applied Statistics 37(3), 1988:
/// exact to about seven digits), held within eight standard deviations.
pub fn normal(uniform: f64) -> f64 {
    let q = uniform - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        let above = ((59.109_374_720 * r + 159.291_132_02) * r + 50.434_271_938) * r + 3.387_132_717_9;
        let below = ((67.187_563_600 * r + 78.757_757_664) * r + 17.895_169_469) * r + 1.0;
        return q * above / below;
    }
    let tail = if q < 0.0 { uniform } else { 1.0 - uniform };
    let r = (-libm::log(tail.max(1e-15))).sqrt();
    let value = if r <= 5.0 {
        let r = r - 1.6;
        let above = ((0.170_238_211_03 * r + 1.306_728_481_6) * r + 2.756_815_390_0) * r + 1.423_437_277_7;
        let below = (0.120_211_320_975 * r + 0.737_001_642_50) * r + 1.0;
        above / below
    } else {
        let r = r - 5.0;
        let above = ((0.017_337_203_997 * r + 0.428_682_943_37) * r + 3.081_226_386_0) * r + 6.657_905_115_0;
        let below = (0.012_258_202_635 * r + 0.241_978_942_25) * r + 1.0;
        above / below
    };
    if q < 0.0 { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_are_those_of_the_tables() {
        for (share, quantile) in [(0.5, 0.0), (0.975, 1.959_964), (0.84, 0.994_458), (0.001, -3.090_232)] {
            assert!((normal(share) - quantile).abs() < 1e-5, "{share}: {}", normal(share));
        }
        assert!(normal(0.0).is_finite() && normal(1.0).is_finite());
        assert!((exponential(0.5) - std::f64::consts::LN_2).abs() < 1e-12 && exponential(0.0) == 0.0);
    }

    #[test]
    fn means_are_one() {
        let n = 200_000;
        let uniform = |i: i32| (f64::from(i) + 0.5) / f64::from(n);
        let mean = |draw: &dyn Fn(f64) -> f64| (0..n).map(|i| draw(uniform(i))).sum::<f64>() / f64::from(n);
        assert!((mean(&exponential) - 1.0).abs() < 1e-3);
        assert!((mean(&|it| lognormal(it, 1.0)) - 1.0).abs() < 2e-3);
    }
}
