//! `atoll check`: what the rules find in files.

mod json;
mod text;

use std::io;
use std::path::{Path, PathBuf};

use atoll_core::format::{Import, NoteKind};
use atoll_core::model::{ElementId, Landscape, Record};
use atoll_core::rule::{self, Finding, Severity};
use clap::{Args, ValueEnum};

use super::output::{Colours, complain, print};
use super::{End, input};

/// Says what is wrong with landscapes
///
/// Reads Atoll's own files and Context Mapper's. What a file imports is looked for from where the file is.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 nothing to deny, 1 a finding that is denied, 2 a file that could not be read whole."
)]
pub(super) struct Arguments {
    /// The files to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to say it: for people, or one JSON object a line for each file
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 for findings of this severity and above
    #[arg(long, value_enum, default_value_t = Deny::Error, value_name = "SEVERITY")]
    deny: Deny,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    Error,
    Warning,
    Info,
}

impl From<Deny> for Severity {
    fn from(deny: Deny) -> Self {
        match deny {
            Deny::Error => Self::Error,
            Deny::Warning => Self::Warning,
            Deny::Info => Self::Info,
        }
    }
}

/// What was found in a file.
struct Report {
    file: String,
    landscape: Landscape,
    import: Import,
    findings: Vec<Finding>,
}

impl Report {
    fn on(file: String, import: Import) -> Self {
        let landscape = import.landscape();
        let findings = rule::check(&landscape, Some(chrono::Utc::now().date_naive()));
        Self { file, landscape, import, findings }
    }

    /// How many contexts and teams are on the map, or there are where the file has no map.
    fn contexts(&self) -> usize {
        self.import.on_map.unwrap_or(self.landscape.contexts.len() + self.landscape.teams.len())
    }

    /// How people call an element: by its name, a relationship without one by its ends, else by its identifier.
    fn called(&self, id: ElementId) -> String {
        let name = self.landscape.name(id);
        match self.landscape.get(id) {
            _ if !name.is_empty() => name,
            Some(Record::Relationship(relationship)) => {
                let [upstream, downstream] = relationship.parties().map(|party| self.called(party.into()));
                format!("{upstream} → {downstream}")
            }
            _ => id.to_string(),
        }
    }

    fn end(&self, deny: Severity) -> End {
        match self.findings.iter().any(|finding| finding.severity >= deny) {
            _ if self.import.is_broken() => End::Failed,
            true => End::Found,
            false => End::Well,
        }
    }
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    let deny = arguments.deny.into();
    arguments.files.iter().map(|file| check(file, arguments.format, deny)).max().unwrap_or_default()
}

fn check(path: &Path, format: Format, deny: Severity) -> End {
    let import = match input::read(path) {
        Ok(import) => import,
        Err(sentences) => {
            sentences.lines().for_each(complain);
            return End::Failed;
        }
    };
    let report = Report::on(path.to_string_lossy().into_owned(), import);
    let printed = match format {
        Format::Text => print(&text::spell(&report, Colours::on(&io::stdout()))),
        Format::Json => {
            // Whoever reads the objects sees what is not supported, but not what made the exit code.
            let broken = report.import.notes.iter().filter(|note| note.kind == NoteKind::NotUnderstood);
            broken.for_each(|note| complain(&input::spell(&report.file, note)));
            print(&json::spell(&report))
        }
    };
    printed.max(report.end(deny))
}

#[cfg(test)]
mod tests;
