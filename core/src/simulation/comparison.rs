//! Two answers side by side: what is and what a scenario would bring, under common random numbers.

use super::report::{Better, Quantity, Report};
use super::{Estimate, Unit};

/// A figure in two answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The key of the figure.
    pub key: String,
    /// Its name on screen.
    pub name: String,
    /// What it is counted in.
    pub unit: Unit,
    /// Which way is good.
    pub better: Better,
    /// What it is before.
    pub before: Estimate,
    /// What it is after.
    pub after: Estimate,
    /// After less before, with its interval. Replications that began from one seed are compared one by one, so that
    /// only what differs is left; an unchanged design differs by exactly 0.
    pub difference: Estimate,
}

impl Difference {
    /// Whether the difference is good, as far as its interval says; nothing where it may be either.
    pub fn is_good(&self) -> Option<bool> {
        let sign = match self.better {
            Better::Neither => return None,
            Better::Less => -1.0,
            Better::More => 1.0,
        };
        let ends = [self.difference.low * sign, self.difference.high * sign];
        match ends {
            _ if ends.iter().all(|end| *end > 0.0) => Some(true),
            _ if ends.iter().all(|end| *end < 0.0) => Some(false),
            _ => None,
        }
    }
}

/// The figures that both answers have, in the order of the second.
pub fn compare(before: &Report, after: &Report) -> Vec<Difference> {
    let both = after.quantities.iter().filter_map(|after| Some((before.quantity(&after.key)?, after)));
    both.map(|(before, after)| difference(before, after)).collect()
}

fn difference(before: &Quantity, after: &Quantity) -> Difference {
    let is_paired = !before.draws.is_empty() && before.draws.len() == after.draws.len();
    let difference = if is_paired {
        let pairs = before.draws.iter().zip(&after.draws);
        let differences: Vec<f64> = pairs.map(|(before, after)| after - before).collect();
        // Of a single pair nothing is known but this: the same draw of the same design is no difference.
        let is_same = differences.iter().all(|difference| *difference == 0.0);
        if is_same { Estimate::exact(0.0) } else { Estimate::mean_of(&differences) }
    } else if before.value == after.value {
        // The same draws of the same design: there is no difference to be uncertain about.
        Estimate::exact(0.0)
    } else {
        // Not paired: the intervals are added as those of independent figures.
        let value = after.value.value - before.value.value;
        let spread = |one: f64, other: f64| (one * one + other * other).sqrt();
        let down = spread(after.value.value - after.value.low, before.value.high - before.value.value);
        let up = spread(after.value.high - after.value.value, before.value.value - before.value.low);
        Estimate { value, low: value - down, high: value + up }
    };
    Difference {
        key: after.key.clone(),
        name: after.name.clone(),
        unit: after.unit,
        better: after.better,
        before: before.value,
        after: after.value,
        difference,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(draws: &[f64]) -> Report {
        let quantity = Quantity::drawn("wait", "Wait", Unit::Days, draws.to_vec()).better(Better::Less);
        Report { quantities: vec![quantity], ..Report::default() }
    }

    #[test]
    fn draws_from_one_seed_are_compared_one_by_one() {
        let [before, after] = [&[1.0, 5.0, 9.0], &[0.5, 4.5, 8.5]].map(|draws| report(draws));
        let found = compare(&before, &after);
        assert_eq!(found[0].difference, Estimate::exact(-0.5), "each is half a day less");
        assert_eq!(found[0].is_good(), Some(true));
        assert_eq!(compare(&before, &before)[0].difference, Estimate::exact(0.0));
        assert_eq!(compare(&before, &before)[0].is_good(), None);
    }
}
