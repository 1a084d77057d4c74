//! A second thread of the browser: the same module, started without a page.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, WorkerOptions, WorkerType};

/// A thread that computes; it ends when this is dropped.
pub struct Worker {
    worker: web_sys::Worker,
    _heard: EventListener,
}

impl Worker {
    /// Starts one; calls back with what it says. Nothing where the browser lets no worker start.
    pub fn start(heard: impl Fn(String) + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(&address()?, &options).ok()?;
        let heard = EventListener::new(&worker, "message", move |event| {
            if let Some(word) = word(event) {
                heard(word);
            }
        });
        Some(Self { worker, _heard: heard })
    }

    /// Tells it something. What is told before it has started waits for it.
    pub fn tell(&self, text: &str) {
        // A string can always be handed over.
        let _ = self.worker.post_message(&JsValue::from_str(text));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// The script that starts the application starts a worker as well.
fn address() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let script = document.query_selector("script[type=module][src]").ok()??;
    let address = script.get_attribute("src")?;
    let page = document.base_uri().ok()??;
    web_sys::Url::new_with_base(&address, &page).ok().map(|url| url.href())
}

fn word(event: &web_sys::Event) -> Option<String> {
    event.dyn_ref::<MessageEvent>()?.data().as_string()
}

/// Does it as soon as this thread has nothing else to do; in a worker nobody else has set up such a thing.
pub fn soon(job: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(job);
}

/// The worker's side, where this thread is one.
pub fn own_side() -> Option<OwnSide> {
    js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>().ok().map(|scope| OwnSide { scope })
}

/// What a worker sees of the page.
#[derive(Clone)]
pub struct OwnSide {
    scope: DedicatedWorkerGlobalScope,
}

impl OwnSide {
    /// Calls back with what the page says, as long as the worker lives.
    pub fn listen(&self, heard: impl Fn(String) + 'static) {
        EventListener::new(&self.scope, "message", move |event| {
            if let Some(word) = word(event) {
                heard(word);
            }
        })
        .forget();
    }

    /// Tells the page something.
    pub fn tell(&self, text: &str) {
        // A string can always be handed over.
        let _ = self.scope.post_message(&JsValue::from_str(text));
    }
}
