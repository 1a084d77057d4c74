//! Which shape costs least here, by how much, and what would have to change for another one to.

use super::Studied;
use super::ledger::{COSTS, Ledger};
use super::shapes::Shape;
use crate::simulation::extraction::assumptions::{Assumptions, key};
use crate::simulation::{Parameter, Unit};

/// How the first and the second stand to each other.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    /// The shape that costs least, by its place among those studied.
    pub(crate) first: usize,
    /// The next.
    pub(crate) second: usize,
    /// Person-days a month by which the second costs more.
    pub(crate) margin: f64,
    /// The likelihood that the first costs less than the second, as far as the prices are known.
    pub(crate) likelihood: f64,
    /// Where single assumptions turn the order round, the nearest first.
    pub(crate) turns: Vec<Turn>,
}

/// The value of an assumption at which the first and the second cost the same.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// The assumption.
    pub(crate) parameter: Parameter,
    /// What it is now.
    pub(crate) now: f64,
    /// Where both cost the same.
    pub(crate) at: f64,
    /// Whether that is plausible.
    pub(crate) is_plausible: bool,
}

impl Turn {
    /// How a sentence speaks of it.
    pub(crate) fn words(&self) -> String {
        let unit = self.parameter.unit;
        format!("“{}” at {} instead of {}", self.parameter.label, unit.spell(self.at), unit.spell(self.now))
    }

    fn distance(&self) -> f64 {
        libm::fabs(libm::log(self.at.max(1e-12) / self.now.max(1e-12)))
    }
}

impl Verdict {
    /// The verdict on what was studied.
    pub(crate) fn of(studied: &Studied) -> Self {
        let Studied { ledgers, assumptions, parameters, .. } = studied;
        let total = |ledger: &Ledger| ledger.total(assumptions).mean;
        let mut by_cost: Vec<usize> = (0..ledgers.len()).collect();
        crate::order::sort_by(&mut by_cost, |one, other| total(&ledgers[*one]).total_cmp(&total(&ledgers[*other])));
        let [first, second] = [by_cost[0], by_cost[1.min(by_cost.len() - 1)]];
        let less = ledgers[second].less(&ledgers[first], assumptions);
        let deviation = less.variance.max(0.0).sqrt();
        let likelihood = match deviation > 0.0 {
            true => 0.5 * libm::erfc(-less.mean / (deviation * std::f64::consts::SQRT_2)),
            false if less.mean > 0.0 => 1.0,
            false => 0.5,
        };
        let turns = turns([&ledgers[first], &ledgers[second]], less.mean, parameters, assumptions);
        Self { first, second, margin: less.mean, likelihood, turns }
    }

    /// Where a plausible change of one assumption turns the order round.
    pub(crate) fn plausible(&self) -> impl Iterator<Item = &Turn> {
        self.turns.iter().filter(|turn| turn.is_plausible)
    }
}

/// For each price, and for the months of the horizon, where the margin is gone. The margin is linear in every price.
fn turns([first, second]: [&Ledger; 2], margin: f64, parameters: &[Parameter], assumptions: &Assumptions) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut add = |name: &str, at: f64| {
        let full = if name.contains('.') { name.to_owned() } else { key(name) };
        let Some(parameter) = parameters.iter().find(|it| it.key == full) else { return };
        let now = assumptions.value(name);
        if at.is_finite() && at >= parameter.minimum && at <= parameter.maximum && now > 0.0 {
            let is_plausible = at >= parameter.low.min(now) && at <= parameter.high.max(now);
            turns.push(Turn { parameter: parameter.clone(), now, at, is_plausible });
        }
    };
    for (index, (price, _)) in COSTS.iter().enumerate() {
        let slope = second.quantities[index] - first.quantities[index];
        let price_now = assumptions.pert(price);
        if slope != 0.0 && price_now.likely > 0.0 {
            // The mean moves with the likely value in proportion: the whole range moves with it.
            let factor = 1.0 - margin / (slope * price_now.mean());
            add(price, price_now.likely * factor);
        }
    }
    let horizon = assumptions.value("horizon_months").max(1.0);
    let monthly = (second.effort.mean - first.effort.mean) / horizon;
    // margin − monthly + monthly · horizon ÷ at = 0.
    let others = margin - monthly;
    if monthly != 0.0 && others != 0.0 {
        add("horizon_months", -monthly * horizon / others);
    }
    crate::order::sort_by(&mut turns, |one, other| one.distance().total_cmp(&other.distance()));
    turns
}

/// The sentence that recommends.
pub(crate) fn sentence(studied: &Studied, verdict: &Verdict) -> String {
    let [first, second] = [verdict.first, verdict.second].map(|index| &studied.ledgers[index]);
    let days = |ledger: &Ledger| Unit::PersonDays.spell(ledger.total(&studied.assumptions).mean);
    let article = |shape: Shape| match shape {
        Shape::Monolith | Shape::Modules => format!("a {}", shape.word()),
        Shape::Services => "a service for each context".to_owned(),
        Shape::Drawn => "what is drawn".to_owned(),
    };
    let mut sentence = format!(
        "Here {} costs least: {} a month against {} for {}, the way there included.",
        article(first.shape),
        days(first),
        days(second),
        article(second.shape)
    );
    match verdict.plausible().next() {
        _ if verdict.margin <= 0.0 => sentence.push_str(" The two cost the same."),
        Some(turn) => sentence.push_str(&format!(
            " The order of first and second does not survive {}, which is plausible; as things are assumed it holds with a likelihood of {}.",
            turn.words(),
            Unit::Share.spell(verdict.likelihood)
        )),
        None => sentence.push_str(&format!(
            " No single price within its plausible range turns that round; it holds with a likelihood of {}.",
            Unit::Share.spell(verdict.likelihood)
        )),
    }
    sentence
}
