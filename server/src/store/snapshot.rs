//! Snapshots: written first, read back and compared by the caller, and only then used.

use atoll_core::protocol::{LandscapeId, Revision};
use sqlx::{Connection as _, SqliteConnection};

use super::{BEGIN_WRITE, Snapshot, Store, StoreError, number, revision, settle};

/// How many snapshots are kept besides the one that the landscape was created with.
const KEPT: i64 = 2;

impl Store {
    /// Writes a snapshot that nobody uses yet.
    pub async fn draft_snapshot(&self, id: LandscapeId, snapshot: &Snapshot) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = draft(&mut connection, id, snapshot).await;
        settle(connection, done).await
    }

    /// The text of a snapshot that may not be in use yet.
    pub async fn read_snapshot(&self, id: LandscapeId, revision: Revision) -> Result<Option<String>, StoreError> {
        let select = "SELECT body FROM snapshot WHERE landscape = ? AND revision = ?";
        let query = sqlx::query_scalar(select).bind(id.to_string()).bind(number(revision));
        Ok(query.fetch_optional(&self.reader).await?)
    }

    /// Puts a snapshot into use, and takes away those that are old. The log itself is kept whole.
    pub async fn confirm_snapshot(&self, id: LandscapeId, revision: Revision) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = confirm(&mut connection, id, revision).await;
        settle(connection, done).await
    }
}

/// The newest snapshot that is in use.
pub(super) async fn newest(connection: &mut SqliteConnection, id: LandscapeId) -> Result<Option<Snapshot>, StoreError> {
    let select = "SELECT snapshot.revision, body FROM snapshot \
                  JOIN landscape ON landscape.id = landscape AND snapshot.revision <= landscape.revision \
                  WHERE landscape = ? AND is_verified = 1 ORDER BY snapshot.revision DESC LIMIT 1";
    let row: Option<(i64, String)> =
        sqlx::query_as(select).bind(id.to_string()).fetch_optional(&mut *connection).await?;
    Ok(row.map(|(number, body)| Snapshot { revision: revision(number), body }))
}

async fn draft(connection: &mut SqliteConnection, id: LandscapeId, snapshot: &Snapshot) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    let insert = "INSERT INTO snapshot (landscape, revision, is_verified, body) VALUES (?, ?, 0, ?) \
                  ON CONFLICT (landscape, revision) DO UPDATE SET body = excluded.body WHERE is_verified = 0";
    let query = sqlx::query(insert).bind(id.to_string()).bind(number(snapshot.revision)).bind(&snapshot.body);
    query.execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

async fn confirm(connection: &mut SqliteConnection, id: LandscapeId, revision: Revision) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    let update = "UPDATE snapshot SET is_verified = 1 WHERE landscape = ? AND revision = ?";
    sqlx::query(update).bind(id.to_string()).bind(number(revision)).execute(&mut *transaction).await?;
    let delete = "DELETE FROM snapshot WHERE landscape = ?1 AND revision > 0 AND revision < ( \
                      SELECT min(revision) FROM ( \
                          SELECT revision FROM snapshot WHERE landscape = ?1 AND is_verified = 1 \
                          ORDER BY revision DESC LIMIT ?2))";
    sqlx::query(delete).bind(id.to_string()).bind(KEPT).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}
