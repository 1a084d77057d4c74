//! What is asked of a simulation, how it goes on, and why it may not begin.

use serde::{Deserialize, Serialize};

use super::{Report, Simulation};
use crate::model::{ElementId, Landscape};
use crate::sorted_map::SortedMap;

/// The seed that everybody shares, so that everybody sees the same figures.
pub const SEED: u64 = 0x0a70_11a7;

/// A question to a simulation. The same question of the same landscape gets the same answer, everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// What it is about; nothing for the whole landscape.
    pub subject: Option<ElementId>,
    /// What was chosen, by the keys of settings; what is not named has its default.
    pub settings: SortedMap<String, String>,
    /// Where chance begins.
    pub seed: u64,
    /// How many replications or trials; 0 for as many as the simulation finds right.
    pub effort: u32,
}

impl Default for Request {
    fn default() -> Self {
        Self { subject: None, settings: SortedMap::default(), seed: SEED, effort: 0 }
    }
}

impl Request {
    /// A question about an element.
    pub fn about(subject: impl Into<ElementId>) -> Self {
        Self { subject: Some(subject.into()), ..Self::default() }
    }

    /// The same with one more choice.
    #[must_use]
    pub fn with(mut self, key: &str, choice: &str) -> Self {
        self.settings.insert(key.to_owned(), choice.to_owned());
        self
    }

    /// What was chosen, or `default` where nothing was.
    pub fn setting<'a>(&'a self, key: &str, default: &'a str) -> &'a str {
        self.settings.get(&key.to_owned()).map_or(default, String::as_str)
    }
}

/// Why a question has no answer: a sentence that says what to draw or to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal(pub String);

impl Refusal {
    /// A refusal with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// A simulation on its way: what is drawn by chance is drawn slice by slice, so that one can look and stop.
pub trait Run {
    /// Goes on by a slice of at most some tens of milliseconds; does nothing when all is done.
    fn step(&mut self);

    /// How much is done, 0 to 1; 1 when there is nothing left.
    fn progress(&self) -> f64;

    /// What is known by now.
    fn report(&self) -> Report;
}

impl Simulation {
    /// The whole answer in one go: drawn to the end where there is something to draw, else computed.
    ///
    /// # Errors
    /// A sentence that says what is missing.
    pub fn run(&self, landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
        let Some(start) = self.start else { return (self.estimate)(landscape, request) };
        let mut run = start(landscape, request)?;
        while run.progress() < 1.0 {
            run.step();
        }
        Ok(run.report())
    }
}
