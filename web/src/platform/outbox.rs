//! What this browser keeps of shared landscapes: each as the log had it at some revision, and the commands that the log
//! does not have yet as far as is known. A command is dropped only together with a landscape that holds it.

use std::rc::Rc;

use idb::{Database as Idb, KeyRange, Query, TransactionMode};
use wasm_bindgen::JsValue;

use super::database::{Problem, add_named_store, add_numbered_store, ended, number, object, opened, text, told};

const NAME: &str = "atoll-shared";
const VERSION: u32 = 1;
const LANDSCAPES: &str = "landscapes";
const OUTBOX: &str = "outbox";
const REFUSED: &str = "refused";
const BY_LANDSCAPE: &str = "landscape";

/// A shared landscape as it is kept here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Its identifier.
    pub id: String,
    /// What opens it.
    pub token: String,
    /// What people call it.
    pub name: String,
    /// When it was last written, in milliseconds since 1970.
    pub at: f64,
    /// How many contexts it has.
    pub contexts: u32,
    /// The landscape as the log had it; empty where it was never fetched.
    pub file: String,
    /// Of which log.
    pub epoch: u32,
    /// At which revision.
    pub revision: f64,
}

/// A command as it waits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waiting {
    /// Its key.
    pub key: String,
    /// The command as JSON.
    pub command: String,
    /// Why the server refused it; empty while it waits.
    pub reason: String,
}

/// The open database.
#[derive(Clone)]
pub struct Outbox {
    idb: Rc<Idb>,
}

impl Outbox {
    /// Opens it, and makes it on a first visit.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn open() -> Result<Self, Problem> {
        let idb = opened(NAME, VERSION, |database| {
            add_named_store(database, LANDSCAPES, "id");
            for name in [OUTBOX, REFUSED] {
                add_numbered_store(database, name, BY_LANDSCAPE);
            }
        });
        Ok(Self { idb: Rc::new(idb.await.map_err(told)?) })
    }

    /// Puts commands in line.
    ///
    /// # Errors
    ///
    /// Says what the browser said, most often that there is no room left.
    pub async fn add(&self, landscape: &str, commands: &[Waiting]) -> Result<(), Problem> {
        let transaction = self.idb.transaction(&[OUTBOX], TransactionMode::ReadWrite).map_err(told)?;
        let outbox = transaction.object_store(OUTBOX).map_err(told)?;
        for command in commands {
            outbox.add(&written(landscape, command), None).map_err(told)?;
        }
        ended(transaction).await
    }

    /// Writes a landscape as the log has it, and drops the commands that it holds, in one transaction.
    ///
    /// # Errors
    ///
    /// Says what the browser said; everything is then as it was.
    pub async fn write(&self, kept: &Kept, done: &[String]) -> Result<(), Problem> {
        let transaction = self.idb.transaction(&[LANDSCAPES, OUTBOX], TransactionMode::ReadWrite).map_err(told)?;
        let whole = object(&[
            ("id", kept.id.as_str().into()),
            ("token", kept.token.as_str().into()),
            ("name", kept.name.as_str().into()),
            ("at", kept.at.into()),
            ("contexts", kept.contexts.into()),
            ("file", kept.file.as_str().into()),
            ("epoch", kept.epoch.into()),
            ("revision", kept.revision.into()),
        ]);
        transaction.object_store(LANDSCAPES).map_err(told)?.put(&whole, None).map_err(told)?;
        let outbox = transaction.object_store(OUTBOX).map_err(told)?;
        for (place, waiting) in places(&outbox, &kept.id).await? {
            if done.contains(&waiting.key) {
                outbox.delete(Query::Key(place)).map_err(told)?;
            }
        }
        ended(transaction).await
    }

    /// Moves a command from the line to what was refused.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn refuse(&self, landscape: &str, refused: &Waiting) -> Result<(), Problem> {
        let transaction = self.idb.transaction(&[OUTBOX, REFUSED], TransactionMode::ReadWrite).map_err(told)?;
        let store = transaction.object_store(REFUSED).map_err(told)?;
        store.add(&written(landscape, refused), None).map_err(told)?;
        let outbox = transaction.object_store(OUTBOX).map_err(told)?;
        for (place, waiting) in places(&outbox, landscape).await? {
            if waiting.key == refused.key {
                outbox.delete(Query::Key(place)).map_err(told)?;
            }
        }
        ended(transaction).await
    }

    /// Drops a command that was refused: it was done again, or is not wanted any more.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn forget_refused(&self, landscape: &str, key: &str) -> Result<(), Problem> {
        let transaction = self.idb.transaction(&[REFUSED], TransactionMode::ReadWrite).map_err(told)?;
        let store = transaction.object_store(REFUSED).map_err(told)?;
        for (place, waiting) in places(&store, landscape).await? {
            if waiting.key == key {
                store.delete(Query::Key(place)).map_err(told)?;
            }
        }
        ended(transaction).await
    }

    /// A landscape as it was last written, what waits, and what was refused, each in order.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn read(&self, landscape: &str) -> Result<(Option<Kept>, Vec<Waiting>, Vec<Waiting>), Problem> {
        let all = [LANDSCAPES, OUTBOX, REFUSED];
        let transaction = self.idb.transaction(&all, TransactionMode::ReadOnly).map_err(told)?;
        let landscapes = transaction.object_store(LANDSCAPES).map_err(told)?;
        let whole = landscapes.get(Query::Key(JsValue::from(landscape))).map_err(told)?.await.map_err(told)?;
        let waiting = places(&transaction.object_store(OUTBOX).map_err(told)?, landscape).await?;
        let refused = places(&transaction.object_store(REFUSED).map_err(told)?, landscape).await?;
        let only = |all: Vec<(JsValue, Waiting)>| all.into_iter().map(|(_, waiting)| waiting).collect();
        Ok((whole.as_ref().map(kept), only(waiting), only(refused)))
    }

    /// Every shared landscape that is kept here.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn list(&self) -> Result<Vec<Kept>, Problem> {
        let transaction = self.idb.transaction(&[LANDSCAPES], TransactionMode::ReadOnly).map_err(told)?;
        let landscapes = transaction.object_store(LANDSCAPES).map_err(told)?;
        let all = landscapes.get_all(None, None).map_err(told)?.await.map_err(told)?;
        Ok(all.iter().map(kept).collect())
    }

    /// Keeps nothing of a landscape any more.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn remove(&self, landscape: &str) -> Result<(), Problem> {
        let all = [LANDSCAPES, OUTBOX, REFUSED];
        let transaction = self.idb.transaction(&all, TransactionMode::ReadWrite).map_err(told)?;
        let landscapes = transaction.object_store(LANDSCAPES).map_err(told)?;
        landscapes.delete(Query::Key(JsValue::from(landscape))).map_err(told)?;
        for name in [OUTBOX, REFUSED] {
            let store = transaction.object_store(name).map_err(told)?;
            for (place, _) in places(&store, landscape).await? {
                store.delete(Query::Key(place)).map_err(told)?;
            }
        }
        ended(transaction).await
    }
}

/// What is in a store of this landscape, and under which number, in order.
async fn places(store: &idb::ObjectStore, landscape: &str) -> Result<Vec<(JsValue, Waiting)>, Problem> {
    let index = store.index(BY_LANDSCAPE).map_err(told)?;
    let only = || KeyRange::only(&JsValue::from(landscape)).map(Query::KeyRange).map_err(told);
    // Both are asked for before either is waited for: a transaction ends when nothing is asked of it.
    let places = index.get_all_keys(Some(only()?), None).map_err(told)?;
    let values = index.get_all(Some(only()?), None).map_err(told)?;
    let (places, values) = (places.await.map_err(told)?, values.await.map_err(told)?);
    let read = |value: &JsValue| Waiting {
        key: text(value, "key").unwrap_or_default(),
        command: text(value, "command").unwrap_or_default(),
        reason: text(value, "reason").unwrap_or_default(),
    };
    Ok(places.into_iter().zip(values.iter().map(read)).collect())
}

fn written(landscape: &str, waiting: &Waiting) -> JsValue {
    object(&[
        ("landscape", landscape.into()),
        ("key", waiting.key.as_str().into()),
        ("command", waiting.command.as_str().into()),
        ("reason", waiting.reason.as_str().into()),
    ])
}

fn kept(value: &JsValue) -> Kept {
    Kept {
        id: text(value, "id").unwrap_or_default(),
        token: text(value, "token").unwrap_or_default(),
        name: text(value, "name").unwrap_or_default(),
        at: number(value, "at"),
        contexts: number(value, "contexts") as u32,
        file: text(value, "file").unwrap_or_default(),
        epoch: number(value, "epoch") as u32,
        revision: number(value, "revision"),
    }
}
