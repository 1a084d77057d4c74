//! When the server is to stop: Ctrl-C or a TERM signal, and some time after that at the latest.

use std::time::Duration;

use tokio::sync::watch;

/// What ends when the server is asked to stop, and what then tells others.
pub(super) fn asked() -> (impl Future<Output = ()> + Send + 'static, watch::Receiver<bool>) {
    let (stopping, told) = watch::channel(false);
    let asked = async move {
        signal().await;
        tracing::info!("stopping: finishing what is under way");
        stopping.send_replace(true);
    };
    (asked, told)
}

/// Ends some time after the server was asked to stop.
pub(super) async fn overdue(mut told: watch::Receiver<bool>, patience: Duration) {
    if told.wait_for(|stopping| *stopping).await.is_err() {
        // The server ended before anybody asked it to.
        std::future::pending::<()>().await;
    }
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
