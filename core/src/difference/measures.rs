//! What differs in the measures of a landscape.

use crate::measure::{self, Reading, Unit};
use crate::model::Landscape;

use super::figures::{figure, measured};

/// A measure of the landscape that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureDifference {
    /// Which measure.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it said.
    pub before: Reading,
    /// What it says.
    pub after: Reading,
    /// How much more it is, in the measure's unit; nothing where it was or is undefined, or no figure.
    pub difference: Option<f64>,
}

impl MeasureDifference {
    /// What differs, with its sign: shares in points of a hundred. Empty where that is undefined, or nothing.
    pub fn spell(&self) -> String {
        let unit = measure::measure(self.key).map_or(Unit::Number, |measure| measure.unit);
        match self.difference {
            None | Some(0.0) => String::new(),
            Some(it) => match unit {
                Unit::Share => format!("{:+.1} points", 100.0 * it),
                Unit::Count => format!("{it:+.0}"),
                Unit::Number | Unit::Word => format!("{it:+.2}"),
            },
        }
    }

    /// The figures before and after, without what they consist of.
    pub fn figures(&self) -> [String; 2] {
        [figure(&self.before), figure(&self.after)]
    }
}

/// The measures that differ, in the order of the report.
pub(super) fn between(before: &Landscape, after: &Landscape) -> Vec<MeasureDifference> {
    let readings = measured(before).overall.into_iter().zip(measured(after).overall);
    let differing = readings.filter(|(before, after)| before != after);
    let measure = |(before, after): (Reading, Reading)| {
        let difference = before.value.zip(after.value).map(|(before, after)| after - before);
        let measure = measure::measure(before.key)?;
        Some(MeasureDifference { key: measure.key, name: measure.name, before, after, difference })
    };
    differing.filter_map(measure).collect()
}
