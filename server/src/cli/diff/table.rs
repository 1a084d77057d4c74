//! Rows of figures: after every step of a scenario, or of several scenarios.

use std::fmt::Write as _;

use atoll_core::difference::{HEADLINES, Tally, figure};
use atoll_core::measure::{Reading, measure};
use atoll_core::scenario::{Milestone, Prospect};

use crate::cli::output::harmless;

/// A row for every step; the first is its head.
pub(super) fn of_roadmap(milestones: &[Milestone]) -> Vec<Vec<String>> {
    let row = |(number, milestone): (usize, &Milestone)| {
        let Milestone { label, error, findings, figures, .. } = milestone;
        let label = match error {
            None => label.clone(),
            Some(_) => format!("{label} (does not apply)"),
        };
        [vec![number.to_string(), label], figures_of(findings, figures)].concat()
    };
    let rows = milestones.iter().enumerate().map(row);
    if milestones.is_empty() { Vec::new() } else { std::iter::once(heads(&["", "step"])).chain(rows).collect() }
}

/// A row for each; the first is its head.
pub(super) fn of_prospects(prospects: &[Prospect]) -> Vec<Vec<String>> {
    let row = |prospect: &Prospect| {
        let Prospect { name, steps, conflicts, added, changed, removed, findings, figures, .. } = prospect;
        let counts = [steps, conflicts, added, changed, removed].map(usize::to_string);
        [vec![name.clone()], counts.to_vec(), figures_of(findings, figures)].concat()
    };
    let head = heads(&["scenario", "steps", "conflicts", "added", "changed", "removed"]);
    std::iter::once(head).chain(prospects.iter().map(row)).collect()
}

fn heads(first: &[&str]) -> Vec<String> {
    let found = ["score", "errors", "warnings", "infos", "known", "accepted"];
    let measures = HEADLINES.iter().map(|key| measure(key).map_or(*key, |measure| measure.short));
    first.iter().copied().chain(found).chain(measures).map(str::to_owned).collect()
}

fn figures_of(findings: &Tally, figures: &[Reading]) -> Vec<String> {
    let Tally { errors, warnings, infos, known, accepted, points } = findings;
    let counts = [errors, warnings, infos, known, accepted].map(usize::to_string);
    std::iter::once(points.to_string()).chain(counts).chain(figures.iter().map(figure)).collect()
}

/// The rows in columns that stand below each other: words to the left, figures to the right.
pub(super) fn text(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| harmless(cell)).collect()).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| widest(column).unwrap_or(0)).collect();
    let words = words(&rows);
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(&widths).zip(&words).map(|((cell, width), is_word)| match is_word {
            true => format!("  {cell:width$}"),
            false => format!("  {cell:>width$}"),
        });
        let _ = writeln!(text, "{}", cells.collect::<String>().trim_end());
    }
    text
}

/// The rows as a table of Markdown under a heading; nothing where there are none.
pub(super) fn markdown(heading: &str, rows: &[Vec<String>]) -> String {
    let Some((head, rest)) = rows.split_first() else { return String::new() };
    let cell = |cell: &String| cell.replace('|', "\\|").replace(['\n', '\r'], " ");
    let line = |row: &[String]| format!("| {} |\n", row.iter().map(cell).collect::<Vec<_>>().join(" | "));
    let rules: Vec<String> =
        words(rows).iter().map(|is_word| if *is_word { "---".to_owned() } else { "---:".to_owned() }).collect();
    let rows: String = rest.iter().map(|row| line(row)).collect();
    format!("\n{heading}\n\n{}{}{rows}", line(head), line(&rules))
}

/// Which columns hold words: those headed as such.
fn words(rows: &[Vec<String>]) -> Vec<bool> {
    let head = rows.first().map(Vec::as_slice).unwrap_or_default();
    head.iter().map(|head| matches!(head.as_str(), "step" | "scenario")).collect()
}
