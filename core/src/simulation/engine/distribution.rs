//! How long something takes, and which way it goes.

use crate::random::Random;
use crate::simulation::engine::ziggurat;

/// Up to so many steps an Erlang time is drawn as their sum.
const STEPS_MAX: u32 = 16;

/// A time that is drawn. What makes no sense as a time (negative, not a number, without end) counts as 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same.
    Constant(f64),
    /// Exponential: how long is left never depends on how long it took already.
    Exponential {
        /// Its mean.
        mean: f64,
    },
    /// The sum of `steps` equal exponential times: the more steps, the more even.
    Erlang {
        /// The mean of the whole.
        mean: f64,
        /// How many steps; 0 counts as 1.
        steps: u32,
    },
    /// Lognormal: many are short and few are very long.
    LogNormal {
        /// Half of the times are shorter.
        median: f64,
        /// The standard deviation of the logarithm.
        spread: f64,
    },
    /// Evenly spread.
    Uniform {
        /// The shortest.
        low: f64,
        /// The longest.
        high: f64,
    },
    /// Rising evenly to the most likely time, and falling evenly from there.
    Triangular {
        /// The shortest.
        low: f64,
        /// The most likely.
        mode: f64,
        /// The longest.
        high: f64,
    },
    /// A beta distribution with mean (low + 4·mode + high) ÷ 6 (Malcolm, Roseboom, Clark and Fazar, *Application of a
    /// Technique for Research and Development Program Evaluation*, Operations Research 7(5), 1959).
    Pert {
        /// The shortest.
        low: f64,
        /// The most likely.
        mode: f64,
        /// The longest.
        high: f64,
    },
}

impl Distribution {
    /// The lognormal distribution of this mean and this median, where the mean is larger: spread = √(2·ln(mean ÷
    /// median)). A mean that is not larger gives a constant.
    pub fn lognormal_of_mean(mean: f64, median: f64) -> Self {
        let spread = if mean > median && median > 0.0 { (2.0 * libm::log(mean / median)).sqrt() } else { 0.0 };
        Self::LogNormal { median, spread }
    }

    /// A draw.
    #[inline(always)]
    pub fn draw(&self, random: &mut Random) -> f64 {
        match *self {
            Self::Constant(time) => amount(time),
            Self::Exponential { mean } => amount(mean) * ziggurat::exponential(random),
            _ => self.draw_rarer(random),
        }
    }

    fn draw_rarer(&self, random: &mut Random) -> f64 {
        match *self {
            Self::Constant(_) | Self::Exponential { .. } => self.draw(random),
            Self::Erlang { mean, steps } => amount(mean) * even(random, steps.max(1)),
            Self::LogNormal { median, spread } => {
                let factor = libm::exp(amount(spread) * normal(random)).min(f64::MAX);
                (amount(median) * factor).min(f64::MAX)
            }
            Self::Uniform { .. } => {
                let [low, _, high] = self.ends();
                low + (high - low) * random.unit()
            }
            Self::Triangular { .. } => {
                let ([low, mode, high], share) = (self.ends(), random.unit());
                let (below, above) = (mode - low, high - mode);
                if share * (high - low) < below {
                    low + (share * (high - low) * below).sqrt()
                } else {
                    high - ((1.0 - share) * (high - low) * above).sqrt()
                }
            }
            Self::Pert { .. } => {
                let [low, mode, high] = self.ends();
                if high <= low {
                    return low;
                }
                let (one, other) = (1.0 + 4.0 * (mode - low) / (high - low), 1.0 + 4.0 * (high - mode) / (high - low));
                let (one, other) = (gamma(random, one), gamma(random, other));
                low + (high - low) * one / (one + other)
            }
        }
    }

    /// The mean of the draws.
    pub fn mean(&self) -> f64 {
        match *self {
            Self::Constant(time) => amount(time),
            Self::Exponential { mean } | Self::Erlang { mean, .. } => amount(mean),
            Self::LogNormal { median, spread } => amount(median) * libm::exp(0.5 * amount(spread) * amount(spread)),
            Self::Uniform { .. } | Self::Triangular { .. } | Self::Pert { .. } => {
                let ([low, mode, high], weight) = (self.ends(), self.weight_of_mode());
                (low + weight * mode + high) / (2.0 + weight)
            }
        }
    }

    /// The squared coefficient of variation, variance ÷ mean²: 0 for what is always the same, 1 for the exponential.
    /// It is what Pollaczek's and Khinchine's formula needs. 0 where the mean is 0.
    pub fn variation(&self) -> f64 {
        let variance = match *self {
            Self::Constant(_) => return 0.0,
            Self::Exponential { .. } => return 1.0,
            Self::Erlang { steps, .. } => return 1.0 / f64::from(steps.max(1)),
            Self::LogNormal { spread, .. } => return libm::expm1(amount(spread) * amount(spread)),
            Self::Uniform { low, high } => (high - low) * (high - low) / 12.0,
            Self::Triangular { .. } => {
                let [low, mode, high] = self.ends();
                let (below, above) = (mode - low, high - mode);
                (below * below + above * above + below * above) / 18.0
            }
            // A beta distribution whose parameters sum to 6.
            Self::Pert { .. } => {
                let ([low, _, high], mean) = (self.ends(), self.mean());
                (mean - low) * (high - mean) / 7.0
            }
        };
        let mean = self.mean();
        if mean > 0.0 { variance / (mean * mean) } else { 0.0 }
    }

    /// The shortest, the most likely and the longest time, in this order whatever was said.
    fn ends(&self) -> [f64; 3] {
        let [low, mode, high] = match *self {
            Self::Uniform { low, high } => [low, low, high],
            Self::Triangular { low, mode, high } | Self::Pert { low, mode, high } => [low, mode, high],
            _ => [self.mean(); 3],
        };
        let low = amount(low);
        let high = amount(high).max(low);
        [low, amount(mode).clamp(low, high), high]
    }

    fn weight_of_mode(&self) -> f64 {
        match self {
            Self::Triangular { .. } => 1.0,
            Self::Pert { .. } => 4.0,
            _ => 0.0,
        }
    }
}

/// A lottery among the numbers 0 to n − 1, with what is left of 1 as a blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lottery {
    /// The chances, added up.
    sums: Vec<f64>,
}

impl Lottery {
    /// The lottery of these chances; what sums to more than 1 is scaled down to it.
    pub fn new(chances: &[f64]) -> Self {
        let all: f64 = chances.iter().map(|chance| amount(*chance)).sum();
        let scale = if all > 1.0 { 1.0 / all } else { 1.0 };
        let mut sum = 0.0;
        let sums = chances.iter().map(|chance| {
            sum += amount(*chance) * scale;
            sum
        });
        let mut sums: Vec<f64> = sums.collect();
        if all >= 1.0
            && let Some(last) = sums.last_mut()
        {
            *last = 1.0;
        }
        Self { sums }
    }

    /// What is drawn; nothing for a blank.
    #[inline]
    pub fn draw(&self, random: &mut Random) -> Option<usize> {
        if self.sums.is_empty() {
            return None;
        }
        let ticket = random.unit();
        let mut lot = 0;
        while lot < self.sums.len() && ticket >= self.sums[lot] {
            lot += 1;
        }
        (lot < self.sums.len()).then_some(lot)
    }
}

/// A time, or 0 for what is none.
#[inline(always)]
fn amount(time: f64) -> f64 {
    if time > 0.0 && time < f64::INFINITY { time } else { 0.0 }
}

/// The sum of so many exponential times, divided by how many.
fn even(random: &mut Random, steps: u32) -> f64 {
    let count = f64::from(steps);
    let sum =
        if steps <= STEPS_MAX { (0..steps).map(|_| ziggurat::exponential(random)).sum() } else { gamma(random, count) };
    sum / count
}

/// A draw of the gamma distribution with this shape, 1 or more, and scale 1 (Marsaglia and Tsang, *A Simple Method for
/// Generating Gamma Variables*, ACM Transactions on Mathematical Software 26(3), 2000).
fn gamma(random: &mut Random, shape: f64) -> f64 {
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(random);
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        if libm::log(1.0 - random.unit()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
}

/// A draw of the standard normal distribution from one number, by its inverse, so that a larger number always gives a
/// larger draw (Wichura, *Algorithm AS 241*, Applied Statistics 37(3), 1988; its coefficients for 7 figures).
fn normal(random: &mut Random) -> f64 {
    let share = ((random.bits() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64;
    inverse_normal(share)
}

/// The value below which this share of the standard normal distribution lies.
fn inverse_normal(share: f64) -> f64 {
    let q = share - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        let above = [3.387_132_717_9, 50.434_271_938, 159.291_132_02, 59.109_374_720];
        let below = [1.0, 17.895_169_469, 78.757_757_664, 67.187_563_600];
        return q * polynomial(r, above) / polynomial(r, below);
    }
    let r = (-libm::log(if q < 0.0 { share } else { 1.0 - share })).sqrt();
    let size = if r <= 5.0 {
        let r = r - 1.6;
        let above = [1.423_437_277_7, 2.756_815_390_0, 1.306_728_481_6, 0.170_238_211_03];
        polynomial(r, above) / (1.0 + r * (0.737_001_642_50 + r * 0.120_211_329_75))
    } else {
        let r = r - 5.0;
        let above = [6.657_905_115_0, 3.081_226_386_0, 0.428_682_943_37, 0.017_337_203_997];
        polynomial(r, above) / (1.0 + r * (0.241_978_942_25 + r * 0.012_258_202_635))
    };
    if q < 0.0 { -size } else { size }
}

/// A polynomial, its coefficients from the lowest.
fn polynomial(x: f64, [a, b, c, d]: [f64; 4]) -> f64 {
    a + x * (b + x * (c + x * d))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Distribution; 9] = [
        Distribution::Constant(2.0),
        Distribution::Exponential { mean: 3.0 },
        Distribution::Erlang { mean: 2.0, steps: 4 },
        Distribution::Erlang { mean: 2.0, steps: 40 },
        Distribution::LogNormal { median: 2.0, spread: 0.8 },
        Distribution::Uniform { low: 1.0, high: 4.0 },
        Distribution::Triangular { low: 1.0, mode: 2.0, high: 6.0 },
        Distribution::Pert { low: 1.0, mode: 2.0, high: 6.0 },
        Distribution::Pert { low: 1.0, mode: 1.0, high: 6.0 },
    ];

    #[test]
    fn draws_have_the_mean_and_the_spread_that_are_told() {
        let n = 400_000;
        for (at, distribution) in ALL.iter().enumerate() {
            let mut random = Random::keyed(&[5, at as u64]);
            let (mut sum, mut squares) = (0.0, 0.0);
            for _ in 0..n {
                let draw = distribution.draw(&mut random);
                (sum, squares) = (sum + draw, squares + draw * draw);
            }
            let mean = sum / f64::from(n);
            let variation = squares / f64::from(n) / (mean * mean) - 1.0;
            let error = (distribution.variation() / f64::from(n)).sqrt();
            assert!((mean / distribution.mean() - 1.0).abs() <= 4.0 * error + 1e-12, "{distribution:?}: {mean}");
            let apart = (variation - distribution.variation()).abs();
            assert!(apart <= 0.03 * distribution.variation() + 1e-12, "{distribution:?}: {variation}");
        }
    }

    #[test]
    fn the_inverse_normal_meets_the_tables() {
        for (share, value) in [(0.5, 0.0), (0.975, 1.959_963_985), (0.995, 2.575_829_304), (0.000_1, -3.719_016_485)] {
            assert!((inverse_normal(share) - value).abs() < 1e-6, "{share}: {}", inverse_normal(share));
        }
        assert!((inverse_normal(1e-14) + 7.650_628).abs() < 1e-5);
    }

    #[test]
    fn a_lognormal_of_mean_and_median_has_both() {
        let made = Distribution::lognormal_of_mean(3.0, 2.0);
        assert!((made.mean() - 3.0).abs() < 1e-12, "{made:?}");
        assert_eq!(Distribution::lognormal_of_mean(1.0, 2.0).variation(), 0.0);
    }

    #[test]
    fn nonsense_takes_no_time() {
        let mut random = Random::new(1);
        for wrong in [-1.0, f64::NAN, f64::INFINITY] {
            for distribution in [
                Distribution::Constant(wrong),
                Distribution::Exponential { mean: wrong },
                Distribution::Erlang { mean: wrong, steps: 0 },
                Distribution::LogNormal { median: wrong, spread: wrong },
                Distribution::Uniform { low: wrong, high: wrong },
                Distribution::Triangular { low: wrong, mode: 0.0, high: wrong },
                Distribution::Pert { low: wrong, mode: wrong, high: wrong },
            ] {
                let draw = distribution.draw(&mut random);
                assert_eq!(
                    (draw, distribution.mean(), distribution.variation() >= 0.0),
                    (0.0, 0.0, true),
                    "{distribution:?}"
                );
            }
        }
        // A spread beyond all measure is very long, not no time.
        let wild = Distribution::LogNormal { median: 2.0, spread: 1e9 };
        let draws: Vec<f64> = (0..50).map(|_| wild.draw(&mut random)).collect();
        assert!(draws.contains(&f64::MAX) && draws.iter().all(|draw| draw.is_finite()));
        let upside_down = Distribution::Triangular { low: 5.0, mode: 9.0, high: 1.0 };
        assert_eq!(upside_down.draw(&mut random), 5.0);
    }

    #[test]
    fn lots_fall_as_often_as_they_should() {
        let lottery = Lottery::new(&[0.2, 0.0, 0.5]);
        let mut random = Random::new(3);
        let mut counts = [0_u32; 4];
        for _ in 0..100_000 {
            counts[lottery.draw(&mut random).unwrap_or(3)] += 1;
        }
        for (count, share) in counts.iter().zip([0.2, 0.0, 0.5, 0.3]) {
            assert!((f64::from(*count) / 100_000.0 - share).abs() < 0.007, "{counts:?}");
        }
        assert_eq!(Lottery::new(&[]).draw(&mut random), None);
        assert!((0..1_000).all(|_| Lottery::new(&[0.1; 30]).draw(&mut random).is_some()));
        assert!((0..1_000).all(|_| Lottery::new(&[f64::NAN, -1.0]).draw(&mut random).is_none()));
    }
}
