//! A report for people: a heading, what the file says that Atoll has no record for, what was found, and a summary.

use std::fmt::Write as _;

use atoll_core::format::NoteKind;
use atoll_core::model::Acceptance;
use atoll_core::rule::score::Score;
use atoll_core::rule::{Finding, Severity, Standing};

use super::report::{Report, word as word_of};
use crate::cli::input::word;
use crate::cli::output::{Colours, Look, harmless};

/// Of how many rules a summary names the share of the score.
const SHARES_MAX: usize = 4;

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
            _ if finding.standing != Standing::Open => Look::Quiet,
            Severity::Error => Look::Error,
            Severity::Warning => Look::Warning,
            Severity::Info => Look::Info,
        };
        let severity = colours.paint(look, &format!("{:7}", finding.severity.to_string()));
        let message = harmless(&finding.message);
        let standing = colours.paint(Look::Quiet, &harmless(&standing(report, finding)));
        let _ = writeln!(text, "  {severity}  {:width$}  {message}{standing}", finding.code);
    }
}

/// What follows a finding that somebody said they know of.
fn standing(report: &Report, finding: &Finding) -> String {
    match report.acceptance(finding) {
        Some(Acceptance { reason, expires: Some(day), .. }) => format!(" (accepted until {day}: {reason})"),
        Some(Acceptance { reason, expires: None, .. }) => format!(" (accepted: {reason})"),
        None if finding.standing == Standing::Known => " (known)".to_owned(),
        None => String::new(),
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
    let of =
        |standing: &str| report.findings.iter().filter(move |finding| word_of(finding.standing) == standing).count();
    let open = |severity| {
        let is_open = |finding: &&Finding| finding.standing == Standing::Open && finding.severity == severity;
        report.findings.iter().filter(is_open).count()
    };
    let found =
        [(open(Severity::Error), "error"), (open(Severity::Warning), "warning"), (open(Severity::Info), "info")];
    let known = [(of("known"), "known"), (of("accepted"), "accepted")];
    let found = found.into_iter().filter(|(number, _)| *number > 0).map(|(number, one)| count(number, one));
    let known = known.into_iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!("{number} {word}"));
    let found: Vec<String> = found.chain(known).collect();
    let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
    format!("{}: {found}{}", there.join(", "), score(report))
}

/// The score, and the rules that most of it comes from; nothing of a score of 0.
fn score(report: &Report) -> String {
    let Score { points, by_rule, .. } = &report.score;
    if *points == 0 {
        return String::new();
    }
    let mut shares = by_rule.clone();
    shares.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
    let (named, rest) = shares.split_at(shares.len().min(SHARES_MAX));
    let mut shares: Vec<String> = named.iter().map(|(code, points)| format!("{code} {points}")).collect();
    if !rest.is_empty() {
        let points: u64 = rest.iter().map(|(_, points)| points).sum();
        shares.push(format!("{} more {points}", rest.len()));
    }
    format!("; score {points} ({})", shares.join(", "))
}
