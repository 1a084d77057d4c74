//! Figures and how they are shown: units, where a measure comes from, and what it says of one thing.

use super::Measure;

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
    /// A figure, or nothing where it is undefined, in the measure's unit.
    pub(super) fn read(&self, value: Option<f64>) -> Reading {
        let text = value.map_or_else(|| UNDEFINED.to_owned(), |value| self.unit.spell(value));
        Reading { key: self.key, value, text }
    }

    /// So many things.
    pub(super) fn count(&self, number: usize) -> Reading {
        self.read(Some(number as f64))
    }

    /// A figure, and what is shown of it.
    pub(super) fn worded(&self, value: f64, text: String) -> Reading {
        Reading { key: self.key, value: Some(value), text }
    }

    /// A figure of so many things, of which the first are named.
    pub(super) fn listed(&self, all: usize, value: f64, mut names: Vec<String>) -> Reading {
        let figure = self.unit.spell(value);
        if names.len() < all {
            names.push(format!("and {} more", all - names.len()));
        }
        let text = if names.is_empty() { figure } else { format!("{figure}: {}", names.join(", ")) };
        Reading { key: self.key, value: Some(value), text }
    }

    /// What is shown where there is no figure.
    pub(super) fn said(&self, text: String) -> Reading {
        Reading { key: self.key, value: None, text }
    }

    /// Nothing.
    pub(super) fn undefined(&self) -> Reading {
        self.read(None)
    }
}
