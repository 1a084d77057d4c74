//! A figure and how exact it is.

use serde::{Deserialize, Serialize};

use super::Unit;

/// A figure with what is known about how exact it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The figure.
    #[serde(with = "super::number")]
    pub value: f64,
    /// With 95 % confidence the truth is not below this.
    #[serde(with = "super::number")]
    pub low: f64,
    /// With 95 % confidence the truth is not above this.
    #[serde(with = "super::number")]
    pub high: f64,
}

impl Estimate {
    /// A figure that was computed and not sampled.
    pub fn exact(value: f64) -> Self {
        Self { value, low: value, high: value }
    }

    /// The share of `hits` among `trials`, with its Wilson score interval at 95 % (Wilson 1927), which stays honest for
    /// rare events and never leaves 0..1.
    pub fn share(hits: u64, trials: u64) -> Self {
        if trials == 0 {
            return Self { value: 0.0, low: 0.0, high: 1.0 };
        }
        let (n, share) = (trials as f64, hits as f64 / trials as f64);
        let scale = 1.0 + Z * Z / n;
        let middle = (share + Z * Z / (2.0 * n)) / scale;
        let half = Z / scale * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        Self { value: share, low: (middle - half).max(0.0).min(share), high: (middle + half).min(1.0).max(share) }
    }

    /// A mean of `n` draws with this sum and sum of squares, with its interval at 95 % by Student's t; of a single draw
    /// nothing is known about the spread, and the interval has no end.
    pub fn mean(sum: f64, sum_of_squares: f64, n: u64) -> Self {
        let value = sum / n.max(1) as f64;
        let half = match n {
            0 | 1 => f64::INFINITY,
            _ => {
                let n = n as f64;
                let variance = ((sum_of_squares - n * value * value) / (n - 1.0)).max(0.0);
                student(n - 1.0) * (variance / n).sqrt()
            }
        };
        Self { value, low: value - half, high: value + half }
    }

    /// The mean of these draws, which are independent of each other, with its interval at 95 % by Student's t.
    pub fn mean_of(draws: &[f64]) -> Self {
        // Around the first draw, so that draws which are all the same have no spread at all.
        let around = draws.first().copied().unwrap_or_default();
        let (sum, squares) = draws
            .iter()
            .map(|draw| draw - around)
            .fold((0.0, 0.0), |(sum, squares), difference| (sum + difference, squares + difference * difference));
        let Self { value, low, high } = Self::mean(sum, squares, draws.len() as u64);
        Self { value: value + around, low: low + around, high: high + around }
    }

    /// The estimate of a figure that cannot be below `least` or above `most`.
    #[must_use]
    pub fn within(self, least: f64, most: f64) -> Self {
        let Self { value, low, high } = self;
        Self { value, low: low.max(least).min(value), high: high.min(most).max(value) }
    }

    /// The figure with its interval, as it is shown.
    pub fn spell(&self, unit: Unit) -> String {
        if self.is_exact() || (self.value.is_infinite() && self.low == self.value) {
            return unit.spell(self.value);
        }
        format!("{} ({} to {})", unit.spell(self.value), unit.spell(self.low), unit.spell(self.high))
    }

    /// True where the figure was computed and not sampled.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

/// The normal distribution's quantile for an interval at 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// Student's quantile for an interval at 95 % with so many degrees of freedom: from tables, and where those end by
/// Fisher's expansion around the normal one (Abramowitz and Stegun 26.7.5).
fn student(degrees: f64) -> f64 {
    const FIRST: [f64; 6] = [12.706_205, 4.302_653, 3.182_446, 2.776_445, 2.570_582, 2.446_912];
    let tabled = FIRST.get((degrees - 1.0).max(0.0) as usize).copied();
    let (z3, z5, z7) = (Z * Z * Z, Z * Z * Z * Z * Z, Z * Z * Z * Z * Z * Z * Z);
    let first = (z3 + Z) / (4.0 * degrees);
    let second = (5.0 * z5 + 16.0 * z3 + 3.0 * Z) / (96.0 * degrees * degrees);
    let third = (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * Z) / (384.0 * degrees * degrees * degrees);
    tabled.unwrap_or(Z + first + second + third)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_knows_its_interval() {
        // Wilson interval of 8 in 10 at 95 %: 0.4902 to 0.9433.
        let estimate = Estimate::share(8, 10);
        assert!((estimate.low - 0.4902).abs() < 1e-4 && (estimate.high - 0.9433).abs() < 1e-4, "{estimate:?}");
        let never = Estimate::share(0, 4_096);
        assert!(never.low == 0.0 && never.high > 0.0 && never.high < 0.001, "{never:?}");
    }

    #[test]
    fn a_mean_of_few_draws_knows_that_they_are_few() {
        // 2, 4 and 6: mean 4, standard deviation 2, t(2) = 4.302653.
        let estimate = Estimate::mean(12.0, 56.0, 3);
        let half = 4.302_653 * 2.0 / 3.0_f64.sqrt();
        assert!((estimate.low - (4.0 - half)).abs() < 1e-9 && (estimate.high - (4.0 + half)).abs() < 1e-9);
        assert_eq!(Estimate::mean(4.0, 16.0, 1).within(0.0, 9.0), Estimate { value: 4.0, low: 0.0, high: 9.0 });
        // Tables of Student's t, 0.975: 7, 10 and 100 degrees of freedom.
        for (degrees, quantile) in [(7.0, 2.364_624), (10.0, 2.228_139), (100.0, 1.983_972)] {
            assert!((student(degrees) - quantile).abs() < 1e-3, "{degrees}: {}", student(degrees));
        }
    }
}
