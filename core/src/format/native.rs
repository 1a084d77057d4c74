//! Atoll's own file: JSON, one record a line, in an order that does not depend on how the landscape came about, so that
//! a small change is a small difference.
//!
//! Version 1. A later version adds a struct for what it changed and a step that leads from the one before; files of
//! every version that has landed are kept in `core/tests/golden` and load for ever.

use crate::sorted_set::SortedSet;

use serde::{Deserialize, Serialize};

use super::{Format, Import, ImportError, Note, NoteKind, Source};
use crate::model::{
    Aggregate, BoundedContext, Domain, ElementId, Header, IdSource, Landscape, Record, Relationship, Subdomain, Team,
};

/// The registry's entry.
pub static FORMAT: Format = Format {
    name: "Atoll landscape",
    extensions: &["atoll.json"],
    media_type: "application/json",
    recognizes: |text| probe(text).is_some(),
    import: Some(|source, _: &mut IdSource| read(source)),
    export: Some(write),
};

/// The version that is written.
pub const VERSION: u32 = 1;

/// What every version begins with.
#[derive(Deserialize)]
struct Probe {
    format: String,
    version: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    landscape: Header,
    #[serde(default)]
    domains: Vec<Domain>,
    #[serde(default)]
    subdomains: Vec<Subdomain>,
    #[serde(default)]
    teams: Vec<Team>,
    #[serde(default)]
    contexts: Vec<BoundedContext>,
    #[serde(default)]
    aggregates: Vec<Aggregate>,
    #[serde(default)]
    relationships: Vec<Relationship>,
}

/// Reads a landscape.
///
/// # Errors
///
/// Says what is wrong with the file, and where.
pub fn parse(text: &str) -> Result<Landscape, ImportError> {
    read(&Source::alone("", text)).map(|import| import.landscape())
}

fn read(source: &Source<'_>) -> Result<Import, ImportError> {
    let file = match probe(source.text) {
        Some(probe) if probe.version > VERSION => {
            return Err(ImportError::Newer { version: probe.version });
        }
        Some(_) => serde_json::from_str::<File>(source.text).map_err(|error| malformed(&error))?,
        None => {
            return Err(serde_json::from_str::<Probe>(source.text)
                .err()
                .map_or(ImportError::Unknown, |e| malformed(&e)));
        }
    };
    let records = std::iter::once(Record::from(file.landscape))
        .chain(file.domains.into_iter().map(Record::from))
        .chain(file.subdomains.into_iter().map(Record::from))
        .chain(file.teams.into_iter().map(Record::from))
        .chain(file.contexts.into_iter().map(Record::from))
        .chain(file.aggregates.into_iter().map(Record::from))
        .chain(file.relationships.into_iter().map(Record::from));
    let mut import = Import::default();
    let mut seen: SortedSet<ElementId> = SortedSet::new();
    for record in records {
        if seen.insert(record.id()) {
            import.records.push(record);
        } else {
            let message = format!("The identifier {} is used twice; only the first record is kept.", record.id());
            import.notes.push(Note { kind: NoteKind::NotUnderstood, file: None, line: 1, column: 1, message });
        }
    }
    Ok(import)
}

fn probe(text: &str) -> Option<Probe> {
    text.trim_start()
        .starts_with('{')
        .then(|| serde_json::from_str::<Probe>(text).ok())?
        .filter(|p| p.format == "atoll")
}

fn malformed(error: &serde_json::Error) -> ImportError {
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or_default();
    // Serde lists every field there is; which one is wrong is what helps.
    let message = message.split(", expected one of").next().unwrap_or_default().to_owned();
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX).max(1);
    ImportError::Malformed { line: number(error.line()), column: number(error.column()), message }
}

/// Writes a landscape.
pub fn write(landscape: &Landscape) -> String {
    let mut text = format!("{{\n\"format\": \"atoll\",\n\"version\": {VERSION},\n\"landscape\": ");
    text.push_str(&json(&*landscape.header));
    table(&mut text, "domains", landscape.domains.values());
    table(&mut text, "subdomains", landscape.subdomains.values());
    table(&mut text, "teams", landscape.teams.values());
    table(&mut text, "contexts", landscape.contexts.values());
    table(&mut text, "aggregates", landscape.aggregates.values());
    table(&mut text, "relationships", landscape.relationships.values());
    text.push_str("\n}\n");
    text
}

fn table<'a, T: Serialize + 'a>(text: &mut String, name: &str, records: impl ExactSizeIterator<Item = &'a T>) {
    if records.len() == 0 {
        return;
    }
    text.push_str(&format!(",\n\"{name}\": ["));
    for (index, record) in records.enumerate() {
        text.push_str(if index == 0 { "\n  " } else { ",\n  " });
        text.push_str(&json(record));
    }
    text.push_str("\n]");
}

/// A record as one line. Records hold nothing that JSON cannot say, so that this does not fail.
fn json<T: Serialize>(record: &T) -> String {
    serde_json::to_string(record).unwrap_or_default()
}
