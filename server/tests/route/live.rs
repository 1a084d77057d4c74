//! `/api/live`: rooms over real sockets.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use atoll_core::protocol::{Right, Submit};
use atoll_server::access::{Access, AccessArguments};
use atoll_server::app::{App, BODY_MAX};
use atoll_server::landscapes::Landscapes;
use atoll_server::room::Setup;
use atoll_server::rooms::Rooms;
use atoll_server::store::{Options, Store};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use crate::house::{remove, rename};

/// A server on a port of its own.
struct Harbour {
    _folder: TempDir,
    address: SocketAddr,
    rooms: Arc<Rooms>,
    landscape: String,
    token: String,
}

/// Somebody connected.
struct Guest {
    socket: WebSocketStream<TcpStream>,
}

impl Harbour {
    async fn new() -> Self {
        Self::with(Setup::default()).await
    }

    async fn with(setup: Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Options::new(folder.path().join("atoll.db"))).await.unwrap();
        let access = Access::new(store.clone(), AccessArguments::default()).unwrap();
        let landscapes = Arc::new(Landscapes::new(store));
        let rooms = Rooms::new(Arc::clone(&landscapes), setup);
        let created = landscapes.create(Default::default(), chrono::Utc::now()).await.unwrap();
        let app = App::new(landscapes, Arc::clone(&rooms), access, folder.path().join("dist"));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app.router()).await });
        Self { _folder: folder, address, rooms, landscape: created.id.to_string(), token: created.token.unwrap().0 }
    }

    async fn connect(&self) -> Guest {
        self.connect_from(None).await.unwrap()
    }

    async fn connect_from(&self, origin: Option<&str>) -> Result<Guest, String> {
        let mut request = format!("ws://{}/api/live", self.address).into_client_request().unwrap();
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        let stream = TcpStream::connect(self.address).await.unwrap();
        let (socket, _) = tokio_tungstenite::client_async(request, stream).await.map_err(|error| error.to_string())?;
        Ok(Guest { socket })
    }

    fn join(&self, resume: Option<Value>) -> Value {
        let person = json!({ "id": "p1", "name": "Ann" });
        let mut join = json!({ "protocol": 1, "landscape": self.landscape, "person": person });
        join["token"] = json!(self.token);
        if let Some(resume) = resume {
            join["resume"] = resume;
        }
        json!({ "join": join })
    }

    /// Somebody who was welcomed, and what they were welcomed with.
    async fn guest(&self, resume: Option<Value>) -> (Guest, Value) {
        let mut guest = self.connect().await;
        guest.say(&self.join(resume)).await;
        let welcome = guest.hear().await;
        (guest, welcome["welcome"].clone())
    }

    async fn submit(&self, commands: Value) -> u64 {
        let submit: Submit = serde_json::from_value(json!({ "commands": commands })).unwrap();
        let id = self.landscape.parse().unwrap();
        self.rooms.submit(id, submit, 100, None, Right::Own).await.unwrap().revision.0
    }
}

impl Guest {
    async fn say(&mut self, said: &Value) {
        self.socket.send(Message::Text(said.to_string().into())).await.unwrap();
    }

    async fn submit(&mut self, commands: Value) {
        self.say(&json!({ "submit": { "commands": commands } })).await;
    }

    /// What the server says next, of what is no presence; nothing where the connection ended.
    async fn hear_or_end(&mut self) -> Option<Value> {
        loop {
            let message =
                timeout(Duration::from_secs(20), self.socket.next()).await.expect("the server says something");
            match message {
                Some(Ok(Message::Text(text))) => {
                    let said: Value = serde_json::from_str(&text).unwrap();
                    if said.get("here").is_none() && said.get("gone").is_none() {
                        return Some(said);
                    }
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(other)) => panic!("{other:?}"),
            }
        }
    }

    async fn hear(&mut self) -> Value {
        self.hear_or_end().await.expect("the connection is there")
    }

    async fn keys(&mut self) -> Vec<String> {
        let said = self.hear().await;
        let lines = said["entries"].as_array().unwrap_or_else(|| panic!("{said}"));
        lines.iter().map(|line| line["key"].as_str().unwrap().to_owned()).collect()
    }

    /// Asserts that the server says farewell for this reason and closes.
    async fn is_sent_away(&mut self, reason: &str) -> Value {
        loop {
            let said = self.hear().await;
            if let Some(farewell) = said.get("farewell") {
                assert_eq!(farewell["reason"], reason, "{farewell}");
                assert!(farewell["sentence"].as_str().unwrap().ends_with('.'), "{farewell}");
                assert!(self.hear_or_end().await.is_none());
                return farewell.clone();
            }
        }
    }
}

#[tokio::test]
async fn a_command_is_seen_by_everybody_and_acknowledged_by_its_line() {
    let harbour = Harbour::new().await;
    let (mut ann, welcome) = harbour.guest(None).await;
    assert_eq!((&welcome["revision"], &welcome["right"]), (&json!(0), &json!("own")));
    assert_eq!(welcome["opened"]["id"], json!(harbour.landscape));
    let (mut ben, welcome) = harbour.guest(None).await;
    assert_eq!(welcome["present"][0]["person"]["name"], "Ann");
    ann.submit(json!([rename("a", "One"), remove("r", "t9"), rename("b", "Two")])).await;
    let heard = ben.hear().await;
    assert_eq!(heard["entries"][0]["by"]["name"], "Ann");
    assert_eq!((&heard["entries"][1]["revision"], &heard["entries"][1]["key"]), (&json!(2), &json!("b")));
    assert_eq!(ann.keys().await, ["a", "b"]);
    let refused = ann.hear().await;
    assert_eq!((&refused["refused"]["key"], heard["entries"].as_array().unwrap().len()), (&json!("r"), 2));
    // What comes without a connection is seen as well.
    assert_eq!(harbour.submit(json!([rename("c", "Three")])).await, 3);
    assert_eq!((ann.keys().await, ben.keys().await), (vec!["c".to_owned()], vec!["c".to_owned()]));
}

#[tokio::test]
async fn whoever_comes_again_gets_what_they_lack() {
    let harbour = Harbour::new().await;
    let (ann, welcome) = harbour.guest(None).await;
    drop(ann);
    harbour.submit(json!([rename("a", "One"), rename("b", "Two"), rename("c", "Three")])).await;
    let epoch = &welcome["epoch"];
    let (mut ann, welcome) = harbour.guest(Some(json!({ "epoch": epoch, "revision": 1 }))).await;
    assert_eq!((&welcome["revision"], welcome.get("opened")), (&json!(3), None));
    assert_eq!(ann.keys().await, ["b", "c"]);
    for useless in [json!({ "epoch": epoch, "revision": 9 }), json!({ "epoch": 0, "revision": 1 })] {
        let (_, welcome) = harbour.guest(Some(useless)).await;
        assert_eq!(welcome["opened"]["revision"], json!(3));
    }
}

#[tokio::test]
async fn strange_words_are_answered_with_farewell() {
    let harbour = Harbour::new().await;
    let mut old = harbour.join(None);
    old["join"]["protocol"] = json!(99);
    let mut unknown = harbour.join(None);
    unknown["join"]["landscape"] = json!("0".repeat(26));
    let submit = json!({ "submit": { "commands": [] } });
    for (said, reason) in [
        (json!({ "fly": 1 }), "malformed"),
        (submit, "malformed"),
        (old, "other_protocol"),
        (unknown, "not_allowed"),
        (json!({ "join": "x".repeat(40_000) }), "malformed"),
    ] {
        let mut guest = harbour.connect().await;
        guest.say(&said).await;
        guest.is_sent_away(reason).await;
    }
    let mut guest = harbour.connect().await;
    guest.socket.send(Message::Binary(vec![1, 2, 3].into())).await.unwrap();
    guest.is_sent_away("malformed").await;
    // Also of somebody who takes part.
    let far = json!({ "presence": { "selection": vec!["c1"; 33] } });
    for said in [json!({ "presence": { "pointer": 7 } }), far, harbour.join(None)] {
        let (mut guest, _) = harbour.guest(None).await;
        guest.say(&said).await;
        guest.is_sent_away("malformed").await;
    }
    let (mut guest, _) = harbour.guest(None).await;
    let endless = Message::Text("x".repeat(BODY_MAX + 1).into());
    // The server closes before it has read everything.
    let _ = guest.socket.send(endless).await;
    while guest.hear_or_end().await.is_some() {}
    assert_eq!(harbour.submit(json!([rename("a", "One")])).await, 1);
}

#[tokio::test]
async fn only_the_page_of_this_server_may_connect() {
    let harbour = Harbour::new().await;
    let own = format!("http://{}", harbour.address);
    assert!(harbour.connect_from(Some(&own)).await.is_ok());
    let error = harbour.connect_from(Some("https://evil.test")).await.map(|_| ()).unwrap_err();
    assert!(error.contains("403"), "{error}");
}

#[tokio::test]
async fn where_people_are_is_told_and_who_left() {
    let harbour = Harbour::new().await;
    let (mut ann, _) = harbour.guest(None).await;
    let (mut ben, _) = harbour.guest(None).await;
    ben.say(&json!({ "presence": { "pointer": { "x": 3.0, "y": 4.0 } } })).await;
    let mut has_seen_pointer = false;
    loop {
        let Some(Ok(Message::Text(text))) = ann.socket.next().await else { continue };
        let said: Value = serde_json::from_str(&text).unwrap();
        if let Some(present) = said["here"].as_array().and_then(|here| here.last())
            && present["presence"]["pointer"]["x"] == json!(3.0)
            && !has_seen_pointer
        {
            has_seen_pointer = true;
            ben.socket.close(None).await.unwrap();
        }
        if said.get("gone").is_some() {
            break;
        }
    }
    assert!(has_seen_pointer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_reader_is_cut_off_and_goes_on_from_where_it_was() {
    let harbour = Harbour::new().await;
    let (mut slow, welcome) = harbour.guest(None).await;
    let (mut quick, _) = harbour.guest(None).await;
    let long = "x".repeat(200_000);
    // Far more than the system's buffers and the queue hold together.
    for number in 0..120 {
        harbour.submit(json!([rename(&number.to_string(), &long)])).await;
        assert_eq!(quick.keys().await, [number.to_string()], "others do not wait");
    }
    let mut seen = 0;
    while let Some(said) = slow.hear_or_end().await {
        if let Some(lines) = said["entries"].as_array() {
            for line in lines {
                seen += 1;
                assert_eq!(line["revision"], json!(seen), "without gaps until the end");
            }
        }
    }
    assert!(seen < 120, "it was cut off after {seen}");
    let resume = json!({ "epoch": welcome["epoch"], "revision": seen });
    let (mut slow, welcome) = harbour.guest(Some(resume)).await;
    assert!(welcome.get("opened").is_some() || slow.keys().await[0] == seen.to_string());
}

#[tokio::test]
async fn a_server_that_stops_stores_and_tells_what_it_took_and_says_when_to_come_again() {
    let harbour = Harbour::new().await;
    let (mut ann, _) = harbour.guest(None).await;
    ann.submit(json!([rename("a", "One")])).await;
    assert_eq!(ann.keys().await, ["a"]);
    let drain = harbour.rooms.drain();
    let hear = ann.is_sent_away("draining");
    let ((), farewell) = timeout(Duration::from_secs(5), async { tokio::join!(drain, hear) }).await.unwrap();
    assert!(farewell["again_after"].as_u64().unwrap() >= 250, "{farewell}");
    assert_eq!(harbour.rooms.count(), 0);
    let mut late = harbour.connect().await;
    late.say(&harbour.join(None)).await;
    late.is_sent_away("draining").await;
}

#[tokio::test]
async fn a_room_without_anybody_is_dropped() {
    let setup = Setup { idle: Duration::from_millis(50), ..Setup::default() };
    let harbour = Harbour::with(setup).await;
    for _ in 0..3 {
        let (guest, _) = harbour.guest(None).await;
        assert_eq!(harbour.rooms.count(), 1);
        drop(guest);
        let dropped = async {
            while harbour.rooms.count() > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(Duration::from_secs(5), dropped).await.expect("the room is dropped");
    }
    assert_eq!(harbour.submit(json!([rename("a", "One")])).await, 1);
}
