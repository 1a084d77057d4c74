//! `cargo xtask run`: builds everything and serves it on this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::place::{self, Place};
use crate::{bundle, server};

/// Where Atoll listens unless it is told otherwise.
const PORT: u16 = 7171;

/// The command.
pub(crate) fn run(place: &Place, mut arguments: Arguments) -> Result<()> {
    let port = match arguments.option("--port")? {
        Some(text) => text.parse().with_context(|| format!("`{text}` is no port: it is a number up to 65535"))?,
        None => PORT,
    };
    let database = match arguments.option("--database")? {
        Some(path) => std::env::current_dir()?.join(path),
        None => place::data()?.join("atoll.db"),
    };
    arguments.finish()?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    require_free(address)?;
    bundle::build(place)?;
    let program = server::build(place)?;
    make_parent(&database)?;
    println!("\nAtoll is at http://{address} (Ctrl-C stops it). Landscapes are kept in {}\n", database.display());
    become_server(&mut server::serve(place, &program, address, &database))
}

fn require_free(address: SocketAddr) -> Result<()> {
    if server::is_free(address) {
        return Ok(());
    }
    let other = address.port().checked_add(1).unwrap_or(PORT);
    bail!(
        "port {} is taken, perhaps by another Atoll. Stop that one, or choose another port: \
         `cargo xtask run --port {other}`",
        address.port()
    )
}

fn make_parent(file: &Path) -> Result<()> {
    let parent = file.parent().with_context(|| format!("{} is no file's path", file.display()))?;
    std::fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))
}

/// This process becomes the server, so that whoever stops the one stops the other.
#[cfg(unix)]
fn become_server(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("the server cannot be started")
}

#[cfg(not(unix))]
fn become_server(command: &mut Command) -> Result<()> {
    crate::process::run(command)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_taken_port_is_said_with_a_way_out() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let error = require_free(listener.local_addr().unwrap()).unwrap_err().to_string();
        assert!(error.contains("is taken") && error.contains("--port"), "{error}");
    }
}
