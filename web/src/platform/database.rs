//! The browser's database: what is drawn on this computer. Each change is added as it is made; now and then the whole
//! landscape is written and the changes that it holds are dropped, both in one transaction.

use gloo::events::EventListener;
use idb::{
    Database as Idb, DatabaseEvent as _, Factory, IndexParams, KeyPath, KeyRange, ObjectStoreParams, Query,
    Transaction, TransactionMode,
};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

const NAME: &str = "atoll";
const VERSION: u32 = 1;
const DOCUMENTS: &str = "documents";
const CHANGES: &str = "changes";
const BY_DOCUMENT: &str = "document";

/// A landscape as it was last written whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedDocument {
    /// Names it on this computer.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// When it was last written, in milliseconds since 1970.
    pub at: f64,
    /// How many contexts it has.
    pub contexts: u32,
    /// The landscape in Atoll's own format.
    pub file: String,
}

/// The open database.
#[derive(Clone)]
pub struct Database {
    idb: std::rc::Rc<Idb>,
}

/// What the browser said when it could not do something.
pub type Problem = String;

impl Database {
    /// Opens it, and makes it on a first visit.
    ///
    /// # Errors
    ///
    /// Says what the browser said: there is no database in some private modes and frames.
    pub async fn open() -> Result<Self, Problem> {
        let idb = opened(NAME, VERSION, |database| {
            add_named_store(database, DOCUMENTS, "key");
            add_numbered_store(database, CHANGES, BY_DOCUMENT);
        });
        Ok(Self { idb: std::rc::Rc::new(idb.await.map_err(told)?) })
    }

    /// Adds changes to a document.
    ///
    /// # Errors
    ///
    /// Says what the browser said, most often that there is no room left.
    pub async fn add_changes(&self, document: &str, commands: Vec<String>) -> Result<(), Problem> {
        let transaction = self.idb.transaction(&[CHANGES], TransactionMode::ReadWrite).map_err(told)?;
        let store = transaction.object_store(CHANGES).map_err(told)?;
        // A transaction ends at the first foreign wait: ask for everything, then wait for its end alone.
        for command in commands {
            let change = object(&[("document", document.into()), ("command", command.into())]);
            store.add(&change, None).map_err(told)?;
        }
        ended(transaction).await
    }

    /// Writes a document whole and drops the changes that led to it.
    ///
    /// # Errors
    ///
    /// Says what the browser said; what was saved before is then still there.
    pub async fn write(&self, document: &SavedDocument) -> Result<(), Problem> {
        let stores = [DOCUMENTS, CHANGES];
        let transaction = self.idb.transaction(&stores, TransactionMode::ReadWrite).map_err(told)?;
        let whole = object(&[
            ("key", document.key.as_str().into()),
            ("name", document.name.as_str().into()),
            ("at", document.at.into()),
            ("contexts", document.contexts.into()),
            ("file", document.file.as_str().into()),
        ]);
        let documents = transaction.object_store(DOCUMENTS).map_err(told)?;
        documents.put(&whole, None).map_err(told)?;
        drop_changes(&transaction, &document.key).await?;
        ended(transaction).await
    }

    /// A document as it was last written whole, and the changes since then, in order.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn read(&self, key: &str) -> Result<Option<(SavedDocument, Vec<String>)>, Problem> {
        let stores = [DOCUMENTS, CHANGES];
        let transaction = self.idb.transaction(&stores, TransactionMode::ReadOnly).map_err(told)?;
        let documents = transaction.object_store(DOCUMENTS).map_err(told)?;
        let asked = documents.get(Query::Key(JsValue::from(key))).map_err(told)?;
        let changes = transaction.object_store(CHANGES).map_err(told)?;
        let only = KeyRange::only(&JsValue::from(key)).map_err(told)?;
        let index = changes.index(BY_DOCUMENT).map_err(told)?;
        let asked_changes = index.get_all(Some(Query::KeyRange(only)), None).map_err(told)?;
        let whole = asked.await.map_err(told)?;
        let since = asked_changes.await.map_err(told)?;
        let commands = since.iter().filter_map(|change| text(change, "command")).collect();
        Ok(whole.map(|whole| (saved(&whole), commands)))
    }

    /// Every document, the one that was written last first; without what is in them.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn list(&self) -> Result<Vec<SavedDocument>, Problem> {
        let transaction = self.idb.transaction(&[DOCUMENTS], TransactionMode::ReadOnly).map_err(told)?;
        let documents = transaction.object_store(DOCUMENTS).map_err(told)?;
        let all = documents.get_all(None, None).map_err(told)?.await.map_err(told)?;
        let mut all: Vec<SavedDocument> = all.iter().map(saved).collect();
        atoll_core::order::sort_by(&mut all, |a, b| b.at.total_cmp(&a.at));
        Ok(all)
    }

    /// Removes a document and its changes.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn remove(&self, key: &str) -> Result<(), Problem> {
        let stores = [DOCUMENTS, CHANGES];
        let transaction = self.idb.transaction(&stores, TransactionMode::ReadWrite).map_err(told)?;
        let documents = transaction.object_store(DOCUMENTS).map_err(told)?;
        documents.delete(Query::Key(JsValue::from(key))).map_err(told)?;
        drop_changes(&transaction, key).await?;
        ended(transaction).await
    }
}

/// Waits for the end of a transaction that writes.
///
/// The browser tells a transaction of every request that breaks off with it. The future that the library has for this
/// hears only the first of them, and takes a transaction that was broken off as a whole, for want of room, as written.
pub(super) async fn ended(transaction: Transaction) -> Result<(), Problem> {
    let transaction: EventTarget = JsValue::from(transaction).unchecked_into();
    let mut listeners = Vec::new();
    let end = js_sys::Promise::new(&mut |written, broken_off| {
        let of = transaction.clone();
        listeners.push(EventListener::once(&transaction, "complete", move |_| drop(written.call0(&JsValue::NULL))));
        listeners.push(EventListener::once(&transaction, "abort", move |_| {
            let reason = js_sys::Reflect::get(&of, &JsValue::from("error")).unwrap_or(JsValue::NULL);
            drop(broken_off.call1(&JsValue::NULL, &reason));
        }));
    });
    let end = JsFuture::from(end).await;
    drop(listeners);
    end.map(drop).map_err(|reason| text(&reason, "message").unwrap_or_else(|| "The browser broke it off".to_owned()))
}

/// Drops the changes of a document as a part of a transaction.
async fn drop_changes(transaction: &Transaction, document: &str) -> Result<(), Problem> {
    let changes = transaction.object_store(CHANGES).map_err(told)?;
    let only = KeyRange::only(&JsValue::from(document)).map_err(told)?;
    let index = changes.index(BY_DOCUMENT).map_err(told)?;
    let keys = index.get_all_keys(Some(Query::KeyRange(only)), None).map_err(told)?.await.map_err(told)?;
    for key in keys {
        changes.delete(Query::Key(key)).map_err(told)?;
    }
    Ok(())
}

/// Opens a database, and makes it where there is none. A store that could not be made is missed by whoever asks for it.
pub(super) async fn opened(name: &str, version: u32, create: fn(&Idb)) -> Result<Idb, idb::Error> {
    let mut request = Factory::new()?.open(name, Some(version))?;
    request.on_upgrade_needed(move |event| {
        if let Ok(database) = event.database() {
            create(&database);
        }
    });
    request.await
}

/// Adds a store whose values are found by this field of theirs.
pub(super) fn add_named_store(database: &Idb, name: &str, field: &str) {
    let mut named = ObjectStoreParams::new();
    named.key_path(Some(KeyPath::new_single(field)));
    let _ = database.create_object_store(name, named);
}

/// Adds a store whose values are numbered as they come, with an index over one field that has the field's name.
pub(super) fn add_numbered_store(database: &Idb, name: &str, field: &str) {
    let mut numbered = ObjectStoreParams::new();
    numbered.auto_increment(true);
    if let Ok(store) = database.create_object_store(name, numbered) {
        let _ = store.create_index(field, KeyPath::new_single(field), Some(IndexParams::new()));
    }
}

pub(super) fn told(error: idb::Error) -> Problem {
    error.to_string()
}

pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in fields {
        let _ = js_sys::Reflect::set(&object, &JsValue::from(*name), value);
    }
    object.into()
}

pub(super) fn text(value: &JsValue, name: &str) -> Option<String> {
    js_sys::Reflect::get(value, &JsValue::from(name)).ok()?.as_string()
}

pub(super) fn number(value: &JsValue, name: &str) -> f64 {
    let number = js_sys::Reflect::get(value, &JsValue::from(name)).ok().and_then(|value| value.as_f64());
    number.unwrap_or_default()
}

fn saved(value: &JsValue) -> SavedDocument {
    SavedDocument {
        key: text(value, "key").unwrap_or_default(),
        name: text(value, "name").unwrap_or_default(),
        at: number(value, "at"),
        contexts: number(value, "contexts") as u32,
        file: text(value, "file").unwrap_or_default(),
    }
}
