//! `atoll measure`: what the measures say of files.

mod json;
mod text;

use std::io;
use std::path::{Path, PathBuf};

use atoll_core::format::{Import, NoteKind};
use atoll_core::graph::Graph;
use atoll_core::measure::{self, Measures};
use atoll_core::model::{ElementId, Landscape};
use clap::{Args, ValueEnum};

use super::output::{Colours, complain, print};
use super::{End, input};

/// Measures landscapes: coupling, cycles, structure, and how teams fit them
///
/// Reads Atoll's own files and Context Mapper's. What a file imports is looked for from where the file is. What each
/// measure says, by which formula and who says so, stands in docs/guide/measures.md.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 measured, 2 a file that could not be read whole.")]
pub(super) struct Arguments {
    /// The files to measure
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to say it: for people, or one JSON object a line for each file
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What a file measures.
struct Report {
    file: String,
    landscape: Landscape,
    measures: Measures,
}

impl Report {
    fn on(file: String, import: &Import) -> Self {
        let landscape = import.landscape();
        let measures = measure::compute(&landscape, &Graph::of(&landscape));
        Self { file, landscape, measures }
    }

    /// How people call an element: by its name, else by its identifier.
    fn called(&self, id: ElementId) -> String {
        let name = self.landscape.name(id);
        if name.is_empty() { id.to_string() } else { name }
    }
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    arguments.files.iter().map(|file| measure(file, arguments.format)).max().unwrap_or_default()
}

fn measure(path: &Path, format: Format) -> End {
    let import = match input::read(path) {
        Ok(import) => import,
        Err(sentences) => {
            sentences.lines().for_each(complain);
            return End::Failed;
        }
    };
    let report = Report::on(path.to_string_lossy().into_owned(), &import);
    // What was not understood is not measured: whoever reads the figures has to know.
    let broken = import.notes.iter().filter(|note| note.kind == NoteKind::NotUnderstood);
    broken.for_each(|note| complain(&input::spell(&report.file, note)));
    let printed = print(&match format {
        Format::Text => text::spell(&report, Colours::on(&io::stdout())),
        Format::Json => json::spell(&report),
    });
    printed.max(if import.is_broken() { End::Failed } else { End::Well })
}

#[cfg(test)]
mod tests;
