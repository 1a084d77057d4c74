//! Node.js with the packages of `e2e/`: the browser tests' and wasm-opt.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::finish::digest;
use crate::place::Place;
use crate::process;

/// The oldest major version of Node.js that the tests run on.
const OLDEST: u32 = 20;

/// Makes sure of Node.js and of the packages in `e2e/`.
pub(super) fn ensure(place: &Place) -> Result<()> {
    let wanted = format!("Node.js {OLDEST} or newer, with npm, is needed for wasm-opt and the browser tests");
    let said = process::capture(Command::new("node").arg("--version")).context(wanted.clone())?;
    if major(&said).is_none_or(|major| major < OLDEST) {
        bail!("{wanted}; this is {}", said.trim());
    }
    let e2e = place.e2e();
    let stamp_file = e2e.join("node_modules/.atoll-stamp");
    let stamp = stamp(&e2e)?;
    if std::fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp) {
        return Ok(());
    }
    process::step("npm ci in e2e/", || {
        let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        process::run(Command::new(npm()).args(options).current_dir(&e2e)).context(wanted)
    })?;
    std::fs::write(&stamp_file, stamp).with_context(|| format!("{} cannot be written", stamp_file.display()))
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Stands for what is to be installed.
fn stamp(e2e: &Path) -> Result<String> {
    let read = |name: &str| std::fs::read(e2e.join(name)).with_context(|| format!("e2e/{name} cannot be read"));
    let both = [read("package.json")?, read("package-lock.json")?].concat();
    Ok(digest::hex(&both))
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
