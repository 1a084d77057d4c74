//! Measures for people: a line for each of the landscape's, and a table of the contexts and of the teams.

use std::fmt::Write as _;

use atoll_core::measure::{MEASURES, Measure, Of, Reading, measure};
use atoll_core::model::ElementId;

use super::Report;
use crate::cli::output::{Colours, Look, harmless};

/// The measures, in lines.
pub(super) fn spell(report: &Report, colours: Colours) -> String {
    let mut text = colours.paint(Look::Heading, &harmless(&report.file)) + "\n";
    let names = report.measures.overall.iter().map(|it| measure(it.key).map_or(it.key, |measure| measure.name));
    let names: Vec<&str> = names.collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    for (name, reading) in names.iter().zip(&report.measures.overall) {
        let _ = writeln!(text, "  {name:width$}  {}", harmless(&reading.text));
    }
    let contexts = report.measures.contexts.iter().map(|(id, readings)| row(report, (*id).into(), readings));
    table(&mut text, colours, heads("context", |of| matches!(of, Of::Context(_))), contexts.collect());
    let teams = report.measures.teams.iter().map(|(id, readings)| row(report, (*id).into(), readings));
    table(&mut text, colours, heads("team", |of| matches!(of, Of::Team(_))), teams.collect());
    text
}

fn heads(what: &str, is: fn(&Of) -> bool) -> Vec<String> {
    let of: Vec<&&Measure> = MEASURES.iter().filter(|measure| is(&measure.of)).collect();
    std::iter::once(what.to_owned()).chain(of.iter().map(|measure| measure.short.to_owned())).collect()
}

fn row(report: &Report, id: ElementId, readings: &[Reading]) -> Vec<String> {
    let cells = std::iter::once(report.called(id)).chain(readings.iter().map(|reading| reading.text.clone()));
    cells.map(|cell| harmless(&cell)).collect()
}

/// Columns that stand below each other; nothing where there is no row.
fn table(text: &mut String, colours: Colours, heads: Vec<String>, rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let widest = |column: usize| rows.iter().chain([&heads]).map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heads.len()).map(widest).collect();
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("  {cell:width$}"));
        cells.collect::<String>().trim_end().to_owned()
    };
    let _ = writeln!(text, "\n{}", colours.paint(Look::Quiet, &line(&heads)));
    for row in &rows {
        let _ = writeln!(text, "{}", line(row));
    }
}
