//! Links: what they let people do, and the hash of what opens them. Compiled for each database.

use atoll_core::protocol::{LandscapeId, Link, LinkId};
use chrono::{DateTime, Utc};

use super::super::rows;
use super::super::{StoreError, TokenHash};
use super::{Connection, Own, settle};

/// A link as it is stored: identifier, right, label, made, expires, revoked.
type Row = (String, String, String, i64, Option<i64>, Option<i64>);

/// The same, and of which landscape it is.
type FoundRow = (String, String, String, String, i64, Option<i64>, Option<i64>);

impl Own {
    pub(in crate::store) async fn add_link(
        &self,
        id: LandscapeId,
        link: &Link,
        hash: &TokenHash,
    ) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = insert(&mut connection, id, link, hash).await;
        settle(connection, done).await
    }

    pub(in crate::store) async fn links(&self, id: LandscapeId) -> Result<Vec<Link>, StoreError> {
        let select = "SELECT id, access, label, made, expires, revoked FROM link \
                      WHERE landscape = $1 ORDER BY made, id";
        let rows: Vec<Row> = sqlx::query_as(select).bind(id.to_string()).fetch_all(&self.reader).await?;
        rows.into_iter().map(link).collect()
    }

    pub(in crate::store) async fn link_of(&self, hash: &TokenHash) -> Result<Option<(LandscapeId, Link)>, StoreError> {
        let select = "SELECT landscape, id, access, label, made, expires, revoked FROM link WHERE hash = $1";
        let query = sqlx::query_as(select).bind(hash.to_string());
        let row: Option<FoundRow> = query.fetch_optional(&self.reader).await?;
        row.map(|(landscape, id, access, label, made, expires, revoked)| {
            Ok((rows::landscape(&landscape)?, link((id, access, label, made, expires, revoked))?))
        })
        .transpose()
    }

    pub(in crate::store) async fn revoke_link(
        &self,
        id: LandscapeId,
        link: &LinkId,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let update = "UPDATE link SET revoked = $3 WHERE landscape = $1 AND id = $2 AND revoked IS NULL";
        let query = sqlx::query(update).bind(id.to_string()).bind(rows::text(&link.0)).bind(at.timestamp_millis());
        let mut connection = self.writer.acquire().await?;
        let done = query.execute(&mut *connection).await.map_err(StoreError::from);
        Ok(settle(connection, done).await?.rows_affected() > 0)
    }
}

/// Puts in a link.
pub(super) async fn insert(
    connection: &mut Connection,
    id: LandscapeId,
    link: &Link,
    hash: &TokenHash,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO link (landscape, id, hash, access, label, made, expires, revoked) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let milliseconds = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_millis());
    let query = sqlx::query(insert).bind(id.to_string()).bind(rows::text(&link.id.0)).bind(hash.to_string());
    let query = query.bind(link.right.code()).bind(rows::text(&link.label)).bind(link.made.timestamp_millis());
    query.bind(milliseconds(link.expires)).bind(milliseconds(link.revoked)).execute(connection).await?;
    Ok(())
}

fn link((id, access, label, made, expires, revoked): Row) -> Result<Link, StoreError> {
    Ok(Link {
        id: LinkId(id),
        right: rows::right(&access)?,
        label,
        made: rows::time(made)?,
        expires: expires.map(rows::time).transpose()?,
        revoked: revoked.map(rows::time).transpose()?,
    })
}
