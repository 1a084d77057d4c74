//! Context Mapper's files: fixtures of our own, real ones where they are at hand, and texts that are no such files.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::path::Path;

use atoll_core::format::context_mapper::FORMAT;
use atoll_core::format::{Import, ImportError, Note, Source};
use atoll_core::model::IdSource;

#[path = "support/corpus.rs"]
mod folder;

#[path = "context_mapper/corpus.rs"]
mod corpus;
#[path = "context_mapper/fixtures.rs"]
mod fixtures;
#[path = "context_mapper/forms.rs"]
mod forms;
#[path = "context_mapper/nonsense.rs"]
mod nonsense;

/// Where our own files are.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/context_mapper");

fn try_import(source: &Source<'_>) -> Result<Import, ImportError> {
    FORMAT.import.expect("the format can be read")(source, &mut IdSource::new(0))
}

/// Imports a text that names no other file.
fn import(text: &str) -> Import {
    try_import(&Source::alone("test.cml", text)).unwrap_or_else(|error| panic!("{text}\n{error}"))
}

/// Imports a file of a folder and what that imports from there.
fn import_file(folder: &str, name: &str) -> Import {
    let read = |path: &str| std::fs::read_to_string(Path::new(folder).join(path)).ok();
    let text = read(name).unwrap_or_else(|| panic!("{folder}/{name} is not there"));
    let source = Source { path: name, text: &text, resolve: &read };
    try_import(&source).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Notes as lines: place, kind, sentence.
fn lines(notes: &[Note]) -> Vec<String> {
    let line = |note: &Note| {
        let file = note.file.as_ref().map(|file| format!("{file}:")).unwrap_or_default();
        format!("{file}{}:{} {:?} {}", note.line, note.column, note.kind, note.message)
    };
    notes.iter().map(line).collect()
}
