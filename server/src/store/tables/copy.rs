//! Rows of all tables on their way from one database to another. Compiled for each database.

use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, Connection as _, QueryBuilder, Row as _};
use tokio::sync::mpsc;

use super::super::StoreError;
use super::super::copy::{Batch, ROWS, Row, TABLES, Table, another};
use super::{AFTER_COPY, BEGIN_READ, BEGIN_WRITE, Connection, Database, Own, settle};

impl Own {
    /// Sends every row, as it is at one moment.
    pub(in crate::store) async fn give_out(&self, to: mpsc::Sender<Batch>) -> Result<(), StoreError> {
        let mut connection = self.reader.acquire().await?;
        read(&mut connection, to).await
    }

    /// Takes in rows until the last was sent, instead of what is here, in one transaction.
    pub(in crate::store) async fn take_in(
        &self,
        from: mpsc::Receiver<Batch>,
        is_other_log: bool,
    ) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let done = write(&mut connection, from, is_other_log).await;
        settle(connection, done).await
    }
}

/// Sends every row, as it is at one moment, and at last an empty batch.
pub(in crate::store) async fn read(connection: &mut Connection, to: mpsc::Sender<Batch>) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(BEGIN_READ).await?;
    for table in &TABLES {
        let select = AssertSqlSafe(format!("SELECT {} FROM {}", table.columns(), table.name));
        let mut found = sqlx::query(select).fetch(&mut *transaction);
        let mut rows = Vec::new();
        while let Some(row) = found.try_next().await? {
            let texts = (0..table.texts.len()).map(|place| row.try_get(place));
            let numbers = (table.texts.len()..).take(table.numbers.len()).map(|place| row.try_get(place));
            let row = Row { texts: texts.collect::<Result<_, _>>()?, numbers: numbers.collect::<Result<_, _>>()? };
            rows.push(row);
            if rows.len() == ROWS && to.send(Batch { table, rows: std::mem::take(&mut rows) }).await.is_err() {
                // Whoever writes gave up, and says why.
                return Ok(());
            }
        }
        if !rows.is_empty() && to.send(Batch { table, rows }).await.is_err() {
            return Ok(());
        }
    }
    // The end. Without it whatever was written is not kept.
    let _ = to.send(Batch { table: &TABLES[0], rows: Vec::new() }).await;
    Ok(())
}

async fn write(
    connection: &mut Connection,
    mut from: mpsc::Receiver<Batch>,
    is_other_log: bool,
) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    sqlx::query(super::CALM).execute(&mut *transaction).await?;
    for table in TABLES.iter().rev() {
        let delete = AssertSqlSafe(format!("DELETE FROM {}", table.name));
        sqlx::query(delete).execute(&mut *transaction).await?;
    }
    let mut is_whole = false;
    while let Some(Batch { table, mut rows }) = from.recv().await {
        if rows.is_empty() {
            is_whole = true;
            break;
        }
        if is_other_log && table.name == "landscape" {
            for row in &mut rows {
                let Some(epoch) = row.numbers.first_mut() else { continue };
                *epoch = Some(another(*epoch)?);
            }
        }
        insert(&mut transaction, table, &rows).await?;
    }
    if !is_whole {
        return Err(StoreError::Strange("a copy that ends early"));
    }
    for statement in AFTER_COPY {
        sqlx::query(*statement).execute(&mut *transaction).await?;
    }
    Ok(transaction.commit().await?)
}

async fn insert(connection: &mut Connection, table: &Table, rows: &[Row]) -> Result<(), StoreError> {
    let mut insert = QueryBuilder::<Database>::new(format!("INSERT INTO {} ({}) ", table.name, table.columns()));
    insert.push_values(rows, |mut values, row| {
        for text in &row.texts {
            values.push_bind(text.as_deref());
        }
        for number in &row.numbers {
            values.push_bind(*number);
        }
    });
    insert.build().persistent(false).execute(connection).await?;
    Ok(())
}
