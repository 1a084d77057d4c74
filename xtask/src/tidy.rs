//! `cargo xtask tidy`: the repository's own rules, each a small function over all files, each with a test that shows
//! that it can fail.

mod boundary;
mod colour;
mod docs;
mod length;
mod modules;
mod rust;
mod stylesheet;
mod text;

use std::cell::OnceCell;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::place::Place;
use crate::process;
use crate::tidy::rust::Rust;

/// A rule: its name, and what finds what breaks it.
type Check = (&'static str, fn(&Repository) -> Vec<Finding>);

/// Every rule.
const CHECKS: [Check; 17] = [
    ("length", length::files),
    ("hub length", length::hubs),
    ("no mod.rs", modules::no_mod_files),
    ("reachable modules", modules::reachable),
    ("module headers", modules::headers),
    ("browser access", boundary::browser),
    ("pure code", boundary::pure),
    ("signals", boundary::signals),
    ("colours", colour::only_in_tokens),
    ("style sheets", stylesheet::listed),
    ("style sheets of components", stylesheet::of_components),
    ("classes", stylesheet::of_one_sheet),
    ("leftovers", text::leftovers),
    ("white space", text::white_space),
    ("machine paths", text::machine_paths),
    ("patience", text::patience),
    ("documents", docs::decisions_and_map),
];

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    check(place)
}

/// Prints what breaks a rule; an error if anything does that is more than a warning.
pub(crate) fn check(place: &Place) -> Result<()> {
    let repository = Repository::read(place)?;
    let (mut errors, mut warnings) = (0, 0);
    for (name, run) in CHECKS {
        for finding in run(&repository) {
            let Finding { path, line, message, is_warning } = finding;
            let word = if is_warning { "warning" } else { "error" };
            let at = if line > 0 { format!("{path}:{line}") } else { path };
            println!("{word}: {at}: {message} ({name})");
            *(if is_warning { &mut warnings } else { &mut errors }) += 1;
        }
    }
    println!("tidy: {} files, {errors} errors, {warnings} warnings", repository.files.len());
    if errors > 0 {
        bail!("the repository is not tidy");
    }
    Ok(())
}

/// A text file.
#[derive(Debug)]
struct Source {
    path: String,
    text: String,
    rust: OnceCell<Rust>,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), rust: OnceCell::new() }
    }

    /// The file taken apart as Rust, which is done once.
    fn rust(&self) -> &Rust {
        self.rust.get_or_init(|| Rust::of(&self.path, &self.text))
    }

    fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// Every text file that is in the repository or would be with the next commit.
#[derive(Debug)]
struct Repository {
    files: Vec<Source>,
}

impl Repository {
    fn read(place: &Place) -> Result<Self> {
        let mut git = Command::new("git");
        git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).current_dir(&place.root);
        let list = process::capture(&mut git).context("tidy asks git for the files")?;
        let mut paths: Vec<&str> = list.split('\0').filter(|path| !path.is_empty()).collect();
        paths.sort_unstable();
        paths.dedup();
        // What cannot be read as text is a picture, or is deleted and not committed yet.
        let read = |path: &str| std::fs::read_to_string(place.root.join(path)).ok();
        let source = |path: &str| read(path).map(|text| Source::new(path, &text));
        Ok(Self { files: paths.into_iter().filter_map(source).collect() })
    }

    fn get(&self, path: &str) -> Option<&Source> {
        self.files.iter().find(|file| file.path == path)
    }

    fn rust(&self) -> impl Iterator<Item = &Source> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| Source::new(path, text)).collect() }
    }
}

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    /// Counted from 1; 0 for the file as a whole.
    line: usize,
    message: String,
    is_warning: bool,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into(), is_warning: false }
    }

    fn warning(self) -> Self {
        Self { is_warning: true, ..self }
    }
}

/// What a check says about these files, for its tests: the findings as `path:line`, warnings with a question mark.
#[cfg(test)]
fn places(check: fn(&Repository) -> Vec<Finding>, files: &[(&str, &str)]) -> Vec<String> {
    let spell =
        |finding: Finding| format!("{}:{}{}", finding.path, finding.line, if finding.is_warning { "?" } else { "" });
    check(&Repository::of(files)).into_iter().map(spell).collect()
}
