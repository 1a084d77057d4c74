//! Puts commands at the end of a log: one statement, which is one transaction and one way there and back.

use atoll_core::format::native;
use atoll_core::protocol::{Epoch, LandscapeId, Revision};

use super::super::rows::{self, number};
use super::super::{Entry, StoreError};
use super::{Postgres, settle};

/// Moves the end of the log if it is where it was seen to be, puts in the lines after it, and tells the other nodes when
/// both are on the disk. Of two that try at once the second waits for the first and then finds another end.
const APPEND: &str = "\
WITH moved AS ( \
    UPDATE landscape SET revision = $4 WHERE id = $1 AND epoch = $2 AND revision = $3 RETURNING id, epoch, revision \
), added AS ( \
    INSERT INTO command (landscape, revision, key, at, person, name, format, body) \
    SELECT moved.id, line.revision, line.key, line.at, line.person, line.name, $5, line.body \
    FROM moved, unnest($6::bigint[], $7::text[], $8::bigint[], $9::text[], $10::text[], $11::text[]) \
        AS line (revision, key, at, person, name, body) \
) \
SELECT moved.revision FROM moved, \
    LATERAL pg_notify('atoll', moved.id || ' ' || moved.epoch || ' ' || moved.revision) AS told";

impl Postgres {
    pub(in crate::store) async fn append(
        &self,
        id: LandscapeId,
        after: (Epoch, Revision),
        entries: &[Entry],
    ) -> Result<bool, StoreError> {
        let Some(last) = entries.last() else { return Ok(true) };
        let query = sqlx::query_scalar(APPEND).bind(id.to_string()).bind(i64::from(after.0.0)).bind(number(after.1));
        let query = query.bind(number(last.revision)).bind(i64::from(native::VERSION));
        let (persons, names): (Vec<_>, Vec<_>) = entries
            .iter()
            .map(|entry| rows::columns(entry.by.as_ref()))
            .map(|(id, name)| (owned(id), owned(name)))
            .unzip();
        let query = query.bind(entries.iter().map(|entry| number(entry.revision)).collect::<Vec<i64>>());
        let query = query.bind(entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<&str>>());
        let query = query.bind(entries.iter().map(|entry| entry.at.timestamp_millis()).collect::<Vec<i64>>());
        let query = query.bind(persons).bind(names);
        let query = query.bind(entries.iter().map(|entry| entry.body.as_str()).collect::<Vec<&str>>());
        let mut connection = self.writer.acquire().await?;
        let done = query.fetch_optional(&mut *connection).await.map_err(StoreError::from);
        let moved: Option<i64> = settle(connection, done).await?;
        Ok(moved.is_some())
    }
}

fn owned(text: Option<std::borrow::Cow<'_, str>>) -> Option<String> {
    text.map(std::borrow::Cow::into_owned)
}
