//! Opens the file: how it is set up so that nothing is lost.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::super::error::primary_code;
use super::super::turn::Turns;
use super::super::{OpenError, Options};
use super::append::Appender;
use super::{Sqlite, migrate};

/// How many requests read at the same time.
const READERS: u32 = 4;

impl Sqlite {
    pub(in crate::store) async fn open(path: &Path, options: &Options) -> Result<Self, OpenError> {
        let explain = |error: sqlx::Error| explain(options, error);
        // SQLite gives names such as “:memory:” a meaning; as an absolute path a name is just a name.
        let path = std::path::absolute(path).map_err(|error| OpenError::cannot_open(&options.place, &error))?;
        let connect = SqliteConnectOptions::new().filename(path).busy_timeout(options.busy_timeout).foreign_keys(true);
        // An answer to a browser means that its commands are on the disk: every commit waits for that.
        let writing = connect.clone().create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        // Where a system has another word for “on the disk, not in its cache” (macOS), that is meant.
        let mut writing = writing.synchronous(SqliteSynchronous::Full).pragma("fullfsync", "1");
        if let Some(pages) = options.pages_max {
            writing = writing.pragma("max_page_count", pages.to_string());
        }
        let writer = pool(options).max_connections(1).connect_with(writing).await.map_err(explain)?;
        let mut connection = writer.acquire().await.map_err(explain)?;
        migrate::bring_up_to_date(&mut connection, options).await?;
        drop(connection);
        let reader = pool(options).max_connections(READERS);
        let reader = reader.connect_with(connect.read_only(true)).await.map_err(explain)?;
        Ok(Self { appender: Appender::start(writer.clone()), turns: Turns::default(), writer, reader })
    }
}

fn pool(options: &Options) -> SqlitePoolOptions {
    // A request may have to wait for the one before it, which may have to wait for another program.
    SqlitePoolOptions::new()
        .acquire_timeout(options.busy_timeout * 2)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

/// Why the file could not be opened.
pub(super) fn explain(options: &Options, error: sqlx::Error) -> OpenError {
    const NOT_A_DATABASE: u32 = 26;
    if primary_code(&error) == Some(NOT_A_DATABASE) {
        return OpenError::Foreign(options.place.clone());
    }
    OpenError::explain(&options.place, error)
}
