//! A second thread of the browser: the same module, started without a page.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, WorkerOptions, WorkerType};

/// What a worker says first: it listens now.
const READY: &str = "ready";

/// A thread that computes; it ends when this is dropped.
pub struct Worker {
    worker: web_sys::Worker,
    /// What waits for it to listen: a worker hears nothing while its module is fetched, and forgets what came then.
    waiting: Waiting,
    _heard: EventListener,
}

type Waiting = Rc<RefCell<Option<Vec<String>>>>;

impl Worker {
    /// Starts one; calls back with what it says. Nothing where the browser lets no worker start.
    pub fn start(heard: impl Fn(String) + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(&address()?, &options).ok()?;
        let waiting: Waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let (ready, early) = (worker.clone(), waiting.clone());
        let heard = EventListener::new(&worker, "message", move |event| match word(event) {
            Some(word) if word == READY => {
                let texts = early.borrow_mut().take().unwrap_or_default();
                texts.iter().for_each(|text| hand_over(&ready, text));
            }
            Some(word) => heard(word),
            None => {}
        });
        Some(Self { worker, waiting, _heard: heard })
    }

    /// Tells it something. What is told before it has started waits for it.
    pub fn tell(&self, text: &str) {
        match &mut *self.waiting.borrow_mut() {
            Some(waiting) => waiting.push(text.to_owned()),
            None => hand_over(&self.worker, text),
        }
    }
}

fn hand_over(worker: &web_sys::Worker, text: &str) {
    // A string can always be handed over.
    let _ = worker.post_message(&JsValue::from_str(text));
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
        self.tell(READY);
    }

    /// Tells the page something.
    pub fn tell(&self, text: &str) {
        // A string can always be handed over.
        let _ = self.scope.post_message(&JsValue::from_str(text));
    }
}
