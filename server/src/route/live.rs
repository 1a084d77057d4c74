//! `/api/live`: takes part in a room, over a WebSocket.
//!
//! Whoever has not joined yet is taken little from: one frame, within ten seconds. A connection is one task that reads
//! and writes; what waits to be written is bounded, and so is what waits to be read by the room.

mod connection;
mod hall;

use atoll_core::protocol::Problem;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use self::hall::Hall;
use crate::access::Presented;
use crate::app::App;

/// How much is read from the system at once: each connection has as much memory for it.
const READ: usize = 4 << 10;

/// How much is written to the system at once.
const WRITE: usize = 32 << 10;

/// `GET /api/live`
pub(crate) async fn join(State(app): State<App>, presented: Presented, mut request: Request) -> Response {
    let upgrade = request.extensions_mut().remove::<OnUpgrade>();
    let (Some(accept), Some(upgrade)) = (accept(request.headers()), upgrade) else {
        let error = "This address takes WebSockets, of version 13, and nothing else.".to_owned();
        return (StatusCode::UPGRADE_REQUIRED, Json(Problem { error })).into_response();
    };
    tokio::spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let config = WebSocketConfig::default()
            .read_buffer_size(READ)
            .write_buffer_size(WRITE)
            .max_message_size(Some(app.body_max))
            .max_frame_size(Some(app.body_max));
        let stream = Hall::new(TokioIo::new(upgraded));
        let socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
        connection::talk(socket, app, presented).await;
    });
    let headers = [
        (CONNECTION, HeaderValue::from_static("upgrade")),
        (UPGRADE, HeaderValue::from_static("websocket")),
        (SEC_WEBSOCKET_ACCEPT, accept),
    ];
    (StatusCode::SWITCHING_PROTOCOLS, headers, Body::empty()).into_response()
}

/// What a request for a WebSocket is answered with; nothing where it is no such request.
fn accept(headers: &HeaderMap) -> Option<HeaderValue> {
    let holds = |name, word: &str| {
        let value = headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
        value.split(',').any(|part| part.trim().eq_ignore_ascii_case(word))
    };
    let is_asked = holds(CONNECTION, "upgrade") && holds(UPGRADE, "websocket") && holds(SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(SEC_WEBSOCKET_KEY).filter(|_| is_asked)?;
    HeaderValue::from_str(&derive_accept_key(key.as_bytes())).ok()
}
