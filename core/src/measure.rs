//! What can be measured of a landscape: one family of measures a file, and the list of them in the order of the report.
//!
//! A measure says what it counts, by which formula, and who says so. What is undefined is nothing, never 0.

use crate::graph::Graph;
use crate::model::{ContextId, Landscape, TeamId};

pub mod architecture;
pub mod channels;
mod closure;
pub mod clustering;
pub mod congruence;
pub mod cycles;
pub mod feedback;
pub mod flow;
pub mod lakos;
pub mod load;
pub mod martin;
pub mod propagation;
pub mod reflexion;
pub mod structure;
mod survey;

pub use survey::Survey;

/// Every measure, in the order of the report.
pub const MEASURES: [&Measure; 34] = [
    &propagation::DEPENDENCIES,
    &propagation::DENSITY,
    &propagation::COST,
    &propagation::COST_OF_OTHERS,
    &lakos::CCD,
    &lakos::ACD,
    &lakos::NCCD,
    &architecture::TYPE,
    &cycles::GROUPS,
    &cycles::IN_CYCLES,
    &cycles::CUT,
    &cycles::TANGLE,
    &martin::VIOLATIONS,
    &clustering::BY_DOMAIN,
    &clustering::BY_TEAM,
    &congruence::REQUIRED,
    &congruence::CONGRUENCE,
    &congruence::WEIGHTED,
    &congruence::GAPS,
    &congruence::EXCESS,
    &channels::BETWEEN_TEAMS,
    &channels::BETWEEN_PEOPLE,
    &propagation::FAN_IN,
    &propagation::FAN_OUT,
    &architecture::ROLE,
    &cycles::GROUP_SIZE,
    &martin::AFFERENT,
    &martin::EFFERENT,
    &martin::INSTABILITY,
    &martin::ABSTRACTNESS,
    &martin::DISTANCE,
    &load::COMPLEXITY,
    &load::LOAD,
    &congruence::PARTNERS,
];

/// What there is to know about a measure.
#[derive(Debug)]
pub struct Measure {
    /// Its stable name: `propagation-cost`.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What stands at the head of a column: its sign in formulas, or a word.
    pub short: &'static str,
    /// What it is counted in.
    pub unit: Unit,
    /// What it says, in a sentence.
    pub says: &'static str,
    /// How it is computed.
    pub formula: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// Whether the formula is published or our own.
    pub evidence: Evidence,
    /// What is measured, and how.
    pub of: Of,
}

/// What a measure is taken of, and the function that takes it.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// The landscape as a whole.
    Landscape(fn(&Measure, &Survey<'_>) -> Reading),
    /// Each context, by its number in the graph.
    Context(fn(&Measure, &Survey<'_>, usize) -> Reading),
    /// Each team, by its number in the survey.
    Team(fn(&Measure, &Survey<'_>, usize) -> Reading),
}

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A part of a whole, 0 to 1; shown in per cent.
    Share,
    /// A whole number of things.
    Count,
    /// A number without a unit.
    Number,
    /// A word, and no figure.
    Word,
}

impl Unit {
    /// The figure as it is shown.
    pub fn spell(self, value: f64) -> String {
        match self {
            Self::Share => format!("{:.1} %", 100.0 * value),
            Self::Count => format!("{value:.0}"),
            Self::Number | Self::Word => format!("{value:.2}"),
        }
    }

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Count => "count",
            Self::Number => "number",
            Self::Word => "word",
        }
    }
}

/// Where a measure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The formula is published; the source says where.
    Published,
    /// The formula, or what it is applied to, is ours: to be argued about.
    Ours,
}

impl Evidence {
    /// The word that stands beside the figure.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Ours => "ours",
        }
    }
}

/// What is shown where a measure is undefined.
pub const UNDEFINED: &str = "–";

/// What a measure says of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Which measure.
    pub key: &'static str,
    /// The figure, in the measure's unit; nothing where it is undefined or no figure.
    pub value: Option<f64>,
    /// What is shown: the figure, and what it consists of where that is to be said.
    pub text: String,
}

impl Measure {
    fn read(&self, value: Option<f64>) -> Reading {
        let text = value.map_or_else(|| UNDEFINED.to_owned(), |value| self.unit.spell(value));
        Reading { key: self.key, value, text }
    }

    fn count(&self, number: usize) -> Reading {
        self.read(Some(number as f64))
    }

    fn worded(&self, value: f64, text: String) -> Reading {
        Reading { key: self.key, value: Some(value), text }
    }

    /// A figure of so many things, of which the first are named.
    fn listed(&self, all: usize, value: f64, mut names: Vec<String>) -> Reading {
        let figure = self.unit.spell(value);
        if names.len() < all {
            names.push(format!("and {} more", all - names.len()));
        }
        let text = if names.is_empty() { figure } else { format!("{figure}: {}", names.join(", ")) };
        Reading { key: self.key, value: Some(value), text }
    }

    fn said(&self, text: String) -> Reading {
        Reading { key: self.key, value: None, text }
    }

    fn undefined(&self) -> Reading {
        self.read(None)
    }
}

/// Everything that is measured of a landscape, in the order of the registry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// Of the landscape as a whole.
    pub overall: Vec<Reading>,
    /// Of each context, in the order of identifiers.
    pub contexts: Vec<(ContextId, Vec<Reading>)>,
    /// Of each team, in the order of identifiers.
    pub teams: Vec<(TeamId, Vec<Reading>)>,
}

/// Takes every measure of a landscape. `graph` is that of the landscape.
pub fn compute(landscape: &Landscape, graph: &Graph) -> Measures {
    let on = Survey::new(landscape, graph);
    let mut measures = Measures {
        overall: Vec::new(),
        contexts: graph.contexts.iter().map(|id| (*id, Vec::new())).collect(),
        teams: on.teams.iter().map(|id| (*id, Vec::new())).collect(),
    };
    for measure in MEASURES {
        match measure.of {
            Of::Landscape(take) => measures.overall.push(take(measure, &on)),
            Of::Context(take) => each(&mut measures.contexts, |number| take(measure, &on, number)),
            Of::Team(take) => each(&mut measures.teams, |number| take(measure, &on, number)),
        }
    }
    measures
}

fn each<Id>(readings: &mut [(Id, Vec<Reading>)], take: impl Fn(usize) -> Reading) {
    readings.iter_mut().enumerate().for_each(|(number, (_, readings))| readings.push(take(number)));
}

/// The measure of this key.
pub fn measure(key: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.key == key).copied()
}

#[cfg(test)]
mod tests;
