//! The log: which commands are in it. Compiled for each database; each has its own way to write many lines at once.

use std::collections::BTreeMap;

use atoll_core::protocol::{CommandKey, LandscapeId, Revision};

use super::super::rows::{self, number};
use super::super::{Entry, StoreError};
use super::{BEGIN_READ, Own, landscape};

impl Own {
    pub(in crate::store) async fn accepted(
        &self,
        id: LandscapeId,
        keys: impl Iterator<Item = &CommandKey>,
    ) -> Result<BTreeMap<CommandKey, Revision>, StoreError> {
        let keys = serde_json::Value::from_iter(keys.map(CommandKey::as_str)).to_string();
        let query = sqlx::query_as(super::ACCEPTED).bind(id.to_string()).bind(keys);
        let rows: Vec<(String, i64)> = query.fetch_all(&self.reader).await?;
        rows.into_iter().map(|(key, number)| Ok((rows::key(key)?, rows::revision(number)))).collect()
    }

    pub(in crate::store) async fn revisions(
        &self,
        id: LandscapeId,
        after: Revision,
        limit: usize,
        bytes_max: usize,
    ) -> Result<Option<Vec<Entry>>, StoreError> {
        let mut transaction = self.reader.begin_with(BEGIN_READ).await?;
        let select = "SELECT revision FROM landscape WHERE id = $1";
        let query = sqlx::query_scalar(select).bind(id.to_string());
        let is_there: Option<i64> = query.fetch_optional(&mut *transaction).await?;
        if is_there.is_none() {
            return Ok(None);
        }
        let select = "SELECT revision, CAST(octet_length(body) AS BIGINT) FROM command \
                      WHERE landscape = $1 AND revision > $2 ORDER BY revision LIMIT $3";
        let query = sqlx::query_as(select).bind(id.to_string()).bind(number(after)).bind(rows::limit(limit));
        let sizes: Vec<(i64, i64)> = query.fetch_all(&mut *transaction).await?;
        let mut bytes = 0;
        let fits = sizes.iter().take_while(|(_, size)| {
            let is_first = bytes == 0;
            bytes += usize::try_from(*size).unwrap_or(usize::MAX);
            is_first || bytes <= bytes_max
        });
        let last = fits.last().map_or(after, |(revision, _)| rows::revision(*revision));
        landscape::entries(&mut transaction, id, after, last).await.map(Some)
    }
}
