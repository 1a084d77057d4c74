//! `cargo xtask size`: what a first visit downloads, and whether that is within the budget.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::finish::INDEX;
use crate::place::Place;

/// The most that a first visit may download, in bytes, compressed with Brotli.
const BUDGET: u64 = 350_000;

/// What we aim at.
const AIM: u64 = 250_000;

/// A file of the first visit.
#[derive(Debug, PartialEq)]
struct Part {
    name: String,
    raw: u64,
    brotli: u64,
}

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    check(place)
}

/// Prints the sizes; an error if they exceed the budget.
pub(crate) fn check(place: &Place) -> Result<()> {
    let parts = parts(&place.dist()).context("dist/ cannot be read: `cargo xtask build` makes it")?;
    for part in &parts {
        println!("{:>9} B brotli {:>9} B raw  {}", part.brotli, part.raw, part.name);
    }
    let (total, raw) = parts.iter().fold((0, 0), |(small, raw), part| (small + part.brotli, raw + part.raw));
    println!("{total:>9} B brotli {raw:>9} B raw  first visit (aim {AIM}, budget {BUDGET})");
    for part in later(&place.dist())? {
        println!("{:>9} B brotli {:>9} B raw  {}, once the map stands", part.brotli, part.raw, part.name);
    }
    judge(total)
}

fn judge(total: u64) -> Result<()> {
    if total > BUDGET {
        bail!("a first visit downloads {total} bytes, {} more than the budget allows", total - BUDGET);
    }
    if total > AIM {
        println!("warning: a first visit downloads more than we aim at");
    }
    Ok(())
}

/// The page, and the scripts, modules and sheets that it names.
fn parts(dist: &Path) -> Result<Vec<Part>> {
    let page = std::fs::read_to_string(dist.join(INDEX))?;
    let mut parts = vec![part(dist, INDEX)?];
    for entry in std::fs::read_dir(dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_loaded = [".css", ".js", ".wasm"].iter().any(|ending| name.ends_with(ending));
        if is_loaded && page.contains(&format!("./{name}\"")) {
            parts.push(part(dist, &name)?);
        }
    }
    parts[1..].sort_by(|a, b| a.name.cmp(&b.name));
    Ok(parts)
}

/// The modules and sheets that the page does not name: what is fetched once the map stands.
fn later(dist: &Path) -> Result<Vec<Part>> {
    let page = std::fs::read_to_string(dist.join(INDEX))?;
    let names = std::fs::read_dir(dist)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let is_later =
        |name: &String| [".css", ".wasm"].iter().any(|end| name.ends_with(end)) && !page.contains(name.as_str());
    let mut names: Vec<String> = names.filter(is_later).collect();
    names.sort();
    names.iter().map(|name| part(dist, name)).collect()
}

fn part(dist: &Path, name: &str) -> Result<Part> {
    let raw = std::fs::metadata(dist.join(name))?.len();
    let brotli = std::fs::metadata(dist.join(format!("{name}.br"))).map_or(raw, |data| data.len());
    Ok(Part { name: name.to_owned(), raw, brotli })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_page_names_counts_and_only_compressed() {
        let dist = std::env::temp_dir().join(format!("atoll-size-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        let page = "<link href=\"./a.css\"><script src=\"./a.js\">";
        let files = [(INDEX, page), ("a.css", "12345"), ("a.css.br", "12"), ("a.js", "123"), ("later.js", "1234567")];
        for (name, text) in files {
            std::fs::write(dist.join(name), text).unwrap();
        }
        let sizes = parts(&dist).unwrap();
        let found: Vec<_> = sizes.iter().map(|part| (part.name.as_str(), part.raw, part.brotli)).collect();
        let page = page.len() as u64;
        assert_eq!(found, [(INDEX, page, page), ("a.css", 5, 2), ("a.js", 3, 3)]);
        std::fs::write(dist.join("parts.wasm"), "12").unwrap();
        let found: Vec<_> = later(&dist).unwrap().into_iter().map(|part| part.name).collect();
        assert_eq!(found, ["parts.wasm"]);
        std::fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn the_budget_is_a_limit() {
        assert!(judge(BUDGET).is_ok());
        assert!(judge(BUDGET + 1).is_err());
    }
}
