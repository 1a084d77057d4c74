//! What a simulation answers: a sentence, figures with their intervals and reasons, pictures, tables, heat for the map.

use serde::{Deserialize, Serialize};

use super::plot::Plot;
use super::{Estimate, Unit};
use crate::model::ElementId;

/// An answer. It is whole at any time: a run that goes on only makes its intervals narrower.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The code of the simulation.
    pub simulation: String,
    /// What was asked about; nothing for the whole landscape.
    pub subject: Option<ElementId>,
    /// The answer in one or two plain sentences.
    pub summary: String,
    /// How the figures came about.
    pub method: Method,
    /// The figures, the most telling ones first.
    pub quantities: Vec<Quantity>,
    /// Pictures of figures.
    pub plots: Vec<Plot>,
    /// Figures of many things.
    pub tables: Vec<Table>,
    /// What is shown on the map.
    pub heat: Vec<Heat>,
    /// What the figures do not say, in sentences.
    pub caveats: Vec<String>,
}

impl Report {
    /// The figure of this key.
    pub fn quantity(&self, key: &str) -> Option<&Quantity> {
        self.quantities.iter().find(|quantity| quantity.key == key)
    }

    /// The table of this key.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.key == key)
    }

    /// The picture of this key.
    pub fn plot(&self, key: &str) -> Option<&Plot> {
        self.plots.iter().find(|plot| plot.key == key)
    }
}

/// How an answer's figures came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Computed: no uncertainty but that of the parameters.
    #[default]
    Exact,
    /// Estimated from independent trials.
    Sampled {
        /// How many.
        trials: u32,
        /// From which seed.
        seed: u64,
    },
    /// Estimated from replications of a run of events.
    Replicated {
        /// How many.
        replications: u32,
        /// Of how many items each.
        items: u32,
        /// From which seed.
        seed: u64,
    },
}

impl Method {
    /// A sentence for people.
    pub fn sentence(self) -> String {
        match self {
            Self::Exact => "Computed by formula: nothing is drawn.".to_owned(),
            Self::Sampled { trials, seed } => {
                format!("Estimated from {trials} draws with 95 % intervals (seed {seed}).")
            }
            Self::Replicated { replications, items, seed } => format!(
                "Estimated from {replications} replications of {items} items each, with 95 % intervals (seed {seed})."
            ),
        }
    }
}

/// A figure and why it is what it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// Names it in files, the same in every run: `lead_time_p50`.
    pub key: String,
    /// Names it on screen.
    pub name: String,
    /// What it is counted in.
    pub unit: Unit,
    /// The figure with its interval.
    pub value: Estimate,
    /// Which way is good.
    pub better: Better,
    /// How it comes about, with this landscape's own numbers put in.
    pub why: String,
    /// Where the formula is from.
    pub source: String,
    /// The keys of the parameters that it rests on.
    pub rests_on: Vec<String>,
    /// The figure of each replication, in order, where there are any: two runs with one seed are compared one by one.
    #[serde(with = "super::number::list")]
    pub draws: Vec<f64>,
}

impl Quantity {
    /// A figure that was computed.
    pub fn exact(key: &str, name: &str, unit: Unit, value: f64) -> Self {
        Self::new(key, name, unit, Estimate::exact(value))
    }

    /// A figure with what is known of it.
    pub fn new(key: &str, name: &str, unit: Unit, value: Estimate) -> Self {
        Self { key: key.to_owned(), name: name.to_owned(), unit, value, ..Self::default() }
    }

    /// The mean of a figure over replications.
    pub fn drawn(key: &str, name: &str, unit: Unit, draws: Vec<f64>) -> Self {
        Self { draws: draws.clone(), ..Self::new(key, name, unit, Estimate::mean_of(&draws)) }
    }

    /// The same, with which way is good.
    #[must_use]
    pub fn better(self, better: Better) -> Self {
        Self { better, ..self }
    }

    /// The same, with its reasons: how it comes about, where the formula is from, which parameters it rests on.
    #[must_use]
    pub fn because(self, why: impl Into<String>, source: &str, rests_on: &[&str]) -> Self {
        let rests_on = rests_on.iter().map(|key| (*key).to_owned()).collect();
        Self { why: why.into(), source: source.to_owned(), rests_on, ..self }
    }
}

/// Which way a figure is good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// It depends.
    #[default]
    Neither,
    /// Less of it is better.
    Less,
    /// More of it is better.
    More,
}

/// How much an element of the map is touched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heat {
    /// Which element.
    pub element: ElementId,
    /// From not at all, 0, to certainly, 1.
    pub share: f64,
    /// What stands beside it: `40 %`, `down 12 hours a year`.
    pub words: String,
}

/// Figures of many things, a row each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Names it in files.
    pub key: String,
    /// Names it on screen.
    pub title: String,
    /// What stands in each column.
    pub columns: Vec<Column>,
    /// The rows, the most telling ones first.
    pub rows: Vec<Row>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(key: &str, title: &str, columns: &[(&str, Unit)]) -> Self {
        let columns = columns.iter().map(|(name, unit)| Column { name: (*name).to_owned(), unit: *unit }).collect();
        Self { key: key.to_owned(), title: title.to_owned(), columns, rows: Vec::new() }
    }

    /// Adds a row about an element, or about none.
    pub fn push(&mut self, element: Option<ElementId>, cells: Vec<Cell>) {
        self.rows.push(Row { element, cells });
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// What it says.
    pub name: String,
    /// What its figures are counted in.
    pub unit: Unit,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What it is about, to be chosen on the map.
    pub element: Option<ElementId>,
    /// What stands in it, one for each column.
    pub cells: Vec<Cell>,
}

/// What stands in a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Nothing.
    #[default]
    Nothing,
    /// Words.
    Text(String),
    /// A figure in the unit of its column.
    Number(#[serde(with = "super::number")] f64),
    /// A figure with its interval.
    Estimate(Estimate),
}

impl Cell {
    /// What is shown.
    pub fn spell(&self, unit: Unit) -> String {
        match self {
            Self::Nothing => "–".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => unit.spell(*number),
            Self::Estimate(estimate) => estimate.spell(unit),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl From<Estimate> for Cell {
    fn from(estimate: Estimate) -> Self {
        Self::Estimate(estimate)
    }
}
