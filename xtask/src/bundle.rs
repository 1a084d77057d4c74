//! `cargo xtask build`: the release build of the web part, into `dist/`.
//!
//! Trunk compiles and collects; everything that decides what a browser may keep for ever is ours ([`crate::finish`]).

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::arguments::Arguments;
use crate::finish::{self, split};
use crate::place::Place;
use crate::process;
use crate::setup::{self, Tools};

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    build(place)
}

/// Builds `dist/`.
pub(crate) fn build(place: &Place) -> Result<()> {
    let start = Instant::now();
    let tools = setup::web(place)?;
    let output = place.scratch().join("trunk");
    std::fs::create_dir_all(&output).with_context(|| format!("{} cannot be made", output.display()))?;
    let mut command = trunk(place, &tools, "build")?;
    command.args(["--cargo-profile", "web", "--features", split::FEATURE, "--dist"]).arg(&output);
    // These are added to the flags of `.cargo/config.toml`.
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", split::LINKER_FLAGS);
    process::run(&mut command).context("the web part does not build")?;
    let done = finish::finish(place, &tools, &output)?;
    println!("build: dist/ {done} ({})", process::spell(start.elapsed()));
    Ok(())
}

/// Trunk, so that it downloads nothing and finds the tools that we made sure of.
pub(crate) fn trunk(place: &Place, tools: &Tools, action: &str) -> Result<Command> {
    let mut command = Command::new(&tools.trunk);
    command.args([action, "--offline", "--skip-version-check", "--log", "warn"]);
    command.current_dir(&place.root).env("PATH", tools.path()?);
    Ok(command)
}
