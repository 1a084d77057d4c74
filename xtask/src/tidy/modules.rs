//! Files and modules: where they stand, whether they are part of anything, what they begin with.

use std::collections::BTreeSet;

use super::{Finding, Repository};

/// A module stands in `thing.rs` beside `thing/`, never in `thing/mod.rs`.
pub(super) fn no_mod_files(repository: &Repository) -> Vec<Finding> {
    let found = repository.rust().filter(|file| file.name() == "mod.rs");
    found.map(|file| Finding::new(&file.path, 0, "a module stands in thing.rs beside thing/")).collect()
}

/// Every module begins with what it is for.
pub(super) fn headers(repository: &Repository) -> Vec<Finding> {
    let found = repository.rust().filter(|file| !file.text.starts_with("//!"));
    found.map(|file| Finding::new(&file.path, 1, "a file begins with a `//!` header: what it is for")).collect()
}

/// Every Rust file is part of a crate.
pub(super) fn reachable(repository: &Repository) -> Vec<Finding> {
    let roots = roots(repository);
    let mut open = roots.clone();
    let mut reached = BTreeSet::new();
    while let Some(path) = open.pop() {
        let Some(file) = repository.get(&path).filter(|_| !reached.contains(&path)) else { continue };
        let children = children_folder(&path, roots.contains(&path));
        let names = file.rust().code.iter().filter_map(|line| declared(line));
        open.extend(names.flat_map(|name| [format!("{children}{name}.rs"), format!("{children}{name}/mod.rs")]));
        let folder = folder_of(&path);
        open.extend(file.text.lines().filter_map(|line| Some(format!("{folder}{}", with_path(line)?))));
        reached.insert(path);
    }
    let lost = repository.rust().filter(|file| !reached.contains(&file.path));
    lost.map(|file| Finding::new(&file.path, 0, "no `mod` line leads here: the file is compiled by nobody")).collect()
}

/// The files that crates begin with: by cargo's customs, and those that a manifest names.
fn roots(repository: &Repository) -> Vec<String> {
    let customary = repository.rust().map(|file| file.path.clone()).filter(|path| is_root(path));
    let manifests = repository.files.iter().filter(|file| file.name() == "Cargo.toml");
    let named = manifests.flat_map(|manifest| {
        let folder = manifest.path.trim_end_matches("Cargo.toml");
        let values = manifest.text.lines().filter_map(|line| line.strip_prefix("path = \"")?.strip_suffix(".rs\""));
        values.map(move |path| format!("{folder}{path}.rs"))
    });
    customary.chain(named).collect()
}

fn is_root(path: &str) -> bool {
    let parts: Vec<&str> = path.rsplit('/').collect();
    matches!(
        parts.as_slice(),
        ["lib.rs" | "main.rs", "src", ..]
            | ["build.rs", _]
            | [_, "bin", "src", ..]
            | [_, "tests" | "benches" | "examples", _]
            | ["main.rs", _, "tests" | "benches" | "examples", _]
            | ["main.rs", _, "bin", "src", ..]
    )
}

/// Where the modules are that a file declares, with a `/` at the end.
fn children_folder(path: &str, is_root: bool) -> String {
    if is_root || path.ends_with("/mod.rs") {
        return folder_of(path).to_owned();
    }
    format!("{}/", path.trim_end_matches(".rs"))
}

fn folder_of(path: &str) -> &str {
    &path[..path.rfind('/').map_or(0, |at| at + 1)]
}

/// The file that an attribute gives the next module.
fn with_path(line: &str) -> Option<&str> {
    line.trim().strip_prefix("#[path = \"")?.strip_suffix("\"]")
}

/// The module that a line of code declares to be in a file.
fn declared(line: &str) -> Option<&str> {
    let mut line = line.trim();
    while let Some(rest) = line.strip_prefix("#[") {
        line = rest.split_once(']')?.1.trim_start();
    }
    if let Some(rest) = line.strip_prefix("pub") {
        let rest = rest.trim_start();
        line = rest.strip_prefix('(').map_or(Some(rest), |rest| rest.split_once(')').map(|(_, rest)| rest))?;
    }
    line.trim_start().strip_prefix("mod ")?.trim().strip_suffix(';').map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn mod_files_and_missing_headers_are_found() {
        let of = [("core/src/a/mod.rs", "//! A.\n"), ("core/src/b.rs", "use c;\n")];
        assert_eq!(places(no_mod_files, &of), ["core/src/a/mod.rs:0"]);
        assert_eq!(places(headers, &of), ["core/src/b.rs:1"]);
    }

    #[test]
    fn declarations_are_read() {
        let lines = ["mod a;", "pub mod b;", "pub(crate) mod c;", "#[cfg(test)] mod d;", "    pub(super) mod e ;"];
        assert_eq!(lines.map(declared), ["a", "b", "c", "d", "e"].map(Some));
        assert_eq!(["mod f {", "use g;", "model::h;"].map(declared), [None; 3]);
    }

    #[test]
    fn a_file_that_nobody_declares_is_found() {
        let of = [
            ("core/src/lib.rs", "mod a;\n//pub mod lost;\n"),
            ("core/src/a.rs", "pub mod b;\n"),
            ("core/src/a/b.rs", ""),
            ("core/src/lost.rs", ""),
            ("core/tests/c.rs", "#[path = \"c/given.rs\"]\nmod given;\n"),
            ("core/tests/c/given.rs", ""),
            ("core/tests/d/main.rs", "mod e;\n"),
            ("core/tests/d/e.rs", ""),
            ("web/Cargo.toml", "[[bin]]\npath = \"src/worker.rs\"\n"),
            ("web/src/worker.rs", ""),
        ];
        assert_eq!(places(reachable, &of), ["core/src/lost.rs:0"]);
    }
}
