//! Files in and out: one format a file, and the list of them.
//!
//! An import brings what it can and says of everything else what became of it; it never drops anything in silence, and
//! it never fails because a reference points nowhere.

use std::fmt;

use crate::model::{IdSource, Landscape, Record};

pub mod context_mapper;
pub mod link;
pub mod native;

/// Every format, in the order that menus show them.
pub static FORMATS: [&Format; 3] = [&native::FORMAT, &context_mapper::FORMAT, &link::FORMAT];

/// What menus, drag and drop and the command line need to know of a format.
#[derive(Debug)]
pub struct Format {
    /// What menus call it.
    pub name: &'static str,
    /// How its files end, without the leading dot; the first is what export uses.
    pub extensions: &'static [&'static str],
    /// Its media type.
    pub media_type: &'static str,
    /// Whether a text looks like this format.
    pub recognizes: fn(&str) -> bool,
    /// Reads a file.
    pub import: Option<ImportFunction>,
    /// Writes a landscape.
    pub export: Option<fn(&Landscape) -> String>,
}

/// How a format reads a file.
pub type ImportFunction = fn(&Source<'_>, &mut IdSource) -> Result<Import, ImportError>;

/// A file to read, and where the files that it names can be had.
pub struct Source<'a> {
    /// The file's path or name; what it names itself is relative to this.
    pub path: &'a str,
    /// What is in it.
    pub text: &'a str,
    /// What is in the file at this path, if it can be had.
    pub resolve: &'a dyn Fn(&str) -> Option<String>,
}

impl<'a> Source<'a> {
    /// A file that stands alone.
    pub fn alone(path: &'a str, text: &'a str) -> Self {
        Self { path, text, resolve: &|_| None }
    }
}

/// What was in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The records that were understood.
    pub records: Vec<Record>,
    /// What became of everything else, in the order of the file.
    pub notes: Vec<Note>,
    /// How many contexts and teams are on the file's map; nothing where the file has no map.
    pub on_map: Option<usize>,
}

impl Import {
    /// Whether something could not be understood, as against understood and kept as text.
    pub fn is_broken(&self) -> bool {
        self.notes.iter().any(|note| note.kind == NoteKind::NotUnderstood)
    }

    /// The landscape that the file holds.
    pub fn landscape(&self) -> Landscape {
        Landscape::from_records(self.records.iter().cloned())
    }
}

/// What became of a part of a file that has no record of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What became of it.
    pub kind: NoteKind,
    /// The file that it is in, where that is not the file that was opened.
    pub file: Option<String>,
    /// Where it starts, counted from 1.
    pub line: u32,
    /// Where in the line it starts, in characters counted from 1.
    pub column: u32,
    /// A sentence for people.
    pub message: String,
}

/// What became of a part of a file that has no record of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Atoll has no record for it yet; its text is kept, word for word.
    Held,
    /// It was understood, but says something that cannot be so; the message says what was done about it.
    Changed,
    /// It is not what the format allows.
    NotUnderstood,
}

/// Why nothing at all could be had from a file. The display form is a sentence for people that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// No format recognises the text.
    Unknown,
    /// It was written by a newer Atoll than this one.
    Newer {
        /// The version of the format in the file.
        version: u32,
    },
    /// A link does not hold a landscape; the sentence says why.
    Link(&'static str),
    /// The text is not what its format allows.
    Malformed {
        /// Counted from 1.
        line: u32,
        /// Counted from 1.
        column: u32,
        /// What is wrong there.
        message: String,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => {
                let names: Vec<String> =
                    FORMATS.iter().map(|format| format!("{} (.{})", format.name, format.extensions[0])).collect();
                write!(f, "This is no file that Atoll can read. It reads these: {}.", names.join(", "))
            }
            Self::Newer { version } => write!(
                f,
                "This file was written by a newer Atoll (format {version}, this one reads up to {}). Reload the page \
                 or update the program, then open it again.",
                native::VERSION
            ),
            Self::Link(sentence) => f.write_str(sentence),
            Self::Malformed { line, column, message } => {
                write!(f, "Line {line}, column {column}: {message}. Mend the file there and open it again.")
            }
        }
    }
}

impl std::error::Error for ImportError {}

/// The format of a file: by its ending if that is known, else by what is in it.
pub fn recognize(path: &str, text: &str) -> Option<&'static Format> {
    let path = path.to_ascii_lowercase();
    let ends_so = |format: &&&Format| format.extensions.iter().any(|ending| path.ends_with(&format!(".{ending}")));
    let by_content = || FORMATS.iter().find(|format| (format.recognizes)(text));
    FORMATS.iter().find(ends_so).or_else(by_content).copied()
}

/// Reads a file of any format.
///
/// # Errors
///
/// Says why nothing at all could be had from it.
pub fn import(source: &Source<'_>, ids: &mut IdSource) -> Result<Import, ImportError> {
    let read = recognize(source.path, source.text).and_then(|format| format.import);
    read.ok_or(ImportError::Unknown)?(source, ids)
}
