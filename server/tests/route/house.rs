//! A server in memory, and how tests talk to it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use atoll_server::access::{Access, AccessArguments};
use atoll_server::app::App;
use atoll_server::landscapes::Landscapes;
use atoll_server::room::Setup;
use atoll_server::rooms::Rooms;
use atoll_server::store::{Options, Store};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Row as _};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// A server over a folder of its own.
pub(crate) struct House {
    pub(crate) folder: TempDir,
    router: Router,
}

/// What the server said.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A server whose database is opened in some special way.
    pub(crate) async fn with(adapt: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut options = Options::new(folder.path().join("atoll.db"));
        options.busy_timeout = Duration::from_millis(100);
        adapt(&mut options);
        let router = app(&folder, &options).await.router();
        Self { folder, router }
    }

    /// A server that is set in some special way.
    pub(crate) async fn adapted(adapt: impl FnOnce(&mut App)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut options = Options::new(folder.path().join("atoll.db"));
        options.busy_timeout = Duration::from_millis(100);
        let mut app = app(&folder, &options).await;
        adapt(&mut app);
        Self { folder, router: app.router() }
    }

    /// The same folder with another server over it, as after a restart or beside the first.
    pub(crate) async fn again(self) -> Self {
        let options = Options::new(self.database());
        let router = app(&self.folder, &options).await.router();
        Self { router, ..self }
    }

    /// A second server over the same database.
    pub(crate) async fn neighbour(&self) -> Router {
        app(&self.folder, &Options::new(self.database())).await.router()
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("atoll.db")
    }

    /// A connection to the database that is not the server's.
    pub(crate) async fn intruder(&self) -> SqliteConnection {
        SqliteConnectOptions::new().filename(self.database()).connect().await.unwrap()
    }

    /// The first column of what a query finds.
    pub(crate) async fn query(&self, sql: &'static str) -> Vec<String> {
        let mut connection = self.intruder().await;
        let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
        rows.iter().map(|row| row.get::<i64, _>(0).to_string()).collect()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(&self.router, request).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// A request with headers.
    pub(crate) async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.send(post(path, body)).await
    }

    /// Makes a landscape; answers with its address.
    pub(crate) async fn create(&self, request: Value) -> String {
        let answer = self.post("/api/landscapes", request.to_string()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        format!("/api/landscapes/{}", answer.json()["id"].as_str().unwrap())
    }

    /// Submits commands to the landscape of this address.
    pub(crate) async fn submit(&self, landscape: &str, commands: Value) -> Answer {
        self.post(&format!("{landscape}/commands"), json!({ "commands": commands }).to_string()).await
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }

    /// A header's value, empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts that this is an error of this status whose sentence holds this text.
    #[track_caller]
    pub(crate) fn refuses(&self, status: u16, text: &str) {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        let body = self.json();
        let sentence = body["error"].as_str().unwrap();
        assert!(sentence.contains(text) && sentence.ends_with('.'), "{sentence}");
    }

    /// Asserts that the answer is fine and what this JSON says.
    #[track_caller]
    pub(crate) fn says(&self, body: &Value) {
        assert_eq!(self.status, StatusCode::OK, "{self:?}");
        assert_eq!(self.json(), *body);
    }
}

async fn app(folder: &TempDir, options: &Options) -> App {
    let store = Store::open(options).await.unwrap();
    let access = Access::new(store.clone(), AccessArguments::default()).unwrap();
    let landscapes = Arc::new(Landscapes::new(store));
    let rooms = Rooms::new(Arc::clone(&landscapes), Setup::default());
    App::new(landscapes, rooms, access, folder.path().join("dist"))
}

/// The tokens of the landscapes that were made, by their identifier.
static TOKENS: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// What a router says. Whoever made a landscape opens it.
pub(crate) async fn send(router: &Router, mut request: Request<Body>) -> Answer {
    let id = request.uri().path().split('/').nth(3).unwrap_or_default();
    let token = TOKENS.lock().unwrap().get(id).cloned();
    if let Some(token) = token.filter(|_| !request.headers().contains_key("authorization")) {
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
    }
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let answer = Answer { status: parts.status, headers: parts.headers, body };
    if answer.status == StatusCode::CREATED
        && let (Some(id), Some(token)) = (answer.json()["id"].as_str(), answer.json()["token"].as_str())
    {
        TOKENS.lock().unwrap().insert(id.to_owned(), token.to_owned());
    }
    answer
}

pub(crate) fn post(path: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(path).header("content-type", "application/json").body(body.into()).unwrap()
}

/// A submission that gives the landscape a name.
pub(crate) fn rename(key: &str, name: &str) -> Value {
    json!({ "key": key, "command": { "edit_header": { "edit": { "name": name } } } })
}

/// A submission that removes an element.
pub(crate) fn remove(key: &str, id: &str) -> Value {
    json!({ "key": key, "command": { "remove": { "elements": [id] } } })
}
