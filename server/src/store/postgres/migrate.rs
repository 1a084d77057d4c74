//! Brings a database up to date: the steps in `migrations/postgres/`, each done once, in order, all that are due or
//! none. Nodes that start at the same time wait for each other.

use sqlx::{Connection as _, PgConnection};

use super::super::{OpenError, Options};
use super::BEGIN_WRITE;

/// Every step there is. Only ever add to the end; every step but the first sets `atoll_version`.
pub(super) const MIGRATIONS: [&str; 1] = [include_str!("../../../migrations/postgres/0001_landscapes.sql")];

/// "ATOL": what nodes lock while they do it.
const LOCK: i64 = 0x4154_4f4c;

/// Does the steps that are due.
pub(super) async fn bring_up_to_date(connection: &mut PgConnection, options: &Options) -> Result<(), OpenError> {
    let explain = |error| OpenError::explain(&options.place, error);
    if let Some(version) = version(connection).await.map_err(explain)?
        && due(version, options)?.is_empty()
    {
        return Ok(());
    }
    let mut transaction = connection.begin_with(BEGIN_WRITE).await.map_err(explain)?;
    // What another node does may take longer than a request may.
    for calm in ["SET LOCAL lock_timeout = 0", "SET LOCAL statement_timeout = 0"] {
        sqlx::query(calm).execute(&mut *transaction).await.map_err(explain)?;
    }
    let lock = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK);
    lock.execute(&mut *transaction).await.map_err(explain)?;
    // Another node may have done it in the meantime.
    let version = version(&mut transaction).await.map_err(explain)?;
    if version.is_none() {
        // Somebody else's table of this name would be read as ours.
        if is_there(&mut transaction, "landscape").await.map_err(explain)? {
            return Err(OpenError::Foreign(options.place.clone()));
        }
    }
    for step in due(version.unwrap_or(0), options)? {
        sqlx::raw_sql(*step).execute(&mut *transaction).await.map_err(explain)?;
    }
    transaction.commit().await.map_err(explain)
}

/// Refuses what is no database of ours, or of another version, without changing anything.
pub(in crate::store) async fn see_that_it_is_ours(
    connection: &mut PgConnection,
    options: &Options,
) -> Result<(), OpenError> {
    let version = version(connection).await.map_err(|error| OpenError::explain(&options.place, error))?;
    let version = version.ok_or_else(|| OpenError::Foreign(options.place.clone()))?;
    if due(version, options)?.is_empty() {
        return Ok(());
    }
    let reason = "it was written by an older Atoll: start the server once, which brings it up to date";
    Err(OpenError::cannot_open(&options.place, &reason))
}

fn due(version: usize, options: &Options) -> Result<&'static [&'static str], OpenError> {
    MIGRATIONS.get(version..).ok_or_else(|| OpenError::Newer(options.place.clone()))
}

/// How many steps were done; nothing where the database is not ours, or not yet.
async fn version(connection: &mut PgConnection) -> Result<Option<usize>, sqlx::Error> {
    if !is_there(connection, "atoll_version").await? {
        return Ok(None);
    }
    let version: i64 = sqlx::query_scalar("SELECT version FROM atoll_version").fetch_one(connection).await?;
    Ok(usize::try_from(version).ok())
}

/// Whether there is a table of this name. It is looked up in the catalogue's rows: `to_regclass` can be of another mind
/// than they are just after another node's transaction.
async fn is_there(connection: &mut PgConnection, table: &str) -> Result<bool, sqlx::Error> {
    let look = "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = $1";
    let count: i64 = sqlx::query_scalar(look).bind(table).fetch_one(connection).await?;
    Ok(count > 0)
}
