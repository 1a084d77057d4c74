//! A comparison as one line of JSON. Its shape is what other programs rely on: only ever add to it.

use atoll_core::difference::{By, Tally, json};
use atoll_core::measure::Reading;
use atoll_core::scenario::{Milestone, Prospect};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Report;

#[derive(Serialize)]
struct Line<T> {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    matched: Option<&'static str>,
    difference: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<Step>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conflicts: Option<Vec<Conflict>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roadmap: Vec<Row>,
}

#[derive(Serialize)]
struct Step {
    label: String,
    error: Option<String>,
}

#[derive(Serialize)]
struct Conflict {
    told: String,
    choices: Vec<&'static str>,
}

/// Where one is after a step.
#[derive(Serialize)]
struct Row {
    label: String,
    error: Option<String>,
    findings: Found,
    measures: Map<String, Value>,
}

#[derive(Serialize)]
struct Found {
    score: u64,
    errors: usize,
    warnings: usize,
    infos: usize,
    known: usize,
    accepted: usize,
}

#[derive(Serialize)]
struct Side {
    scenario: Option<String>,
    name: String,
    steps: usize,
    conflicts: usize,
    added: usize,
    changed: usize,
    removed: usize,
    findings: Found,
    measures: Map<String, Value>,
}

#[derive(Serialize)]
struct Sides {
    file: String,
    scenarios: Vec<Side>,
}

/// The report as a line.
pub(super) fn spell(report: &Report) -> String {
    let outlook = report.outlook.as_ref();
    let steps = outlook.map(|(outlook, _)| {
        let step = |step: &atoll_core::scenario::Outcome| Step {
            label: step.label.clone(),
            error: step.result.as_ref().err().map(ToString::to_string),
        };
        outlook.steps.iter().map(step).collect()
    });
    let conflicts = outlook.map(|(outlook, base)| {
        let conflict = |it: &atoll_core::scenario::Conflict| Conflict {
            told: it.told(base, &outlook.landscape),
            choices: it.choices().iter().map(|(_, label)| *label).collect(),
        };
        outlook.conflicts.iter().map(conflict).collect()
    });
    line(&Line {
        title: report.title.clone(),
        matched: report.matching.as_ref().map(|matching| match matching.by {
            By::Identifiers => "identifiers",
            By::Names => "names",
        }),
        difference: json(&report.difference),
        steps,
        conflicts,
        roadmap: report.roadmap.iter().map(row).collect(),
    })
}

/// Several scenarios as a line.
pub(super) fn prospects(file: &str, prospects: &[Prospect]) -> String {
    let side = |it: &Prospect| Side {
        scenario: it.scenario.map(|id| id.to_string()),
        name: it.name.clone(),
        steps: it.steps,
        conflicts: it.conflicts,
        added: it.added,
        changed: it.changed,
        removed: it.removed,
        findings: found(&it.findings),
        measures: measures(&it.figures),
    };
    line(&Sides { file: file.to_owned(), scenarios: prospects.iter().map(side).collect() })
}

fn row(it: &Milestone) -> Row {
    Row {
        label: it.label.clone(),
        error: it.error.as_ref().map(ToString::to_string),
        findings: found(&it.findings),
        measures: measures(&it.figures),
    }
}

fn found(tally: &Tally) -> Found {
    let Tally { errors, warnings, infos, known, accepted, points } = *tally;
    Found { score: points, errors, warnings, infos, known, accepted }
}

/// The figures by key, null where there is none.
fn measures(figures: &[Reading]) -> Map<String, Value> {
    figures.iter().map(|reading| (reading.key.to_owned(), Value::from(reading.value))).collect()
}

fn line(object: &impl Serialize) -> String {
    // Nothing in it is beyond JSON, so that this does not fail.
    serde_json::to_string(object).unwrap_or_default() + "\n"
}
