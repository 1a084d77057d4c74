//! Milestones: what people call revisions. Compiled for each database.

use atoll_core::protocol::{LandscapeId, Milestone, Person, Revision};
use chrono::{DateTime, Utc};

use super::super::StoreError;
use super::super::rows::{self, number};
use super::{Own, settle};

/// A name as it is stored: of which revision, the name, whose it is, when it was given.
type Row = (i64, String, Option<String>, Option<String>, i64);

impl Own {
    pub(in crate::store) async fn name_revision(
        &self,
        id: LandscapeId,
        revision: Revision,
        title: &str,
        by: Option<&Person>,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let query = if title.is_empty() {
            let delete = "DELETE FROM milestone WHERE landscape = $1 AND revision = $2";
            sqlx::query(delete).bind(id.to_string()).bind(number(revision))
        } else {
            // A revision that is yet to come cannot be named.
            let insert = "INSERT INTO milestone (landscape, revision, title, person, name, at) \
                          SELECT id, $2, $3, $4, $5, $6 FROM landscape WHERE id = $1 AND revision >= $2 \
                          ON CONFLICT (landscape, revision) DO UPDATE SET title = excluded.title, \
                          person = excluded.person, name = excluded.name, at = excluded.at";
            let (person, name) = rows::columns(by);
            let query = sqlx::query(insert).bind(id.to_string()).bind(number(revision)).bind(rows::text(title));
            query.bind(person).bind(name).bind(at.timestamp_millis())
        };
        let mut connection = self.writer.acquire().await?;
        let done = query.execute(&mut *connection).await.map_err(StoreError::from);
        Ok(settle(connection, done).await?.rows_affected() > 0)
    }

    pub(in crate::store) async fn milestones(&self, id: LandscapeId) -> Result<Vec<Milestone>, StoreError> {
        let select = "SELECT revision, title, person, name, at FROM milestone WHERE landscape = $1 ORDER BY revision";
        let query = sqlx::query_as(select).bind(id.to_string());
        let rows: Vec<Row> = query.fetch_all(&self.reader).await?;
        let read = |(revision, title, person, name, at)| {
            let (revision, by) = (rows::revision(revision), rows::person(person, name));
            Ok(Milestone { revision, name: title, by, at: rows::time(at)? })
        };
        rows.into_iter().map(read).collect()
    }
}
