//! `cargo xtask test`: every test there is.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::closing::Closing;
use crate::place::Place;
use crate::setup::Cluster;
use crate::{bundle, e2e, process, setup};

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let mut closing = Closing::default();
    setup::web(place)?;
    setup::browser()?;
    rust(place, &mut closing)?;
    bundle::build(place)?;
    e2e::test(place, None, &mut closing)?;
    closing.print();
    Ok(())
}

/// The tests of every package, with a PostgreSQL of their own.
pub(crate) fn rust(place: &Place, closing: &mut Closing) -> Result<()> {
    let postgres = Cluster::start()?;
    let mut cargo = process::cargo(place);
    cargo.args(["test", "--workspace"]).env("ATOLL_POSTGRES", postgres.address());
    let (outcome, lines) = process::tee(&mut cargo)?;
    closing.take_cargo(&lines);
    outcome
}
