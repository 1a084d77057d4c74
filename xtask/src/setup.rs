//! `cargo xtask setup`: makes sure of everything that the other commands need.
//!
//! What is on the PATH in the right version is used; what is missing goes into a versioned folder of the user's cache,
//! so that no tool of theirs is ever replaced. With everything there it takes about a second.

mod browser;
mod compiler;
mod debian;
mod node;
mod postgres;
mod rust;
mod tool;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::place::Place;
use crate::process;

pub(crate) use postgres::Cluster;

/// The programs that a web build needs.
#[derive(Debug)]
pub(crate) struct Tools {
    /// Trunk, in the version that `Trunk.toml` asks for.
    pub(crate) trunk: PathBuf,
    /// The command-line tool of the very version of wasm-bindgen that the workspace is built with.
    pub(crate) wasm_bindgen: PathBuf,
}

impl Tools {
    /// A PATH that begins with the folders of these tools.
    pub(crate) fn path(&self) -> Result<OsString> {
        let own = [&self.wasm_bindgen, &self.trunk].into_iter().filter_map(|tool| tool.parent()).map(Path::to_owned);
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        Ok(std::env::join_paths(own.chain(std::env::split_paths(&inherited)))?)
    }
}

/// The command.
pub(crate) fn run(place: &Place, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let start = Instant::now();
    web(place)?;
    browser()?;
    postgres::ensure()?;
    println!("setup: everything is there ({})", process::spell(start.elapsed()));
    Ok(())
}

/// Makes sure of what builds need.
pub(crate) fn web(place: &Place) -> Result<Tools> {
    compiler::ensure()?;
    rust::ensure(place)?;
    node::ensure(place)?;
    let trunk = tool::ensure(place, &tool::trunk())?;
    let wasm_bindgen = tool::ensure(place, &tool::wasm_bindgen(place)?)?;
    rust::fetch(place)?;
    Ok(Tools { trunk, wasm_bindgen })
}

/// Makes sure of the browser that tests run in; answers with its program.
pub(crate) fn browser() -> Result<PathBuf> {
    browser::ensure()
}
