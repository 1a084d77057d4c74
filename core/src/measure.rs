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
mod reading;
pub mod reflexion;
pub mod structure;
mod survey;

pub use reading::{Evidence, Reading, UNDEFINED, Unit};
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
