//! What the parts that are written in C are built with: the tools, the server's database and its allocator.

use anyhow::{Result, bail};

use super::debian;
use crate::process;

/// Makes sure of a compiler and of make.
pub(super) fn ensure() -> Result<()> {
    let is_there = || ["cc", "make"].into_iter().all(|name| process::find(name).is_some());
    if !is_there() && debian::can_install() {
        process::step("installing a compiler for C", || debian::install(&["gcc", "libc6-dev", "make"]))?;
    }
    if !is_there() {
        bail!("the build needs cc and make. Install them (on Debian: `apt-get install gcc libc6-dev make`)");
    }
    Ok(())
}
