//! Hears what nodes tell, for as long as the store is in use. When the connection is lost it makes another one, and says
//! that something may have been missed.

use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::task::AbortHandle;

use super::super::hint::{Hint, Hints};
use super::tell::{CHANNELS, understand};

/// How long to wait before the database is asked again: at first, and at most.
const AGAIN: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(3));

/// After so much quiet the database is asked whether it is still there.
const QUIET: Duration = Duration::from_secs(30);

/// Listens until it is dropped.
#[derive(Debug)]
pub(super) struct Listening(AbortHandle);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Begins.
pub(super) fn start(pool: PgPool, hints: Hints) -> Listening {
    let listening = tokio::spawn(async move {
        let mut wait = AGAIN.0;
        loop {
            let lost = listen(&pool, &hints, &mut wait).await;
            hints.tell(Hint::Missed);
            match lost {
                Err(sqlx::Error::PoolClosed) => return,
                Err(error) => tracing::warn!(%error, "hints from other nodes are not heard for a moment"),
                Ok(()) => {}
            }
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(AGAIN.1);
        }
    });
    Listening(listening.abort_handle())
}

/// Listens until the connection is lost.
async fn listen(pool: &PgPool, hints: &Hints, wait: &mut Duration) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen_all(CHANNELS).await?;
    // What was told before is known to nobody here.
    hints.tell(Hint::Missed);
    *wait = AGAIN.0;
    loop {
        match tokio::time::timeout(QUIET, listener.try_recv()).await {
            Ok(Ok(Some(told))) => {
                if let Some(hint) = understand(told.channel(), told.payload()) {
                    hints.tell(hint);
                }
            }
            Ok(Ok(None)) => return Ok(()),
            Ok(Err(error)) => return Err(error),
            Err(_quiet) => {
                let ask = sqlx::query("SELECT 1").execute(&mut listener);
                tokio::time::timeout(QUIET, ask).await.map_err(|_| sqlx::Error::PoolTimedOut)??;
            }
        }
    }
}
