//! Files on disk that the person lets this page write to, where the browser can do that; and which landscape goes where.
//!
//! The browser's handles are kept in a database of their own, so that a page that is loaded again can go on saving, after
//! the browser has asked the person.

use std::cell::RefCell;

use atoll_core::sorted_map::SortedMap;
use idb::{Database as Idb, Query, TransactionMode};
use wasm_bindgen::{JsCast as _, JsValue};

use super::database::{add_named_store, opened};
use super::file::{self, ReadFile};
use super::foreign::{begin, call, get, has, kind, object, wait, window, words};

const NAME: &str = "atoll-files";
const FILES: &str = "files";

thread_local! {
    /// What is saved where, in this page: a browser that keeps nothing lets one save all the same.
    static OPEN: RefCell<SortedMap<String, DiskFile>> = RefCell::default();
}

/// A file on disk.
#[derive(Clone, Debug)]
pub struct DiskFile {
    handle: JsValue,
    /// When it was changed last as far as this page knows, in milliseconds since 1970.
    seen: f64,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiskTrouble {
    /// The person chose none.
    NotChosen,
    /// The person, or the browser for them, said no.
    NotAllowed,
    /// It is not where it was.
    Gone,
    /// Somebody else wrote it in the meantime.
    Changed,
    /// What the browser says.
    Other(String),
}

impl From<JsValue> for DiskTrouble {
    fn from(error: JsValue) -> Self {
        match kind(&error).as_str() {
            "AbortError" => Self::NotChosen,
            "NotAllowedError" | "SecurityError" => Self::NotAllowed,
            "NotFoundError" => Self::Gone,
            _ => Self::Other(words(&error)),
        }
    }
}

/// Whether the browser lets a page write files, once a person has chosen them.
pub fn can_write() -> bool {
    has(&window(), "showSaveFilePicker")
}

/// Lets the person choose files to open; calls back with what is in them. Must be called while a press is handled.
pub fn ask_to_open(chosen: impl Fn(Vec<(ReadFile, DiskFile)>) + 'static) {
    let options = object(&[("multiple", true.into())]);
    let asked = begin(&window(), "showOpenFilePicker", &[options]);
    leptos::task::spawn_local(async move {
        let Ok(asked) = asked else { return };
        // Whoever chooses nothing wants nothing.
        if let Ok(handles) = wait(asked).await {
            chosen(read_all(&handles).await);
        }
    });
}

/// Reads files by their handles.
pub async fn read_all(handles: &JsValue) -> Vec<(ReadFile, DiskFile)> {
    let mut read = Vec::new();
    for handle in js_sys::Array::from(handles).iter() {
        let Ok(file) = call(&handle, "getFile", &[]).await else { continue };
        let seen = modified(&file);
        if let Ok(file) = file.dyn_into::<web_sys::File>() {
            read.push((file::read_one(file).await, DiskFile { handle, seen }));
        }
    }
    read
}

/// Lets the person choose a file to write; the browser asks before one that is there is replaced.
///
/// # Errors
///
/// None was chosen, or the browser does not let one.
pub async fn ask_to_save(name: &str) -> Result<DiskFile, DiskTrouble> {
    let accept = object(&[("application/json", js_sys::Array::of1(&".json".into()).into())]);
    let kinds = js_sys::Array::of1(&object(&[("description", "Atoll landscape".into()), ("accept", accept)]));
    let options = object(&[("suggestedName", name.into()), ("types", kinds.into())]);
    let handle = call(&window(), "showSaveFilePicker", &[options]).await?;
    Ok(DiskFile { handle, seen: f64::INFINITY })
}

impl DiskFile {
    /// What it is called, without its folder.
    pub fn name(&self) -> String {
        get(&self.handle, "name").as_string().unwrap_or_default()
    }

    /// Writes it whole, or leaves it as it was. What somebody else wrote in the meantime is written over only with
    /// `even_if_changed`.
    ///
    /// # Errors
    ///
    /// Says what stands in the way.
    pub async fn write(&mut self, text: &str, even_if_changed: bool) -> Result<(), DiskTrouble> {
        self.ask_permission().await?;
        let before = modified(&call(&self.handle, "getFile", &[]).await?);
        if before > self.seen && !even_if_changed {
            return Err(DiskTrouble::Changed);
        }
        let writable = call(&self.handle, "createWritable", &[]).await?;
        if let Err(error) = call(&writable, "write", &[text.into()]).await {
            // Nothing of it is in the file yet.
            let _ = call(&writable, "abort", &[]).await;
            return Err(error.into());
        }
        // Only now the new file takes the place of the old one.
        call(&writable, "close", &[]).await?;
        self.seen = modified(&call(&self.handle, "getFile", &[]).await?);
        Ok(())
    }

    /// What is in it now.
    pub async fn read(&self) -> Vec<(ReadFile, Self)> {
        read_all(&js_sys::Array::of1(&self.handle)).await
    }

    async fn ask_permission(&self) -> Result<(), DiskTrouble> {
        let mode = object(&[("mode", "readwrite".into())]);
        for method in ["queryPermission", "requestPermission"] {
            // Where it cannot be asked, as for files of the page's own, it is not needed.
            if !has(&self.handle, method) || call(&self.handle, method, std::slice::from_ref(&mode)).await? == "granted"
            {
                return Ok(());
            }
        }
        Err(DiskTrouble::NotAllowed)
    }
}

/// From now on this landscape is saved in this file.
pub async fn remember(document: &str, file: &DiskFile) {
    OPEN.with_borrow_mut(|open| open.insert(document.to_owned(), file.clone()));
    let kept = object(&[("document", document.into()), ("handle", file.handle.clone()), ("seen", file.seen.into())]);
    // Where nothing can be kept, this page knows it until it is closed.
    let _ = keep(&kept).await;
}

/// The file that this landscape is saved in, if there is one.
pub async fn file_of(document: &str) -> Option<DiskFile> {
    if let Some(file) = OPEN.with_borrow(|open| open.get(document).cloned()) {
        return Some(file);
    }
    let kept = find(document).await.ok().flatten()?;
    Some(DiskFile { handle: get(&kept, "handle"), seen: get(&kept, "seen").as_f64().unwrap_or_default() })
}

async fn keep(kept: &JsValue) -> Result<(), idb::Error> {
    let transaction = open().await?.transaction(&[FILES], TransactionMode::ReadWrite)?;
    transaction.object_store(FILES)?.put(kept, None)?.await?;
    Ok(())
}

async fn find(document: &str) -> Result<Option<JsValue>, idb::Error> {
    let transaction = open().await?.transaction(&[FILES], TransactionMode::ReadOnly)?;
    transaction.object_store(FILES)?.get(Query::Key(JsValue::from(document)))?.await
}

async fn open() -> Result<Idb, idb::Error> {
    opened(NAME, 1, |idb| add_named_store(idb, FILES, "document")).await
}

fn modified(file: &JsValue) -> f64 {
    get(file, "lastModified").as_f64().unwrap_or_default()
}
