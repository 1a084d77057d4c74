//! `docs/guide/measures.md`: what stands between its marks is written from the registry and from the examples.
//!
//! With `ATOLL_WRITE_DOCS=1` in the environment the test writes the file instead of comparing it.

use std::fmt::Write as _;

use atoll_core::gallery::EXAMPLES;
use atoll_core::graph::Graph;
use atoll_core::measure::{self, MEASURES, Measure, Measures, Of, Reading, UNDEFINED};
use atoll_core::model::{ElementId, Landscape};

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guide/measures.md");

#[test]
fn the_guide_tells_what_the_program_measures() {
    let written = std::fs::read_to_string(GUIDE).expect("the guide");
    let mut expected = written.clone();
    for (name, block) in [
        ("landscape", explained(|of| matches!(of, Of::Landscape(_)))),
        ("contexts", explained(|of| matches!(of, Of::Context(_)))),
        ("teams", explained(|of| matches!(of, Of::Team(_)))),
        ("figures", figures()),
    ] {
        expected = replaced(&expected, name, &block);
    }
    if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
        std::fs::write(GUIDE, &expected).expect("the guide can be written");
        return;
    }
    let differs = written.lines().zip(expected.lines()).find(|(written, expected)| written != expected);
    assert!(
        written == expected,
        "docs/guide/measures.md is out of date: run this test once with ATOLL_WRITE_DOCS=1. First difference: {differs:?}"
    );
}

#[test]
fn a_block_is_replaced_between_its_marks_only() {
    let text = "a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n";
    assert_eq!(replaced(text, "x", "new\n"), "a\n<!-- generated: x -->\n\nnew\n\n<!-- end -->\nb\n");
}

/// The text with what stands between the marks of a block replaced.
fn replaced(text: &str, name: &str, block: &str) -> String {
    let mark = format!("<!-- generated: {name} -->\n");
    let (before, rest) = text.split_once(&mark).unwrap_or_else(|| panic!("there is no block {name}"));
    let (_, after) = rest.split_once("<!-- end -->").expect("the block ends");
    format!("{before}{mark}\n{block}\n<!-- end -->{after}")
}

/// Every measure of a scope, explained by its own entry in the registry.
fn explained(is: fn(&Of) -> bool) -> String {
    let mut text = String::new();
    for it in MEASURES.iter().filter(|measure| is(&measure.of)) {
        let Measure { key, name, unit, says, formula, source, evidence, .. } = it;
        let _ = writeln!(text, "- **{name}** (`{key}`, {}, {}): {says}", unit.word(), evidence.word());
        let _ = writeln!(text, "  Formula: {formula}. Source: {source}");
    }
    text
}

/// What the examples measure.
fn figures() -> String {
    let landscapes = EXAMPLES.map(|example| example.landscape());
    let measured = landscapes.each_ref().map(|landscape| measure::compute(landscape, &Graph::of(landscape)));
    let mut text = row(std::iter::once("measure").chain(EXAMPLES.map(|example| example.name)));
    text += &row(std::iter::once("---").chain(EXAMPLES.map(|_| "---")));
    for (index, reading) in measured[0].overall.iter().enumerate() {
        let name = measure::measure(reading.key).map_or(UNDEFINED, |measure| measure.name);
        text += &row(std::iter::once(name).chain(measured.iter().map(|of| of.overall[index].text.as_str())));
    }
    for ((example, landscape), Measures { contexts, teams, .. }) in EXAMPLES.iter().zip(&landscapes).zip(&measured) {
        let contexts = contexts.iter().map(|(id, readings)| (ElementId::from(*id), readings.as_slice()));
        let teams = teams.iter().map(|(id, readings)| (ElementId::from(*id), readings.as_slice()));
        let _ = write!(text, "\n### {}\n\n", example.name);
        text += &table("context", landscape, &contexts.collect::<Vec<_>>());
        text += "\n";
        text += &table("team", landscape, &teams.collect::<Vec<_>>());
    }
    text
}

fn table(what: &str, landscape: &Landscape, rows: &[(ElementId, &[Reading])]) -> String {
    let short = |reading: &Reading| measure::measure(reading.key).map_or(UNDEFINED, |measure| measure.short);
    let heads: Vec<&str> = rows.first().map(|(_, readings)| readings.iter().map(short).collect()).unwrap_or_default();
    let mut text = row(std::iter::once(what).chain(heads.iter().copied()));
    text += &row(std::iter::once("---").chain(heads.iter().map(|_| "---")));
    for (id, readings) in rows {
        let name = landscape.name(*id);
        text += &row(std::iter::once(name.as_str()).chain(readings.iter().map(|reading| reading.text.as_str())));
    }
    text
}

fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<&str> = cells.into_iter().collect();
    format!("| {} |\n", cells.join(" | "))
}
