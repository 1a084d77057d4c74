//! Atoll's own file: JSON, one record a line, in an order that does not depend on how the landscape came about, so that
//! a small change is a small difference.
//!
//! Versions 2 and 3 add tables and fields and change none that was there, so that one reader reads all three. A later
//! version that changes something adds a step that leads from the one before; files of every version that has landed are
//! kept in `core/tests/golden` and load for ever.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Format, Import, ImportError, Note, NoteKind, Source};
use crate::model::{ElementId, ElementKind, IdSource, Landscape, OneRecord, Record};
use crate::sorted_set::SortedSet;

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
pub const VERSION: u32 = 3;

/// What every version begins with.
#[derive(Deserialize)]
struct Probe {
    format: String,
    version: u32,
}

/// The tables of a file, in the order in which they are written.
const TABLES: [ElementKind; 25] = [
    ElementKind::Domain,
    ElementKind::Subdomain,
    ElementKind::Team,
    ElementKind::Context,
    ElementKind::Aggregate,
    ElementKind::Relationship,
    ElementKind::Actor,
    ElementKind::Contract,
    ElementKind::Version,
    ElementKind::Message,
    ElementKind::BuildingBlock,
    ElementKind::Term,
    ElementKind::DataStore,
    ElementKind::Deployable,
    ElementKind::Interaction,
    ElementKind::DeliveryPolicy,
    ElementKind::Environment,
    ElementKind::Toggle,
    ElementKind::Release,
    ElementKind::Hotfix,
    ElementKind::Acceptance,
    ElementKind::Story,
    ElementKind::Perspective,
    ElementKind::Scenario,
    ElementKind::Comment,
];

/// The records of a file, in its order. Each is read by itself, so that a mistake is reported at its line.
struct File {
    records: Vec<Record>,
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FileReader)
    }
}

struct FileReader;

impl<'de> Visitor<'de> for FileReader {
    type Value = File;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a landscape")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<File, A::Error> {
        let mut records = vec![Record::empty(ElementKind::Header)];
        let mut met: Vec<String> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if met.contains(&name) {
                return Err(A::Error::custom(format!("duplicate field `{name}`")));
            }
            match name.as_str() {
                "format" => drop(map.next_value::<String>()?),
                "version" => drop(map.next_value::<u32>()?),
                "landscape" => records[0] = map.next_value_seed(OneRecord(ElementKind::Header))?,
                table => {
                    let kind = TABLES.into_iter().find(|kind| kind.table() == table);
                    let kind = kind.ok_or_else(|| A::Error::custom(format!("unknown field `{table}`")))?;
                    map.next_value_seed(ManyRecords { kind, into: &mut records })?;
                }
            }
            met.push(name);
        }
        Ok(File { records })
    }
}

struct ManyRecords<'a> {
    kind: ElementKind,
    into: &'a mut Vec<Record>,
}

impl<'de> DeserializeSeed<'de> for ManyRecords<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ManyRecords<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(record) = list.next_element_seed(OneRecord(self.kind))? {
            self.into.push(record);
        }
        Ok(())
    }
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
        Some(_) => serde_json::from_str::<File>(source.text).map_err(|error| malformed(source.text, &error))?,
        None => {
            return Err(serde_json::from_str::<Probe>(source.text)
                .err()
                .map_or(ImportError::Unknown, |error| malformed(source.text, &error)));
        }
    };
    let mut import = Import::default();
    let mut seen: SortedSet<ElementId> = SortedSet::new();
    for record in file.records {
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

fn malformed(text: &str, error: &serde_json::Error) -> ImportError {
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or_default();
    // Serde lists every field there is; which one is wrong is what helps.
    let message = message.split(", expected one of").next().unwrap_or_default().to_owned();
    // Serde counts columns in bytes; people, and editors, count characters.
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let column = line.char_indices().take_while(|(at, _)| *at < error.column()).count();
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX).max(1);
    ImportError::Malformed { line: number(error.line()), column: number(column), message }
}

/// Writes a landscape.
pub fn write(landscape: &Landscape) -> String {
    let mut text = format!("{{\n\"format\": \"atoll\",\n\"version\": {VERSION},\n\"landscape\": ");
    text.push_str(&json(&Record::Header(landscape.header.clone())));
    for kind in TABLES {
        let ids = landscape.ids_of(kind);
        if ids.is_empty() {
            continue;
        }
        text.push_str(&format!(",\n\"{}\": [", kind.table()));
        for (index, record) in ids.into_iter().filter_map(|id| landscape.get(id)).enumerate() {
            text.push_str(if index == 0 { "\n  " } else { ",\n  " });
            text.push_str(&json(&record));
        }
        text.push_str("\n]");
    }
    text.push_str("\n}\n");
    text
}

/// A record as one line. Records hold nothing that JSON cannot say, so that this does not fail.
fn json(record: &Record) -> String {
    serde_json::to_string(&record.to_value()).unwrap_or_default()
}
