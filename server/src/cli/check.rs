//! `atoll check`: what the rules find in files.

mod baseline;
mod json;
mod report;
mod text;
mod trend;

use std::io;
use std::path::{Path, PathBuf};

use atoll_core::format::NoteKind;
use atoll_core::model;
use atoll_core::rule::Severity;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use self::baseline::Baseline;
use self::report::Report;
use self::trend::Trend;
use super::output::{Colours, complain, print};
use super::{End, input};

/// Says what is wrong with landscapes
///
/// Reads Atoll's own files and Context Mapper's. What a file imports is looked for from where the file is. What is
/// accepted in a file, or known to its baseline or to the one given here, is shown and never denied.
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
    /// Exit with 1 for open findings of this severity and above
    #[arg(long, value_enum, default_value_t = Deny::Error, value_name = "SEVERITY")]
    deny: Deny,
    /// The day on which it is checked, like 2026-03-31; today, in universal time, unless you say otherwise
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<NaiveDate>,
    /// Findings that are known and not denied, as --write-baseline writes them
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write a baseline of all that is found and not accepted; from here on it is known
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// Say what changes from each file to the next, which are states of one landscape in the order of time
    #[arg(long)]
    trend: bool,
}

/// The day that an argument names.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    model::date(text).ok_or_else(|| "a day is written like 2026-03-31".to_owned())
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

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    let mut baseline = match arguments.baseline.as_deref().map(Baseline::read).transpose() {
        Ok(baseline) => baseline.unwrap_or_default(),
        Err(sentence) => {
            complain(&sentence);
            return End::Failed;
        }
    };
    let today = arguments.today.unwrap_or_else(|| chrono::Utc::now().date_naive());
    let mut trend = arguments.trend.then(Trend::default);
    let mut worst = End::default();
    for file in &arguments.files {
        let end = match report(file, today) {
            Some(mut report) => {
                if arguments.write_baseline.is_some() {
                    baseline.learn(&report);
                }
                report.know(&baseline);
                tell(arguments, &report, trend.as_mut()).max(report.end(arguments.deny.into()))
            }
            None => End::Failed,
        };
        worst = worst.max(end);
    }
    if let Some(trend) = trend.filter(|_| arguments.format == Format::Text) {
        worst = worst.max(print(&trend.spell(Colours::on(&io::stdout()))));
    }
    let written = arguments.write_baseline.as_deref().map(|path| baseline.write(path));
    if let Some(Err(sentence)) = written {
        complain(&sentence);
        worst = End::Failed;
    }
    worst
}

/// What was found in a file; nothing where it could not be read, which is then said.
fn report(path: &Path, today: NaiveDate) -> Option<Report> {
    match input::read(path) {
        Ok(import) => Some(Report::on(path.to_string_lossy().into_owned(), import, today)),
        Err(sentences) => {
            sentences.lines().for_each(complain);
            None
        }
    }
}

/// Prints a report.
fn tell(arguments: &Arguments, report: &Report, trend: Option<&mut Trend>) -> End {
    let step = trend.map(|trend| trend.add(report));
    match arguments.format {
        Format::Text => print(&text::spell(report, Colours::on(&io::stdout()))),
        Format::Json => {
            // Whoever reads the objects sees what is not supported, but not what made the exit code.
            let broken = report.import.notes.iter().filter(|note| note.kind == NoteKind::NotUnderstood);
            broken.for_each(|note| complain(&input::spell(&report.file, note)));
            print(&json::spell(report, step.flatten()))
        }
    }
}

#[cfg(test)]
mod tests;
