//! Everything in a database as it is at one moment, copied into another one, of the same kind or not, while others go on
//! writing.

use std::path::Path;

use atoll_core::protocol::Epoch;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};
use tokio::sync::mpsc;

use super::{Kind, OpenError, Options, Place, Store, StoreError, postgres, sqlite};

/// How many batches of rows may be under way.
const UNDER_WAY: usize = 4;

/// How many rows are copied at once.
pub(super) const ROWS: usize = 200;

/// A table as it is copied.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    /// The columns that hold texts, then those that hold numbers.
    pub(super) texts: &'static [&'static str],
    pub(super) numbers: &'static [&'static str],
}

impl Table {
    /// Every column, texts first.
    pub(super) fn columns(&self) -> String {
        [self.texts, self.numbers].concat().join(", ")
    }
}

/// Every table, those that others refer to first. Who is signed in is not copied.
pub(super) const TABLES: [Table; 7] = [
    Table { name: "landscape", texts: &["id"], numbers: &["epoch", "revision", "at"] },
    Table {
        name: "command",
        texts: &["landscape", "key", "person", "name", "body"],
        numbers: &["revision", "at", "format"],
    },
    Table { name: "snapshot", texts: &["landscape", "body"], numbers: &["revision", "is_verified"] },
    Table {
        name: "link",
        texts: &["landscape", "id", "hash", "access", "label"],
        numbers: &["made", "expires", "revoked"],
    },
    Table { name: "member", texts: &["landscape", "person", "access", "link"], numbers: &[] },
    Table { name: "milestone", texts: &["landscape", "title", "person", "name"], numbers: &["revision", "at"] },
    Table { name: "audit", texts: &["landscape", "person", "address", "what", "details"], numbers: &["number", "at"] },
];

/// A row: its texts and its numbers.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) texts: Vec<Option<String>>,
    pub(super) numbers: Vec<Option<i64>>,
}

/// Rows of one table.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) table: &'static Table,
    pub(super) rows: Vec<Row>,
}

/// A database that is read as it is: it is neither made nor brought up to date.
enum Source {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Copies a database into a file of SQLite that is not there yet. It is of the version that the database is of; opening
/// it brings it up to date.
///
/// # Errors
///
/// The database is not there, or cannot be read, or the file cannot be written; what there is of it is then of no use.
pub async fn copy_to_file(from: &Options, to: &Path) -> Result<(), CopyError> {
    match source(from).await? {
        Source::Sqlite(mut connection) => {
            let to = to.to_str().ok_or(StoreError::Strange("a file's name"))?;
            sqlx::query("VACUUM INTO $1").bind(to).execute(&mut connection).await.map_err(StoreError::from)?;
            connection.close().await.map_err(StoreError::from)?;
        }
        Source::Postgres(mut connection) => {
            let store = Store::open(&Options::new(to)).await?;
            let Kind::Sqlite(target) = &store.kind else { return Ok(()) };
            let (send, receive) = mpsc::channel(UNDER_WAY);
            let (read, written) =
                tokio::join!(postgres::copy::read(&mut connection, send), target.take_in(receive, false));
            // Where reading fails, writing ends early, and what is written is not committed: reading says why.
            read.and(written)?;
            store.close().await;
        }
    }
    Ok(())
}

impl Store {
    /// Puts in everything that another store holds instead of what is here, in one transaction. Every landscape begins
    /// another log, so that browsers which know more, or less, take up what there is now.
    ///
    /// # Errors
    ///
    /// The other one cannot be read, or this one not be written; it is then as it was.
    pub async fn put_back(&self, from: &Self) -> Result<(), StoreError> {
        let (send, receive) = mpsc::channel(UNDER_WAY);
        let read = async {
            match &from.kind {
                Kind::Sqlite(from) => from.give_out(send).await,
                Kind::Postgres(from) => from.give_out(send).await,
                Kind::Memory(_) => Err(StoreError::Strange("a copy in memory")),
            }
        };
        let write = async {
            match &self.kind {
                Kind::Sqlite(to) => to.take_in(receive, true).await,
                Kind::Postgres(to) => to.take_in(receive, true).await,
                Kind::Memory(_) => Err(StoreError::Strange("a copy in memory")),
            }
        };
        let (read, written) = tokio::join!(read, write);
        read.and(written)
    }
}

async fn source(from: &Options) -> Result<Source, CopyError> {
    let explain = |error| OpenError::explain(&from.place, error);
    match &from.place {
        Place::File(path) => {
            let path = std::path::absolute(path).map_err(|error| OpenError::cannot_open(&from.place, &error))?;
            let connect = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(from.busy_timeout);
            let mut connection = connect.connect().await.map_err(explain)?;
            sqlite::see_that_it_is_ours(&mut connection, from).await?;
            Ok(Source::Sqlite(connection))
        }
        Place::Postgres(address) => {
            let mut connection = PgConnection::connect(address).await.map_err(explain)?;
            postgres::see_that_it_is_ours(&mut connection, from).await?;
            Ok(Source::Postgres(connection))
        }
    }
}

/// Another name for a log.
pub(super) fn another(epoch: Option<i64>) -> Result<i64, StoreError> {
    let Epoch(new) =
        getrandom::u32().map(|bits| Epoch(bits | 1)).map_err(|_| StoreError::Strange("a random number"))?;
    let new = i64::from(new);
    Ok(if epoch == Some(new) { new ^ 2 } else { new })
}

/// Why a database could not be copied.
#[derive(Debug)]
pub enum CopyError {
    /// It cannot be opened.
    Open(OpenError),
    /// It cannot be read, or its copy not be written.
    Store(StoreError),
}

impl From<OpenError> for CopyError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<StoreError> for CopyError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl std::fmt::Display for CopyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Store(error) => write!(f, "The database could not be copied: {error}."),
        }
    }
}

impl std::error::Error for CopyError {}
