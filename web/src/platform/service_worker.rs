//! The service worker, which keeps the application at hand without a network.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Registers it; calls back when a newer version of the application waits to be used.
pub fn register(ready: impl Fn() + Clone + 'static) {
    let navigator = leptos::prelude::window().navigator();
    // In a frame without rights of its own, and in some private modes, there is none.
    if !js_sys::Reflect::has(&navigator, &JsValue::from("serviceWorker")).unwrap_or(false) {
        return;
    }
    let container = navigator.service_worker();
    leptos::task::spawn_local(async move {
        let Ok(registration) = JsFuture::from(container.register("service-worker.js")).await else { return };
        let Ok(registration) = registration.dyn_into::<web_sys::ServiceWorkerRegistration>() else { return };
        let has_older = container.controller().is_some();
        if registration.waiting().is_some() && has_older {
            ready();
        }
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            let Some(worker) = found.installing() else { return };
            let (ready, installed) = (ready.clone(), worker.clone());
            EventListener::new(&worker, "statechange", move |_| {
                let has_older = leptos::prelude::window().navigator().service_worker().controller().is_some();
                if installed.state() == web_sys::ServiceWorkerState::Installed && has_older {
                    ready();
                }
            })
            .forget();
        })
        .forget();
    });
}

/// Lets the waiting version take over and loads the page anew.
pub fn use_waiting() {
    let container = leptos::prelude::window().navigator().service_worker();
    EventListener::once(&container, "controllerchange", move |_| {
        let _ = leptos::prelude::window().location().reload();
    })
    .forget();
    leptos::task::spawn_local(async move {
        let Ok(registration) = JsFuture::from(container.get_registration()).await else { return };
        if let Ok(registration) = registration.dyn_into::<web_sys::ServiceWorkerRegistration>()
            && let Some(waiting) = registration.waiting()
        {
            let _ = waiting.post_message(&JsValue::from("SKIP_WAITING"));
        }
    });
}
