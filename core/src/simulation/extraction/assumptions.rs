//! Every number of extraction and strategy that is not drawn, with where it comes from.

use super::pert::Pert;
use super::plumbing::{JOINTS, Plumbing};
use super::specs::{REUSE, Spec, UNSAID, WORTH};
use crate::model::Landscape;
use crate::simulation::{Parameter, Unit};
use crate::sorted_map::SortedMap;

/// The key of a parameter as files write it.
pub(crate) fn key(name: &str) -> String {
    format!("extraction.{name}")
}

/// Every parameter of extraction.
pub(crate) fn parameters() -> Vec<Parameter> {
    let specs = REUSE.iter().chain(&UNSAID).chain(&WORTH);
    let mut parameters: Vec<Parameter> = specs.map(parameter).collect();
    for joint in &JOINTS {
        let Some([likely, least, most]) = joint.days else { continue };
        let label = match joint.plumbing {
            Plumbing::Platform => "What the first service needs around it".to_owned(),
            _ => format!("{} → {}", sentence(joint.inside), joint.outside),
        };
        let parameter = Parameter::assumed(&days_key(joint.key), &label, Unit::PersonDays, likely);
        parameters.push(parameter.plausible(least, most).settable(0.0, 10_000.0));
    }
    parameters
}

fn parameter(([name, label], unit, default, [low, high], [minimum, maximum], evidence): &Spec) -> Parameter {
    Parameter {
        key: key(name),
        label: (*label).to_owned(),
        unit: *unit,
        default: *default,
        low: *low,
        high: *high,
        minimum: *minimum,
        maximum: *maximum,
        evidence: *evidence,
    }
}

fn days_key(joint: &str) -> String {
    format!("extraction.{joint}.days")
}

/// The same with a capital letter.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What holds in a landscape, by the name of the parameter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assumptions {
    values: SortedMap<String, Pert>,
}

impl Assumptions {
    /// What holds in this landscape of these parameters.
    pub(crate) fn of(landscape: &Landscape, parameters: Vec<Parameter>) -> Self {
        let values = parameters.into_iter().map(|it| {
            let value = it.value(landscape);
            // What a landscape sets moves the whole range with it.
            let pert = match it.default {
                0.0 => Pert::new(value, value, value),
                default => Pert::new(value * it.low / default, value, value * it.high / default),
            };
            (it.key, pert)
        });
        Self { values: values.collect() }
    }

    /// What holds for extraction in this landscape.
    pub(crate) fn of_extraction(landscape: &Landscape) -> Self {
        Self::of(landscape, parameters())
    }

    /// The value of a parameter of extraction, named without its prefix, or of another one, named in full.
    pub(crate) fn value(&self, name: &str) -> f64 {
        self.pert(name).likely
    }

    /// A share in per cent.
    pub(crate) fn percent(&self, name: &str) -> f64 {
        100.0 * self.value(name)
    }

    /// The value with its plausible range.
    pub(crate) fn pert(&self, name: &str) -> Pert {
        let full = if name.contains('.') { name.to_owned() } else { key(name) };
        self.values.get(&full).copied().unwrap_or_default()
    }

    /// The days that a joint takes.
    pub(crate) fn days(&self, plumbing: Plumbing) -> Pert {
        self.values.get(&days_key(plumbing.joint().key)).copied().unwrap_or_default()
    }
}
