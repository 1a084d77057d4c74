//! A report for people: a heading, what the file says that Atoll has no record for, what was found, and a summary.

use std::fmt::Write as _;

use atoll_core::format::NoteKind;
use atoll_core::rule::Severity;

use super::Report;
use crate::cli::input::word;
use crate::cli::output::{Colours, Look, harmless};

/// The report, in lines.
pub(super) fn spell(report: &Report, colours: Colours) -> String {
    let mut text = colours.paint(Look::Heading, &harmless(&report.file)) + "\n";
    notes(&mut text, report, colours);
    findings(&mut text, report, colours);
    let _ = writeln!(text, "  {}", colours.paint(Look::Quiet, &summary(report)));
    text
}

fn notes(text: &mut String, report: &Report, colours: Colours) {
    let place = |note: &atoll_core::format::Note| {
        let file = note.file.as_deref().unwrap_or(&report.file);
        harmless(&format!("{file}:{}:{}", note.line, note.column))
    };
    let places: Vec<String> = report.import.notes.iter().map(place).collect();
    let width = places.iter().map(|place| place.chars().count()).max().unwrap_or(0);
    for (note, place) in report.import.notes.iter().zip(places) {
        let look = match note.kind {
            NoteKind::Held => Look::Quiet,
            NoteKind::Changed => Look::Warning,
            NoteKind::NotUnderstood => Look::Error,
        };
        let word = colours.paint(look, &format!("{:14}", word(note.kind)));
        let _ = writeln!(text, "  {place:width$}  {word}  {}", harmless(&note.message));
    }
}

fn findings(text: &mut String, report: &Report, colours: Colours) {
    let width = report.findings.iter().map(|finding| finding.code.len()).max().unwrap_or(0);
    for finding in &report.findings {
        let look = match finding.severity {
            Severity::Error => Look::Error,
            Severity::Warning => Look::Warning,
            Severity::Info => Look::Info,
        };
        let severity = colours.paint(look, &format!("{:7}", finding.severity.to_string()));
        let _ = writeln!(text, "  {severity}  {:width$}  {}", finding.code, harmless(&finding.message));
    }
}

fn summary(report: &Report) -> String {
    let count = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    };
    let landscape = &report.landscape;
    let there = match report.import.on_map {
        Some(boxes) => format!("{boxes} on the map, {}", count(landscape.contexts.len(), "context")),
        None => count(landscape.contexts.len(), "context"),
    };
    let there = [
        there,
        count(landscape.teams.len(), "team"),
        count(landscape.relationships.len(), "relationship"),
        count(landscape.subdomains.len(), "subdomain"),
        count(landscape.aggregates.len(), "aggregate"),
    ];
    let of = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let found = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning"), (of(Severity::Info), "info")];
    let found: Vec<String> =
        found.into_iter().filter(|(number, _)| *number > 0).map(|(number, one)| count(number, one)).collect();
    let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
    format!("{}: {found}", there.join(", "))
}
