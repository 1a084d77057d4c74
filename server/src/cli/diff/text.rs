//! A comparison for people: the core's lines, in colours that say no more than the signs do.

use std::fmt::Write as _;

use atoll_core::difference;

use super::{Report, table};
use crate::cli::output::{Colours, Look, harmless};

/// The report, in lines.
pub(super) fn spell(report: &Report, colours: Colours) -> String {
    let mut text = heading(&report.title, colours);
    for told in conflicts(report) {
        let _ = writeln!(text, "  {} {}", colours.paint(Look::Warning, "conflict"), harmless(&told));
    }
    for line in difference::text(&report.difference).lines() {
        let line = harmless(line);
        let _ = writeln!(text, "{}", look(&line).map_or(line.clone(), |look| colours.paint(look, &line)));
    }
    if !report.roadmap.is_empty() {
        text.push_str("Roadmap\n");
        text.push_str(&table::text(&table::of_roadmap(&report.roadmap)));
    }
    text
}

/// What stands at the head of a comparison.
pub(super) fn heading(title: &str, colours: Colours) -> String {
    colours.paint(Look::Heading, &harmless(title)) + "\n"
}

/// Every conflict of a scenario in a sentence, with the ways to decide it.
pub(super) fn conflicts(report: &Report) -> Vec<String> {
    let Some((outlook, base)) = &report.outlook else { return Vec::new() };
    let told = outlook.conflicts.iter().map(|conflict| {
        let choices: Vec<&str> = conflict.choices().iter().map(|(_, label)| *label).collect();
        format!("{} ({})", conflict.told(base, &outlook.landscape), choices.join(" / "))
    });
    told.collect()
}

/// How a line looks on a terminal, by its sign.
fn look(line: &str) -> Option<Look> {
    let sign = line.strip_prefix("  ")?.chars().next()?;
    match sign {
        '+' | '*' => Some(Look::Info),
        '-' | '!' => Some(Look::Error),
        '~' | '=' => Some(Look::Warning),
        '>' => Some(Look::Quiet),
        _ => None,
    }
}
