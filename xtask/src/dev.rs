//! `cargo xtask dev`: Trunk's own server, which rebuilds and reloads the page at every change.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::place::Place;
use crate::{bundle, process, setup};

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let tools = setup::web(place)?;
    let output = place.scratch().join("dev");
    std::fs::create_dir_all(&output)?;
    let mut command = bundle::trunk(place, &tools, "serve")?;
    command.arg("--dist").arg(&output);
    println!("dev: http://127.0.0.1:7170 (Ctrl-C stops it)");
    process::run(&mut command)
}
