//! A PostgreSQL of the test's own, which can be killed and started again.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Where Debian's packages put PostgreSQL.
const HOMES: &str = "/usr/lib/postgresql";
const PATIENCE: Duration = Duration::from_secs(60);

/// A cluster of databases in a folder that is thrown away.
pub(crate) struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    child: Option<Child>,
}

impl Cluster {
    /// Makes one and starts it; nothing where there is no PostgreSQL.
    pub(crate) fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut cluster = Self { folder, programs, port, child: None };
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(cluster.folder.path()).status().unwrap();
            assert!(owned.success());
        }
        let mut make = cluster.program("initdb");
        make.args(["--auth=trust", "--username=atoll", "--encoding=UTF8", "--locale=C", "--pgdata"]);
        assert!(make.arg(cluster.data()).stdout(Stdio::null()).status().unwrap().success(), "initdb fails");
        cluster.wake();
        Some(cluster)
    }

    /// The address of its one database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://atoll@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it and waits until it can be asked.
    pub(crate) fn wake(&mut self) {
        let begin = Instant::now();
        loop {
            assert!(begin.elapsed() < PATIENCE, "PostgreSQL does not start: {}", self.logged());
            if self.child.as_mut().is_none_or(|child| child.try_wait().unwrap().is_some()) {
                // It does not start while processes of the one that was killed are still there.
                self.child = Some(self.postgres().spawn().unwrap());
            }
            let mut ask = self.program("pg_isready");
            ask.args(["--quiet", "--host=127.0.0.1", "--port", &self.port.to_string(), "--dbname=postgres"]);
            if ask.status().unwrap().success() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends it with all its processes, in the middle of whatever they do.
    pub(crate) fn kill(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let id = child.id();
        let others = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        let mut all = Command::new("kill");
        all.args(["-s", "KILL", &id.to_string()]).args(others.split_whitespace()).stderr(Stdio::null());
        // Some may have ended by themselves.
        let _ = all.status();
        child.wait().unwrap();
    }

    fn postgres(&self) -> Command {
        let mut command = self.program("postgres");
        let log = fs::File::options().create(true).append(true).open(self.log()).unwrap();
        command.arg("-D").arg(self.data()).args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        command.args(["-c", "unix_socket_directories="]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        command
    }

    /// One of its programs. It refuses to be run by root.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        if !is_root() {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(program);
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn logged(&self) -> String {
        fs::read_to_string(self.log()).unwrap_or_default()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The folder of the newest PostgreSQL's programs.
fn programs() -> Option<PathBuf> {
    let homes = fs::read_dir(Path::new(HOMES)).ok()?.flatten().map(|home| home.path().join("bin"));
    let number = |path: &PathBuf| path.parent()?.file_name()?.to_str()?.parse::<u32>().ok();
    homes.filter(|path| path.join("initdb").exists()).max_by_key(number)
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}
