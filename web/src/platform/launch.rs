//! The app as one that is installed: files that the system opens with it, and the offer to install it.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};

use super::disk::{self, DiskFile};
use super::file::ReadFile;
use super::foreign::{begin, call, get, has, object, set, window};

/// Where `web/start.js` leaves the browser's offer, which may come before anything listens.
const OFFER: &str = "atollInstall";

/// Calls back with the files that the system opens with the app, also those that it was started for.
pub fn on_files(opened: impl Fn(Vec<(ReadFile, DiskFile)>) + Clone + 'static) {
    let queue = get(&window(), "launchQueue");
    if !has(&queue, "setConsumer") {
        return;
    }
    let consumer = Closure::<dyn FnMut(JsValue)>::new(move |launch: JsValue| {
        let (files, opened) = (get(&launch, "files"), opened.clone());
        leptos::task::spawn_local(async move {
            let read = disk::read_all(&files).await;
            if !read.is_empty() {
                opened(read);
            }
        });
    });
    let _ = begin(&queue, "setConsumer", &[consumer.as_ref().clone()]);
    consumer.forget();
}

/// Whether the browser offers to install the app now.
pub fn can_install() -> bool {
    get(&window(), OFFER).is_object()
}

/// Whether the app runs in a window of its own.
pub fn is_installed() -> bool {
    super::page::matches_media("(display-mode: standalone)") || get(&window_navigator(), "standalone").is_truthy()
}

/// Lets the browser ask whether the app shall be installed; answers with whether it is. An offer holds once.
pub async fn install() -> bool {
    let offer = get(&window(), OFFER);
    set(&window(), OFFER, &JsValue::NULL);
    if call(&offer, "prompt", &[]).await.is_err() {
        return false;
    }
    let chosen = super::foreign::wait(get(&offer, "userChoice")).await.unwrap_or_else(|_| object(&[]));
    get(&chosen, "outcome") == "accepted"
}

fn window_navigator() -> JsValue {
    leptos::prelude::window().navigator().unchecked_into()
}
