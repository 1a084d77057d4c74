//! Times by their mean and variance: added, mixed, compared.

use super::item::{Cause, Spent};

/// The mean and variance of a time, in days.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// Its mean.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
}

impl Moments {
    /// A time that is always the same.
    pub fn fixed(days: f64) -> Self {
        Self { mean: days, variance: 0.0 }
    }

    /// An exponential time.
    pub fn exponential(days: f64) -> Self {
        Self { mean: days, variance: days * days }
    }

    /// A time anywhere between nothing and a period.
    pub fn even(period: f64) -> Self {
        Self { mean: period / 2.0, variance: period * period / 12.0 }
    }

    /// A lognormal time by its median and the standard deviation of its logarithm.
    pub fn lognormal(median: f64, spread: f64) -> Self {
        let mean = median * libm::exp(spread * spread / 2.0);
        Self { mean, variance: mean * mean * (libm::exp(spread * spread) - 1.0) }
    }

    /// A wait with this mean of which only a share waits, exponentially.
    pub fn delayed(mean: f64, share: f64) -> Self {
        let share = share.clamp(1e-9, 1.0);
        Self { mean, variance: if mean > 0.0 { mean * mean * (2.0 / share - 1.0) } else { 0.0 } }
    }

    /// The same, but only with this probability; else nothing.
    #[must_use]
    pub fn with_chance(self, chance: f64) -> Self {
        let squares = chance * (self.variance + self.mean * self.mean);
        let mean = chance * self.mean;
        Self { mean, variance: (squares - mean * mean).max(0.0) }
    }

    /// Adds a further time, which goes into this cause.
    pub fn add(&mut self, spent: &mut Spent, cause: Cause, time: Self) {
        self.mean += time.mean;
        self.variance += time.variance;
        spent[cause as usize] += time.mean;
    }

    /// Adds the first two moments of a further kind of time, which comes so often, for [`Moments::settle`].
    pub fn mix(&mut self, often: f64, time: Self) {
        self.mean += often * time.mean;
        self.variance += often * (time.variance + time.mean * time.mean);
    }

    /// From the sums of [`Moments::mix`] to mean and variance.
    pub fn settle(&mut self, often: f64) {
        let (mean, squares) = (self.mean / often, self.variance / often);
        // Of a time without end nothing more is known.
        let variance = if mean.is_finite() { (squares - mean * mean).max(0.0) } else { 0.0 };
        *self = Self { mean, variance };
    }

    /// The time below which this share of them lies, as if they were lognormal.
    pub fn quantile(&self, share: f64) -> f64 {
        if self.mean <= 0.0 || !self.mean.is_finite() {
            return self.mean;
        }
        let spread = libm::log1p(self.variance / (self.mean * self.mean));
        libm::exp(libm::log(self.mean) - spread / 2.0 + spread.sqrt() * super::draws::normal(share))
    }

    /// The share of times below this one, as if they were lognormal.
    pub fn share_below(&self, time: f64) -> f64 {
        if time <= 0.0 || self.mean <= 0.0 {
            return if time >= self.mean { 1.0 } else { 0.0 };
        }
        let spread = libm::log1p(self.variance / (self.mean * self.mean));
        let from_middle = libm::log(time) - libm::log(self.mean) + spread / 2.0;
        if spread < 1e-12 {
            return if from_middle >= 0.0 { 1.0 } else { 0.0 };
        }
        below(from_middle / spread.sqrt())
    }
}

/// The standard normal distribution function.
fn below(value: f64) -> f64 {
    0.5 * libm::erfc(-value / std::f64::consts::SQRT_2)
}

/// A time that a change spends with teams, and where it goes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chain {
    /// How long it takes.
    pub time: Moments,
    /// Where it goes, on average.
    pub spent: Spent,
    /// The standard deviation of that part which is long or short in all chains of a change alike: its size.
    pub common: f64,
}

/// The greatest of several times and where it goes, taken two by two as if they were normal and, as far as a change is
/// large or small as a whole, together (Clark 1961); each cause has its part by how probably it belongs to the greatest.
/// Nothing of none.
pub fn greatest(chains: Vec<Chain>) -> Option<Chain> {
    chains.into_iter().reduce(|one, other| {
        let apart = one.time.variance + other.time.variance - 2.0 * one.common * other.common;
        if !(one.time.mean.is_finite() && other.time.mean.is_finite()) || apart <= 1e-12 {
            return if one.time.mean >= other.time.mean { one } else { other };
        }
        let apart = apart.sqrt();
        let alpha = (one.time.mean - other.time.mean) / apart;
        let (first, second) = (below(alpha), below(-alpha));
        let density = libm::exp(-0.5 * alpha * alpha) / (2.0 * std::f64::consts::PI).sqrt();
        let parted = first * one.time.mean + second * other.time.mean;
        let mean = parted + apart * density;
        let squares = (one.time.mean * one.time.mean + one.time.variance) * first
            + (other.time.mean * other.time.mean + other.time.variance) * second
            + (one.time.mean + other.time.mean) * apart * density;
        let mut spent = Spent::default();
        let scale = if parted > 0.0 { mean / parted } else { 1.0 };
        for (place, sum) in spent.iter_mut().enumerate() {
            *sum = scale * (first * one.spent[place] + second * other.spent[place]);
        }
        let time = Moments { mean, variance: (squares - mean * mean).max(0.0) };
        Chain { time, spent, common: first * one.common + second * other.common }
    })
}

/// The time below which this share lies of several kinds, each with how often it comes, as if each were lognormal; not a
/// number of none.
pub fn quantile(kinds: &[(f64, Moments)], share: f64) -> f64 {
    let all: f64 = kinds.iter().map(|(often, _)| often).sum();
    if all <= 0.0 {
        return f64::NAN;
    }
    let finite = kinds.iter().filter(|(_, time)| time.mean.is_finite());
    let longest = finite.map(|(_, time)| time.mean + 20.0 * time.variance.sqrt()).fold(0.0, f64::max);
    let at = |days: f64| kinds.iter().map(|(often, time)| often * time.share_below(days)).sum::<f64>() / all;
    if at(longest) < share {
        return f64::INFINITY;
    }
    let (mut low, mut high) = (0.0, longest);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if at(middle) < share { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_of_two_normal_times_is_known() {
        // Two standard normal ones: 1/sqrt(pi), and 1 - 1/pi.
        let time = Moments { mean: 0.0, variance: 1.0 };
        let chain = Chain { time, ..Chain::default() };
        let found = greatest(vec![chain; 2]).expect("two times").time;
        assert!((found.mean - 0.564_189_583_5).abs() < 1e-9 && (found.variance - 0.681_690_113_8).abs() < 1e-9);
        let alike = Chain { time, common: 1.0, ..Chain::default() };
        assert_eq!(greatest(vec![alike; 2]), Some(alike));
        assert_eq!(greatest(Vec::new()), None);
    }

    #[test]
    fn quantiles_and_shares_are_each_others_inverse() {
        let time = Moments { mean: 5.0, variance: 9.0 };
        for share in [0.05, 0.5, 0.95] {
            assert!((time.share_below(time.quantile(share)) - share).abs() < 1e-5);
        }
        let two = [(1.0, Moments::fixed(1.0)), (1.0, Moments::fixed(9.0))];
        assert!((quantile(&two, 0.4) - 1.0).abs() < 1e-6 && (quantile(&two, 0.6) - 9.0).abs() < 1e-6);
        assert!(quantile(&[], 0.5).is_nan());
        let mut mixed = Moments::default();
        mixed.mix(2.0, Moments::fixed(1.0));
        mixed.mix(2.0, Moments::fixed(3.0));
        mixed.settle(4.0);
        assert_eq!(mixed, Moments { mean: 2.0, variance: 1.0 });
        assert_eq!(Moments::exponential(2.0).with_chance(0.0), Moments::default());
    }
}
