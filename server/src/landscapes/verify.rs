//! Whether everything in a store can be read: every log from its beginning to its end, and from its newest snapshot.

use atoll_core::protocol::{LandscapeId, Revision};

use super::replay::replay;
use super::{Failure, PAGE_BYTES, compute};
use crate::store::{Store, Stored};

/// How many landscapes, or lines of a log, are asked for at once.
const PAGE: usize = 1_000;

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many landscapes.
    pub landscapes: u64,
    /// How many commands their logs hold.
    pub commands: u64,
}

/// Reads everything; answers with how much it was.
///
/// # Errors
///
/// The first landscape that cannot be read, or whose log leads elsewhere than its newest snapshot says.
pub async fn verify(store: &Store) -> Result<Verified, Failure> {
    let mut verified = Verified::default();
    let mut last = None;
    loop {
        let ids = store.landscapes(last, PAGE).await?;
        for id in &ids {
            verified.landscapes += 1;
            verified.commands += log(store, *id).await?;
        }
        let Some(id) = ids.last() else { return Ok(verified) };
        last = Some(*id);
    }
}

/// Reads one log; answers with how long it is.
async fn log(store: &Store, id: LandscapeId) -> Result<u64, Failure> {
    let newest = store.load(id, None).await?.ok_or(Failure::Unknown)?;
    let first = store.load_at(id, Revision::default()).await?.ok_or(Failure::Unknown)?;
    let (epoch, revision) = (newest.epoch, newest.revision);
    let mut current = compute(move || replay(id, None, &first)).await??;
    while current.revision < revision {
        let page = store.revisions(id, current.revision, PAGE, PAGE_BYTES).await?.unwrap_or_default();
        let follows = page.first().is_some_and(|entry| entry.revision == current.revision.next());
        let end = page.last().map(|entry| entry.revision).filter(|_| follows);
        let Some(end) = end.filter(|end| *end <= revision) else {
            let reason = "its log lacks lines".to_owned();
            return Err(Failure::Broken { id, revision: current.revision, reason });
        };
        let stored = Stored { epoch, revision: end, base: None, tail: page };
        current = compute(move || replay(id, Some(&current), &stored)).await??;
    }
    let quick = compute(move || replay(id, None, &newest)).await??;
    if quick.landscape != current.landscape {
        let reason = "its log leads to another landscape than its newest snapshot".to_owned();
        return Err(Failure::Broken { id, revision, reason });
    }
    Ok(revision.0)
}
