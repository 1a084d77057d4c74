//! A difference as JSON. Its shape is what other programs rely on: only ever add to it.

use serde::Serialize;

use crate::model::{ElementId, Value};

use super::{Difference, ElementDifference, FieldDifference, Found, MeasureDifference, Status, Tally};

/// The difference as an object, in an order that depends on nothing but what differs.
pub fn json(difference: &Difference) -> impl Serialize + use<> {
    let count = |status| difference.count(status);
    Object {
        before: difference.names[0].clone(),
        after: difference.names[1].clone(),
        counts: Counts {
            added: count(Status::Added),
            removed: count(Status::Removed),
            changed: count(Status::Changed),
            moved: count(Status::Moved),
        },
        elements: difference.elements.iter().map(element).collect(),
        findings: Findings {
            before: (&difference.findings.tallies[0]).into(),
            after: (&difference.findings.tallies[1]).into(),
            new: difference.findings.new.iter().map(finding).collect(),
            gone: difference.findings.gone.iter().map(finding).collect(),
            judged: difference
                .findings
                .judged
                .iter()
                .map(|(was, is)| Change { before: finding(was), after: finding(is) })
                .collect(),
        },
        measures: difference.measures.iter().map(measure).collect(),
    }
}

#[derive(Serialize)]
struct Object {
    before: String,
    after: String,
    counts: Counts,
    elements: Vec<Element>,
    findings: Findings,
    measures: Vec<Measure>,
}

#[derive(Serialize)]
struct Counts {
    added: usize,
    removed: usize,
    changed: usize,
    moved: usize,
}

#[derive(Serialize)]
struct Element {
    kind: &'static str,
    id: ElementId,
    name: String,
    status: &'static str,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    label: &'static str,
    before: String,
    after: String,
    from: Value,
    to: Value,
}

#[derive(Serialize)]
struct Findings {
    before: Counted,
    after: Counted,
    new: Vec<Finding>,
    gone: Vec<Finding>,
    judged: Vec<Change<Finding>>,
}

#[derive(Serialize)]
struct Counted {
    errors: usize,
    warnings: usize,
    infos: usize,
    known: usize,
    accepted: usize,
    score: u64,
}

impl From<&Tally> for Counted {
    fn from(tally: &Tally) -> Self {
        let Tally { errors, warnings, infos, known, accepted, points } = *tally;
        Self { errors, warnings, infos, known, accepted, score: points }
    }
}

#[derive(Serialize)]
struct Change<T> {
    before: T,
    after: T,
}

#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: String,
    message: String,
    targets: Vec<ElementId>,
    standing: &'static str,
    told: String,
}

#[derive(Serialize)]
struct Measure {
    key: &'static str,
    name: &'static str,
    before: Figure,
    after: Figure,
    difference: Option<f64>,
}

#[derive(Serialize)]
struct Figure {
    value: Option<f64>,
    text: String,
}

fn element(it: &ElementDifference) -> Element {
    let field = |it: &FieldDifference| Field {
        name: it.name,
        label: it.label,
        before: it.before.clone(),
        after: it.after.clone(),
        from: it.values[0].clone(),
        to: it.values[1].clone(),
    };
    Element {
        kind: it.id.kind().key(),
        id: it.id,
        name: it.name.clone(),
        status: it.status.word(),
        fields: it.fields.iter().map(field).collect(),
    }
}

fn finding(found: &Found) -> Finding {
    Finding {
        code: found.code,
        severity: found.severity.to_string(),
        message: found.message.clone(),
        targets: found.targets.clone(),
        standing: found.judged.word(),
        told: found.judged.told(),
    }
}

fn measure(it: &MeasureDifference) -> Measure {
    let [before, after] =
        [&it.before, &it.after].map(|reading| Figure { value: reading.value, text: reading.text.clone() });
    Measure { key: it.key, name: it.name, before, after, difference: it.difference }
}
