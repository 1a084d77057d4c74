//! Files of every version that has landed: they load for ever, and the newest version is written as it was.
//!
//! A file here is never edited but for fields and words that are new; a version that changed anything else gets a file
//! of its own beside it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use atoll_core::format::native;
use atoll_core::model::{ElementId, ElementKind, Landscape, Record, RelationshipKind, Shape, Value};

fn files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let entries = std::fs::read_dir(folder).expect("the folder of golden files");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".atoll.json"));
    paths.sort();
    let read = |path: PathBuf| (path.display().to_string(), std::fs::read_to_string(&path).expect("readable"));
    paths.into_iter().map(read).collect()
}

fn version(text: &str) -> u64 {
    let file: serde_json::Value = serde_json::from_str(text).expect("JSON");
    file["version"].as_u64().expect("a version")
}

#[test]
fn every_file_loads_and_that_of_today_is_written_as_it_was() {
    let mut versions = BTreeSet::new();
    for (path, text) in files() {
        let landscape = native::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        versions.insert(version(&text));
        if version(&text) == u64::from(native::VERSION) {
            assert_eq!(native::write(&landscape), text, "{path}");
        }
    }
    let all: BTreeSet<u64> = (1..=u64::from(native::VERSION)).collect();
    assert_eq!(versions, all, "there is a file of every version");
}

#[test]
fn version_1_says_what_it_always_said() {
    let (_, text) = files().into_iter().find(|(path, _)| path.ends_with("/version-1.atoll.json")).expect("the file");
    let landscape = native::parse(&text).expect("version 1");
    let counts = |landscape: &Landscape| {
        [
            landscape.domains.len(),
            landscape.subdomains.len(),
            landscape.teams.len(),
            landscape.contexts.len(),
            landscape.aggregates.len(),
            landscape.relationships.len(),
        ]
    };
    assert_eq!(counts(&landscape), [3, 4, 5, 6, 3, 8]);
    assert_eq!(landscape.header.assumptions["ripple.ud.to_upstream"], 0.05);
    let get = |id: &str| landscape.get(id.parse().expect("an identifier")).expect("there");
    let Record::Context(first) = get("c1") else { panic!("a context") };
    assert_eq!((first.owners.len(), first.refines.map(ElementId::from)), (2, "c2".parse().ok()));
    assert_eq!(first.held[0].text, "Module Tides { }");
    let Record::Relationship(mud) = get("r6") else { panic!("a relationship") };
    assert_eq!(mud.kind, RelationshipKind::BigBallOfMud);
    let Record::Context(largest) = get("c3w5e11264sgsf") else { panic!("a context") };
    assert_eq!(largest.id.number(), u64::MAX);
    assert!(largest.name.ends_with("\u{202e}right to left\u{202c}, \"quotes\", \\ and \u{0}\u{1f}\n\t"));
}

#[test]
fn every_field_and_every_word_that_there_is_is_in_a_file_of_today() {
    let today: Vec<Landscape> = files()
        .into_iter()
        .filter(|(_, text)| version(text) == u64::from(native::VERSION))
        .map(|(path, text)| native::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}")))
        .collect();
    let mut missing = Vec::new();
    for kind in ElementKind::ALL {
        let records: Vec<Record> =
            today.iter().flat_map(|file| file.ids_of(*kind).into_iter().filter_map(|id| file.get(id))).collect();
        for (place, spec) in kind.specs().iter().enumerate() {
            let is_said = |record: &Record| !record.fields()[place].is_silent();
            if !records.iter().any(is_said) {
                missing.push(format!("{}.{}", kind.key(), spec.name));
            }
            let choices = match spec.shape {
                Shape::Choice(choices) | Shape::Choices(choices) => choices,
                _ => &[],
            };
            let said: Vec<Value> = records.iter().map(|record| record.fields()[place].value()).collect();
            let has = |word: &str| {
                let word = Value::Text(word.to_owned());
                said.iter().any(|value| *value == word || matches!(value, Value::List(all) if all.contains(&word)))
            };
            let unsaid = choices.iter().filter(|choice| choice.key != "undefined" && !has(choice.key));
            missing.extend(unsaid.map(|choice| format!("{}.{} = {}", kind.key(), spec.name, choice.key)));
        }
    }
    assert!(missing.is_empty(), "add these to the golden file of version {}: {missing:?}", native::VERSION);
}
