//! Measures as one line of JSON. Its shape is what other programs rely on: only ever add to it.

use atoll_core::measure::Reading;
use atoll_core::model::ElementId;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Report;

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    landscape: Map<String, Value>,
    contexts: Vec<Measured>,
    teams: Vec<Measured>,
}

#[derive(Serialize)]
struct Measured {
    id: ElementId,
    name: String,
    measures: Map<String, Value>,
}

/// The measures as a line.
pub(super) fn spell(report: &Report) -> String {
    let measured = |id: ElementId, of: &[Reading]| Measured { id, name: report.called(id), measures: readings(of) };
    let line = Line {
        file: &report.file,
        landscape: readings(&report.measures.overall),
        contexts: report.measures.contexts.iter().map(|(id, of)| measured((*id).into(), of)).collect(),
        teams: report.measures.teams.iter().map(|(id, of)| measured((*id).into(), of)).collect(),
    };
    // Nothing in it is beyond JSON, so that this does not fail.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

/// The readings by key: the figure, null where there is none, and what people are shown.
fn readings(readings: &[Reading]) -> Map<String, Value> {
    let reading = |it: &Reading| (it.key.to_owned(), json!({ "value": it.value, "text": it.text }));
    readings.iter().map(reading).collect()
}
