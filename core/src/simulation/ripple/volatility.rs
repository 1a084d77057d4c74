//! How often each context changes, beside what is usual in the landscape.
//!
//! A ripple without it is a wrong picture (see [`super::parameters::MEASURED`]). What is known counts in this order:
//!
//! 1. The changes a month that the context says, as a ratio to the landscape's median. The median counts one usual
//!    context among those that say something, so that a single word says something as well; where two stand in the
//!    middle it is their geometric mean. A unit that is the same everywhere does not matter.
//! 2. How often its aggregates are said to change, on average.
//! 3. Its evolution and its classification, multiplied: an assumption.
//!
//! What says nothing, and what is outside, is usual: 1.

use super::parameters::Values;
use crate::model::{BoundedContext, Classification, ContextId, Evolution, Landscape, Volatility as OfAggregate};
use crate::order;
use crate::sorted_map::SortedMap;

/// The ratio of every context that is not usual.
#[derive(Clone, Debug, Default)]
pub struct Volatility {
    ratios: SortedMap<ContextId, Reading>,
    /// Changes a month to which the ratio 1 belongs.
    pub median: f64,
}

/// How often a context changes beside what is usual, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// 1 for what is usual.
    pub ratio: f64,
    /// How it is known.
    pub basis: Basis,
}

/// How the volatility of a context is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// It says how often it changes.
    Changes,
    /// Its aggregates do.
    Aggregates,
    /// Taken from its evolution and classification.
    Strategy,
    /// Nobody says anything.
    Nothing,
}

impl Basis {
    /// How a table names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Changes => "changes a month",
            Self::Aggregates => "its aggregates",
            Self::Strategy => "evolution and class",
            Self::Nothing => "not said",
        }
    }
}

impl Volatility {
    /// The volatility of every context of the landscape.
    pub(super) fn of(landscape: &Landscape, values: &Values) -> Self {
        let median = median(landscape, values.factor("volatility.usual_changes"));
        let levels = Levels::of(values);
        let by_aggregates = of_aggregates(landscape, &levels);
        let most = values.factor("volatility.most").max(1.0);
        let reading = |context: &BoundedContext| {
            let changes = changes_a_month(context);
            let (ratio, basis) = if changes > 0.0 {
                (changes / median, Basis::Changes)
            } else if let Some(level) = by_aggregates.get(&context.id) {
                (*level, Basis::Aggregates)
            } else {
                (levels.of_strategy(landscape, context)?, Basis::Strategy)
            };
            Some((context.id, Reading { ratio: ratio.clamp(1.0 / most, most), basis }))
        };
        let ours = landscape.contexts.values().filter(|context| !context.is_external());
        Self { ratios: ours.filter_map(|context| reading(context)).collect(), median }
    }

    /// How often the context changes beside what is usual.
    pub fn reading(&self, context: ContextId) -> Reading {
        self.ratios.get(&context).copied().unwrap_or(Reading { ratio: 1.0, basis: Basis::Nothing })
    }

    /// The ratio alone.
    pub fn ratio(&self, context: ContextId) -> f64 {
        self.reading(context).ratio
    }

    /// How many changes a month begin in the context: what it says, else the ratio times the median.
    pub fn changes(&self, context: &BoundedContext) -> f64 {
        let said = changes_a_month(context);
        if said > 0.0 { said } else { self.ratio(context.id) * self.median }
    }
}

/// The changes a month that a context says, 0 where it says nothing.
pub fn changes_a_month(context: &BoundedContext) -> f64 {
    f64::from(context.changes_a_month)
}

/// The median of what is said, one usual context counted among it.
fn median(landscape: &Landscape, usual: f64) -> f64 {
    let said = landscape.contexts.values().map(|context| changes_a_month(context)).filter(|changes| *changes > 0.0);
    let mut said: Vec<f64> = said.chain([usual]).collect();
    order::sort_by(&mut said, |a, b| a.total_cmp(b));
    let middle = said.len() / 2;
    let median = if said.len() % 2 == 1 { said[middle] } else { (said[middle - 1] * said[middle]).sqrt() };
    median.max(f64::MIN_POSITIVE)
}

/// The mean level of the aggregates of each context that say how often they change.
fn of_aggregates(landscape: &Landscape, levels: &Levels) -> SortedMap<ContextId, f64> {
    let mut sums: SortedMap<ContextId, (f64, f64)> = SortedMap::new();
    for aggregate in landscape.aggregates.values() {
        let level = match aggregate.volatility {
            OfAggregate::Undefined => continue,
            OfAggregate::Rarely => levels.rarely,
            OfAggregate::Normal => 1.0,
            OfAggregate::Often => levels.often,
        };
        let sum = sums.entry(aggregate.context).or_default();
        *sum = (sum.0 + level, sum.1 + 1.0);
    }
    sums.iter().map(|(context, (sum, count))| (*context, sum / count)).collect()
}

/// What the words that people choose from count.
struct Levels {
    rarely: f64,
    often: f64,
    evolution: [f64; 4],
    core: f64,
    generic: f64,
}

impl Levels {
    fn of(values: &Values) -> Self {
        let level = |key: &str| values.factor(&format!("volatility.{key}"));
        Self {
            rarely: level("rarely"),
            often: level("often"),
            evolution: ["genesis", "custom_built", "product", "commodity"].map(level),
            core: level("core"),
            generic: level("generic"),
        }
    }

    /// What evolution and classification say together, if either says anything.
    fn of_strategy(&self, landscape: &Landscape, context: &BoundedContext) -> Option<f64> {
        let class = landscape.classification_of(context);
        let [genesis, custom_built, product, commodity] = self.evolution;
        let of_evolution = match context.evolution {
            Evolution::Undefined => 1.0,
            Evolution::Genesis => genesis,
            Evolution::CustomBuilt => custom_built,
            Evolution::Product => product,
            Evolution::Commodity => commodity,
        };
        let of_class = match class {
            Classification::Undefined | Classification::Supporting => 1.0,
            Classification::Core => self.core,
            Classification::Generic => self.generic,
        };
        let is_said = context.evolution != Evolution::Undefined || class != Classification::Undefined;
        is_said.then_some(of_evolution * of_class)
    }
}

/// The factor on the odds of a step between contexts of these ratios: the changed end's to the power of its weight times
/// the other end's to the power of its own. It never falls when either ratio rises.
pub fn odds([source, receiver]: [f64; 2], [of_source, of_receiver]: [f64; 2]) -> f64 {
    let power = |ratio: f64, weight: f64| if ratio == 1.0 { 1.0 } else { libm::pow(ratio, weight) };
    power(source, of_source) * power(receiver, of_receiver)
}
