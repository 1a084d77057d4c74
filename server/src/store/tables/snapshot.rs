//! Snapshots: written first, read back and compared by the caller, and only then used. Compiled for each database.

use atoll_core::protocol::{LandscapeId, Revision};
use sqlx::Connection as _;

use super::super::rows::{number, revision};
use super::super::{Snapshot, StoreError};
use super::{BEGIN_WRITE, Connection, Own, settle};

/// How many snapshots are kept besides the one that the landscape was created with.
const KEPT: i64 = 2;

impl Own {
    pub(in crate::store) async fn draft_snapshot(
        &self,
        id: LandscapeId,
        snapshot: &Snapshot,
    ) -> Result<(), StoreError> {
        let insert = "INSERT INTO snapshot (landscape, revision, is_verified, body) VALUES ($1, $2, 0, $3) \
                      ON CONFLICT (landscape, revision) DO UPDATE SET body = excluded.body \
                      WHERE snapshot.is_verified = 0";
        let query = sqlx::query(insert).bind(id.to_string()).bind(number(snapshot.revision)).bind(&snapshot.body);
        let mut connection = self.writer.acquire().await?;
        let done = query.execute(&mut *connection).await.map_err(StoreError::from);
        settle(connection, done).await.map(drop)
    }

    pub(in crate::store) async fn read_snapshot(
        &self,
        id: LandscapeId,
        revision: Revision,
    ) -> Result<Option<String>, StoreError> {
        let select = "SELECT body FROM snapshot WHERE landscape = $1 AND revision = $2";
        let query = sqlx::query_scalar(select).bind(id.to_string()).bind(number(revision));
        Ok(query.fetch_optional(&self.reader).await?)
    }

    pub(in crate::store) async fn confirm_snapshot(
        &self,
        id: LandscapeId,
        revision: Revision,
    ) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = confirm(&mut connection, id, revision).await;
        settle(connection, done).await
    }
}

/// The newest snapshot in use that is not after a revision.
pub(super) async fn before(
    connection: &mut Connection,
    id: LandscapeId,
    last: Revision,
) -> Result<Option<Snapshot>, StoreError> {
    let select = "SELECT revision, body FROM snapshot \
                  WHERE landscape = $1 AND revision <= $2 AND is_verified = 1 ORDER BY revision DESC LIMIT 1";
    let query = sqlx::query_as(select).bind(id.to_string()).bind(number(last));
    let row: Option<(i64, String)> = query.fetch_optional(connection).await?;
    Ok(row.map(|(number, body)| Snapshot { revision: revision(number), body }))
}

async fn confirm(connection: &mut Connection, id: LandscapeId, revision: Revision) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    let update = "UPDATE snapshot SET is_verified = 1 WHERE landscape = $1 AND revision = $2";
    sqlx::query(update).bind(id.to_string()).bind(number(revision)).execute(&mut *transaction).await?;
    let delete = "DELETE FROM snapshot WHERE landscape = $1 AND revision > 0 AND revision < ( \
                      SELECT min(revision) FROM ( \
                          SELECT revision FROM snapshot WHERE landscape = $1 AND is_verified = 1 \
                          ORDER BY revision DESC LIMIT $2) AS newest)";
    sqlx::query(delete).bind(id.to_string()).bind(KEPT).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}
