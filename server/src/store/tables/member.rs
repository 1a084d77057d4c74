//! Members: people who signed in and were given a landscape. Compiled for each database.

use atoll_core::protocol::{LandscapeId, LinkId, Right};

use super::super::StoreError;
use super::super::rows;
use super::{Own, settle};

/// A right, and the link that it came by, as they are stored.
type Row = (String, Option<String>);

impl Own {
    pub(in crate::store) async fn set_member(
        &self,
        id: LandscapeId,
        person: &str,
        right: Option<(Right, Option<&LinkId>)>,
    ) -> Result<bool, StoreError> {
        let person = rows::text(person);
        let query = match right {
            Some((right, link)) => {
                let insert = "INSERT INTO member (landscape, person, access, link) \
                              SELECT id, $2, $3, $4 FROM landscape WHERE id = $1 \
                              ON CONFLICT (landscape, person) DO UPDATE SET access = excluded.access, \
                              link = excluded.link";
                let query = sqlx::query(insert).bind(id.to_string()).bind(person).bind(right.code());
                query.bind(link.map(|link| rows::text(&link.0)))
            }
            None => {
                let delete = "DELETE FROM member WHERE landscape = $1 AND person = $2";
                sqlx::query(delete).bind(id.to_string()).bind(person)
            }
        };
        let mut connection = self.writer.acquire().await?;
        let done = query.execute(&mut *connection).await.map_err(StoreError::from);
        Ok(settle(connection, done).await?.rows_affected() > 0)
    }

    pub(in crate::store) async fn member(
        &self,
        id: LandscapeId,
        person: &str,
    ) -> Result<Option<(Right, Option<LinkId>)>, StoreError> {
        let select = "SELECT access, link FROM member WHERE landscape = $1 AND person = $2";
        let query = sqlx::query_as(select).bind(id.to_string()).bind(rows::text(person));
        let row: Option<Row> = query.fetch_optional(&self.reader).await?;
        row.map(|(access, link)| Ok((rows::right(&access)?, link.map(LinkId)))).transpose()
    }

    pub(in crate::store) async fn landscapes_of(
        &self,
        person: &str,
    ) -> Result<Vec<(LandscapeId, Right, Option<LinkId>)>, StoreError> {
        let select = "SELECT landscape, access, link FROM member WHERE person = $1 ORDER BY landscape";
        let query = sqlx::query_as(select).bind(rows::text(person));
        let rows: Vec<(String, String, Option<String>)> = query.fetch_all(&self.reader).await?;
        let read = |(id, access, link): (String, String, Option<String>)| {
            Ok((rows::landscape(&id)?, rows::right(&access)?, link.map(LinkId)))
        };
        rows.into_iter().map(read).collect()
    }
}
