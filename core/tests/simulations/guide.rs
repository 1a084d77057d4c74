//! `docs/guide/simulations.md`: what stands between its marks is written from the registry.
//!
//! With `ATOLL_WRITE_DOCS=1` in the environment the test writes the file instead of comparing it.

use std::fmt::Write as _;

use atoll_core::model::Landscape;
use atoll_core::simulation::{Evidence, SIMULATIONS};

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guide/simulations.md");
const BEGIN: &str = "<!-- generated: simulations -->\n";
const END: &str = "<!-- end -->";

#[test]
fn the_guide_names_every_simulation_and_every_assumption() {
    let written = std::fs::read_to_string(GUIDE).expect("the guide");
    let (before, rest) = written.split_once(BEGIN).expect("where it begins");
    let (_, after) = rest.split_once(END).expect("where it ends");
    let expected = format!("{before}{BEGIN}\n{}\n{END}{after}", block());
    if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
        std::fs::write(GUIDE, &expected).expect("the guide can be written");
        return;
    }
    let differs = written.lines().zip(expected.lines()).find(|(written, expected)| written != expected);
    assert!(written == expected, "{GUIDE} is out of date: run this test once with ATOLL_WRITE_DOCS=1. {differs:?}");
}

fn block() -> String {
    let mut text = String::new();
    for simulation in SIMULATIONS {
        let _ = writeln!(text, "## {} (`{}`)\n", simulation.name, simulation.code);
        let _ = writeln!(text, "*{}* {}\n", simulation.question, simulation.explanation);
        let page = format!("simulations/{}.md", simulation.code);
        let path = format!("{}/../docs/guide/{page}", env!("CARGO_MANIFEST_DIR"));
        if std::path::Path::new(&path).exists() {
            let _ = writeln!(text, "The model, its formulas and sources: [{page}]({page}).\n");
        }
        let settings = (simulation.settings)(&Landscape::default());
        for setting in &settings {
            let options: Vec<String> =
                setting.options.iter().map(|(code, name)| format!("{name} (`{code}`)")).collect();
            let _ = writeln!(text, "- **{}** (`{}`): {}", setting.label, setting.key, options.join("; "));
        }
        if !settings.is_empty() {
            text.push('\n');
        }
        text.push_str("| assumption | key | default | plausible | evidence |\n| --- | --- | --- | --- | --- |\n");
        for it in (simulation.parameters)() {
            let evidence = match it.evidence {
                Evidence::Published(source) => format!("published: {source}"),
                evidence => evidence.word().to_owned(),
            };
            let [default, low, high] = [it.default, it.low, it.high].map(|value| it.unit.spell(value));
            let label = it.label.replace('|', "\\|");
            let _ = writeln!(text, "| {label} | `{}` | {default} | {low} to {high} | {evidence} |", it.key);
        }
        text.push('\n');
    }
    text
}
