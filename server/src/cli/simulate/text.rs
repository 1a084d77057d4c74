//! Answers for people.

use atoll_core::model::Landscape;
use atoll_core::simulation::comparison::Difference;
use atoll_core::simulation::report::{Report, Table};
use atoll_core::simulation::{Evidence, SIMULATIONS, Simulation};

use crate::cli::output::harmless;

/// How many rows of a table people read.
const ROWS: usize = 20;

/// Every simulation with its question.
pub(super) fn list() -> String {
    let mut text = String::new();
    for simulation in SIMULATIONS {
        text.push_str(&format!("{:<12} {}\n", simulation.code, simulation.question));
    }
    text.push_str("\n`atoll simulate SIMULATION` says what it can be asked; `atoll simulate SIMULATION FILE` asks.\n");
    text
}

/// What a simulation can be asked, and what it rests on.
pub(super) fn one(simulation: &Simulation) -> String {
    let mut text = format!("{}: {}\n\n{}\n", simulation.name, simulation.question, simulation.explanation);
    let settings = (simulation.settings)(&Landscape::default());
    if !settings.is_empty() {
        text.push_str("\nChoices (--set KEY=CHOICE)\n");
    }
    for setting in settings {
        let codes: Vec<&str> = setting.options.iter().map(|(code, _)| code.as_str()).collect();
        text.push_str(&format!("  {:<16} {}: {}\n", setting.key, setting.label, codes.join(", ")));
    }
    text.push_str("\nAssumptions (kept in the landscape)\n");
    for parameter in (simulation.parameters)() {
        let evidence = match parameter.evidence {
            Evidence::Published(source) => format!("published: {source}"),
            evidence => evidence.word().to_owned(),
        };
        let value = parameter.unit.spell(parameter.default);
        text.push_str(&format!("  {:<44} {:<14} {} ({evidence})\n", parameter.key, value, parameter.label));
    }
    text
}

/// An answer.
pub(super) fn spell(landscape: &Landscape, report: &Report, differences: &[Difference]) -> String {
    let mut text = String::new();
    if let Some(subject) = report.subject {
        text.push_str(&format!("About {}\n", harmless(&landscape.name(subject))));
    }
    text.push_str(&format!("{}\n{}\n\n", harmless(&report.summary), report.method.sentence()));
    for quantity in &report.quantities {
        text.push_str(&format!("  {:<44} {}\n", harmless(&quantity.name), quantity.value.spell(quantity.unit)));
    }
    if !differences.is_empty() {
        text.push_str("\nWhat the scenario changes (scenario less what is, from the same seed)\n");
    }
    for difference in differences {
        let verdict = match difference.is_good() {
            Some(true) => "  better",
            Some(false) => "  worse",
            None => "",
        };
        let change = difference.difference.spell(difference.unit);
        text.push_str(&format!("  {:<44} {change}{verdict}\n", harmless(&difference.name)));
    }
    for table in &report.tables {
        add(&mut text, table);
    }
    if !report.caveats.is_empty() {
        text.push_str("\nWhat this does not say\n");
    }
    for caveat in &report.caveats {
        text.push_str(&format!("  {}\n", harmless(caveat)));
    }
    text
}

fn add(text: &mut String, table: &Table) {
    let mut lines: Vec<Vec<String>> = vec![table.columns.iter().map(|column| harmless(&column.name)).collect()];
    for row in table.rows.iter().take(ROWS) {
        let cells = row.cells.iter().zip(&table.columns);
        lines.push(cells.map(|(cell, column)| harmless(&cell.spell(column.unit))).collect());
    }
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|index| {
            lines.iter().filter_map(|line| line.get(index)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    text.push_str(&format!("\n{}\n", harmless(&table.title)));
    for line in lines {
        let mut row = String::from("  ");
        for (cell, width) in line.iter().zip(&widths) {
            row.push_str(&format!("{cell}{}  ", " ".repeat(width - cell.chars().count())));
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    if table.rows.len() > ROWS {
        text.push_str(&format!("  and {} more\n", table.rows.len() - ROWS));
    }
}
