//! Word between the tabs of one browser.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};

/// A line to all other tabs that have the application open.
#[derive(Clone)]
pub struct Channel {
    line: Option<web_sys::BroadcastChannel>,
}

impl Channel {
    /// Opens the line; calls back with what other tabs say. Where the browser has no such thing, nobody ever speaks.
    pub fn open(heard: impl Fn(String) + 'static) -> Self {
        Self::open_named("atoll", heard)
    }

    /// Opens a line of another name.
    pub fn open_named(name: &str, heard: impl Fn(String) + 'static) -> Self {
        let line = web_sys::BroadcastChannel::new(name).ok();
        if let Some(line) = &line {
            EventListener::new(line, "message", move |event| {
                let word = event.dyn_ref::<web_sys::MessageEvent>().and_then(|event| event.data().as_string());
                if let Some(word) = word {
                    heard(word);
                }
            })
            .forget();
        }
        Self { line }
    }

    /// Says something to all other tabs.
    pub fn say(&self, word: &str) {
        if let Some(line) = &self.line {
            let _ = line.post_message(&JsValue::from(word));
        }
    }
}
