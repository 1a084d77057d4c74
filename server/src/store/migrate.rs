//! Brings a database up to date: the steps in `migrations/`, each done once, in order, all that are due or none.

use std::path::Path;

use sqlx::{Connection as _, SqliteConnection};

use super::{BEGIN_WRITE, OpenError};

/// Every step there is; each sets `user_version` to how many were done. Only ever add to the end.
pub(super) const MIGRATIONS: [&str; 1] = [include_str!("../../migrations/0001_landscapes.sql")];

/// "ATOL", as the first step writes it.
const APPLICATION: i64 = 0x4154_4f4c;

/// What a database says of itself.
struct Nature {
    version: usize,
    is_ours: bool,
    is_empty: bool,
}

/// Does the steps that are due.
pub(super) async fn bring_up_to_date(connection: &mut SqliteConnection, path: &Path) -> Result<(), OpenError> {
    let explain = |error| OpenError::explain(path, error);
    if due(&nature(connection).await.map_err(explain)?, path)?.is_empty() {
        return Ok(());
    }
    let mut transaction = connection.begin_with(BEGIN_WRITE).await.map_err(explain)?;
    // Another server may have done it in the meantime.
    let nature = nature(&mut transaction).await.map_err(explain)?;
    for step in due(&nature, path)? {
        sqlx::raw_sql(*step).execute(&mut *transaction).await.map_err(explain)?;
    }
    transaction.commit().await.map_err(explain)
}

fn due(nature: &Nature, path: &Path) -> Result<&'static [&'static str], OpenError> {
    if !nature.is_ours && !nature.is_empty {
        return Err(OpenError::Foreign(path.to_owned()));
    }
    MIGRATIONS.get(nature.version..).ok_or_else(|| OpenError::Newer(path.to_owned()))
}

async fn nature(connection: &mut SqliteConnection) -> Result<Nature, sqlx::Error> {
    let version: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    let application: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(&mut *connection).await?;
    Ok(Nature {
        version: usize::try_from(version).unwrap_or(0),
        is_ours: application == APPLICATION,
        is_empty: tables == 0 && version == 0,
    })
}
