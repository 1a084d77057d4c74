//! `cargo xtask ci`: everything that has to hold before a change lands, in the order in which it fails soonest.

use std::time::Instant;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::closing::Closing;
use crate::place::Place;
use crate::{absence, bundle, e2e, process, setup, size, test, tidy};

/// A step: its name, and what does it.
type Step = (&'static str, fn(&Place, &mut Closing) -> Result<()>);

/// Every step, in order.
const STEPS: [Step; 10] = [
    ("setup", |place, _| setup::run(place, Arguments::default())),
    ("tidy", |place, _| tidy::check(place)),
    ("format", |place, _| cargo(place, &["fmt", "--all", "--check"])),
    ("clippy", |place, _| cargo(place, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])),
    ("clippy for the browser", |place, _| cargo(place, &CLIPPY_WEB)),
    ("absence", |place, _| absence::check(place)),
    ("tests", test::rust),
    ("build", |place, _| bundle::build(place)),
    ("size", |place, _| size::check(place)),
    ("browser tests", |place, closing| e2e::test(place, None, closing)),
];

const CLIPPY_WEB: [&str; 12] = [
    "clippy",
    "-p",
    "atoll-core",
    "-p",
    "atoll-kernel",
    "-p",
    "atoll-web",
    "--target",
    "wasm32-unknown-unknown",
    "--",
    "-D",
    "warnings",
];

/// The command. Its last lines are those with which the test runners closed.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let mut closing = Closing::default();
    let mut report = String::from("\nci:\n");
    let start = Instant::now();
    let mut outcome = Ok(());
    for (name, action) in STEPS {
        println!("\n── {name} ──");
        let begin = Instant::now();
        outcome = action(place, &mut closing);
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        report.push_str(&format!("  {name:<24}{word:<8}{}\n", process::spell(begin.elapsed())));
        if let Err(error) = &outcome {
            report.push_str(&format!("ci: stopped at `{name}`: {error:#}\n"));
            break;
        }
    }
    println!("{report}ci: {}", process::spell(start.elapsed()));
    closing.print();
    outcome
}

fn cargo(place: &Place, arguments: &[&str]) -> Result<()> {
    process::run(process::cargo(place).args(arguments))
}
