//! From what is stored to the landscape that it means.

use std::sync::Arc;

use atoll_core::command::{self, Command};
use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::protocol::{Epoch, LandscapeId, Revision};

use super::Failure;
use crate::store::{Entry, Stored};

/// After so many commands there is a snapshot.
const COMMANDS: usize = 256;

/// After so many bytes of commands there is a snapshot, however few they are.
const BYTES: usize = 4 << 20;

/// A landscape at a revision, in memory.
#[derive(Clone, Debug)]
pub(crate) struct Current {
    /// Of which log.
    pub(crate) epoch: Epoch,
    /// Which revision.
    pub(crate) revision: Revision,
    /// The landscape.
    pub(crate) landscape: Arc<Landscape>,
    /// About how much memory it takes: the bytes of the text that it was read from.
    pub(crate) bytes: usize,
    /// What was done since the newest snapshot.
    pub(crate) since: Since,
}

/// How much was done since a snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Since {
    /// How many commands.
    pub(crate) commands: usize,
    /// How many bytes they take.
    pub(crate) bytes: usize,
}

impl Since {
    /// Whether it is time for another snapshot.
    pub(crate) const fn is_long(&self) -> bool {
        self.commands >= COMMANDS || self.bytes >= BYTES
    }

    pub(crate) fn add(&mut self, body: &str) {
        self.commands += 1;
        self.bytes = self.bytes.saturating_add(body.len());
    }
}

/// The landscape that is stored. `known` is what the stored tail follows if it has no base of its own.
pub(crate) fn replay(id: LandscapeId, known: Option<&Current>, stored: &Stored) -> Result<Current, Failure> {
    let mut current = match (&stored.base, known) {
        (Some(base), _) => {
            let broken = |reason: String| Failure::Broken { id, revision: base.revision, reason };
            let landscape = native::parse(&base.body).map_err(|error| broken(format!("its snapshot: {error}")))?;
            let landscape = Arc::new(landscape);
            Current {
                epoch: stored.epoch,
                revision: base.revision,
                landscape,
                bytes: base.body.len(),
                since: Since::default(),
            }
        }
        (None, Some(known)) => known.clone(),
        (None, None) => {
            let reason = "there is nothing to start from".to_owned();
            return Err(Failure::Broken { id, revision: stored.revision, reason });
        }
    };
    let landscape = Arc::make_mut(&mut current.landscape);
    for entry in &stored.tail {
        let command = command(id, entry)?;
        command::apply(landscape, &command).map_err(|error| {
            let reason = format!("a command that was accepted does not apply: {error}");
            Failure::Broken { id, revision: entry.revision, reason }
        })?;
        current.since.add(&entry.body);
        current.bytes = current.bytes.saturating_add(entry.body.len());
    }
    current.revision = stored.revision;
    Ok(current)
}

/// The command in a line of the log.
pub(crate) fn command(id: LandscapeId, entry: &Entry) -> Result<Command, Failure> {
    serde_json::from_str(&entry.body).map_err(|error| {
        let reason = format!("its command: {error}");
        Failure::Broken { id, revision: entry.revision, reason }
    })
}
