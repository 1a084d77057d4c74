//! Who signed in, for how long. Compiled for each database.

use atoll_core::protocol::Person;
use chrono::{DateTime, Utc};
use sqlx::Connection as _;

use super::super::rows;
use super::super::{StoreError, TokenHash};
use super::{BEGIN_WRITE, Connection, Own, settle};

impl Own {
    pub(in crate::store) async fn add_session(
        &self,
        hash: &TokenHash,
        person: &Person,
        expires: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = add(&mut connection, hash, person, expires, at).await;
        settle(connection, done).await
    }

    pub(in crate::store) async fn session(
        &self,
        hash: &TokenHash,
        at: DateTime<Utc>,
    ) -> Result<Option<Person>, StoreError> {
        let select = "SELECT person, name FROM session WHERE hash = $1 AND expires > $2";
        let query = sqlx::query_as(select).bind(hash.to_string()).bind(at.timestamp_millis());
        let row: Option<(String, String)> = query.fetch_optional(&self.reader).await?;
        Ok(row.map(|(id, name)| Person { id, name }))
    }

    pub(in crate::store) async fn end_session(&self, hash: &TokenHash) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM session WHERE hash = $1").bind(hash.to_string());
        let mut connection = self.writer.acquire().await?;
        let done = query.execute(&mut *connection).await.map_err(StoreError::from);
        settle(connection, done).await.map(drop)
    }
}

async fn add(
    connection: &mut Connection,
    hash: &TokenHash,
    person: &Person,
    expires: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    let delete = sqlx::query("DELETE FROM session WHERE expires <= $1").bind(at.timestamp_millis());
    delete.execute(&mut *transaction).await?;
    let insert = "INSERT INTO session (hash, person, name, expires) VALUES ($1, $2, $3, $4)";
    let query = sqlx::query(insert).bind(hash.to_string()).bind(rows::text(&person.id)).bind(rows::text(&person.name));
    query.bind(expires.timestamp_millis()).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}
