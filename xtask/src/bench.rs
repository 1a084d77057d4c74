//! `cargo xtask bench`: the core's benchmarks, what follows is passed on; `cargo xtask bench browser`: the page's;
//! `cargo xtask bench workshop` and `cargo xtask bench rooms`: the server's, beside its peers where these are installed.

use std::process::Command;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::place::Place;
use crate::{e2e, process, server};

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    let words = arguments.rest();
    match words.first().map(String::as_str) {
        Some("browser") => e2e::measure(place),
        Some(name @ ("workshop" | "rooms")) => serving(place, name, &words[1..]),
        _ => process::run(process::cargo(place).args(["bench", "-p", "atoll-core"]).args(words)),
    }
}

/// Builds the server and measures it under the load that has this name.
fn serving(place: &Place, name: &str, words: &[String]) -> Result<()> {
    let program = server::build(place)?;
    let mut node = Command::new("node");
    node.arg(place.e2e().join("bench").join(format!("{name}.mjs"))).args(words).current_dir(&place.root);
    process::run(node.env("ATOLL_PROGRAM", program))
}
