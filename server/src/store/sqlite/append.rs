//! Appends that wait at the same time are put on the disk together: one transaction, one wait for the disk, however many
//! landscapes they belong to.

use atoll_core::format::native;
use atoll_core::protocol::{Epoch, LandscapeId, Revision};
use sqlx::{Connection as _, QueryBuilder, SqlitePool};
use tokio::sync::{mpsc, oneshot};

use super::super::rows::{self, number};
use super::super::{Entry, StoreError};
use super::{BEGIN_WRITE, Connection, settle};

/// The most appends of one transaction.
const TOGETHER_MAX: usize = 256;

/// How many lines one statement puts in: only a few lengths, so that the statements are prepared once.
const CHUNKS: [usize; 4] = [64, 16, 4, 1];

/// Puts commands at the end of logs, in the order in which it was asked.
#[derive(Clone, Debug)]
pub(super) struct Appender(mpsc::UnboundedSender<Request>);

/// What is to be put where, and who waits for it.
#[derive(Debug)]
struct Request {
    id: LandscapeId,
    after: (Epoch, Revision),
    entries: Vec<Entry>,
    answer: oneshot::Sender<Result<bool, StoreError>>,
}

impl Appender {
    /// Begins; it ends when nobody can ask any more.
    pub(super) fn start(writer: SqlitePool) -> Self {
        let (ask, mut asked) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut waiting = Vec::new();
            while asked.recv_many(&mut waiting, TOGETHER_MAX).await > 0 {
                let answers = match all(&writer, &waiting).await {
                    Ok(answers) => answers.into_iter().map(Ok).collect(),
                    Err(error) => one_by_one(&writer, &waiting, error).await,
                };
                for (request, answer) in waiting.drain(..).zip(answers) {
                    // Whoever asked may be gone by now.
                    let _ = request.answer.send(answer);
                }
            }
        });
        Self(ask)
    }

    /// Answers when the commands are on the disk. They get there even if nobody waits for the answer.
    pub(super) async fn append(
        &self,
        id: LandscapeId,
        after: (Epoch, Revision),
        entries: &[Entry],
    ) -> Result<bool, StoreError> {
        let (answer, answered) = oneshot::channel();
        let request = Request { id, after, entries: entries.to_vec(), answer };
        self.0.send(request).map_err(|_| sqlx::Error::PoolClosed)?;
        answered.await.map_err(|_| sqlx::Error::PoolClosed)?
    }
}

/// All of them in one transaction, or none.
async fn all(writer: &SqlitePool, requests: &[Request]) -> Result<Vec<bool>, StoreError> {
    let mut connection = writer.acquire().await?;
    let done = transact(&mut connection, requests).await;
    settle(connection, done).await
}

/// After they failed together, each by itself: one that cannot be done keeps no other from it.
async fn one_by_one(writer: &SqlitePool, requests: &[Request], error: StoreError) -> Vec<Result<bool, StoreError>> {
    if requests.len() == 1 || matches!(error, StoreError::Busy) {
        return requests.iter().map(|_| Err(error.clone())).collect();
    }
    let mut answers = Vec::with_capacity(requests.len());
    for request in requests {
        let answer = all(writer, std::slice::from_ref(request)).await;
        answers.push(answer.map(|done| done == [true]));
    }
    answers
}

async fn transact(connection: &mut Connection, requests: &[Request]) -> Result<Vec<bool>, StoreError> {
    let mut transaction = connection.begin_with(BEGIN_WRITE).await?;
    let mut answers = Vec::with_capacity(requests.len());
    for request in requests {
        answers.push(append(&mut transaction, request).await?);
    }
    transaction.commit().await?;
    Ok(answers)
}

async fn append(connection: &mut Connection, request: &Request) -> Result<bool, StoreError> {
    let Request { id, after: (epoch, after), entries, .. } = request;
    let Some(last) = entries.last() else { return Ok(true) };
    let update = "UPDATE landscape SET revision = $1 WHERE id = $2 AND epoch = $3 AND revision = $4";
    let query = sqlx::query(update).bind(number(last.revision)).bind(id.to_string());
    let query = query.bind(i64::from(epoch.0)).bind(number(*after));
    if query.execute(&mut *connection).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let mut rest = entries.as_slice();
    while let Some(size) = CHUNKS.into_iter().find(|size| *size <= rest.len()) {
        let (chunk, after) = rest.split_at(size);
        insert(connection, *id, chunk).await?;
        rest = after;
    }
    Ok(true)
}

async fn insert(connection: &mut Connection, id: LandscapeId, entries: &[Entry]) -> Result<(), StoreError> {
    let id = id.to_string();
    let insert = "INSERT INTO command (landscape, revision, key, at, person, name, format, body) ";
    let mut insert = QueryBuilder::new(insert);
    insert.push_values(entries, |mut row, entry| {
        let (person, name) = rows::columns(entry.by.as_ref());
        row.push_bind(&id).push_bind(number(entry.revision)).push_bind(entry.key.as_str());
        row.push_bind(entry.at.timestamp_millis()).push_bind(person).push_bind(name);
        row.push_bind(native::VERSION).push_bind(&entry.body);
    });
    insert.build().execute(connection).await?;
    Ok(())
}
