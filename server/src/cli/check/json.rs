//! A report as one line of JSON. Its shape is what other programs rely on: only ever add to it.

use atoll_core::rule::Severity;
use serde::Serialize;

use super::Report;

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    summary: Summary,
    findings: Vec<Found<'a>>,
    unsupported: Vec<Unsupported>,
}

/// How many of each there are; contexts counts all boxes on the map, teams among them.
#[derive(Serialize)]
struct Summary {
    contexts: usize,
    relationships: usize,
    teams: usize,
    subdomains: usize,
    aggregates: usize,
}

#[derive(Serialize)]
struct Found<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    targets: Vec<String>,
}

#[derive(Serialize)]
struct Unsupported {
    line: u32,
    column: u32,
    message: String,
}

/// The report as a line.
pub(super) fn spell(report: &Report) -> String {
    let landscape = &report.landscape;
    let findings = report.findings.iter().map(|finding| Found {
        code: finding.code,
        severity: finding.severity,
        message: &finding.message,
        targets: finding.targets.iter().map(|id| report.called(*id)).collect(),
    });
    let unsupported = report.import.notes.iter().map(|note| {
        let message = match &note.file {
            Some(file) => format!("{file}: {}", note.message),
            None => note.message.clone(),
        };
        Unsupported { line: note.line, column: note.column, message }
    });
    let line = Line {
        file: &report.file,
        summary: Summary {
            contexts: report.contexts(),
            relationships: landscape.relationships.len(),
            teams: landscape.teams.len(),
            subdomains: landscape.subdomains.len(),
            aggregates: landscape.aggregates.len(),
        },
        findings: findings.collect(),
        unsupported: unsupported.collect(),
    };
    // Nothing in it is beyond JSON, so that this does not fail.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}
