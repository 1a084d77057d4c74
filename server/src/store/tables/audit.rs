//! What was done about rights, line by line. Compiled for each database.

use atoll_core::protocol::LandscapeId;
use sqlx::Connection as _;

use super::super::rows;
use super::super::{AuditEntry, Audited, StoreError};
use super::{BEGIN_WRITE, Connection, Own, settle};

/// A line as it is stored: number, time, landscape, person, address, what, details.
type Row = (i64, i64, Option<String>, Option<String>, Option<String>, String, String);

impl Own {
    pub(in crate::store) async fn audit(&self, entries: &[AuditEntry]) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = insert(&mut connection, entries).await;
        settle(connection, done).await
    }

    pub(in crate::store) async fn audits(
        &self,
        id: Option<LandscapeId>,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Audited>, StoreError> {
        let (after, limit) = (i64::try_from(after).unwrap_or(i64::MAX), rows::limit(limit));
        let select = "SELECT number, at, landscape, person, address, what, details FROM audit ";
        let rows: Vec<Row> = match id {
            Some(id) => {
                let select = sqlx::AssertSqlSafe(format!(
                    "{select} WHERE landscape = $1 AND number > $2 ORDER BY number LIMIT $3"
                ));
                let query = sqlx::query_as(select).bind(id.to_string()).bind(after).bind(limit);
                query.fetch_all(&self.reader).await?
            }
            None => {
                let select = sqlx::AssertSqlSafe(format!("{select} WHERE number > $1 ORDER BY number LIMIT $2"));
                sqlx::query_as(select).bind(after).bind(limit).fetch_all(&self.reader).await?
            }
        };
        rows.into_iter().map(audited).collect()
    }
}

async fn insert(connection: &mut Connection, entries: &[AuditEntry]) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    for entry in entries {
        let insert = "INSERT INTO audit (at, landscape, person, address, what, details) \
                      VALUES ($1, $2, $3, $4, $5, $6)";
        let query = sqlx::query(insert).bind(entry.at.timestamp_millis());
        let query = query.bind(entry.landscape.map(|id| id.to_string()));
        let query = query.bind(entry.person.as_deref().map(rows::text)).bind(entry.address.as_deref().map(rows::text));
        query.bind(rows::text(&entry.what)).bind(rows::text(&entry.details)).execute(&mut *transaction).await?;
    }
    Ok(transaction.commit().await?)
}

fn audited((number, at, landscape, person, address, what, details): Row) -> Result<Audited, StoreError> {
    let landscape = landscape.as_deref().map(rows::landscape).transpose()?;
    let entry = AuditEntry { at: rows::time(at)?, landscape, person, address, what, details };
    Ok(Audited { number: u64::try_from(number).unwrap_or(0), entry })
}
