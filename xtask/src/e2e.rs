//! `cargo xtask e2e`: the browser tests, against a server of their own with a database that is thrown away.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::closing::Closing;
use crate::place::Place;
use crate::server::Running;
use crate::{bundle, process, server, setup};

/// The command.
pub(crate) fn run(place: &Place, mut arguments: Arguments) -> Result<()> {
    let name = arguments.next();
    arguments.finish()?;
    bundle::build(place)?;
    test(place, name.as_deref(), &mut Closing::default())
}

/// Runs the tests whose file name contains `name` on the `dist/` that is there.
pub(crate) fn test(place: &Place, name: Option<&str>, closing: &mut Closing) -> Result<()> {
    // Two at a time: more browsers than that only wait for each other. No file takes minutes unless something hangs.
    let mut words: Vec<PathBuf> =
        ["--test", "--test-reporter=spec", "--test-concurrency=2", "--test-timeout=300000"].map(PathBuf::from).into();
    words.extend(files(place, name.unwrap_or_default())?);
    let (outcome, lines) = node(place, words)?;
    closing.take_node(&lines);
    outcome
}

/// Builds `dist/` and measures it in the browser.
pub(crate) fn measure(place: &Place) -> Result<()> {
    bundle::build(place)?;
    node(place, vec![place.e2e().join("measure.mjs")])?.0
}

/// Runs Node on a server of its own; answers with how it ended and what it printed.
fn node(place: &Place, words: Vec<PathBuf>) -> Result<(Result<()>, Vec<String>)> {
    let chromium = setup::browser()?;
    let program = server::build(place)?;
    let folder = Temporary::make()?;
    let address = server::free_address()?;
    let mut command = server::serve(place, &program, address, &folder.0.join("atoll.db"));
    let mut running = Running::start(&mut command, address)?;

    let mut node = Command::new("node");
    node.args(words).current_dir(&place.root);
    node.env("ATOLL_URL", format!("http://{address}")).env("CHROMIUM", chromium).env("ATOLL_PROGRAM", &program);
    let ended = process::tee(&mut node);
    running.stop();
    ended
}

fn files(place: &Place, name: &str) -> Result<Vec<PathBuf>> {
    let folder = place.e2e().join("tests");
    let entries = std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let is_chosen = |file: &String| file.ends_with(".test.mjs") && file.contains(name);
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut files: Vec<PathBuf> = names.filter(is_chosen).map(|file| folder.join(file)).collect();
    files.sort();
    if files.is_empty() {
        bail!("e2e/tests has no test whose file name contains `{name}`");
    }
    Ok(files)
}

/// A folder that is removed with all that is in it.
struct Temporary(PathBuf);

impl Temporary {
    fn make() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("atoll-e2e-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // It lies among temporary files: whatever stays is cleared away by the system.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
