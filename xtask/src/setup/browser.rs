//! The browser that tests run in: the user's own, or Debian's.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::debian;
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
    if debian::can_install() {
        process::step("installing Chromium", || debian::install(&PACKAGES))?;
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
