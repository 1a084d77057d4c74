//! Pictures of figures, as data: what stands along which axis, and the table that says the same.

mod svg;

pub use svg::svg;

use serde::{Deserialize, Serialize};

use super::report::{Cell, Column, Row, Table};
use super::{Estimate, Unit};

/// A picture of figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plot {
    /// Names it in files.
    pub key: String,
    /// Names it on screen.
    pub title: String,
    /// What one sees in it, in a sentence.
    pub says: String,
    /// What stands from left to right; for bars, what they are bars of.
    pub x: Axis,
    /// What stands from bottom to top; for bars, what their length means.
    pub y: Axis,
    /// How it is drawn.
    pub kind: PlotKind,
    /// What is drawn: each of the same axes.
    pub series: Vec<Series>,
}

/// What is measured along an axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Its name.
    pub label: String,
    /// What it is counted in.
    pub unit: Unit,
}

impl Axis {
    /// An axis of this name.
    pub fn new(label: &str, unit: Unit) -> Self {
        Self { label: label.to_owned(), unit }
    }
}

/// How a picture is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlotKind {
    /// Lines through points, with a band where there are intervals.
    #[default]
    Curve,
    /// A distribution function that rises in steps.
    Steps,
    /// A bar for each point, named by its label, with a whisker where there is an interval. Several series stand beside
    /// each other.
    Bars,
    /// Bars of one series that begin where the one before ends; the last is the sum.
    Waterfall,
    /// How often each span of values occurs: `x` is where a span begins, `y` how often.
    Histogram,
    /// For each parameter what the headline is at the low and at the high end: `low` and `high`; `y` is what it is now.
    Tornado,
}

/// Points that belong together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// The points, from left to right or from top to bottom.
    pub points: Vec<Point>,
}

/// A point of a picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Where it is from left to right; its rank for bars.
    #[serde(with = "super::number")]
    pub x: f64,
    /// What it is called, for bars.
    pub label: String,
    /// The figure.
    #[serde(with = "super::number")]
    pub y: f64,
    /// With 95 % confidence it is not below; for a tornado the headline at the low end.
    #[serde(with = "super::number")]
    pub low: f64,
    /// With 95 % confidence it is not above; for a tornado the headline at the high end.
    #[serde(with = "super::number")]
    pub high: f64,
}

impl Point {
    /// A point of a curve that is computed.
    pub fn at(x: f64, y: f64) -> Self {
        Self { x, y, low: y, high: y, ..Self::default() }
    }

    /// A point of a curve with its interval.
    pub fn estimated(x: f64, estimate: Estimate) -> Self {
        Self { x, y: estimate.value, low: estimate.low, high: estimate.high, ..Self::default() }
    }

    /// A bar.
    pub fn bar(label: impl Into<String>, y: f64) -> Self {
        Self { label: label.into(), ..Self::at(0.0, y) }
    }

    /// A bar with its interval.
    pub fn estimated_bar(label: impl Into<String>, estimate: Estimate) -> Self {
        Self { label: label.into(), ..Self::estimated(0.0, estimate) }
    }

    /// The figure with its interval.
    pub fn estimate(&self) -> Estimate {
        Estimate { value: self.y, low: self.low, high: self.high }
    }
}

impl Plot {
    /// A picture without series.
    pub fn new(key: &str, title: &str, kind: PlotKind, x: Axis, y: Axis) -> Self {
        Self { key: key.to_owned(), title: title.to_owned(), kind, x, y, ..Self::default() }
    }

    /// The same, with what one sees in it.
    #[must_use]
    pub fn saying(self, says: impl Into<String>) -> Self {
        Self { says: says.into(), ..self }
    }

    /// The same, with one more series.
    #[must_use]
    pub fn with(mut self, name: &str, points: Vec<Point>) -> Self {
        self.series.push(Series { name: name.to_owned(), points });
        self
    }

    /// The table that says what the picture shows.
    pub fn table(&self) -> Table {
        let column = |name: &str, unit: Unit| Column { name: name.to_owned(), unit };
        let is_named = self.series.iter().flat_map(|series| &series.points).any(|point| !point.label.is_empty());
        let mut columns = Vec::new();
        if self.series.len() > 1 {
            columns.push(column("Of", Unit::Word));
        }
        columns.push(column(&self.x.label, if is_named { Unit::Word } else { self.x.unit }));
        if self.kind == PlotKind::Tornado {
            columns.extend(["At the low end", "Now", "At the high end"].map(|name| column(name, self.y.unit)));
        } else {
            columns.push(column(&self.y.label, self.y.unit));
        }
        let mut rows = Vec::new();
        for series in &self.series {
            for point in &series.points {
                let mut cells = Vec::new();
                if self.series.len() > 1 {
                    cells.push(Cell::from(series.name.as_str()));
                }
                cells.push(if is_named { Cell::from(point.label.as_str()) } else { Cell::from(point.x) });
                if self.kind == PlotKind::Tornado {
                    cells.extend([point.low, point.y, point.high].map(Cell::from));
                } else {
                    cells.push(Cell::from(point.estimate()));
                }
                rows.push(Row { element: None, cells });
            }
        }
        Table { key: self.key.clone(), title: self.title.clone(), columns, rows }
    }
}
