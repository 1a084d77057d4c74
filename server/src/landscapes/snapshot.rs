//! Snapshots, so that a landscape is read from the end of its log.
//!
//! A snapshot is made of the log, not of what is in memory; it is written, read back and compared before it is used.

use std::sync::Arc;
use std::time::Instant;

use atoll_core::format::native;
use atoll_core::protocol::LandscapeId;

use super::replay::replay;
use super::{Failure, Landscapes, compute};
use crate::metrics;
use crate::room::Snap;
use crate::store::Snapshot;

impl Landscapes {
    /// Makes a snapshot because the log has grown long. What goes wrong is logged: the landscape is whole without it.
    /// False where what is in memory is not what the log says.
    pub(crate) async fn make_snapshot(&self, id: LandscapeId, snap: &Snap) -> bool {
        let start = Instant::now();
        match self.snapshot(id, snap).await {
            Ok(()) => {
                metrics::snapshot(start.elapsed());
                true
            }
            Err(error) => {
                metrics::snapshot_failed();
                tracing::error!(%error, "a snapshot could not be made; it is tried again when the log has grown");
                !matches!(error, Failure::Broken { .. })
            }
        }
    }

    async fn snapshot(&self, id: LandscapeId, snap: &Snap) -> Result<(), Failure> {
        // Another node may be at it: one is enough.
        let Some(_turn) = self.store.snapshot_turn(id).await? else { return Ok(()) };
        let stored = self.store.load(id, None).await?.ok_or(Failure::Unknown)?;
        let replayed = compute(move || replay(id, None, &stored)).await??;
        let revision = replayed.revision;
        let broken = |reason: &str| Failure::Broken { id, revision, reason: reason.to_owned() };
        let is_same_place = (replayed.epoch, revision) == (snap.epoch, snap.revision);
        if is_same_place && replayed.landscape != snap.landscape {
            return Err(broken("the log leads to another landscape than the one in memory"));
        }
        let landscape = Arc::clone(&replayed.landscape);
        let body = compute(move || native::write(&landscape)).await?;
        self.store.draft_snapshot(id, &Snapshot { revision, body }).await?;
        let body = self.store.read_snapshot(id, revision).await?.unwrap_or_default();
        let is_same = compute(move || native::parse(&body).is_ok_and(|read| read == *replayed.landscape)).await?;
        if !is_same {
            return Err(broken("its snapshot is not read back as it was written"));
        }
        Ok(self.store.confirm_snapshot(id, revision).await?)
    }
}
