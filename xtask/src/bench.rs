//! `cargo xtask bench`: the core's benchmarks, what follows is passed on; `cargo xtask bench browser`: the page's.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::place::Place;
use crate::{e2e, process};

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    let words = arguments.rest();
    if words.first().is_some_and(|word| word == "browser") {
        return e2e::measure(place);
    }
    process::run(process::cargo(place).args(["bench", "-p", "atoll-core"]).args(words))
}
