//! The end of a server's life, in steps: it serves; it is about to leave, which whoever sends it requests should notice;
//! it stops. Whoever has something to bring to an end waits for the last step.

use tokio::sync::watch;

/// How far the server is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It serves.
    #[default]
    Serving,
    /// It still serves, but asks for no new requests: `/readyz` says so.
    Leaving,
    /// It finishes what is under way, says farewell to live connections, and ends.
    Stopping,
}

/// Says how far the server is.
#[derive(Debug)]
pub struct Drain(watch::Sender<Phase>);

/// Knows how far the server is.
#[derive(Clone, Debug)]
pub struct Draining(watch::Receiver<Phase>);

/// A server that serves: who ends that, and who is told.
pub fn channel() -> (Drain, Draining) {
    let (says, knows) = watch::channel(Phase::Serving);
    (Drain(says), Draining(knows))
}

impl Drain {
    /// Goes on to this phase; never back.
    pub fn enter(&self, phase: Phase) {
        self.0.send_if_modified(|current| {
            let is_later = phase > *current;
            *current = phase.max(*current);
            is_later
        });
    }
}

impl Draining {
    /// Of a server that nobody ever stops.
    pub fn never() -> Self {
        channel().1
    }

    /// How far the server is.
    pub fn phase(&self) -> Phase {
        *self.0.borrow()
    }

    /// Ends when the server stops.
    pub async fn stopping(&self) {
        let mut knows = self.0.clone();
        if knows.wait_for(|phase| *phase == Phase::Stopping).await.is_err() {
            // Whoever could have stopped it is gone.
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn a_server_leaves_then_stops_and_never_comes_back() {
        let (drain, draining) = channel();
        let waits = |patience| tokio::time::timeout(Duration::from_millis(patience), draining.stopping());
        assert_eq!(draining.phase(), Phase::Serving);
        drain.enter(Phase::Leaving);
        assert_eq!(draining.phase(), Phase::Leaving);
        assert!(waits(20).await.is_err());
        drain.enter(Phase::Stopping);
        drain.enter(Phase::Leaving);
        assert_eq!(draining.phase(), Phase::Stopping);
        assert!(waits(1_000).await.is_ok());
        // Whoever asks later hears it as well.
        assert!(waits(1_000).await.is_ok());
    }

    #[tokio::test]
    async fn a_server_that_nobody_can_stop_goes_on() {
        let draining = Draining::never();
        assert!(tokio::time::timeout(Duration::from_millis(20), draining.stopping()).await.is_err());
        assert_eq!(draining.phase(), Phase::Serving);
    }
}
