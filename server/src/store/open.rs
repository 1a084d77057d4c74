//! Opens the database: how it is set up, and what is said when it cannot be had.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::error::primary_code;
use super::{Store, StoreError, migrate};

/// How many requests read at the same time.
const READERS: u32 = 4;

/// Where the database is and how it is used.
#[derive(Clone, Debug)]
pub struct Options {
    /// The file; it is made if it is not there.
    pub path: PathBuf,
    /// How long to wait for others that use the file.
    pub busy_timeout: Duration,
    /// The most pages of 4,096 bytes that the file may grow to; nothing for as many as the disk has.
    pub pages_max: Option<u32>,
}

impl Options {
    /// A database in this file.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), busy_timeout: Duration::from_secs(5), pages_max: None }
    }

    fn connect(&self) -> Result<SqliteConnectOptions, OpenError> {
        // SQLite gives names such as “:memory:” a meaning; as an absolute path a name is just a name.
        let path = std::path::absolute(&self.path).map_err(|error| OpenError::cannot_open(&self.path, &error))?;
        Ok(SqliteConnectOptions::new().filename(path).busy_timeout(self.busy_timeout).foreign_keys(true))
    }

    fn pool(&self) -> SqlitePoolOptions {
        // A request may have to wait for the one before it, which may have to wait for another program.
        SqlitePoolOptions::new()
            .acquire_timeout(self.busy_timeout * 2)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
    }
}

impl Store {
    /// Opens the database and brings it up to date.
    ///
    /// # Errors
    ///
    /// Says in a sentence what to do about it.
    pub async fn open(options: &Options) -> Result<Self, OpenError> {
        let explain = |error: sqlx::Error| OpenError::explain(&options.path, error);
        let connect = options.connect()?;
        // An answer to a browser means that its commands are on the disk: every commit waits for that.
        let writing = connect.clone().create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        let mut writing = writing.synchronous(SqliteSynchronous::Full);
        if let Some(pages) = options.pages_max {
            writing = writing.pragma("max_page_count", pages.to_string());
        }
        let writer = options.pool().max_connections(1).connect_with(writing).await.map_err(explain)?;
        let mut connection = writer.acquire().await.map_err(explain)?;
        migrate::bring_up_to_date(&mut connection, &options.path).await?;
        drop(connection);
        let reader = options.pool().max_connections(READERS);
        let reader = reader.connect_with(connect.read_only(true)).await.map_err(explain)?;
        Ok(Self { writer, reader })
    }
}

/// Why the database could not be opened. The display form is a sentence that says what to do.
#[derive(Debug)]
pub enum OpenError {
    /// It cannot be read or made.
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// Some other program keeps it to itself.
    Busy(PathBuf),
    /// It is no database, or that of another program.
    Foreign(PathBuf),
    /// A newer Atoll wrote it.
    Newer(PathBuf),
}

impl OpenError {
    pub(super) fn cannot_open(path: &Path, reason: &dyn fmt::Display) -> Self {
        Self::CannotOpen { path: path.to_owned(), reason: reason.to_string() }
    }

    pub(super) fn explain(path: &Path, error: sqlx::Error) -> Self {
        const NOT_A_DATABASE: u32 = 26;
        let is_foreign = primary_code(&error) == Some(NOT_A_DATABASE);
        match StoreError::from(error) {
            StoreError::Busy => Self::Busy(path.to_owned()),
            _ if is_foreign => Self::Foreign(path.to_owned()),
            other => Self::cannot_open(path, &other),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CannotOpen { path, reason } => write!(
                f,
                "The database “{}” cannot be opened ({reason}). See that its folder is there and may be written to, or \
                 name another file with --database.",
                path.display()
            ),
            Self::Busy(path) => write!(
                f,
                "The database “{}” is kept busy by another program. Stop that, or name another file with --database.",
                path.display()
            ),
            Self::Foreign(path) => write!(
                f,
                "The file “{}” is not a database of Atoll. Name another file with --database.",
                path.display()
            ),
            Self::Newer(path) => write!(
                f,
                "The database “{}” was written by a newer Atoll than this one. Update this program.",
                path.display()
            ),
        }
    }
}

impl std::error::Error for OpenError {}
