//! Snapshots, so that a landscape is read from the end of its log.
//!
//! A snapshot is made of the log, not of what is in memory; it is written, read back and compared before it is used.

use std::sync::Arc;

use atoll_core::format::native;
use atoll_core::protocol::LandscapeId;

use super::replay::{Current, Since, replay};
use super::{Failure, Landscapes, compute};
use crate::store::Snapshot;

/// After so many commands there is a snapshot.
const COMMANDS: usize = 256;

/// After so many bytes of commands there is a snapshot, however few they are.
const BYTES: usize = 4 << 20;

impl Landscapes {
    /// Makes a snapshot where the log has grown long. What goes wrong is logged: the landscape is whole without it.
    pub(super) async fn snapshot_if_due(&self, id: LandscapeId, current: &Current) {
        if current.since.commands < COMMANDS && current.since.bytes < BYTES {
            return;
        }
        let bytes = match self.snapshot(id, current).await {
            Ok(bytes) => bytes,
            Err(error) => {
                tracing::error!(%error, "a snapshot could not be made; it is tried again when the log has grown");
                if matches!(error, Failure::Broken { .. }) {
                    // What is in memory may not be what the log says, and only the log counts.
                    self.cache().forget(id);
                    return;
                }
                current.bytes
            }
        };
        let current = Current { bytes, since: Since::default(), ..current.clone() };
        self.cache().put(id, Arc::new(current));
    }

    /// Makes a snapshot; answers with how many bytes it takes.
    async fn snapshot(&self, id: LandscapeId, current: &Current) -> Result<usize, Failure> {
        let stored = self.store.load(id, None).await?.ok_or(Failure::Unknown)?;
        let replayed = compute(move || replay(id, None, &stored)).await??;
        let revision = replayed.revision;
        let broken = |reason: &str| Failure::Broken { id, revision, reason: reason.to_owned() };
        if revision == current.revision && replayed.landscape != current.landscape {
            return Err(broken("the log leads to another landscape than the one in memory"));
        }
        let landscape = Arc::clone(&replayed.landscape);
        let body = compute(move || native::write(&landscape)).await?;
        let bytes = body.len();
        self.store.draft_snapshot(id, &Snapshot { revision, body }).await?;
        let body = self.store.read_snapshot(id, revision).await?.unwrap_or_default();
        let is_same = compute(move || native::parse(&body).is_ok_and(|read| read == *replayed.landscape)).await?;
        if !is_same {
            return Err(broken("its snapshot is not read back as it was written"));
        }
        self.store.confirm_snapshot(id, revision).await?;
        Ok(bytes)
    }
}
