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
    let files = files(place, name.unwrap_or_default())?;
    let chromium = setup::browser()?;
    let program = server::build(place)?;
    let folder = Temporary::make()?;
    let address = server::free_address()?;
    let mut command = server::serve(place, &program, address, &folder.0.join("atoll.db"));
    let mut running = Running::start(&mut command, address)?;

    let mut tests = Command::new("node");
    // Two at a time: more browsers than that only wait for each other. No file takes minutes unless something hangs.
    tests.args(["--test", "--test-reporter=spec", "--test-concurrency=2", "--test-timeout=300000"]);
    tests.args(files).current_dir(&place.root);
    tests.env("ATOLL_URL", format!("http://{address}")).env("CHROMIUM", chromium).env("ATOLL_PROGRAM", &program);
    let (outcome, lines) = process::tee(&mut tests)?;
    closing.take_node(&lines);
    running.stop();
    outcome
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
