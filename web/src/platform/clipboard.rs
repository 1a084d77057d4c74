//! The clipboard.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;

/// Puts a text on the clipboard; calls back with whether the browser let us.
pub fn write(text: String, done: impl FnOnce(bool) + 'static) {
    let window = leptos::prelude::window();
    // A page that came over plain http from another computer has no clipboard at all.
    if !window.is_secure_context() {
        return done(false);
    }
    let promise = window.navigator().clipboard().write_text(&text);
    leptos::task::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
    });
}

/// Calls back with a text that is pasted outside of any field.
pub fn on_paste(mut pasted: impl FnMut(String) + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&leptos::prelude::document(), "paste", options, move |event| {
        let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else { return };
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is_in_field =
            target.is_some_and(|target| target.closest("input, textarea, dialog").ok().flatten().is_some());
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|text| !is_in_field && !text.is_empty()) {
            event.prevent_default();
            pasted(text);
        }
    })
    .forget();
}
