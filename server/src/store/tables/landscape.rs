//! Landscapes: what is stored of them, and how far each has come. Compiled for each database.

use atoll_core::protocol::{Epoch, LandscapeId, Link, Revision};
use chrono::{DateTime, Utc};
use sqlx::Connection as _;

use super::super::rows::{self, EntryRow, number};
use super::super::{Entry, StoreError, Stored, TokenHash};
use super::{BEGIN_READ, BEGIN_WRITE, Connection, Own, link, settle, snapshot};

impl Own {
    pub(in crate::store) async fn create(
        &self,
        id: LandscapeId,
        epoch: Epoch,
        body: &str,
        at: DateTime<Utc>,
        owner: (&Link, &TokenHash),
    ) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = create(&mut connection, id, epoch, body, at, owner).await;
        settle(connection, done).await
    }

    pub(in crate::store) async fn load(
        &self,
        id: LandscapeId,
        known: Option<(Epoch, Revision)>,
    ) -> Result<Option<Stored>, StoreError> {
        let mut transaction = self.reader.begin_with(BEGIN_READ).await?;
        let Some((epoch, revision)) = newest(&mut transaction, id).await? else { return Ok(None) };
        // A database that was put back from a copy can be behind what was known of it.
        let known = known.filter(|known| known.0 == epoch && known.1 <= revision).map(|known| known.1);
        stored(&mut transaction, id, epoch, revision, known).await.map(Some)
    }

    pub(in crate::store) async fn load_at(
        &self,
        id: LandscapeId,
        revision: Revision,
    ) -> Result<Option<Stored>, StoreError> {
        let mut transaction = self.reader.begin_with(BEGIN_READ).await?;
        let newest = newest(&mut transaction, id).await?.filter(|newest| revision <= newest.1);
        let Some((epoch, _)) = newest else { return Ok(None) };
        stored(&mut transaction, id, epoch, revision, None).await.map(Some)
    }

    pub(in crate::store) async fn revisions_of(
        &self,
        ids: &[LandscapeId],
    ) -> Result<Vec<(LandscapeId, Epoch, Revision)>, StoreError> {
        let ids = serde_json::Value::from_iter(ids.iter().map(ToString::to_string)).to_string();
        let query = sqlx::query_as(super::REVISIONS_OF).bind(ids);
        let rows: Vec<(String, i64, i64)> = query.fetch_all(&self.reader).await?;
        let read = |(id, epoch, revision): (String, i64, i64)| {
            Ok((rows::landscape(&id)?, rows::epoch(epoch)?, rows::revision(revision)))
        };
        rows.into_iter().map(read).collect()
    }

    pub(in crate::store) async fn remove(&self, id: LandscapeId) -> Result<bool, StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = remove(&mut connection, id).await;
        settle(connection, done).await
    }

    pub(in crate::store) async fn landscapes(
        &self,
        after: Option<LandscapeId>,
        limit: usize,
    ) -> Result<Vec<LandscapeId>, StoreError> {
        let select = "SELECT id FROM landscape WHERE id > $1 ORDER BY id LIMIT $2";
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let query = sqlx::query_scalar(select).bind(after).bind(rows::limit(limit));
        let ids: Vec<String> = query.fetch_all(&self.reader).await?;
        ids.iter().map(|id| rows::landscape(id)).collect()
    }

    pub(in crate::store) async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1 FROM landscape LIMIT 1").fetch_optional(&self.reader).await?;
        Ok(())
    }
}

/// How far a landscape has come, if there is one.
async fn newest(connection: &mut Connection, id: LandscapeId) -> Result<Option<(Epoch, Revision)>, StoreError> {
    let select = "SELECT epoch, revision FROM landscape WHERE id = $1";
    let row: Option<(i64, i64)> = sqlx::query_as(select).bind(id.to_string()).fetch_optional(connection).await?;
    row.map(|(epoch, revision)| Ok((rows::epoch(epoch)?, rows::revision(revision)))).transpose()
}

/// What leads to a revision: from what is known, or else from the newest snapshot before it.
async fn stored(
    connection: &mut Connection,
    id: LandscapeId,
    epoch: Epoch,
    revision: Revision,
    known: Option<Revision>,
) -> Result<Stored, StoreError> {
    let base = match known {
        Some(_) => None,
        None => Some(snapshot::before(connection, id, revision).await?.ok_or(StoreError::NoSnapshot(id))?),
    };
    let after = base.as_ref().map_or(known.unwrap_or_default(), |base| base.revision);
    let tail = entries(connection, id, after, revision).await?;
    if tail.len() as u64 != revision.0.saturating_sub(after.0) {
        return Err(StoreError::Gap { id, after, revision });
    }
    Ok(Stored { epoch, revision, base, tail })
}

/// The lines of the log after one revision and up to another.
pub(super) async fn entries(
    connection: &mut Connection,
    id: LandscapeId,
    after: Revision,
    last: Revision,
) -> Result<Vec<Entry>, StoreError> {
    let select = "SELECT revision, key, at, person, name, body FROM command \
                  WHERE landscape = $1 AND revision > $2 AND revision <= $3 ORDER BY revision";
    let query = sqlx::query_as(select).bind(id.to_string()).bind(number(after)).bind(number(last));
    let rows: Vec<EntryRow> = query.fetch_all(connection).await?;
    rows.into_iter().map(rows::entry).collect()
}

async fn create(
    connection: &mut Connection,
    id: LandscapeId,
    epoch: Epoch,
    body: &str,
    at: DateTime<Utc>,
    owner: (&Link, &TokenHash),
) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    let insert = "INSERT INTO landscape (id, epoch, revision, at) VALUES ($1, $2, 0, $3)";
    let query = sqlx::query(insert).bind(id.to_string()).bind(i64::from(epoch.0)).bind(at.timestamp_millis());
    query.execute(&mut *transaction).await?;
    let insert = "INSERT INTO snapshot (landscape, revision, is_verified, body) VALUES ($1, 0, 1, $2)";
    sqlx::query(insert).bind(id.to_string()).bind(body).execute(&mut *transaction).await?;
    link::insert(&mut transaction, id, owner.0, owner.1).await?;
    Ok(transaction.commit().await?)
}

/// Takes away everything that belongs to a landscape; what was written down about rights stays.
async fn remove(connection: &mut Connection, id: LandscapeId) -> Result<bool, StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    for delete in [
        // First what every change of the landscape needs, so that none comes in between.
        "UPDATE landscape SET revision = revision WHERE id = $1",
        "DELETE FROM link WHERE landscape = $1",
        "DELETE FROM member WHERE landscape = $1",
        "DELETE FROM milestone WHERE landscape = $1",
        "DELETE FROM snapshot WHERE landscape = $1",
        "DELETE FROM command WHERE landscape = $1",
    ] {
        sqlx::query(delete).bind(id.to_string()).execute(&mut *transaction).await?;
    }
    let delete = sqlx::query("DELETE FROM landscape WHERE id = $1").bind(id.to_string());
    let is_gone = delete.execute(&mut *transaction).await?.rows_affected() > 0;
    transaction.commit().await?;
    Ok(is_gone)
}
