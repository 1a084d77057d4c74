//! The built program, the folder that it is called in, and a server of it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use atoll_core::format::native;
use atoll_core::gallery::example;
use atoll_core::model::Landscape;
use serde_json::Value;
use tempfile::TempDir;

/// A folder to call the program in.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
}

/// What a call printed and how it ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with the gallery's insurer in it.
    pub(crate) fn with_insurer() -> Self {
        let place = Self::new();
        place.write("insurer.atoll.json", native::write(&insurer()));
        place
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.folder.path().join(name), content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_atoll"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        let ours = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ATOLL_"));
        ours.for_each(|(name, _)| {
            command.env_remove(name);
        });
        command
    }

    pub(crate) fn call(&self, arguments: &[&str]) -> Ended {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ended { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
    }

    /// A server over this folder, at some free port.
    pub(crate) fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// A server that is started with more arguments.
    pub(crate) fn serve_with(&self, arguments: &[&str]) -> Server {
        let dist = self.folder.path().join("dist");
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "<!doctype html>page").unwrap();
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.args(arguments);
        Server::start(command)
    }
}

pub(crate) fn insurer() -> Landscape {
    example("insurer").unwrap().landscape()
}

/// A server that runs until it is stopped or dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("Atoll is ready at http://");
        let address = address.unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address }
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended; its exit code, or nothing if a signal ended it.
    pub(crate) fn ended(mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(start.elapsed() < Duration::from_secs(20), "the server does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until it has ended; what it logged.
    pub(crate) fn logged(mut self) -> String {
        let mut log = self.child.stderr.take().unwrap();
        let mut text = String::new();
        log.read_to_string(&mut text).unwrap();
        assert_eq!(self.ended(), Some(0), "{text}");
        text
    }

    pub(crate) fn get(&self, path: &str) -> (u16, Value) {
        ask(&self.address, "GET", path, "").unwrap()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        ask(&self.address, "POST", path, &body.to_string()).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// The tokens of the landscapes that were made, by their identifier.
static TOKENS: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// One request over a connection of its own. Nothing if the answer did not arrive whole. Whoever made a landscape opens
/// it.
pub(crate) fn ask(address: &str, method: &str, path: &str, body: &str) -> Option<(u16, Value)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let token = path.split('/').nth(3).and_then(|id| TOKENS.lock().unwrap().get(id).cloned());
    let bearer = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         {bearer}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body: Value = serde_json::from_str(body).unwrap_or(Value::String(body.to_owned()));
    if let (201, Some(id), Some(token)) = (status, body["id"].as_str(), body["token"].as_str()) {
        TOKENS.lock().unwrap().insert(id.to_owned(), token.to_owned());
    }
    Some((status, body))
}

/// Whether a path is there.
pub(crate) fn is_there(folder: &Path, name: &str) -> bool {
    folder.join(name).exists()
}
