//! Context Mapper's language (CML): the strategic part of it becomes records; the rest is kept as text, word for word,
//! with the record that it belongs to.
//!
//! A file is cut into tokens (`lexer`), read into blocks by the tables of `grammar` (`parser`) and, together with
//! the files that it imports (`load`), made into records (`lower`). Nothing in a file stops this: what cannot be read
//! is noted with its place, and reading goes on with the next statement.

use super::{Format, Import, ImportError, NoteKind, Source};
use crate::model::IdSource;

mod cursor;
mod grammar;
mod lexer;
mod load;
mod lower;
mod notes;
mod parser;
mod recognize;
mod relationship;
mod skip;
mod tree;
mod words;

/// The registry's entry.
pub static FORMAT: Format = Format {
    name: "Context Mapper",
    extensions: &["cml"],
    media_type: "text/x-cml",
    recognizes: recognize::recognizes,
    import: Some(read),
    export: None,
};

fn read(source: &Source<'_>, ids: &mut IdSource) -> Result<Import, ImportError> {
    let files = load::load(source);
    let (import, is_known) = lower::lower(&files, ids);
    if is_known { Ok(import) } else { Err(malformed(&import)) }
}

/// The files that a file imports, as it names them.
pub fn imports(text: &str) -> Vec<String> {
    let (root, _) = parser::parse(text);
    root.values("import").map(|(_, import)| import.text.to_string()).collect()
}

/// Why there is nothing to import: the first thing that is wrong, if anything is.
fn malformed(import: &Import) -> ImportError {
    let wrong = import.notes.iter().find(|note| note.kind == NoteKind::NotUnderstood);
    let message = match wrong {
        None => "there is no ContextMap, BoundedContext or Domain in this file".to_owned(),
        Some(note) => {
            let file = note.file.as_ref().map(|file| format!("in {file}: ")).unwrap_or_default();
            // Nothing is kept of a file that is refused.
            let message = note.message.trim_end_matches(skip::KEPT_AS_TEXT).trim_end_matches('.');
            format!("{file}{message}")
        }
    };
    let (line, column) = wrong.map_or((1, 1), |note| (note.line, note.column));
    ImportError::Malformed { line, column, message }
}
