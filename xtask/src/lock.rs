//! What `Cargo.lock` says: which versions of a package the workspace is built with.

use std::path::Path;

use anyhow::{Context, Result, bail};

/// The versions of a package in the text of a lock file.
pub(crate) fn versions<'a>(lock: &'a str, package: &str) -> Vec<&'a str> {
    let value = |line: &'a str, key: &str| -> Option<&'a str> {
        line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')
    };
    let mut versions = Vec::new();
    let mut is_it = false;
    for line in lock.lines() {
        if let Some(name) = value(line, "name") {
            is_it = name == package;
        } else if let Some(version) = value(line, "version").filter(|_| is_it) {
            versions.push(version);
            is_it = false;
        }
    }
    versions
}

/// The one version of a package in the repository's lock file.
pub(crate) fn version(root: &Path, package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    match versions(&lock, package).as_slice() {
        [version] => Ok((*version).to_owned()),
        [] => bail!("Cargo.lock has no {package}"),
        several => bail!("Cargo.lock has {} versions of {package}: {}", several.len(), several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"base64\"\nversion = \"0.21.0\"\n\n[[package]]\n\
        name = \"wasm-bindgen\"\nversion = \"0.2.129\"\ndependencies = [\n \"cfg-if\",\n]\n\n[[package]]\n\
        name = \"base64\"\nversion = \"0.22.1\"\n";

    #[test]
    fn versions_are_read() {
        assert_eq!(versions(LOCK, "wasm-bindgen"), ["0.2.129"]);
        assert_eq!(versions(LOCK, "base64"), ["0.21.0", "0.22.1"]);
        assert!(versions(LOCK, "leptos").is_empty());
    }
}
