//! The PostgreSQL that tests use: Debian's, as a cluster of its own in a temporary folder, for as long as they run.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::debian;
use crate::{process, server};

const PACKAGES: [&str; 1] = ["postgresql"];

/// Where Debian keeps it: one folder for each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// Accounts that it can run as: it refuses to be root.
const ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

/// How it is set up. That a commit waits for the disk is left as it is.
const SETTINGS: &str = "-c max_connections=400 -c log_min_messages=fatal";

/// Makes sure of a PostgreSQL; answers with the folder of its programs.
pub(super) fn ensure() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if debian::can_install() {
        process::step("installing PostgreSQL", || debian::install(&PACKAGES))?;
        if let Some(found) = find() {
            return Ok(found);
        }
    }
    bail!(
        "the tests need PostgreSQL and there is none here. Install it (on Debian: `apt-get install {}`), or put initdb \
         and pg_ctl on the PATH",
        PACKAGES.join(" ")
    )
}

fn find() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir(VERSIONS)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    let debian = versions.into_iter().rev().map(|(_, folder)| folder);
    let on_path = process::find("initdb").and_then(|program| program.parent().map(Path::to_owned));
    debian.chain(on_path).find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

/// A cluster that is stopped and removed when this is dropped.
#[derive(Debug)]
pub(crate) struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    account: Option<&'static str>,
    address: SocketAddr,
}

impl Cluster {
    /// Makes one and starts it.
    pub(crate) fn start() -> Result<Self> {
        let programs = ensure()?;
        let account = if debian::is_root() { Some(account()?) } else { None };
        let folder = std::env::temp_dir().join(format!("atoll-postgres-{}", std::process::id()));
        let cluster = Self { programs, folder, account, address: server::free_address()? };
        process::step("starting PostgreSQL", || cluster.make())?;
        Ok(cluster)
    }

    /// The address of a database on it, as `--database` takes one.
    pub(crate) fn address(&self) -> String {
        format!("postgres://atoll@{}/postgres", self.address)
    }

    fn make(&self) -> Result<()> {
        std::fs::create_dir_all(&self.folder).with_context(|| format!("{} cannot be made", self.folder.display()))?;
        if let Some(account) = self.account {
            process::run(Command::new("chown").arg(account).arg(&self.folder))?;
        }
        let data = self.folder.join("data");
        let mut initdb = self.program("initdb");
        initdb.arg("--pgdata").arg(&data).args(["--username=atoll", "--auth=trust", "--encoding=UTF8", "--locale=C"]);
        process::capture(&mut initdb)?;
        let mut start = self.program("pg_ctl");
        start.arg("start").arg("--wait").arg("--pgdata").arg(&data).arg("--log").arg(self.folder.join("log"));
        let (host, port, folder) = (self.address.ip(), self.address.port(), self.folder.display());
        start.arg("--options").arg(format!("-h {host} -p {port} -k {folder} {SETTINGS}"));
        // What it prints is not captured: the server would keep the pipe open.
        process::run(start.stdout(Stdio::null()))
    }

    /// One of its programs, as the account that it runs as.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match self.account {
            Some(account) => {
                let mut command = Command::new("runuser");
                command.args(["-u", account, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.arg("stop").args(["--mode=fast", "--wait", "--pgdata"]).arg(self.folder.join("data"));
        // It lies among temporary files: whatever stays is cleared away by the system.
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn account() -> Result<&'static str> {
    let is_there = |name: &&&str| Command::new("id").arg(name).output().is_ok_and(|said| said.status.success());
    ACCOUNTS.iter().find(is_there).copied().context("PostgreSQL does not run as root, and there is no other account")
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_cluster_answers_and_is_gone_afterwards() {
        if find().is_none() {
            println!("skipped: there is no PostgreSQL here (`cargo xtask setup` installs it)");
            return;
        }
        let cluster = Cluster::start().unwrap();
        let (address, folder) = (cluster.address, cluster.folder.clone());
        assert!(TcpStream::connect(address).is_ok());
        assert_eq!(cluster.address(), format!("postgres://atoll@{address}/postgres"));
        drop(cluster);
        assert!(TcpStream::connect(address).is_err());
        assert!(!folder.exists());
    }
}
