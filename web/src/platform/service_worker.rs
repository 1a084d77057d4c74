//! The service worker, which keeps the application at hand without a network.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Calls back when a newer version of the application waits to be used. The page's own script registers the worker.
pub fn on_update(ready: impl Fn() + Clone + 'static) {
    let Some(container) = container() else { return };
    leptos::task::spawn_local(async move {
        let Ok(promise) = container.ready() else { return };
        let Ok(registration) = JsFuture::from(promise).await else { return };
        let Ok(registration) = registration.dyn_into::<web_sys::ServiceWorkerRegistration>() else { return };
        if registration.waiting().is_some() {
            ready();
        }
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            let Some(worker) = found.installing() else { return };
            let (ready, installed) = (ready.clone(), worker.clone());
            EventListener::new(&worker, "statechange", move |_| {
                let has_older = self::container().is_some_and(|container| container.controller().is_some());
                if installed.state() == web_sys::ServiceWorkerState::Installed && has_older {
                    ready();
                }
            })
            .forget();
        })
        .forget();
    });
}

/// In a frame without rights of its own, and in some private modes, there is none.
fn container() -> Option<web_sys::ServiceWorkerContainer> {
    let navigator = leptos::prelude::window().navigator();
    let is_there =
        js_sys::Reflect::get(&navigator, &JsValue::from("serviceWorker")).is_ok_and(|value| value.is_object());
    is_there.then(|| navigator.service_worker())
}

/// Lets the waiting version take over and loads the page anew. Where another tab did the former already, the latter is
/// left.
pub fn use_waiting() {
    let Some(container) = container() else { return };
    EventListener::once(&container, "controllerchange", move |_| {
        let _ = leptos::prelude::window().location().reload();
    })
    .forget();
    leptos::task::spawn_local(async move {
        let Ok(registration) = JsFuture::from(container.get_registration()).await else { return };
        let registration = registration.dyn_into::<web_sys::ServiceWorkerRegistration>().ok();
        match registration.and_then(|registration| registration.waiting()) {
            Some(waiting) => drop(waiting.post_message(&JsValue::from("SKIP_WAITING"))),
            None => drop(leptos::prelude::window().location().reload()),
        }
    });
}
