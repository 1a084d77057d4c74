//! What would happen if: one simulation a file, and what all of them have in common.
//!
//! Nothing here reads a clock; what is drawn by chance follows from a seed. No figure leaves without its interval, no
//! parameter without saying where it comes from.

pub mod ripple;

use crate::model::Landscape;

/// Every simulation, in the order that menus show them.
pub const SIMULATIONS: [&Simulation; 1] = [&ripple::SIMULATION];

/// What panels and the command line need to offer a simulation.
#[derive(Debug)]
pub struct Simulation {
    /// Its short name: `ripple`.
    pub code: &'static str,
    /// What menus call it.
    pub name: &'static str,
    /// The question that it answers.
    pub question: &'static str,
    /// What can be set, with the defaults.
    pub parameters: fn() -> Vec<Parameter>,
}

/// A number that a simulation depends on and that a landscape can set.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Names it in files: `ripple.customer_supplier.to_downstream`.
    pub key: String,
    /// Names it on screen.
    pub label: String,
    /// What holds unless the landscape says otherwise.
    pub default: f64,
    /// The least that makes sense.
    pub minimum: f64,
    /// The most that makes sense.
    pub maximum: f64,
    /// Where the default comes from.
    pub evidence: Evidence,
}

impl Parameter {
    /// The value that holds in this landscape.
    pub fn value(&self, landscape: &Landscape) -> f64 {
        let set = landscape.header.assumptions.get(&self.key).copied().unwrap_or(self.default);
        set.clamp(self.minimum, self.maximum)
    }
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Measured on this organisation's own history.
    Measured,
    /// Published; says where.
    Published(&'static str),
    /// Nobody has published it: an assumption to argue about.
    Assumption,
}

impl Evidence {
    /// The word that stands beside the number.
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Published(_) => "published",
            Self::Assumption => "assumption",
        }
    }
}

/// A figure with what is known about how exact it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// With 95 % confidence the truth is not below this.
    pub low: f64,
    /// With 95 % confidence the truth is not above this.
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

    /// The estimate of a figure that cannot be below `least` or above `most`.
    #[must_use]
    pub fn within(self, least: f64, most: f64) -> Self {
        let Self { value, low, high } = self;
        Self { value, low: low.max(least).min(value), high: high.min(most).max(value) }
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
