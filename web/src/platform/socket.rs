//! A connection to the server over which both sides speak whenever they have something to say.

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{MessageEvent, WebSocket};

/// What happens to a connection.
pub enum Event {
    /// It is there.
    Open,
    /// The server said something.
    Heard(String),
    /// It is gone, or never came about.
    Closed,
}

/// A connection; it is closed when this is dropped, and nothing is heard of it any more.
pub struct Socket {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

impl Socket {
    /// Connects to an address of this page's server, such as `api/live`; nothing where the browser lets nobody.
    pub fn connect(address: &str, happened: impl Fn(Event) + Clone + 'static) -> Option<Self> {
        let base = leptos::prelude::document().base_uri().ok()??;
        let url = web_sys::Url::new_with_base(address, &base).ok()?;
        url.set_protocol(if url.protocol() == "http:" { "ws:" } else { "wss:" });
        url.set_hash("");
        let socket = WebSocket::new(&url.href()).ok()?;
        let (opened, heard, closed) = (happened.clone(), happened.clone(), happened);
        let listeners = [
            EventListener::new(&socket, "open", move |_| opened(Event::Open)),
            EventListener::new(&socket, "message", move |event| {
                let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                heard(text.map_or(Event::Closed, Event::Heard));
            }),
            EventListener::new(&socket, "close", move |_| closed(Event::Closed)),
        ];
        Some(Self { socket, _listeners: listeners })
    }

    /// Says something; what is not heard any more is said again by whoever needs it to be heard.
    pub fn say(&self, text: &str) {
        let _ = self.socket.send_with_str(text);
    }

    /// How many bytes wait to be sent.
    pub fn waiting(&self) -> u32 {
        self.socket.buffered_amount()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = self.socket.close();
    }
}
