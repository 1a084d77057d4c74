//! When the server is to stop: Ctrl-C or a TERM signal; what then happens when, and how long it may take at most.

use std::time::Duration;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC, ctrl_c};

use crate::drain::{Drain, Draining, Phase};

/// What asks a server to stop, heard from the moment that this is made: who starts it may ask as soon as it is ready.
#[derive(Debug)]
pub(super) struct Signals {
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(unix)]
    terminate: Signal,
    #[cfg(windows)]
    interrupt: CtrlC,
}

impl Signals {
    /// From here on what asks ends the program no longer by itself. An error where the system does not tell of it.
    pub(super) fn listen() -> Result<Self, String> {
        let listen = || -> std::io::Result<Self> {
            Ok(Self {
                #[cfg(unix)]
                interrupt: signal(SignalKind::interrupt())?,
                #[cfg(unix)]
                terminate: signal(SignalKind::terminate())?,
                #[cfg(windows)]
                interrupt: ctrl_c()?,
            })
        };
        listen().map_err(|error| format!("A signal to stop could not be waited for ({error}). Start it again."))
    }

    /// Waits until the server is asked to stop, once more.
    async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(windows)]
        let _ = self.interrupt.recv().await;
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
