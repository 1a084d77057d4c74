//! When the server is to stop: Ctrl-C or a TERM signal; what then happens when, and how long it may take at most.

use std::time::Duration;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::drain::{Drain, Draining, Phase};

/// What asks a server to stop, heard from the moment that this is made: who starts it may ask as soon as it is ready.
#[derive(Debug)]
pub(super) struct Signals {
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(unix)]
    terminate: Signal,
}

impl Signals {
    /// From here on signals end the program no longer by themselves. An error where the system does not give them.
    #[cfg(unix)]
    pub(super) fn listen() -> Result<Self, String> {
        let listen = |kind| {
            signal(kind).map_err(|error| format!("A signal to stop could not be waited for ({error}). Start it again."))
        };
        Ok(Self { interrupt: listen(SignalKind::interrupt())?, terminate: listen(SignalKind::terminate())? })
    }

    /// Here there is nothing to prepare.
    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "where there are signals it can fail")]
    pub(super) fn listen() -> Result<Self, String> {
        Ok(Self {})
    }

    /// Waits until the server is asked to stop, once more.
    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "a signal to stop cannot be waited for");
            std::future::pending::<()>().await;
        }
    }
}

/// Waits until the server is asked to stop, and leads it to its end. Asked again, it does not wait for balancers.
pub(super) async fn lead(mut signals: Signals, drain: Drain, delay: Duration) {
    signals.next().await;
    drain.enter(Phase::Leaving);
    if !delay.is_zero() {
        tracing::info!(seconds = delay.as_secs(), "draining: ready for no new requests");
        tokio::select! {
            () = tokio::time::sleep(delay) => {}
            () = signals.next() => {}
        }
    }
    tracing::info!("stopping: finishing what is under way");
    drain.enter(Phase::Stopping);
    // Who listens to this still has to hear it.
    std::future::pending::<()>().await;
}

/// Ends some time after the server began to stop.
pub(super) async fn overdue(draining: Draining, patience: Duration) {
    draining.stopping().await;
    tokio::time::sleep(patience).await;
}
