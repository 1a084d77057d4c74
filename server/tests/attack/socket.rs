//! A WebSocket as a page opens it, and as an attacker does.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use crate::server::{Made, Server};

/// One end of a WebSocket.
pub(crate) struct Socket(pub(crate) WebSocketStream<TcpStream>);

impl Socket {
    /// Opened, and nothing said yet.
    pub(crate) async fn open(server: &Server) -> Self {
        let stream = TcpStream::connect(&server.address).await.unwrap();
        let request = format!("ws://{}/api/live", server.address).into_client_request().unwrap();
        let (socket, _) = tokio_tungstenite::client_async(request, stream).await.unwrap();
        Self(socket)
    }

    /// Opened, and joined as somebody of this name; answers with what the server said first.
    pub(crate) async fn join(server: &Server, made: &Made, token: &str, name: &str) -> (Self, Value) {
        let mut socket = Self::open(server).await;
        let person = json!({ "id": name, "name": name });
        socket.say(&json!({ "join": { "protocol": 1, "landscape": made.id, "token": token, "person": person } })).await;
        let first = socket.hear().await;
        (socket, first)
    }

    /// As [`Self::join`], and let in.
    pub(crate) async fn joined(server: &Server, made: &Made, token: &str, name: &str) -> Self {
        let (socket, first) = Self::join(server, made, token, name).await;
        assert!(first["welcome"].is_object(), "{first}");
        socket
    }

    pub(crate) async fn say(&mut self, what: &Value) {
        self.0.send(Message::text(what.to_string())).await.unwrap();
    }

    pub(crate) async fn submit(&mut self, commands: &[Value]) {
        self.say(&json!({ "submit": { "commands": commands } })).await;
    }

    /// What the server says next, but beats; null where the connection is closed.
    pub(crate) async fn hear(&mut self) -> Value {
        self.hear_within(Duration::from_secs(20)).await.expect("the server says nothing and does not close")
    }

    /// As [`Self::hear`], nothing where nothing is said for so long.
    pub(crate) async fn hear_within(&mut self, within: Duration) -> Option<Value> {
        let hear = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => {
                        let said: Value = serde_json::from_str(&text).unwrap();
                        if said != "beat" {
                            return said;
                        }
                    }
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    _ => return Value::Null,
                }
            }
        };
        tokio::time::timeout(within, hear).await.ok()
    }

    /// What the server says next of this kind; what it says of others in the room is passed over.
    pub(crate) async fn hear_of(&mut self, kind: &str) -> Value {
        loop {
            let said = self.hear().await;
            assert!(!said.is_null(), "closed before {kind}");
            if !said[kind].is_null() {
                return said[kind].clone();
            }
            assert!(said["here"].is_array() || said["gone"].is_array(), "{said} instead of {kind}");
        }
    }

    /// The reason that the server gives when it closes; empty where it closes without a word.
    pub(crate) async fn farewell(&mut self) -> String {
        loop {
            let said = self.hear().await;
            if said.is_null() {
                return String::new();
            }
            if let Some(reason) = said["farewell"]["reason"].as_str() {
                return reason.to_owned();
            }
        }
    }
}
