//! The parts of the Rust toolchain: the target for the browser, the linter, the formatter, and the packages' sources.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place::Place;
use crate::process;

const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that the toolchain can build for the browser, lint and format.
pub(super) fn ensure(place: &Place) -> Result<()> {
    let sysroot = process::capture(Command::new("rustc").args(["--print", "sysroot"]).current_dir(&place.root))
        .context("Rust is missing: install rustup, which brings cargo and rustc, and call this again")?;
    let sysroot = Path::new(sysroot.trim());
    if !sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        rustup(place, &["target", "add", TARGET])?;
    }
    for (component, program) in [("clippy", "cargo-clippy"), ("rustfmt", "cargo-fmt")] {
        let has = |name: &str| sysroot.join("bin").join(name).is_file();
        if !has(program) && !has(&format!("{program}.exe")) {
            rustup(place, &["component", "add", component])?;
        }
    }
    Ok(())
}

fn rustup(place: &Place, arguments: &[&str]) -> Result<()> {
    let what = format!("rustup {}", arguments.join(" "));
    if process::find("rustup").is_none() && process::find("rustup.exe").is_none() {
        bail!("rustup is missing. Install it and call this again, or do by hand what `{what}` would do");
    }
    process::step(&what, || process::run(Command::new("rustup").args(arguments).current_dir(&place.root)))
}

/// Fetches the sources of all packages, since Trunk is run so that it never asks a network.
pub(super) fn fetch(place: &Place) -> Result<()> {
    process::run(process::cargo(place).args(["fetch", "--quiet"]))
        .context("the packages' sources cannot be fetched: is the registry reachable?")
}
