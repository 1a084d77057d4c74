//! An amount of which one knows the least, the likely and the most: the beta distribution of PERT, and sums of it.
//!
//! Source: Malcolm, Roseboom, Clark and Fazar, *Application of a Technique for Research and Development Program
//! Evaluation*, Operations Research 7(5), 1959, for mean and shape. The variance is that of the beta distribution with
//! the shape 4 and not PERT's rule of thumb, a sixth of the range, so that what is drawn and what is computed agree.

use crate::random::Random;

/// What the likely value weighs against the ends.
const SHAPE: f64 = 4.0;

/// An amount between a least and a most, around a likely one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pert {
    /// It is not less.
    pub least: f64,
    /// It is this most often.
    pub likely: f64,
    /// It is not more.
    pub most: f64,
}

impl Pert {
    /// The amount with these three, put in order; what is no number is 0.
    pub fn new(least: f64, likely: f64, most: f64) -> Self {
        let finite = |number: f64| if number.is_finite() { number } else { 0.0 };
        let likely = finite(likely);
        Self { least: finite(least).min(likely), likely, most: finite(most).max(likely) }
    }

    /// The mean: (least + 4 · likely + most) ÷ 6.
    pub fn mean(&self) -> f64 {
        (self.least + SHAPE * self.likely + self.most) / (SHAPE + 2.0)
    }

    /// The variance: (mean − least)(most − mean) ÷ 7.
    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        (mean - self.least) * (self.most - mean) / (SHAPE + 3.0)
    }

    /// So many times as much.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        Self::new(self.least * factor, self.likely * factor, self.most * factor)
    }

    /// One draw of it: a beta variate as the share of two gamma variates.
    pub fn draw(&self, random: &mut Random) -> f64 {
        let range = self.most - self.least;
        if range <= 0.0 {
            return self.likely;
        }
        let rise = 1.0 + SHAPE * (self.likely - self.least) / range;
        let fall = 1.0 + SHAPE * (self.most - self.likely) / range;
        let (up, down) = (gamma(rise, random), gamma(fall, random));
        self.least + range * up / (up + down)
    }
}

/// A gamma variate of this shape, at least 1 (Marsaglia and Tsang, *A Simple Method for Generating Gamma Variables*, ACM
/// TOMS 26(3), 2000).
fn gamma(shape: f64, random: &mut Random) -> f64 {
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let normal = normal(random);
        let stretched = 1.0 + c * normal;
        let cube = stretched * stretched * stretched;
        let below = 1.0 - random.unit();
        if cube > 0.0 && libm::log(below) < 0.5 * normal * normal + d - d * cube + d * libm::log(cube) {
            return d * cube;
        }
    }
}

/// A standard normal variate (Box and Muller 1958).
pub(crate) fn normal(random: &mut Random) -> f64 {
    let radius = (-2.0 * libm::log(1.0 - random.unit())).sqrt();
    radius * libm::cos(std::f64::consts::TAU * random.unit())
}

/// The standard normal distribution's quantile of a tenth and nine tenths, and for an interval at 95 %.
pub const TENTH: f64 = 1.281_551_565_544_6;

/// A sum of amounts by its first two moments: the normal approximation, within what it can be at all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// The sum of the least.
    pub least: f64,
    /// The sum of the means.
    pub mean: f64,
    /// The variance.
    pub variance: f64,
    /// The sum of the most.
    pub most: f64,
}

impl Sum {
    /// The sum of amounts that err each on its own.
    pub fn apart(amounts: impl IntoIterator<Item = Pert>) -> Self {
        amounts.into_iter().fold(Self::default(), |sum, amount| sum.and(&Self::of(&amount)))
    }

    /// The sum of amounts of one shape that err together: their deviations add, not their variances.
    pub fn together(amounts: impl IntoIterator<Item = Pert>) -> Self {
        let mut deviation = 0.0;
        let mut sum = Self::default();
        for amount in amounts {
            deviation += amount.variance().max(0.0).sqrt();
            sum = sum.and(&Self::of(&amount));
        }
        Self { variance: deviation * deviation, ..sum }
    }

    /// One amount alone.
    pub fn of(amount: &Pert) -> Self {
        Self { least: amount.least, mean: amount.mean(), variance: amount.variance(), most: amount.most }
    }

    /// This and another one that errs on its own.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            least: self.least + other.least,
            mean: self.mean + other.mean,
            variance: self.variance + other.variance,
            most: self.most + other.most,
        }
    }

    /// So many standard deviations from the mean, within what it can be at all.
    pub fn at(&self, deviations: f64) -> f64 {
        (self.mean + deviations * self.variance.max(0.0).sqrt()).max(self.least).min(self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_has_the_mean_and_the_variance_that_are_computed() {
        for (least, likely, most) in [(2.0, 5.0, 15.0), (0.0, 0.0, 3.0), (1.0, 4.0, 4.0), (7.0, 7.0, 7.0)] {
            let amount = Pert::new(least, likely, most);
            let mut random = Random::keyed(&[7, likely.to_bits()]);
            let drawn: Vec<f64> = (0..40_000).map(|_| amount.draw(&mut random)).collect();
            assert!(drawn.iter().all(|it| (least..=most).contains(it)));
            let mean = drawn.iter().sum::<f64>() / 40_000.0;
            let variance = drawn.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>() / 40_000.0;
            let error = (amount.variance() / 40_000.0).sqrt();
            assert!((mean - amount.mean()).abs() <= 4.0 * error, "{mean} instead of {}", amount.mean());
            assert!((variance - amount.variance()).abs() <= 0.03 * amount.variance(), "{variance}");
        }
    }

    #[test]
    fn what_errs_together_spreads_more() {
        let amounts = [Pert::new(2.0, 5.0, 15.0); 4];
        let (apart, together) = (Sum::apart(amounts), Sum::together(amounts));
        assert_eq!(apart.mean, together.mean);
        assert!((together.variance - 4.0 * apart.variance).abs() < 1e-9, "four alike: twice the deviation");
        assert!(together.at(-9.0) >= 8.0 && together.at(9.0) <= 60.0, "never beyond what it can be");
        assert_eq!(Pert::new(f64::NAN, 1.0, f64::INFINITY), Pert { least: 0.0, likely: 1.0, most: 1.0 });
    }
}
