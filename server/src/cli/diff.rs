//! `atoll diff`: what differs between two files, or between a landscape and a scenario of it.

mod json;
mod table;
mod text;

use std::io;
use std::path::{Path, PathBuf};

use atoll_core::difference::{Difference, Matching, markdown};
use atoll_core::format::NoteKind;
use atoll_core::model::{Landscape, Scenario, ScenarioId};
use atoll_core::scenario::{self, Milestone, Outlook, Prospect};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::check::day;
use super::output::{Colours, complain, print};
use super::{End, input};

/// Says what differs between two landscapes, or what a scenario changes
///
/// Reads Atoll's own files and Context Mapper's. Of two files it says what leads from the first to the second: element by
/// element, in what is found, and in what is measured. Of one file it says what a scenario in it changes or, where none is
/// named, compares all of its scenarios.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 compared, 1 there is what --fail-on names, 2 a file that could not be read whole."
)]
pub(super) struct Arguments {
    /// The file as it was, or the one with scenarios in it
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The file as it is
    #[arg(value_name = "NEW", conflicts_with_all = ["scenario", "roadmap"])]
    new: Option<PathBuf>,
    /// The scenario of OLD to compare with the rest of it, by its name
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Say where one is after every step of the scenario
    #[arg(long, requires = "scenario")]
    roadmap: bool,
    /// How to say it: for people, as one JSON object in a line, or as Markdown
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The day on which it is checked, like 2026-03-31; today, in universal time, unless you say otherwise
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<NaiveDate>,
    /// How elements of two files are known to be the same
    #[arg(long = "match", value_enum, default_value_t = By::Auto, value_name = "BY")]
    by: By,
    /// Exit with 1 where there are such; can be given several times
    #[arg(long, value_enum, value_name = "WHAT")]
    fail_on: Vec<FailOn>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// By identifiers where both files mean the same by them, else by names
    Auto,
    /// The same identifier is the same element
    Identifiers,
    /// The same kind and name, of the same holder, is the same element
    Names,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Anything that differs
    Difference,
    /// Findings that are new and neither known nor accepted
    NewFindings,
    /// Contradictions between a scenario and what it is over
    Conflicts,
}

/// What was compared.
struct Report {
    /// What stands at the head of it.
    title: String,
    /// By what the elements of two files were matched.
    matching: Option<Matching>,
    difference: Difference,
    /// Of a scenario: what came of its steps, and the landscape that it is over.
    outlook: Option<(Outlook, Landscape)>,
    roadmap: Vec<Milestone>,
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> End {
    let today = arguments.today.unwrap_or_else(|| chrono::Utc::now().date_naive());
    let Some((old, end)) = read(&arguments.old) else { return End::Failed };
    let name = arguments.old.to_string_lossy();
    match (&arguments.new, &arguments.scenario) {
        (Some(new), _) => {
            let Some((landscape, other_end)) = read(new) else { return End::Failed };
            let title = format!("{name} → {}", new.display());
            tell(arguments, &of_files(arguments.by, title, &old, &landscape, today)).max(end).max(other_end)
        }
        (None, Some(wanted)) => match named(&old, wanted) {
            Ok(scenario) => tell(arguments, &of_scenario(arguments, &name, &old, scenario, today)).max(end),
            Err(sentence) => {
                complain(&format!("{name}: {sentence}"));
                End::Failed
            }
        },
        (None, None) => {
            let ids: Vec<ScenarioId> = old.scenarios.keys().copied().collect();
            if ids.is_empty() {
                complain(&format!("{name}: There is no scenario in this file. Name a second file to compare it with."));
                return End::Failed;
            }
            let prospects = scenario::side_by_side(&old, &ids, Some(today));
            tell_all(arguments, &name, &prospects).max(end)
        }
    }
}

/// A landscape, and whether all of the file was understood; nothing where it could not be read, which is then said.
fn read(path: &Path) -> Option<(Landscape, End)> {
    match input::read(path) {
        Ok(import) => {
            let name = path.to_string_lossy();
            let broken = import.notes.iter().filter(|note| note.kind == NoteKind::NotUnderstood);
            broken.for_each(|note| complain(&input::spell(&name, note)));
            let end = if import.is_broken() { End::Failed } else { End::Well };
            Some((import.landscape(), end))
        }
        Err(sentences) => {
            sentences.lines().for_each(complain);
            None
        }
    }
}

/// The scenario of this name or identifier, or a sentence that says which there are.
fn named<'a>(landscape: &'a Landscape, wanted: &str) -> Result<&'a Scenario, String> {
    let mut scenarios = landscape.scenarios.values();
    let is_it = |scenario: &&std::sync::Arc<Scenario>| scenario.name == wanted || scenario.id.to_string() == wanted;
    scenarios.find(is_it).map(AsRef::as_ref).ok_or_else(|| {
        let names: Vec<String> = landscape.scenarios.values().map(|it| format!("“{}”", it.name)).collect();
        let there =
            if names.is_empty() { "It holds none.".to_owned() } else { format!("It has {}.", names.join(", ")) };
        format!("There is no scenario “{wanted}” in this file. {there}")
    })
}

fn of_files(by: By, title: String, old: &Landscape, new: &Landscape, today: NaiveDate) -> Report {
    let matching = match by {
        By::Auto => Matching::of(old, new),
        By::Identifiers => Matching::by_identifiers(old, new),
        By::Names => Matching::by_names(old, new),
    };
    let difference = Difference::of(old, new, &matching, Some(today));
    Report { title, matching: Some(matching), difference, outlook: None, roadmap: Vec::new() }
}

fn of_scenario(arguments: &Arguments, file: &str, base: &Landscape, it: &Scenario, today: NaiveDate) -> Report {
    let outlook = scenario::outlook(base, it);
    let mut difference = Difference::between(base, &outlook.landscape, &outlook.changes, Some(today));
    difference.names = ["As it is".to_owned(), it.name.clone()];
    let roadmap = if arguments.roadmap { scenario::roadmap(base, it, Some(today)) } else { Vec::new() };
    let title = format!("{file}: {}", it.name);
    Report { title, matching: None, difference, outlook: Some((outlook, base.clone())), roadmap }
}

/// Prints a report.
fn tell(arguments: &Arguments, report: &Report) -> End {
    let printed = print(&match arguments.format {
        Format::Text => text::spell(report, Colours::on(&io::stdout())),
        Format::Json => json::spell(report),
        Format::Markdown => {
            let conflicts = text::conflicts(report).into_iter().map(|told| format!("- {told}\n")).collect::<String>();
            let conflicts = if conflicts.is_empty() { conflicts } else { format!("\n### Conflicts\n\n{conflicts}") };
            let roadmap = table::markdown("### Roadmap", &table::of_roadmap(&report.roadmap));
            markdown(&report.difference) + &conflicts + &roadmap
        }
    });
    printed.max(end(&arguments.fail_on, report))
}

fn end(fail_on: &[FailOn], report: &Report) -> End {
    let is_there = |what: &FailOn| match what {
        FailOn::Difference => !report.difference.is_empty(),
        FailOn::NewFindings => report.difference.findings.has_new_open(),
        FailOn::Conflicts => report.outlook.as_ref().is_some_and(|(outlook, _)| !outlook.conflicts.is_empty()),
    };
    if fail_on.iter().any(is_there) { End::Found } else { End::Well }
}

/// Prints the comparison of several scenarios.
fn tell_all(arguments: &Arguments, file: &str, prospects: &[Prospect]) -> End {
    let rows = table::of_prospects(prospects);
    let printed = print(&match arguments.format {
        Format::Text => text::heading(file, Colours::on(&io::stdout())) + &table::text(&rows),
        Format::Json => json::prospects(file, prospects),
        Format::Markdown => table::markdown("## Scenarios", &rows),
    });
    let has_conflicts = prospects.iter().any(|prospect| prospect.conflicts > 0);
    let is_denied = has_conflicts && arguments.fail_on.contains(&FailOn::Conflicts);
    printed.max(if is_denied { End::Found } else { End::Well })
}

#[cfg(test)]
mod tests;
