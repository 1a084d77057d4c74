//! Reads landscapes from files, with the files that those name.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use atoll_core::format::{self, Import, Note, NoteKind, Source};
use atoll_core::model::{IdSource, Landscape};

/// Reads a file of any format. What it names itself is looked for from where it is.
///
/// Answers with a sentence where nothing at all could be had from it.
pub(super) fn read(path: &Path) -> Result<Import, String> {
    let name = path.to_string_lossy();
    let explain = |reason: String| format!("{name}: {reason}");
    let text = read_text(path).map_err(explain)?;
    let resolve = |path: &str| read_text(Path::new(path)).ok();
    let source = Source { path: &name, text: &text, resolve: &resolve };
    let import = format::import(&source, &mut IdSource::new(0)).map_err(|error| format!("{name}: {error}"))?;
    if import.is_broken() && import.landscape() == Landscape::default() {
        let notes = import.notes.iter().filter(|note| note.kind == NoteKind::NotUnderstood);
        let lines: Vec<String> = notes.map(|note| spell(&name, note)).collect();
        return Err(lines.join("\n"));
    }
    Ok(import)
}

/// A note as a line: where, what became of it, why.
pub(super) fn spell(file: &str, note: &Note) -> String {
    let Note { file: other, line, column, message, .. } = note;
    let file = other.as_deref().unwrap_or(file);
    format!("{file}:{line}:{column}: {}: {message}", word(note.kind))
}

/// What became of a part of a file, in a word or two.
pub(super) fn word(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Held => "kept",
        NoteKind::Changed => "changed",
        NoteKind::NotUnderstood => "not understood",
    }
}

pub(super) fn read_text(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| reason(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("This file is not UTF-8 text from byte {at} on. Save it as UTF-8 and try again.")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "There is no such file. Look for a slip in its name.".to_owned(),
        ErrorKind::PermissionDenied => "This file may not be read. Ask for the right to read it.".to_owned(),
        ErrorKind::IsADirectory => "This is a folder. Name the files in it.".to_owned(),
        _ => format!("This file cannot be read ({error})."),
    }
}
