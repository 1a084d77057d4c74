//! Files: those that are dropped on the page or chosen, and those that are handed out.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::file::futures::read_as_bytes;
use wasm_bindgen::{JsCast as _, JsValue};

/// Files larger than this are not read: a landscape of ten thousand contexts has a tenth of it.
const BYTES_LIMIT: f64 = 64.0 * 1024.0 * 1024.0;

/// A file that was read, or why it was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// Its name, without a folder.
    pub name: String,
    /// What is in it, or a sentence that says what is wrong with it.
    pub text: Result<String, String>,
}

/// Calls back with the files that are dropped anywhere on the page; `hovering` is told when files come and go.
pub fn on_drop(hovering: impl Fn(bool) + 'static, dropped: impl Fn(Vec<ReadFile>) + Clone + 'static) {
    let document = leptos::prelude::document();
    let options = EventListenerOptions::enable_prevent_default();
    let hovering = std::rc::Rc::new(hovering);
    for (name, is_over) in [("dragenter", true), ("dragover", true), ("dragleave", false)] {
        let hovering = hovering.clone();
        EventListener::new_with_options(&document, name, options, move |event| {
            let Some(event) = event.dyn_ref::<web_sys::DragEvent>() else { return };
            if event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from("Files"), 0)) {
                event.prevent_default();
                // To leave for another element of the page is not to leave.
                if is_over || event.related_target().is_none() {
                    hovering(is_over);
                }
            }
        })
        .forget();
    }
    EventListener::new_with_options(&document, "drop", options, move |event| {
        let Some(event) = event.dyn_ref::<web_sys::DragEvent>() else { return };
        let files = event.data_transfer().and_then(|data| data.files()).filter(|files| files.length() > 0);
        let Some(files) = files else { return };
        event.prevent_default();
        hovering(false);
        read_all(&files, dropped.clone());
    })
    .forget();
}

/// Lets the person choose files; calls back with what is in them.
pub fn ask(endings: &str, chosen: impl Fn(Vec<ReadFile>) + Clone + 'static) {
    let input = leptos::prelude::document().create_element("input").ok();
    let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return };
    input.set_type("file");
    input.set_multiple(true);
    input.set_accept(endings);
    let source = input.clone();
    EventListener::once(&input, "change", move |_| {
        if let Some(files) = source.files() {
            read_all(&files, chosen);
        }
    })
    .forget();
    input.click();
}

fn read_all(files: &web_sys::FileList, done: impl Fn(Vec<ReadFile>) + 'static) {
    let files: Vec<web_sys::File> = (0..files.length()).filter_map(|index| files.get(index)).collect();
    leptos::task::spawn_local(async move {
        let mut read = Vec::new();
        for file in files {
            read.push(read_one(file).await);
        }
        done(read);
    });
}

pub(super) async fn read_one(file: web_sys::File) -> ReadFile {
    let (name, size) = (file.name(), file.size());
    if size > BYTES_LIMIT {
        let megabytes = (size / 1_048_576.0).round();
        let reason = format!("It has {megabytes} MB; 64 MB are the most that can be read. Is it the right file?");
        return ReadFile { name, text: Err(reason) };
    }
    let text = match read_as_bytes(&gloo::file::File::from(file).into()).await {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| "It is not text. Is it the right file?".to_owned()),
        Err(error) => Err(format!("The browser could not read it: {error}.")),
    };
    // A mark at the beginning that some editors leave is no part of the text.
    let text = text.map(|text| text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text));
    ReadFile { name, text }
}

/// Hands out a text as a file.
pub fn download_text(name: &str, media_type: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    if let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) {
        download(name, &blob);
    }
}

/// Hands out a file.
pub fn download(name: &str, blob: &web_sys::Blob) {
    let Ok(address) = web_sys::Url::create_object_url_with_blob(blob) else { return };
    let anchor = leptos::prelude::document().create_element("a").ok();
    if let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
    }
    super::frame::surely_later(10_000, move || {
        let _ = web_sys::Url::revoke_object_url(&address);
    });
}
