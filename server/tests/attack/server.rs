//! The built program, serving over loopback, and how attackers and others talk to it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A server that runs until it is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    pub(crate) folder: TempDir,
}

/// What the server said.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// A landscape and the token of whoever made it.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) id: String,
    pub(crate) token: String,
}

impl Server {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::over(tempfile::tempdir().unwrap(), arguments)
    }

    /// A server over a folder that holds something already.
    pub(crate) fn over(folder: TempDir, arguments: &[&str]) -> Self {
        let dist = folder.path().join("dist");
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "<!doctype html>page").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_atoll"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "warn"]).args(arguments);
        command.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("ATOLL_")) {
            command.env_remove(name);
        }
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("Atoll is ready at http://").unwrap_or_else(|| panic!("{line}"));
        Self { address: address.to_owned(), child, folder }
    }

    /// Sends a request as it is written, and reads what comes until the other end closes or nothing comes any more.
    pub(crate) async fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        // The other end may have heard enough before it heard everything.
        let _ = stream.write_all(bytes).await;
        let mut said = Vec::new();
        // A busy machine may take a while to begin; after that nothing comes late.
        let mut patience = Duration::from_secs(20);
        while let Ok(Ok(1..)) = tokio::time::timeout(patience, stream.read_buf(&mut said)).await {
            patience = Duration::from_secs(2);
        }
        String::from_utf8_lossy(&said).into_owned()
    }

    /// One request over a connection of its own.
    pub(crate) async fn ask(&self, method: &str, path: &str, token: &str, body: Option<&str>) -> Answer {
        let bearer = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
        self.ask_with(method, path, &bearer, body).await
    }

    /// One request with header lines of one's own.
    pub(crate) async fn ask_with(&self, method: &str, path: &str, lines: &str, body: Option<&str>) -> Answer {
        let address = &self.address;
        let body = body.map_or(String::new(), |body| {
            format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        });
        let end = if body.is_empty() { "\r\n" } else { "" };
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{lines}{body}{end}");
        let mut stream = TcpStream::connect(address).await.unwrap();
        let _ = stream.write_all(request.as_bytes()).await;
        let mut said = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut said)).await;
        assert!(read.is_ok(), "no answer to {method} {path}");
        Answer::of(&String::from_utf8_lossy(&said))
    }

    pub(crate) async fn create(&self) -> Made {
        self.create_as("").await
    }

    /// Makes a landscape with header lines of one's own.
    pub(crate) async fn create_as(&self, lines: &str) -> Made {
        let answer = self.ask_with("POST", "/api/landscapes", lines, Some(r#"{"name": "Shop"}"#)).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let created = answer.json();
        let text = |name: &str| created[name].as_str().unwrap().to_owned();
        Made { id: text("id"), token: text("token") }
    }

    /// Makes a link; answers with its name and its token.
    pub(crate) async fn link(&self, made: &Made, right: &str, more: &Value) -> (String, String) {
        let mut body = json!({ "right": right, "label": "For a test" });
        body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        let answer = self.ask("POST", &made.path("/links"), &made.token, Some(&body.to_string())).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let made = answer.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&made["link"]["id"]), text(&made["token"]))
    }

    pub(crate) async fn revoke(&self, made: &Made, link: &str) -> Answer {
        self.ask("DELETE", &made.path(&format!("/links/{link}")), &made.token, None).await
    }

    /// How many lines the log has.
    pub(crate) async fn lines(&self, made: &Made) -> usize {
        let answer = self.ask("GET", &made.path("/revisions"), &made.token, None).await;
        answer.json().as_array().unwrap_or_else(|| panic!("{answer:?}")).len()
    }

    /// That it still does its work.
    pub(crate) async fn is_well(&self) {
        let answer = self.ask("GET", "/healthz", "", None).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// How much memory it uses, in MiB.
    pub(crate) fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1_024
    }

    /// Everything that it keeps, as bytes.
    pub(crate) fn kept(&self) -> Vec<u8> {
        let names = ["atoll.db", "atoll.db-wal"];
        names.iter().filter_map(|name| fs::read(self.folder.path().join(name)).ok()).flatten().collect()
    }

    pub(crate) fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("atoll.db")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

impl Made {
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/api/landscapes/{}{rest}", self.id)
    }
}

impl Answer {
    /// Takes an answer apart.
    pub(crate) fn of(said: &str) -> Self {
        let (head, body) = said.split_once("\r\n\r\n").unwrap_or((said, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// A header's values.
    pub(crate) fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(move |(other, _)| *other == name).map(|(_, value)| value)
    }
}

/// A submission that gives the landscape a name.
pub(crate) fn rename(key: &str, name: &str) -> Value {
    json!({ "key": key, "command": { "edit_header": { "edit": { "name": name } } } })
}

/// Commands as a body.
pub(crate) fn commands(commands: &[Value]) -> String {
    json!({ "commands": commands }).to_string()
}

/// Waits until something holds, at most so long.
pub(crate) async fn wait_until(what: &str, within: Duration, mut holds: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < within, "not within {within:?}: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Whether bytes stand somewhere in others.
pub(crate) fn holds(all: &[u8], some: &str) -> bool {
    all.windows(some.len()).any(|window| window == some.as_bytes())
}

/// A file of the repository.
pub(crate) fn migration(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(name)).unwrap()
}
