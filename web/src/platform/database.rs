//! The browser's database: what is drawn on this computer. Each change is added as it is made; now and then the whole
//! landscape is written and the changes that it holds are dropped, both in one transaction.

use idb::request::DeleteStoreRequest;
use idb::{
    Database as Idb, DatabaseEvent as _, Factory, IndexParams, KeyPath, KeyRange, ObjectStoreParams, Query,
    Transaction, TransactionMode,
};
use wasm_bindgen::JsValue;

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
        let factory = Factory::new().map_err(told)?;
        let mut request = factory.open(NAME, Some(VERSION)).map_err(told)?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database() {
                create(&database);
            }
        });
        let idb = request.await.map_err(told)?;
        Ok(Self { idb: std::rc::Rc::new(idb) })
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
        let mut asked = Vec::new();
        for command in commands {
            let change = object(&[("document", document.into()), ("command", command.into())]);
            asked.push(store.add(&change, None).map_err(told)?);
        }
        // The browser tells each request what became of it: they are kept until it has.
        let written = transaction.await.map(drop).map_err(told);
        drop(asked);
        written
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
        let put = documents.put(&whole, None).map_err(told)?;
        let dropped = drop_changes(&transaction, &document.key).await?;
        let written = transaction.await.map(drop).map_err(told);
        drop((put, dropped));
        written
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
        let removed = documents.delete(Query::Key(JsValue::from(key))).map_err(told)?;
        let dropped = drop_changes(&transaction, key).await?;
        let written = transaction.await.map(drop).map_err(told);
        drop((removed, dropped));
        written
    }
}

/// Drops the changes of a document as a part of a transaction; answers with the requests, to be kept until that ends.
async fn drop_changes(transaction: &Transaction, document: &str) -> Result<Vec<DeleteStoreRequest>, Problem> {
    let changes = transaction.object_store(CHANGES).map_err(told)?;
    let only = KeyRange::only(&JsValue::from(document)).map_err(told)?;
    let index = changes.index(BY_DOCUMENT).map_err(told)?;
    let keys = index.get_all_keys(Some(Query::KeyRange(only)), None).map_err(told)?.await.map_err(told)?;
    keys.into_iter().map(|key| changes.delete(Query::Key(key)).map_err(told)).collect()
}

fn create(database: &Idb) {
    let mut documents = ObjectStoreParams::new();
    documents.key_path(Some(KeyPath::new_single("key")));
    let _ = database.create_object_store(DOCUMENTS, documents);
    let mut changes = ObjectStoreParams::new();
    changes.auto_increment(true);
    if let Ok(store) = database.create_object_store(CHANGES, changes) {
        let _ = store.create_index(BY_DOCUMENT, KeyPath::new_single("document"), Some(IndexParams::new()));
    }
}

fn told(error: idb::Error) -> Problem {
    error.to_string()
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in fields {
        let _ = js_sys::Reflect::set(&object, &JsValue::from(*name), value);
    }
    object.into()
}

fn text(value: &JsValue, name: &str) -> Option<String> {
    js_sys::Reflect::get(value, &JsValue::from(name)).ok()?.as_string()
}

fn saved(value: &JsValue) -> SavedDocument {
    let number = |name: &str| js_sys::Reflect::get(value, &JsValue::from(name)).ok().and_then(|value| value.as_f64());
    SavedDocument {
        key: text(value, "key").unwrap_or_default(),
        name: text(value, "name").unwrap_or_default(),
        at: number("at").unwrap_or_default(),
        contexts: number("contexts").unwrap_or_default() as u32,
        file: text(value, "file").unwrap_or_default(),
    }
}
