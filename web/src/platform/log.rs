//! The browser's log: what was done to each landscape that is drawn on this computer, in order, with what it began as.
//!
//! It stands in a database of its own. What keeps the work safe is `platform/database.rs`: where this one is full, gone
//! or behind, history is lost and nothing else.

use std::rc::Rc;

use idb::{Database as Idb, KeyRange, ObjectStore, Query, Transaction, TransactionMode};
use wasm_bindgen::JsValue;

use super::database::{Problem, add_named_store, add_numbered_store, ended, number, object, opened, text, told};

const NAME: &str = "atoll-history";
const VERSION: u32 = 1;
const BEGINNINGS: &str = "beginnings";
const LINES: &str = "lines";
const NAMED: &str = "named";
const BY_DOCUMENT: &str = "document";

/// What the log of a document begins with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beginning {
    /// The document's key.
    pub document: String,
    /// What it was then, in Atoll's own format.
    pub file: String,
    /// At which revision.
    pub revision: f64,
    /// Tells what it is after the last line from everything else.
    pub end: String,
    /// How many lines there are.
    pub count: f64,
    /// How many characters they hold.
    pub size: f64,
}

/// A line of the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// When it was done, in milliseconds since 1970.
    pub at: f64,
    /// The command as JSON; empty where only is known what came of it.
    pub command: String,
    /// The whole landscape after it, where the command is not known.
    pub whole: String,
}

/// A revision that has a name, with what the landscape was then: it can still be seen when the log begins later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Which revision.
    pub revision: f64,
    /// Its name.
    pub name: String,
    /// When it was named, in milliseconds since 1970.
    pub at: f64,
    /// The landscape.
    pub file: String,
}

/// Everything that is known of a document's past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// What the log begins with; nothing where there is none.
    pub beginning: Option<Beginning>,
    /// Every line since.
    pub lines: Vec<Line>,
    /// The revisions that have a name.
    pub named: Vec<Named>,
}

/// Lines that follow each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The document's key.
    pub document: String,
    /// What it was before them.
    pub before: String,
    /// Tells that from everything else.
    pub start: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// Tells what it is after them from everything else.
    pub end: String,
}

/// How a log that is too long is made shorter: from what it begins with and its lines to the new beginning, and how many
/// lines that holds.
pub type Shorten = fn(&Beginning, &[Line]) -> Option<(String, usize)>;

/// The open log.
#[derive(Clone)]
pub struct Log {
    idb: Rc<Idb>,
}

impl Log {
    /// Opens it, and makes it where there is none.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn open() -> Result<Self, Problem> {
        let idb = opened(NAME, VERSION, |database| {
            add_named_store(database, BEGINNINGS, BY_DOCUMENT);
            for name in [LINES, NAMED] {
                add_numbered_store(database, name, BY_DOCUMENT);
            }
        });
        Ok(Self { idb: Rc::new(idb.await.map_err(told)?) })
    }

    /// Adds lines. Where the log does not end with what was before them, because something was done while nobody wrote
    /// it down, a line says what came of that.
    ///
    /// # Errors
    ///
    /// Says what the browser said, most often that there is no room left.
    pub async fn append(&self, batch: &Batch, shorten: Shorten) -> Result<(), Problem> {
        let transaction = self.idb.transaction(&[BEGINNINGS, LINES], TransactionMode::ReadWrite).map_err(told)?;
        let (beginnings, lines) = (store(&transaction, BEGINNINGS)?, store(&transaction, LINES)?);
        let asked = beginnings.get(Query::Key(JsValue::from(&batch.document))).map_err(told)?;
        let known = asked.await.map_err(told)?.as_ref().map(beginning);
        let mut added = Vec::new();
        let mut beginning = match known {
            None => Beginning { document: batch.document.clone(), file: batch.before.clone(), ..Beginning::default() },
            Some(known) => {
                if known.end != batch.start {
                    let at = batch.lines.first().map_or(0.0, |line| line.at);
                    added.push(Line { at, command: String::new(), whole: batch.before.clone() });
                }
                known
            }
        };
        added.extend_from_slice(&batch.lines);
        for line in &added {
            lines.add(&written_line(&batch.document, line), None).map_err(told)?;
            beginning.count += 1.0;
            beginning.size += (line.command.len() + line.whole.len()) as f64;
        }
        beginning.end.clone_from(&batch.end);
        fold(&lines, &mut beginning, shorten).await?;
        beginnings.put(&written_beginning(&beginning), None).map_err(told)?;
        ended(transaction).await
    }

    /// Everything that is known of a document's past.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn read(&self, document: &str) -> Result<Written, Problem> {
        let all = [BEGINNINGS, LINES, NAMED];
        let transaction = self.idb.transaction(&all, TransactionMode::ReadOnly).map_err(told)?;
        let asked = store(&transaction, BEGINNINGS)?.get(Query::Key(JsValue::from(document))).map_err(told)?;
        let known = asked.await.map_err(told)?;
        let lines = of_document(&store(&transaction, LINES)?, document).await?;
        let named = of_document(&store(&transaction, NAMED)?, document).await?;
        Ok(Written {
            beginning: known.as_ref().map(beginning),
            lines: lines.iter().map(|(_, value)| line(value)).collect(),
            named: named.iter().map(|(_, value)| self::named(value)).collect(),
        })
    }

    /// Gives a revision a name, in place of the one that it had; an empty one takes it off.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn name(&self, document: &str, named: &Named) -> Result<(), Problem> {
        let transaction = self.idb.transaction(&[NAMED], TransactionMode::ReadWrite).map_err(told)?;
        let all = store(&transaction, NAMED)?;
        for (place, value) in of_document(&all, document).await? {
            if number(&value, "revision") == named.revision {
                all.delete(Query::Key(place)).map_err(told)?;
            }
        }
        if !named.name.is_empty() {
            let value = object(&[
                ("document", document.into()),
                ("revision", named.revision.into()),
                ("name", named.name.as_str().into()),
                ("at", named.at.into()),
                ("file", named.file.as_str().into()),
            ]);
            all.add(&value, None).map_err(told)?;
        }
        ended(transaction).await
    }

    /// Forgets a document's past.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn remove(&self, document: &str) -> Result<(), Problem> {
        let all = [BEGINNINGS, LINES, NAMED];
        let transaction = self.idb.transaction(&all, TransactionMode::ReadWrite).map_err(told)?;
        store(&transaction, BEGINNINGS)?.delete(Query::Key(JsValue::from(document))).map_err(told)?;
        for name in [LINES, NAMED] {
            let store = store(&transaction, name)?;
            for (place, _) in of_document(&store, document).await? {
                store.delete(Query::Key(place)).map_err(told)?;
            }
        }
        ended(transaction).await
    }

    /// Makes room: forgets what was done to all documents but one. What has a name is kept.
    ///
    /// # Errors
    ///
    /// Says what the browser said.
    pub async fn forget_others(&self, document: &str) -> Result<(), Problem> {
        let transaction = self.idb.transaction(&[BEGINNINGS, LINES], TransactionMode::ReadWrite).map_err(told)?;
        for name in [BEGINNINGS, LINES] {
            let store = store(&transaction, name)?;
            // Both are asked for before either is waited for: a transaction ends when nothing is asked of it.
            let places = store.get_all_keys(None, None).map_err(told)?;
            let values = store.get_all(None, None).map_err(told)?;
            let (places, values) = (places.await.map_err(told)?, values.await.map_err(told)?);
            for (place, value) in places.into_iter().zip(values) {
                if text(&value, "document").as_deref() != Some(document) {
                    store.delete(Query::Key(place)).map_err(told)?;
                }
            }
        }
        ended(transaction).await
    }
}

/// Puts the oldest lines into the beginning, where there are too many.
async fn fold(lines: &ObjectStore, beginning: &mut Beginning, shorten: Shorten) -> Result<(), Problem> {
    if beginning.count <= COUNT_MAX && beginning.size <= SIZE_MAX {
        return Ok(());
    }
    let all = of_document(lines, &beginning.document).await?;
    let known: Vec<Line> = all.iter().map(|(_, value)| line(value)).collect();
    let Some((file, count)) = shorten(beginning, &known) else { return Ok(()) };
    for ((place, _), line) in all.into_iter().zip(&known).take(count) {
        lines.delete(Query::Key(place)).map_err(told)?;
        beginning.count -= 1.0;
        beginning.size -= (line.command.len() + line.whole.len()) as f64;
        beginning.revision += 1.0;
    }
    beginning.file = file;
    Ok(())
}

/// The most lines of a document that are kept.
pub const COUNT_MAX: f64 = 5_000.0;

/// The most characters of a document's lines that are kept.
pub const SIZE_MAX: f64 = 5_000_000.0;

fn store(transaction: &Transaction, name: &str) -> Result<ObjectStore, Problem> {
    transaction.object_store(name).map_err(told)
}

/// What is in a store of this document, and under which number, in order.
async fn of_document(store: &ObjectStore, document: &str) -> Result<Vec<(JsValue, JsValue)>, Problem> {
    let index = store.index(BY_DOCUMENT).map_err(told)?;
    let only = || KeyRange::only(&JsValue::from(document)).map(Query::KeyRange).map_err(told);
    let places = index.get_all_keys(Some(only()?), None).map_err(told)?;
    let values = index.get_all(Some(only()?), None).map_err(told)?;
    let (places, values) = (places.await.map_err(told)?, values.await.map_err(told)?);
    Ok(places.into_iter().zip(values).collect())
}

fn written_line(document: &str, line: &Line) -> JsValue {
    object(&[
        ("document", document.into()),
        ("at", line.at.into()),
        ("command", line.command.as_str().into()),
        ("whole", line.whole.as_str().into()),
    ])
}

fn written_beginning(beginning: &Beginning) -> JsValue {
    object(&[
        ("document", beginning.document.as_str().into()),
        ("file", beginning.file.as_str().into()),
        ("revision", beginning.revision.into()),
        ("end", beginning.end.as_str().into()),
        ("count", beginning.count.into()),
        ("size", beginning.size.into()),
    ])
}

fn line(value: &JsValue) -> Line {
    Line {
        at: number(value, "at"),
        command: text(value, "command").unwrap_or_default(),
        whole: text(value, "whole").unwrap_or_default(),
    }
}

fn beginning(value: &JsValue) -> Beginning {
    Beginning {
        document: text(value, "document").unwrap_or_default(),
        file: text(value, "file").unwrap_or_default(),
        revision: number(value, "revision"),
        end: text(value, "end").unwrap_or_default(),
        count: number(value, "count"),
        size: number(value, "size"),
    }
}

fn named(value: &JsValue) -> Named {
    Named {
        revision: number(value, "revision"),
        name: text(value, "name").unwrap_or_default(),
        at: number(value, "at"),
        file: text(value, "file").unwrap_or_default(),
    }
}
