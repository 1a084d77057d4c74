//! Every number that the ripple rests on and that nobody draws.
//!
//! The likelihoods of patterns stand with the patterns. All else is a factor on the odds: a likelihood p with the factor
//! f becomes p·f / (1 − p + p·f). So it stays between 0 and 1, 0 stays 0, and the factor 1 changes nothing. The order of
//! the factors is sound design; their size is an assumption.

use crate::model::Landscape;
use crate::pattern::{PATTERNS, PatternPlace, Spread};
use crate::simulation::{Parameter, Unit};
use crate::sorted_map::SortedMap;

/// What was measured of volatility and structure.
pub const MEASURED: &str = "On three public histories, structure alone ranked the pairs that change together with an area under the curve of 0.58 to 0.77, and how often both ends change with 0.88 to 0.93.";

/// A factor: the key after `ripple.`, what people call it, the default, the most.
type Factor = (&'static str, &'static str, f64, f64);

/// The factors on the odds, by what they speak of.
const FACTORS: [Factor; 39] = [
    ("kind.internal", "Internal change, over any relationship", 0.05, 10.0),
    ("kind.compatible", "Compatible change of a contract", 0.4, 10.0),
    ("kind.breaking", "Breaking change of a contract", 3.0, 20.0),
    ("kind.schema", "Change of the data schema, behind an interface", 0.2, 20.0),
    ("kind.schema_shared", "Change of the data schema, where the other one knows it", 3.0, 20.0),
    ("kind.database", "Swap of the database, behind an interface", 0.05, 20.0),
    ("kind.database_shared", "Swap of the database, where the other one uses it", 3.0, 20.0),
    ("integration.in_process_call", "Joined by a call in one process", 1.3, 10.0),
    ("integration.in_process_message", "Joined by a message in one process", 0.9, 10.0),
    ("integration.remote_call", "Joined by a remote call", 1.0, 10.0),
    ("integration.broker_message", "Joined by a message through a broker", 0.7, 10.0),
    ("integration.shared_database", "Joined by a shared database", 2.5, 10.0),
    ("integration.file", "Joined by files", 0.8, 10.0),
    ("integration.user_interface_composition", "Put together on the screen", 0.7, 10.0),
    ("strength.weak", "Tied weakly: services and structures", 0.5, 10.0),
    ("strength.entity_reads", "Tied by reads of entities", 1.5, 10.0),
    ("strength.strong", "Tied strongly: logic, screens or writes", 3.0, 10.0),
    ("contract.kept", "The old version stays beside the new one", 0.2, 10.0),
    ("contract.draft", "Uses a draft of a contract", 1.5, 10.0),
    ("contract.retired", "Uses a version that is gone", 2.0, 10.0),
    ("contract.none", "Goes past the contracts that there are", 1.3, 10.0),
    ("contract.backward", "To the upstream, by a contract of the downstream", 0.3, 1.0),
    ("store.writer", "Changed schema reaches another writer of the store", 0.6, 1.0),
    ("store.reader", "Changed schema reaches a reader of the store", 0.4, 1.0),
    ("store.swapped", "Swapped database reaches another user of it", 0.8, 1.0),
    ("ports.behind", "The database lies behind ports of the context", 0.1, 10.0),
    ("ports.leaking", "The inside uses the infrastructure directly", 2.0, 10.0),
    ("volatility.source", "Weight of how often the changed end changes", 0.5, 2.0),
    ("volatility.receiver", "Weight of how often the other end changes", 1.0, 2.0),
    ("volatility.most", "Most that the volatility of an end counts", 8.0, 64.0),
    ("volatility.usual_changes", "Changes a month of a usual context", 4.0, 1_000.0),
    ("volatility.rarely", "Aggregates that change rarely", 0.25, 1.0),
    ("volatility.often", "Aggregates that change often", 4.0, 64.0),
    ("volatility.genesis", "Evolution: genesis", 2.0, 16.0),
    ("volatility.custom_built", "Evolution: custom-built", 1.3, 16.0),
    ("volatility.product", "Evolution: product", 0.8, 16.0),
    ("volatility.commodity", "Evolution: commodity", 0.4, 16.0),
    ("volatility.core", "Classification: core", 1.5, 16.0),
    ("volatility.generic", "Classification: generic", 0.6, 16.0),
];

/// Keys whose parameter says how much volatility weighs or what it is measured by: raising one can lower a likelihood.
pub const SCALES: [&str; 4] = [
    "ripple.volatility.source",
    "ripple.volatility.receiver",
    "ripple.volatility.most",
    "ripple.volatility.usual_changes",
];

/// Everything that can be set: one parameter for each way in which a pattern lets a change through, then the factors.
pub fn parameters() -> Vec<Parameter> {
    let mut parameters = of_patterns();
    parameters.extend(FACTORS.iter().map(|(key, label, default, maximum)| {
        let minimum = match *key {
            "volatility.most" => 1.0,
            "volatility.usual_changes" => 0.01,
            _ => 0.0,
        };
        parameter(format!("ripple.{key}"), (*label).to_owned(), *default, [minimum, *maximum])
    }));
    parameters
}

fn of_patterns() -> Vec<Parameter> {
    let mut parameters = Vec::new();
    let mut add = |key: String, label: String, default: f64, maximum: f64| {
        parameters.push(parameter(key, label, default, [0.0, maximum]));
    };
    for spec in PATTERNS {
        match (spec.spread, spec.place) {
            (Spread::Factor(factor), _) => {
                add(key(spec.code, "factor"), format!("{} multiplies by", spec.name), factor, 2.0);
            }
            (Spread::Base { to_downstream, .. }, PatternPlace::Whole { letters: None, .. }) => {
                add(key(spec.code, "to_downstream"), format!("{}, either way", spec.name), to_downstream, 1.0);
            }
            (Spread::Base { to_downstream, to_upstream }, _) => {
                add(key(spec.code, "to_downstream"), format!("{}, downstream", spec.name), to_downstream, 1.0);
                add(key(spec.code, "to_upstream"), format!("{}, upstream", spec.name), to_upstream, 1.0);
            }
        }
    }
    parameters
}

fn parameter(key: String, label: String, default: f64, [minimum, maximum]: [f64; 2]) -> Parameter {
    let unit = if key.ends_with("usual_changes") {
        Unit::AMonth
    } else if maximum > 1.0 || key.contains("volatility") {
        Unit::Times
    } else {
        Unit::Share
    };
    Parameter::assumed(&key, &label, unit, default).settable(minimum, maximum)
}

/// The key of a pattern's parameter.
pub(super) fn key(code: &str, what: &str) -> String {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("ripple.{}.{what}", code.to_ascii_lowercase())
}

/// The values that hold in a landscape, by key.
#[derive(Clone, Debug)]
pub(super) struct Values {
    by_key: SortedMap<String, f64>,
}

impl Values {
    pub(super) fn of(landscape: &Landscape) -> Self {
        let values = parameters().into_iter().map(|parameter| (parameter.key.clone(), parameter.value(landscape)));
        Self { by_key: values.collect() }
    }

    /// The value behind `ripple.` and this key.
    pub(super) fn factor(&self, key: &str) -> f64 {
        self.by_key.get(&format!("ripple.{key}")).copied().unwrap_or(1.0)
    }

    /// The value of a pattern; what has none lets nothing through.
    pub(super) fn of_pattern(&self, code: &str, what: &str) -> f64 {
        self.by_key.get(&key(code, what)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_there_once_and_every_default_is_allowed() {
        let parameters = parameters();
        let mut keys: Vec<&str> = parameters.iter().map(|parameter| parameter.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), parameters.len());
        for parameter in &parameters {
            let range = parameter.minimum..=parameter.maximum;
            assert!(range.contains(&parameter.default), "{}", parameter.key);
        }
        assert!(SCALES.iter().all(|key| keys.contains(key)));
    }
}
