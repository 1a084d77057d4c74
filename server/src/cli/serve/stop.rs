//! When the server is to stop: Ctrl-C or a TERM signal; what then happens when, and how long it may take at most.

use std::time::Duration;

use crate::drain::{Drain, Draining, Phase};

/// Waits until the server is asked to stop, and leads it to its end. Asked again, it does not wait for balancers.
pub(super) async fn lead(drain: Drain, delay: Duration) {
    signal().await;
    drain.enter(Phase::Leaving);
    if !delay.is_zero() {
        tracing::info!(seconds = delay.as_secs(), "draining: ready for no new requests");
        tokio::select! {
            () = tokio::time::sleep(delay) => {}
            () = signal() => {}
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

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| async move {
        match signal(kind) {
            Ok(mut signals) => drop(signals.recv().await),
            Err(error) => {
                tracing::error!(%error, "a signal to stop cannot be waited for");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = listen(SignalKind::interrupt()) => {}
        () = listen(SignalKind::terminate()) => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::error!(%error, "a signal to stop cannot be waited for");
        std::future::pending::<()>().await;
    }
}
