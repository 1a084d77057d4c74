//! `cargo xtask absence`: what the core must not depend on, and what there may be only one of.

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::lock;
use crate::place::Place;
use crate::process;

/// What has no place in the core: browsers, asynchrony, clocks, chance, input and output.
const FORBIDDEN: [&str; 28] = [
    "actix-web",
    "async-std",
    "axum",
    "console_error_panic_hook",
    "fastrand",
    "futures",
    "getrandom",
    "gloo",
    "hyper",
    "iana-time-zone",
    "js-sys",
    "leptos",
    "leptos_reactive",
    "mio",
    "rand",
    "rand_core",
    "reactive_graph",
    "reqwest",
    "rusqlite",
    "smol",
    "sqlx",
    "time",
    "tokio",
    "tracing",
    "ureq",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "web-sys",
];

/// Features that bring a clock into a package that the core may have.
const FORBIDDEN_FEATURES: [(&str, &str); 3] = [("chrono", "clock"), ("chrono", "now"), ("chrono", "wasmbind")];

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    check(place)
}

/// Says what is there and must not be.
pub(crate) fn check(place: &Place) -> Result<()> {
    let mut command = process::cargo(place);
    command.args(["tree", "--package", "atoll-core", "--edges", "normal", "--target", "all", "--prefix", "none"]);
    let tree = process::capture(command.args(["--format", "{p} |{f}"]))?;
    let found = forbidden(&tree);
    if !found.is_empty() {
        bail!("the core must not depend on {}", found.join(", "));
    }
    let version = lock::version(&place.root, "wasm-bindgen")?;
    println!("absence: the core is clean; wasm-bindgen is there once, in version {version}");
    Ok(())
}

/// What a dependency tree (one package a line, `name version |features`) has and must not have.
fn forbidden(tree: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in tree.lines() {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let name = package.split_whitespace().next().unwrap_or_default();
        if FORBIDDEN.contains(&name) {
            found.push(name.to_owned());
        }
        let is_on = |feature: &str| features.split([',', ' ']).any(|on| on == feature);
        let bad = FORBIDDEN_FEATURES.iter().filter(|(of, feature)| *of == name && is_on(feature));
        found.extend(bad.map(|(of, feature)| format!("{of} with its feature `{feature}`")));
    }
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_tree_is_clean() {
        assert!(
            forbidden("atoll-core v0.1.0 (path) |\nchrono v0.4.45 |serde\nlibm v0.2.16 |arch,default\n").is_empty()
        );
    }

    #[test]
    fn what_must_not_be_there_is_found() {
        let tree = "atoll-core v0.1.0 |\nchrono v0.4.45 |clock,serde\nrand v0.9.0 |std (*)\nrand v0.9.0 |std\n";
        assert_eq!(forbidden(tree), ["chrono with its feature `clock`", "rand"]);
    }
}
