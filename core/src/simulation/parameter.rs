//! What a simulation depends on: numbers that a landscape can set, and choices that belong to a question.

use super::Unit;
use crate::model::Landscape;

/// A number that a simulation depends on and that a landscape can set.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Names it in files: `ripple.customersupplier.to_downstream`. It begins with the simulation's code.
    pub key: String,
    /// Names it on screen.
    pub label: String,
    /// What it is counted in.
    pub unit: Unit,
    /// What holds unless the landscape says otherwise.
    pub default: f64,
    /// The least that is plausible: one end of its bar in the tornado chart.
    pub low: f64,
    /// The most that is plausible: the other end.
    pub high: f64,
    /// The least that can be set.
    pub minimum: f64,
    /// The most that can be set.
    pub maximum: f64,
    /// Where the default comes from.
    pub evidence: Evidence,
}

impl Parameter {
    /// An assumption that is plausible from half to twice its default. `minimum` and `maximum` are 0 and, for shares, 1,
    /// else ten times the default.
    pub fn assumed(key: &str, label: &str, unit: Unit, default: f64) -> Self {
        let maximum = if unit == Unit::Share { 1.0 } else { default.abs().max(0.1) * 10.0 };
        let [low, high] = [default / 2.0, (default * 2.0).min(maximum)];
        let (key, label) = (key.to_owned(), label.to_owned());
        Self { key, label, unit, default, low, high, minimum: 0.0, maximum, evidence: Evidence::Assumption }
    }

    /// A published figure; `source` says where.
    pub fn published(key: &str, label: &str, unit: Unit, default: f64, source: &'static str) -> Self {
        Self { evidence: Evidence::Published(source), ..Self::assumed(key, label, unit, default) }
    }

    /// The same, plausible from `low` to `high`.
    #[must_use]
    pub fn plausible(self, low: f64, high: f64) -> Self {
        Self { low, high, ..self }
    }

    /// The same, settable from `minimum` to `maximum`.
    #[must_use]
    pub fn settable(self, minimum: f64, maximum: f64) -> Self {
        let [low, high] = [self.low, self.high].map(|end| end.clamp(minimum, maximum));
        Self { minimum, maximum, low, high, ..self }
    }

    /// The value that holds in this landscape.
    pub fn value(&self, landscape: &Landscape) -> f64 {
        let set = landscape.header.assumptions.get(&self.key).copied().filter(|set| !set.is_nan());
        set.unwrap_or(self.default).clamp(self.minimum, self.maximum)
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

/// A choice that belongs to a question and not to the landscape: which kind of change, which path of a hotfix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Names it in requests: `kind`.
    pub key: &'static str,
    /// Names it on screen.
    pub label: String,
    /// What can be chosen: as it is written in requests, and as it is called.
    pub options: Vec<(String, String)>,
    /// What holds unless the request says otherwise, as it is written in requests.
    pub default: String,
}

impl Setting {
    /// A choice among these; the first holds unless something else is asked for.
    pub fn new(key: &'static str, label: &str, options: &[(&str, &str)]) -> Self {
        let options: Vec<(String, String)> =
            options.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).collect();
        let default = options.first().map(|(code, _)| code.clone()).unwrap_or_default();
        Self { key, label: label.to_owned(), options, default }
    }
}
