//! Opens the database: how it is set up so that nothing is lost, and nobody waits for ever.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, PgConnection};
use tokio::sync::Semaphore;

use super::super::hint::Hints;
use super::super::{OpenError, Options};
use super::tell::Teller;
use super::{Postgres, listen, migrate};

/// How many requests use the database at the same time, at most, of each node.
const CONNECTIONS: u32 = 12;

/// How many of them make snapshots at the same time, at most.
const SNAPSHOTS: usize = 3;

/// After so much quiet a connection is tried before it is used: the database may have been gone in the meantime.
const QUIET: Duration = Duration::from_secs(1);

impl Postgres {
    pub(in crate::store) async fn open(address: &str, options: &Options, hints: &Hints) -> Result<Self, OpenError> {
        let explain = |error: sqlx::Error| OpenError::explain(&options.place, error);
        let connect: PgConnectOptions = address.parse().map_err(explain)?;
        let milliseconds = |time: Duration| time.as_millis().to_string();
        let connect = connect.application_name("atoll").options([
            // An answer to a browser means that the disk has its commands, whatever this database does otherwise.
            ("synchronous_commit", "on".to_owned()),
            ("statement_timeout", milliseconds(options.busy_timeout * 4)),
            ("lock_timeout", milliseconds(options.busy_timeout)),
            ("idle_in_transaction_session_timeout", milliseconds(options.busy_timeout * 12)),
        ]);
        // Once by hand: a pool would only say that it waited for too long.
        let mut first = PgConnection::connect_with(&connect).await.map_err(explain)?;
        migrate::bring_up_to_date(&mut first, options).await?;
        warn_if_careless(&mut first).await.map_err(explain)?;
        first.close().await.map_err(explain)?;
        let pool = pool(options).max_connections(CONNECTIONS).connect_lazy_with(connect.clone());
        let ear = PgPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let ear = ear.connect_lazy_with(connect);
        let listening = Arc::new(listen::start(ear.clone(), hints.clone()));
        let teller = Teller::start(pool.clone());
        let snapshots = Arc::new(Semaphore::new(SNAPSHOTS));
        Ok(Self { teller, reader: pool.clone(), writer: pool, snapshots, ear, _listening: listening })
    }
}

/// Says so where the database does not wait for its disk: then what was acknowledged can get lost.
async fn warn_if_careless(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    for setting in ["fsync", "full_page_writes"] {
        let ask = sqlx::query_scalar("SELECT current_setting($1)").bind(setting);
        let value: String = ask.fetch_one(&mut *connection).await?;
        if value != "on" {
            tracing::warn!(setting, value, "the database can lose what it acknowledged: turn this on");
        }
    }
    Ok(())
}

fn pool(options: &Options) -> PgPoolOptions {
    PgPoolOptions::new().acquire_timeout(options.busy_timeout * 2).test_before_acquire(false).before_acquire(
        |connection, seen| {
            Box::pin(async move {
                if seen.idle_for > QUIET {
                    connection.ping().await?;
                }
                Ok(true)
            })
        },
    )
}
