//! `cargo xtask bench`: the core's benchmarks; what follows is passed on.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::place::Place;
use crate::process;

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    process::run(process::cargo(place).args(["bench", "-p", "atoll-core"]).args(arguments.rest()))
}
