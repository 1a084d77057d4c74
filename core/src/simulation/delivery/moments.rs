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

/// The greatest of several times and where it goes, taken two by two as if they were normal (Clark 1961); each cause has
/// its part by how probably it belongs to the greatest. Nothing of none.
pub fn greatest(times: Vec<(Moments, Spent)>) -> Option<(Moments, Spent)> {
    let greater = |(one, of_one): (Moments, Spent), (other, of_other): (Moments, Spent)| {
        let apart = (one.variance + other.variance).sqrt();
        if !(one.mean.is_finite() && other.mean.is_finite()) || apart <= 0.0 {
            return if one.mean >= other.mean { (one, of_one) } else { (other, of_other) };
        }
        let alpha = (one.mean - other.mean) / apart;
        let (first, second) = (below(alpha), below(-alpha));
        let density = libm::exp(-0.5 * alpha * alpha) / (2.0 * std::f64::consts::PI).sqrt();
        let parted = first * one.mean + second * other.mean;
        let mean = parted + apart * density;
        let squares = (one.mean * one.mean + one.variance) * first
            + (other.mean * other.mean + other.variance) * second
            + (one.mean + other.mean) * apart * density;
        let mut spent = Spent::default();
        let scale = if parted > 0.0 { mean / parted } else { 1.0 };
        for (place, sum) in spent.iter_mut().enumerate() {
            *sum = scale * (first * of_one[place] + second * of_other[place]);
        }
        (Moments { mean, variance: (squares - mean * mean).max(0.0) }, spent)
    };
    times.into_iter().reduce(greater)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_of_two_normal_times_is_known() {
        // Two standard normal ones: 1/sqrt(pi), and 1 - 1/pi.
        let time = Moments { mean: 0.0, variance: 1.0 };
        let (found, _) = greatest(vec![(time, Spent::default()); 2]).expect("two times");
        assert!((found.mean - 0.564_189_583_5).abs() < 1e-9 && (found.variance - 0.681_690_113_8).abs() < 1e-9);
        assert_eq!(greatest(Vec::new()), None);
    }

    #[test]
    fn quantiles_and_shares_are_each_others_inverse() {
        let time = Moments { mean: 5.0, variance: 9.0 };
        for share in [0.05, 0.5, 0.95] {
            assert!((time.share_below(time.quantile(share)) - share).abs() < 1e-5);
        }
        let mut mixed = Moments::default();
        mixed.mix(2.0, Moments::fixed(1.0));
        mixed.mix(2.0, Moments::fixed(3.0));
        mixed.settle(4.0);
        assert_eq!(mixed, Moments { mean: 2.0, variance: 1.0 });
        assert_eq!(Moments::exponential(2.0).with_chance(0.0), Moments::default());
    }
}
