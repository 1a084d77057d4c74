//! Where shared landscapes are kept: all SQL of the server is in here and in `store/`.
//!
//! One connection writes, several read. An answer of `append` means that the commands are on the disk.

mod error;
mod migrate;
mod open;
mod snapshot;

use std::collections::BTreeMap;

use atoll_core::format::native;
use atoll_core::protocol::{CommandKey, LandscapeId, Revision};
use chrono::{DateTime, Utc};
use sqlx::{Connection as _, SqliteConnection, SqlitePool};

pub use error::StoreError;
pub use open::{OpenError, Options};

/// Starts a transaction that writes: it waits for others here, and not when there is something to lose.
const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    reader: SqlitePool,
}

/// One line of a landscape's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The revision that the command made.
    pub revision: Revision,
    /// The command's key.
    pub key: CommandKey,
    /// When it was accepted, to the millisecond.
    pub at: DateTime<Utc>,
    /// The command as JSON.
    pub body: String,
}

/// A line of the log, as it is stored.
type EntryRow = (i64, String, i64, String);

/// A landscape as the text of a native file, at some revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Which revision.
    pub revision: Revision,
    /// The text.
    pub body: String,
}

/// What is stored of a landscape, as far as the asker does not know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The newest revision.
    pub revision: Revision,
    /// What to start from; nothing where that is the revision that the asker knows.
    pub base: Option<Snapshot>,
    /// Every command since.
    pub tail: Vec<Entry>,
}

impl Store {
    /// Puts in a new landscape with what it starts from.
    pub async fn create(&self, id: LandscapeId, body: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = create(&mut connection, id, body, at).await;
        settle(connection, done).await
    }

    /// What is stored of a landscape beyond the revision that the asker knows; nothing if there is no such landscape.
    pub async fn load(&self, id: LandscapeId, known: Option<Revision>) -> Result<Option<Stored>, StoreError> {
        let mut transaction = self.reader.begin().await?;
        let select = "SELECT revision FROM landscape WHERE id = ?";
        let newest = sqlx::query_scalar(select).bind(id.to_string()).fetch_optional(&mut *transaction).await?;
        let Some(revision) = newest.map(revision) else { return Ok(None) };
        // A database that was put back from a copy can be behind what was known of it.
        let known = known.filter(|known| *known <= revision);
        let base = match known {
            Some(_) => None,
            None => Some(snapshot::newest(&mut transaction, id).await?.ok_or(StoreError::NoSnapshot(id))?),
        };
        let after = base.as_ref().map_or(known.unwrap_or_default(), |base| base.revision);
        let select = "SELECT revision, key, at, body FROM command \
                      WHERE landscape = ? AND revision > ? AND revision <= ? ORDER BY revision";
        let query = sqlx::query_as(select).bind(id.to_string()).bind(number(after)).bind(number(revision));
        let rows: Vec<EntryRow> = query.fetch_all(&mut *transaction).await?;
        let tail: Vec<Entry> = rows.into_iter().map(entry).collect::<Result<_, _>>()?;
        if tail.len() as u64 != revision.0.saturating_sub(after.0) {
            return Err(StoreError::Gap { id, after, revision });
        }
        Ok(Some(Stored { revision, base, tail }))
    }

    /// Which of these keys were accepted before, and what revision they made.
    pub async fn accepted(
        &self,
        id: LandscapeId,
        keys: impl Iterator<Item = &CommandKey>,
    ) -> Result<BTreeMap<CommandKey, Revision>, StoreError> {
        let keys = serde_json::Value::from_iter(keys.map(CommandKey::as_str)).to_string();
        let select = "SELECT key, revision FROM command \
                      WHERE landscape = ? AND key IN (SELECT value FROM json_each(?))";
        let query = sqlx::query_as(select).bind(id.to_string()).bind(keys);
        let rows: Vec<(String, i64)> = query.fetch_all(&self.reader).await?;
        rows.into_iter().map(|(key, number)| Ok((self::key(key)?, revision(number)))).collect()
    }

    /// Puts commands at the end of the log, all of them or none. False, and nothing is done, where the log does not end
    /// at `after` (any more).
    pub async fn append(&self, id: LandscapeId, after: Revision, entries: &[Entry]) -> Result<bool, StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = append(&mut connection, id, after, entries).await;
        settle(connection, done).await
    }

    /// The log after a revision: at most `limit` entries, and after the first one no more than `bytes_max` of them.
    /// Nothing if there is no such landscape.
    pub async fn revisions(
        &self,
        id: LandscapeId,
        after: Revision,
        limit: usize,
        bytes_max: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        let mut transaction = self.reader.begin().await?;
        let select = "SELECT 1 FROM landscape WHERE id = ?";
        let is_there: Option<i64> =
            sqlx::query_scalar(select).bind(id.to_string()).fetch_optional(&mut *transaction).await?;
        if is_there.is_none() {
            return Ok(None);
        }
        let select = "SELECT revision, octet_length(body) FROM command \
                      WHERE landscape = ? AND revision > ? ORDER BY revision LIMIT ?";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let query = sqlx::query_as(select).bind(id.to_string()).bind(number(after)).bind(limit);
        let sizes: Vec<(i64, i64)> = query.fetch_all(&mut *transaction).await?;
        let mut bytes = 0;
        let fits = sizes.iter().take_while(|(_, size)| {
            let is_first = bytes == 0;
            bytes += usize::try_from(*size).unwrap_or(usize::MAX);
            is_first || bytes <= bytes_max
        });
        let last = fits.last().map_or(number(after), |(revision, _)| *revision);
        let select = "SELECT revision, key, at, body FROM command \
                      WHERE landscape = ? AND revision > ? AND revision <= ? ORDER BY revision";
        let query = sqlx::query_as(select).bind(id.to_string()).bind(number(after)).bind(last);
        let rows: Vec<EntryRow> = query.fetch_all(&mut *transaction).await?;
        rows.into_iter().map(entry).collect::<Result<_, _>>().map(Some)
    }

    /// Fails if the database does not answer.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1 FROM landscape LIMIT 1").fetch_optional(&self.reader).await?;
        Ok(())
    }

    /// Waits for what is under way and closes the database.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

async fn create(
    connection: &mut SqliteConnection,
    id: LandscapeId,
    body: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    let insert = "INSERT INTO landscape (id, revision, at) VALUES (?, 0, ?)";
    sqlx::query(insert).bind(id.to_string()).bind(at.timestamp_millis()).execute(&mut *transaction).await?;
    let insert = "INSERT INTO snapshot (landscape, revision, is_verified, body) VALUES (?, 0, 1, ?)";
    sqlx::query(insert).bind(id.to_string()).bind(body).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

async fn append(
    connection: &mut SqliteConnection,
    id: LandscapeId,
    after: Revision,
    entries: &[Entry],
) -> Result<bool, StoreError> {
    let Some(last) = entries.last() else { return Ok(true) };
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    let update = "UPDATE landscape SET revision = ? WHERE id = ? AND revision = ?";
    let query = sqlx::query(update).bind(number(last.revision)).bind(id.to_string()).bind(number(after));
    if query.execute(&mut *transaction).await?.rows_affected() == 0 {
        transaction.rollback().await?;
        return Ok(false);
    }
    for entry in entries {
        let insert = "INSERT INTO command (landscape, revision, key, at, format, body) VALUES (?, ?, ?, ?, ?, ?)";
        let query = sqlx::query(insert).bind(id.to_string()).bind(number(entry.revision)).bind(entry.key.as_str());
        let query = query.bind(entry.at.timestamp_millis()).bind(native::VERSION).bind(&entry.body);
        query.execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// Gives the writing connection back, or closes it where something went wrong on it: SQLite may then have ended the
/// transaction on its own, which sqlx does not see, so that no other could ever be started on that connection.
async fn settle<T>(
    connection: sqlx::pool::PoolConnection<sqlx::Sqlite>,
    done: Result<T, StoreError>,
) -> Result<T, StoreError> {
    if done.as_ref().is_err_and(|error| !matches!(error, StoreError::Busy))
        && let Err(error) = connection.close().await
    {
        tracing::warn!(%error, "a connection to the database could not be closed");
    }
    done
}

fn entry((revision, key, at, body): EntryRow) -> Result<Entry, StoreError> {
    let at = DateTime::from_timestamp_millis(at).ok_or(StoreError::Strange("a time"))?;
    Ok(Entry { revision: self::revision(revision), key: self::key(key)?, at, body })
}

fn key(text: String) -> Result<CommandKey, StoreError> {
    CommandKey::try_from(text).map_err(|_| StoreError::Strange("a command's key"))
}

/// SQLite knows no unsigned numbers; the schema sees to it that these are not negative.
fn revision(number: i64) -> Revision {
    Revision(u64::try_from(number).unwrap_or(0))
}

fn number(revision: Revision) -> i64 {
    i64::try_from(revision.0).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
