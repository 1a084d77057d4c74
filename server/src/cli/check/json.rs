//! A report as one line of JSON. Its shape is what other programs rely on: only ever add to it.

use std::collections::BTreeMap;

use atoll_core::format::Note;
use atoll_core::rule::{Finding, Severity};
use serde::Serialize;

use super::report::{Report, word};
use super::trend::Step;

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    summary: Summary,
    findings: Vec<Found<'a>>,
    unsupported: Vec<Unsupported>,
    score: Score,
    #[serde(skip_serializing_if = "Option::is_none")]
    trend: Option<Trend>,
}

/// How much is wrong, in points.
#[derive(Serialize)]
struct Score {
    points: u64,
    by_rule: BTreeMap<&'static str, u64>,
}

/// What changed from the file before.
#[derive(Serialize)]
struct Trend {
    score: i64,
    new: Vec<String>,
    gone: Vec<String>,
    accepted: Vec<String>,
    reopened: Vec<String>,
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
    standing: &'static str,
    fingerprint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

#[derive(Serialize)]
struct Unsupported {
    line: u32,
    column: u32,
    message: String,
}

/// The report as a line.
pub(super) fn spell(report: &Report, step: Option<Step>) -> String {
    let landscape = &report.landscape;
    let unsupported = report.import.notes.iter().map(unsupported);
    let line = Line {
        file: &report.file,
        summary: Summary {
            contexts: report.contexts(),
            relationships: landscape.relationships.len(),
            teams: landscape.teams.len(),
            subdomains: landscape.subdomains.len(),
            aggregates: landscape.aggregates.len(),
        },
        findings: report.findings.iter().map(|finding| found(report, finding)).collect(),
        unsupported: unsupported.collect(),
        score: Score { points: report.score.points, by_rule: report.score.by_rule.iter().copied().collect() },
        trend: step.map(|Step { score, new, gone, accepted, reopened }| Trend { score, new, gone, accepted, reopened }),
    };
    // Nothing in it is beyond JSON, so that this does not fail.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

fn found<'a>(report: &'a Report, finding: &'a Finding) -> Found<'a> {
    let acceptance = report.acceptance(finding);
    Found {
        code: finding.code,
        severity: finding.severity,
        message: &finding.message,
        targets: finding.targets.iter().map(|id| report.called(*id)).collect(),
        standing: word(finding.standing),
        fingerprint: report.key(finding),
        reason: acceptance.map(|acceptance| acceptance.reason.as_str()),
        until: acceptance.and_then(|acceptance| acceptance.expires).map(|day| day.to_string()),
    }
}

fn unsupported(note: &Note) -> Unsupported {
    let message = match &note.file {
        Some(file) => format!("{file}: {}", note.message),
        None => note.message.clone(),
    };
    Unsupported { line: note.line, column: note.column, message }
}
