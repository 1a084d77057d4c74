//! What differs between two states of a landscape, for people and for programs: element by element and field by field, in
//! what is found, and in what is measured.

use chrono::NaiveDate;

use crate::change::Changes;
use crate::model::{ElementId, ElementKind, IdSource, Landscape, Record, Value};
use crate::rule;
use crate::sorted_map::SortedMap;

mod figures;
mod findings;
mod json;
mod markdown;
mod matching;
mod measures;
mod text;
pub(crate) mod words;

pub use figures::{HEADLINES, Tally, figure, headlines};
pub use findings::{FindingsDifference, Found, Judged};
pub use json::json;
pub use markdown::markdown;
pub use matching::{By, Matching};
pub use measures::MeasureDifference;
pub(crate) use text::plural;
pub use text::{tallied, text};
pub use words::called;

/// What differs between two states of a landscape.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What people call the earlier state, and the later one.
    pub names: [String; 2],
    /// Every element that differs: kind by kind in the order of [`ElementKind::ALL`], in the order of identifiers.
    pub elements: Vec<ElementDifference>,
    /// What differs in what is found.
    pub findings: FindingsDifference,
    /// The measures of the landscape that differ, in the order of the report.
    pub measures: Vec<MeasureDifference>,
}

/// What happened to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is there and was not.
    Added,
    /// It was there and is not.
    Removed,
    /// It says something else.
    Changed,
    /// It says the same and stands elsewhere on the map.
    Moved,
}

impl Status {
    /// The sign before it in lists.
    pub fn sign(self) -> char {
        match self {
            Self::Added => '+',
            Self::Removed => '-',
            Self::Changed => '~',
            Self::Moved => '>',
        }
    }

    /// What people and files call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

/// What differs of an element.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementDifference {
    /// Which element.
    pub id: ElementId,
    /// What lists call it, as it is after, or as it was where it is gone.
    pub name: String,
    /// What happened to it.
    pub status: Status,
    /// What differs: of what is added or removed all that it says, where it stands left out.
    pub fields: Vec<FieldDifference>,
}

/// What differs of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDifference {
    /// Its name in files.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What it held, in words; empty for nothing.
    pub before: String,
    /// What it holds, in words; empty for nothing.
    pub after: String,
    /// What it held and what it holds, as files write it.
    pub values: [Value; 2],
}

impl Difference {
    /// What differs between two states in which the same identifier is the same element. `changes` leads from the one to
    /// the other. Without a day nothing is overdue.
    pub fn between(before: &Landscape, after: &Landscape, changes: &Changes, today: Option<NaiveDate>) -> Self {
        let [old, new] = [before, after].map(|landscape| rule::check(landscape, today));
        Self {
            names: [before, after].map(|landscape| landscape.header.name.clone()),
            elements: elements(before, after, changes),
            findings: FindingsDifference::between([(before, &old), (after, &new)]),
            measures: measures::between(before, after),
        }
    }

    /// What differs between two landscapes whose elements are matched. Identifiers are those of the earlier one.
    pub fn of(before: &Landscape, after: &Landscape, matching: &Matching, today: Option<NaiveDate>) -> Self {
        let after = matching.translate(before, after, &mut IdSource::new(0));
        Self::between(before, &after, &Changes::between(before, &after), today)
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty() && self.findings.is_empty() && self.measures.is_empty()
    }

    /// How many elements have this status.
    pub fn count(&self, status: Status) -> usize {
        self.elements.iter().filter(|element| element.status == status).count()
    }
}

/// What happened to each element that a change touches: what lies over a picture of the landscape.
pub fn statuses(changes: &Changes) -> SortedMap<ElementId, Status> {
    let added = changes.added.keys().map(|id| (*id, Status::Added));
    let removed = changes.removed.keys().map(|id| (*id, Status::Removed));
    let updated = changes.updated.iter().map(|(id, (before, after))| (*id, status(before, after)));
    added.chain(removed).chain(updated).collect()
}

/// Whether a field says where something stands and nothing else.
pub(crate) fn is_place(field: &str) -> bool {
    matches!(field, "frame" | "places")
}

fn status(before: &Record, after: &Record) -> Status {
    let mut fields = before.specs().iter().zip(before.fields().into_iter().zip(after.fields()));
    let says_else = fields.any(|(spec, (before, after))| !is_place(spec.name) && before.value() != after.value());
    if says_else { Status::Changed } else { Status::Moved }
}

fn elements(before: &Landscape, after: &Landscape, changes: &Changes) -> Vec<ElementDifference> {
    let statuses = statuses(changes);
    let of_kind = |kind: &'static ElementKind| statuses.iter().filter(move |(id, _)| id.kind() == *kind);
    let all = ElementKind::ALL.iter().flat_map(of_kind);
    all.map(|(id, status)| {
        let there = if *status == Status::Removed { before } else { after };
        let fields = fields([before, after], *id, *status);
        ElementDifference { id: *id, name: called(there, *id), status: *status, fields }
    })
    .collect()
}

fn fields(landscapes: [&Landscape; 2], id: ElementId, status: Status) -> Vec<FieldDifference> {
    let [before, after] = landscapes.map(|landscape| landscape.get(id));
    let empty = Record::empty(id.kind());
    let [before, after] = [before, after].map(|record| record.unwrap_or_else(|| empty.clone()));
    let mut differing = Vec::new();
    let both = before.fields().into_iter().zip(after.fields());
    for (spec, (before, after)) in before.specs().iter().zip(both) {
        let values = [before.value(), after.value()];
        let is_whole = matches!(status, Status::Added | Status::Removed);
        let says_nothing = is_whole && (is_place(spec.name) || spec.is_hidden);
        if values[0] == values[1] || says_nothing {
            continue;
        }
        let word = |at: usize| words::value(landscapes[at], id.kind(), spec.name, &values[at]);
        let [before, after] = if is_place(spec.name) {
            [String::new(), "moved".to_owned()]
        } else {
            // What an absent record does not say is no word of its own.
            [
                if status == Status::Added { String::new() } else { word(0) },
                if status == Status::Removed { String::new() } else { word(1) },
            ]
        };
        differing.push(FieldDifference { name: spec.name, label: spec.label, before, after, values });
    }
    differing
}
