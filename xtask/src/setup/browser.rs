//! The browser that tests run in: the user's own, or Debian's.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PACKAGES: [&str; 2] = ["chromium", "fonts-dejavu-core"];

/// Makes sure of a Chromium; answers with its program.
pub(super) fn ensure() -> Result<PathBuf> {
    if let Some(program) = std::env::var_os("CHROMIUM").filter(|program| !program.is_empty()).map(PathBuf::from) {
        if program.is_file() {
            return Ok(program);
        }
        bail!("CHROMIUM names {}, which is no file", program.display());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    if process::find("apt-get").is_some() && is_root() {
        process::step("installing Chromium", install)?;
        if let Some(found) = find() {
            return Ok(found);
        }
    }
    bail!(
        "the browser tests need Chromium and there is none on the PATH. Install it (on Debian: `apt-get install {}`) \
         or set CHROMIUM to its program",
        PACKAGES.join(" ")
    )
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| process::find(name))
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}

fn install() -> Result<()> {
    let apt = |arguments: &[&str]| {
        process::run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-qq", "-y", "--no-install-recommends"], PACKAGES.as_slice()].concat())
}
