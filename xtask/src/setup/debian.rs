//! Packages of Debian, for whoever may install them.

use std::process::Command;

use anyhow::Result;

use crate::process;

/// Whether packages can be installed here without asking anybody.
pub(super) fn can_install() -> bool {
    process::find("apt-get").is_some() && is_root()
}

/// Whether this is the account that may do everything.
pub(super) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}

/// Installs packages.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    let apt = |arguments: &[&str]| {
        process::run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-qq", "-y", "--no-install-recommends"], packages].concat())
}
