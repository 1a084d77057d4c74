//! Atoll's server as scripts use it: built, started on an address of this machine, stopped.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::place::Place;
use crate::process;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Builds the server; answers with its program.
pub(crate) fn build(place: &Place) -> Result<PathBuf> {
    process::run(process::cargo(place).args(["build", "--release", "--package", "atoll-server"]))
        .context("the server does not build")?;
    Ok(place.target.join("release").join(format!("atoll{}", std::env::consts::EXE_SUFFIX)))
}

/// The call that serves `dist/` and this database.
pub(crate) fn serve(place: &Place, program: &Path, address: SocketAddr, database: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("serve").arg("--assets").arg(place.dist()).arg("--database").arg(database);
    command.arg("--listen").arg(address.to_string()).current_dir(&place.root);
    command
}

/// An address of this machine whose port is free.
pub(crate) fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("this machine has no free port")?;
    Ok(listener.local_addr()?)
}

/// Whether nobody listens at this address.
pub(crate) fn is_free(address: SocketAddr) -> bool {
    TcpListener::bind(address).is_ok()
}

/// A server that runs until this is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
}

impl Running {
    /// Starts the server and waits until it answers.
    pub(crate) fn start(command: &mut Command, address: SocketAddr) -> Result<Self> {
        let child = command.spawn().context("the server cannot be started")?;
        let mut running = Self { child };
        let start = Instant::now();
        while !is_healthy(address) {
            if let Some(status) = running.child.try_wait()? {
                bail!("the server ended while it started: {status}");
            }
            if start.elapsed() > PATIENCE {
                bail!("the server does not answer at http://{address}/healthz");
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        Ok(running)
    }

    /// Asks the server to stop; ends it if it does not.
    pub(crate) fn stop(&mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        let start = Instant::now();
        while asked.as_ref().is_ok_and(|status| status.success()) && start.elapsed() < Duration::from_secs(5) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        // Nothing is left to do about a server that cannot even be ended.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.stop();
        }
    }
}

fn is_healthy(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut begin = [0; 12];
        stream.read_exact(&mut begin)?;
        Ok(begin.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_seen() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        assert!(!is_free(address));
        // Nobody accepts there: asking must come to an end all the same.
        assert!(!is_healthy(address));
        drop(listener);
        assert!(is_free(address));
    }

    #[test]
    fn a_server_that_ends_at_once_is_no_server() {
        let error = Running::start(&mut Command::new("false"), free_address().unwrap()).unwrap_err();
        assert!(error.to_string().contains("ended while it started"), "{error}");
    }

    #[test]
    fn a_server_is_stopped() {
        let mut running = Running { child: Command::new("sleep").arg("60").spawn().unwrap() };
        running.stop();
        assert!(!matches!(running.child.try_wait(), Ok(None)));
    }
}
