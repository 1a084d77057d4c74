//! Brings a database up to date: the steps in `migrations/`, each done once, in order, all that are due or none.

use atoll_core::protocol::{Right, Token};
use sqlx::{Connection as _, SqliteConnection};

use super::super::{OpenError, Options, TokenHash};
use super::BEGIN_WRITE;
use super::open::explain;

/// Every step there is; each sets `user_version` to how many were done. Only ever add to the end.
pub(super) const MIGRATIONS: [&str; 2] = [
    include_str!("../../../migrations/0001_landscapes.sql"),
    include_str!("../../../migrations/0002_living_together.sql"),
];

/// "ATOL", as the first step writes it.
const APPLICATION: i64 = 0x4154_4f4c;

/// From this version on landscapes are opened by links.
const LINKS: usize = 2;

/// What a database says of itself.
struct Nature {
    version: usize,
    is_ours: bool,
    is_empty: bool,
}

/// Does the steps that are due.
pub(super) async fn bring_up_to_date(connection: &mut SqliteConnection, options: &Options) -> Result<(), OpenError> {
    let explain = |error| explain(options, error);
    if due(&nature(connection).await.map_err(explain)?, options)?.is_empty() {
        return Ok(());
    }
    let mut transaction = connection.begin_with(BEGIN_WRITE).await.map_err(explain)?;
    // Another server may have done it in the meantime.
    let nature = nature(&mut transaction).await.map_err(explain)?;
    for step in due(&nature, options)? {
        sqlx::raw_sql(*step).execute(&mut *transaction).await.map_err(explain)?;
    }
    if nature.version < LINKS {
        link_addresses(&mut transaction).await.map_err(explain)?;
    }
    transaction.commit().await.map_err(explain)
}

/// Refuses what is no database of ours, without changing anything.
pub(in crate::store) async fn see_that_it_is_ours(
    connection: &mut SqliteConnection,
    options: &Options,
) -> Result<(), OpenError> {
    let nature = nature(connection).await.map_err(|error| explain(options, error))?;
    if !nature.is_ours {
        return Err(OpenError::Foreign(options.place.clone()));
    }
    due(&nature, options).map(drop)
}

/// Before there were links, whoever knew a landscape's address could open it. They still can: its identifier is the
/// token of a link, which can be taken back.
async fn link_addresses(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let all: Vec<(String, i64)> = sqlx::query_as("SELECT id, at FROM landscape").fetch_all(&mut *connection).await?;
    for (id, at) in all {
        let insert = "INSERT INTO link (landscape, id, hash, access, label, made) VALUES ($1, $2, $3, $4, $5, $6)";
        let hash = TokenHash::of(&Token(id.clone())).to_string();
        let query = sqlx::query(insert).bind(id).bind("address").bind(hash).bind(Right::Own.code());
        query.bind("The address, from before there were links").bind(at).execute(&mut *connection).await?;
    }
    Ok(())
}

fn due(nature: &Nature, options: &Options) -> Result<&'static [&'static str], OpenError> {
    if !nature.is_ours && !nature.is_empty {
        return Err(OpenError::Foreign(options.place.clone()));
    }
    MIGRATIONS.get(nature.version..).ok_or_else(|| OpenError::Newer(options.place.clone()))
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
