//! The criteria by which two elements belong together or apart, each with what of a landscape it reads.
//!
//! Names, scores and priorities are those of Service Cutter where it has them (Gysel, Kölbl, Giersche and Zimmermann
//! 2016); how a landscape fills them, and the criteria that it does not have, are ours. What is said of two contexts is
//! shared out evenly over the pairs of elements that it can be about.

mod reading;

pub use reading::ends;

use super::element::Elements;
use super::scoring::{self, MOST, Scores};
use crate::model::Landscape;
use crate::simulation::{Evidence, Parameter, Unit};
use crate::sorted_map::SortedMap;

/// A group of more elements says nothing of two of them.
pub const CROWD: usize = 60;

const SERVICE_CUTTER: &str = "Service Cutter (Gysel, Kölbl, Giersche and Zimmermann 2016): the default of its program.";

/// Why two elements belong together, or apart.
#[derive(Debug)]
pub struct Criterion {
    /// Its short name.
    pub code: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it reads of a landscape.
    pub says: &'static str,
    /// What its scores are multiplied with, unless the landscape says otherwise.
    pub priority: f64,
    /// Where the priority is published; nothing where it is ours.
    pub source: Option<&'static str>,
    /// What it scores.
    pub score: Score,
}

/// How a criterion scores.
#[derive(Debug)]
pub enum Score {
    /// By itself.
    Own(fn(&Facts<'_>) -> Scores),
    /// By how far the classes of two elements are apart: those that are said, and that of the others. Only pairs count
    /// that another criterion draws together: two that have nothing to do with each other need no reason to be apart.
    Classes(fn(&Facts<'_>) -> (SortedMap<usize, f64>, f64)),
}

/// What the criteria read.
pub struct Facts<'a> {
    /// The landscape.
    pub landscape: &'a Landscape,
    /// What is put into groups.
    pub elements: &'a Elements,
    /// The parameters of this simulation that are not priorities, by key.
    pub values: SortedMap<String, f64>,
}

impl Facts<'_> {
    fn value(&self, key: &str) -> f64 {
        self.values.get(key).copied().unwrap_or(0.0)
    }
}

/// Every criterion, in the order in which reasons are told.
pub const CRITERIA: [&Criterion; 11] = [
    &Criterion {
        code: "identity",
        name: "Identity and lifecycle",
        says: "Building blocks of the one use building blocks of the other.",
        priority: 3.0,
        source: Some(SERVICE_CUTTER),
        score: Score::Own(reading::identity),
    },
    &Criterion {
        code: "semantic",
        name: "Semantic proximity",
        says: "The same stories and messages read and write them.",
        priority: 3.0,
        source: Some(SERVICE_CUTTER),
        score: Score::Own(reading::semantic),
    },
    &Criterion {
        code: "language",
        name: "Shared language",
        says: "Their contexts share words; a word that means different things sets them apart.",
        priority: 3.0,
        source: None,
        score: Score::Own(reading::language),
    },
    &Criterion {
        code: "subdomain",
        name: "Same subdomain",
        says: "Their contexts implement the same subdomain, or at least the same domain.",
        priority: 3.0,
        source: None,
        score: Score::Own(reading::subdomain),
    },
    &Criterion {
        code: "owner",
        name: "Shared owner",
        says: "The same team works on them.",
        priority: 3.0,
        source: Some(SERVICE_CUTTER),
        score: Score::Own(reading::owner),
    },
    &Criterion {
        code: "ripple",
        name: "Changes that travel",
        says: "A change of the one makes the other change, with the likelihood that the ripple assumes.",
        priority: 3.0,
        source: None,
        score: Score::Own(reading::ripple),
    },
    &Criterion {
        code: "consistency",
        name: "Consistency",
        says: "The one writes or reads the other's data, or cannot work without its answer.",
        priority: 3.0,
        source: None,
        score: Score::Own(reading::consistency),
    },
    &Criterion {
        code: "storage",
        name: "Shared data",
        says: "Their contexts write or read the same data store.",
        priority: 3.0,
        source: None,
        score: Score::Own(reading::storage),
    },
    &Criterion {
        code: "drawn",
        name: "Drawn together",
        says: "They are in one context now; what is changed without a reason costs and helps nobody.",
        priority: 1.0,
        source: None,
        score: Score::Own(reading::drawn),
    },
    &Criterion {
        code: "volatility",
        name: "Structural volatility",
        says: "The one changes much more often than the other: this sets them apart.",
        priority: 0.5,
        source: Some(SERVICE_CUTTER),
        score: Score::Classes(reading::volatility),
    },
    &Criterion {
        code: "criticality",
        name: "Criticality",
        says: "The failure of the one is much worse than that of the other: this sets them apart.",
        priority: 0.5,
        source: Some(SERVICE_CUTTER),
        score: Score::Classes(reading::criticality),
    },
];

impl Criterion {
    /// The key of the parameter that sets its priority.
    pub fn key(&self) -> String {
        format!("boundaries.priority.{}", self.code)
    }

    /// The parameter that sets its priority.
    pub fn parameter(&self) -> Parameter {
        let label = format!("Priority of “{}”", self.name);
        let priority = Parameter::assumed(&self.key(), &label, Unit::Times, self.priority).settable(0.0, 13.0);
        match self.source {
            Some(source) => Parameter { evidence: Evidence::Published(source), ..priority },
            None => priority,
        }
    }
}

/// The parameters of the criteria: priorities first, then what single facts score.
pub fn parameters() -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = CRITERIA.iter().map(|criterion| criterion.parameter()).collect();
    let score = |key: &str, label: &str, default: f64| {
        Parameter::assumed(&format!("boundaries.{key}"), label, Unit::Number, default).settable(0.0, MOST)
    };
    parameters.extend([
        score("domain", "Score of contexts that implement one whole domain", 3.0),
        score("language.same", "Score of two words that mean the same", 10.0),
        score("language.name", "Score of two equal words without a meaning", 3.0),
        score("language.other", "Score against two equal words that mean different things", 3.0),
        score("consistency.strong", "Score of writing another's data, or of a shared database", 10.0),
        score("consistency.reads", "Score of reading another's data", 5.0),
        score("consistency.waits", "Score of not working without another's answer", 3.0),
        score("class.often", "Class of what changes often, or whose failure stops the business", 10.0),
        score("class.normal", "Class of what is as most, or of which nothing is said", 4.0),
        score("class.rarely", "Class of what changes rarely, or whose failure nobody notices", 0.0),
    ]);
    parameters
}

/// What every criterion scores, in the order of [`CRITERIA`].
pub fn scores(facts: &Facts<'_>) -> Vec<Scores> {
    let own = CRITERIA.iter().map(|criterion| match criterion.score {
        Score::Own(score) => score(facts),
        Score::Classes(_) => Scores::new(),
    });
    let mut all: Vec<Scores> = own.collect();
    let mut joined: Vec<(usize, usize)> = all.iter().flat_map(|scores| scores.keys().copied()).collect();
    joined.sort_unstable();
    joined.dedup();
    for (criterion, scores) in CRITERIA.iter().zip(&mut all) {
        if let Score::Classes(classes) = criterion.score {
            let (classes, default) = classes(facts);
            *scores = scoring::compatibility(&classes, default, &joined);
        }
    }
    all
}
