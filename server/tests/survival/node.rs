//! The real program, serving at an address that stays the same when it is killed and started again.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A server that can be killed and started again.
pub(crate) struct Node {
    pub(crate) address: SocketAddr,
    folder: PathBuf,
    database: String,
    words: Vec<String>,
    child: Option<Child>,
}

impl Node {
    /// A server over this database, at an address of its own; what it logs is added to a file in this folder.
    pub(crate) fn start(folder: &Path, database: &str) -> Self {
        Self::start_with(folder, database, &[])
    }

    /// The same, called with another program before it.
    pub(crate) fn start_with(folder: &Path, database: &str, words: &[&str]) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let mut node = Self { address, folder: folder.to_owned(), database: database.to_owned(), words, child: None };
        node.wake();
        node
    }

    /// Starts it, if it does not run.
    pub(crate) fn wake(&mut self) {
        if self.child.is_some() {
            return;
        }
        let assets = self.folder.join("assets");
        fs::create_dir_all(&assets).unwrap();
        fs::write(assets.join("index.html"), "<!doctype html>page").unwrap();
        let log = File::options().create(true).append(true).open(self.log()).unwrap();
        let mut words = self.words.iter().map(String::as_str).chain([env!("CARGO_BIN_EXE_atoll")]);
        let mut command = Command::new(words.next().unwrap());
        command.args(words).args(["serve", "--listen", &self.address.to_string(), "--database", &self.database]);
        command.arg("--assets").arg(&assets).env("ATOLL_LOG", "warn").current_dir(&self.folder);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("Atoll is ready"), "{line}{}", fs::read_to_string(self.log()).unwrap());
        self.child = Some(child);
    }

    /// Ends it in the middle of whatever it does.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Whether it has not been killed.
    pub(crate) fn is_awake(&self) -> bool {
        self.child.is_some()
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// What it logged so far.
    pub(crate) fn logged(&self) -> String {
        fs::read_to_string(self.log()).unwrap()
    }

    fn log(&self) -> PathBuf {
        self.folder.join(format!("{}.log", self.address.port()))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
    }
}

/// One request over a connection of its own, and the answer's body.
pub(crate) fn ask(address: SocketAddr, method: &str, path: &str, token: Option<&str>, body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let bearer = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         {bearer}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or_else(|_| Value::String(body.to_owned())))
}
