//! What nodes tell each other, as text: many things in one transaction, because each that tells something waits for all
//! others that do.

use std::time::Duration;

use atoll_core::protocol::{Epoch, Revision};
use sqlx::PgPool;
use tokio::sync::mpsc;

use super::super::hint::Hint;

/// Told of landscapes.
const LANDSCAPES: &str = "atoll";

/// Told of who is there.
const PRESENCE: &str = "atoll_presence";

/// Everything that is listened to.
pub(super) const CHANNELS: [&str; 2] = [LANDSCAPES, PRESENCE];

/// How long what is told waits for more.
const TOGETHER: Duration = Duration::from_millis(20);

/// How much may wait. What is more is not told: hints may get lost.
const WAITING_MAX: usize = 4_096;

/// The most that is told in one transaction.
const TOLD_MAX: usize = 256;

/// Tells the other nodes.
#[derive(Clone, Debug)]
pub(super) struct Teller(mpsc::Sender<(&'static str, String)>);

impl Teller {
    /// Begins; it ends when nobody has anything to tell any more.
    pub(super) fn start(pool: PgPool) -> Self {
        let (tell, mut told) = mpsc::channel(WAITING_MAX);
        tokio::spawn(async move {
            let mut waiting = Vec::new();
            while told.recv_many(&mut waiting, TOLD_MAX).await > 0 {
                tokio::time::sleep(TOGETHER).await;
                while waiting.len() < TOLD_MAX
                    && let Ok(more) = told.try_recv()
                {
                    waiting.push(more);
                }
                let (channels, texts): (Vec<&str>, Vec<String>) = waiting.drain(..).unzip();
                let notify =
                    "SELECT pg_notify(channel, text) FROM unnest($1::text[], $2::text[]) AS told (channel, text)";
                if let Err(error) = sqlx::query(notify).bind(channels).bind(texts).execute(&pool).await {
                    tracing::debug!(%error, "other nodes were not told");
                }
            }
        });
        Self(tell)
    }

    /// Tells it soon, if there is not too much to tell.
    pub(super) fn tell(&self, hint: &Hint) {
        let (channel, text) = match hint {
            // The statement that appends tells of it by itself.
            Hint::Grown { .. } | Hint::Missed => return,
            Hint::Rights(landscape) => (LANDSCAPES, format!("{landscape} rights")),
            Hint::Removed(landscape) => (LANDSCAPES, format!("{landscape} removed")),
            Hint::Presence { landscape, text } => (PRESENCE, format!("{landscape} {text}")),
        };
        if self.0.try_send((channel, text)).is_err() {
            tracing::debug!("there is more to tell other nodes than can be told");
        }
    }
}

/// What another node told.
pub(super) fn understand(channel: &str, text: &str) -> Option<Hint> {
    let (landscape, rest) = text.split_once(' ')?;
    let landscape = landscape.parse().ok()?;
    if channel == PRESENCE {
        return Some(Hint::Presence { landscape, text: rest.into() });
    }
    match rest {
        "rights" => Some(Hint::Rights(landscape)),
        "removed" => Some(Hint::Removed(landscape)),
        _ => {
            let (epoch, revision) = rest.split_once(' ')?;
            Some(Hint::Grown {
                landscape,
                epoch: Epoch(epoch.parse().ok()?),
                revision: Revision(revision.parse().ok()?),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_understood_and_nonsense_is_not() {
        let landscape = atoll_core::protocol::LandscapeId::new(7);
        let grown = Hint::Grown { landscape, epoch: Epoch(3), revision: Revision(9) };
        assert_eq!(understand(LANDSCAPES, &format!("{landscape} 3 9")), Some(grown));
        assert_eq!(understand(LANDSCAPES, &format!("{landscape} rights")), Some(Hint::Rights(landscape)));
        assert_eq!(understand(LANDSCAPES, &format!("{landscape} removed")), Some(Hint::Removed(landscape)));
        let here = Hint::Presence { landscape, text: "a b".into() };
        assert_eq!(understand(PRESENCE, &format!("{landscape} a b")), Some(here));
        for nonsense in ["", "x 1 2", &format!("{landscape}"), &format!("{landscape} 3"), &format!("{landscape} 3 -1")]
        {
            assert_eq!(understand(LANDSCAPES, nonsense), None, "{nonsense}");
        }
    }
}
