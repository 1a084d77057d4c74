//! Tools that come as Rust packages: taken from the PATH where the version is right, else installed into the cache.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::lock;
use crate::place::{self, Place};
use crate::process;

/// A program that a package installs.
#[derive(Debug)]
pub(super) struct Tool {
    /// The program's name.
    program: &'static str,
    /// The package's name.
    package: &'static str,
    /// The one version that will do.
    version: String,
    /// What `cargo install` is told besides.
    options: &'static [&'static str],
}

/// The builder of the web part. The last version that Rust 1.95 compiles; without its updater and TLS, as it never
/// downloads anything here.
pub(super) fn trunk() -> Tool {
    Tool { program: "trunk", package: "trunk", version: "0.21.14".to_owned(), options: &["--no-default-features"] }
}

/// The tool that makes the loader: exactly the version of the crate that is compiled in, or it refuses the module.
pub(super) fn wasm_bindgen(place: &Place) -> Result<Tool> {
    let version = lock::version(&place.root, "wasm-bindgen")?;
    Ok(Tool { program: "wasm-bindgen", package: "wasm-bindgen-cli", version, options: &[] })
}

/// Makes sure of the tool; answers with its program.
pub(super) fn ensure(place: &Place, tool: &Tool) -> Result<PathBuf> {
    if let Some(found) = process::find(tool.program).filter(|found| is_version(found, &tool.version)) {
        return Ok(found);
    }
    let tools = place::cache()?.join("tools");
    let home = tools.join(format!("{}-{}", tool.program, tool.version));
    let program = home.join("bin").join(format!("{}{}", tool.program, std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        let what = format!("installing {} {} (once, some minutes)", tool.program, tool.version);
        process::step(&what, || install(place, tool, &tools, &home))?;
    }
    Ok(program)
}

fn is_version(program: &Path, version: &str) -> bool {
    let said = Command::new(program).arg("--version").output();
    said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).split_whitespace().next_back() == Some(version))
}

/// Installs beside the final place and moves there, so that an interrupted installation is never taken for a whole one.
fn install(place: &Place, tool: &Tool, tools: &Path, home: &Path) -> Result<()> {
    let unfinished = tools.join(format!("{}-{}.unfinished", tool.program, tool.version));
    let leftovers = tools.join(format!("{}-{}.build", tool.program, tool.version));
    for folder in [&unfinished, &leftovers] {
        remove(folder)?;
    }
    let attempt = |lock: &[&str]| {
        let mut command = process::cargo(place);
        command.args(["install", tool.package, "--version", &tool.version]).args(lock).args(tool.options);
        command.arg("--root").arg(&unfinished).env("CARGO_TARGET_DIR", &leftovers);
        // The tool is to be had soon; how fast it runs matters little.
        for (setting, value) in [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OPT_LEVEL", "1"), ("DEBUG", "0")] {
            command.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
        }
        process::run(&mut command)
    };
    if let Err(error) = attempt(&["--locked"]) {
        println!("· {error}; trying with newer versions of what {} depends on", tool.program);
        attempt(&[]).with_context(|| format!("{} {} cannot be installed", tool.program, tool.version))?;
    }
    remove(&leftovers)?;
    remove(home)?;
    std::fs::rename(&unfinished, home).with_context(|| format!("{} cannot be written", home.display()))
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_is_not_taken() {
        let cargo = process::find("cargo").unwrap();
        assert!(!is_version(&cargo, "0.0.1"));
        assert!(!is_version(Path::new("/nowhere/at/all"), "0.0.1"));
    }
}
