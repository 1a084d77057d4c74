//! The database: one log, jobs that fail before or after they are done, copies that are put back.

use std::collections::BTreeMap;
use std::sync::Arc;

use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::protocol::{CommandKey, Epoch, Revision};
use atoll_server::room::{Done, StoreJob, Trouble};
use atoll_server::store::{Entry, Snapshot, Stored};

/// The database.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) epoch: Epoch,
    pub(crate) log: Vec<Entry>,
    pub(crate) keys: BTreeMap<CommandKey, Revision>,
    snapshots: Vec<Snapshot>,
    /// How long the log was when it was copied.
    pub(crate) copy: usize,
    /// Whether keys and the log's end are looked at.
    pub(crate) checks_keys: bool,
    pub(crate) checks_end: bool,
}

impl Database {
    pub(crate) fn new() -> Self {
        let first = Snapshot { revision: Revision(0), body: native::write(&Landscape::default()) };
        Self {
            epoch: Epoch(1),
            log: Vec::new(),
            keys: BTreeMap::new(),
            snapshots: vec![first],
            copy: 0,
            checks_keys: true,
            checks_end: true,
        }
    }

    pub(crate) fn revision(&self) -> Revision {
        Revision(self.log.len() as u64)
    }

    /// Does a job, as the real ones do.
    pub(crate) fn perform(&mut self, job: &StoreJob) -> Done {
        match job {
            StoreJob::Load { known } => Done::Loaded(Ok(Some(self.load(*known)))),
            StoreJob::Accepted { keys } => {
                let known = keys.iter().filter_map(|key| Some((key.clone(), *self.keys.get(key)?)));
                Done::Accepted(Ok(if self.checks_keys { known.collect() } else { BTreeMap::new() }))
            }
            StoreJob::Append { after, entries } => self.append(*after, entries),
            StoreJob::Read { after, limit } => Done::Read(Ok(Some(self.after(*after, *limit)))),
        }
    }

    /// What a job that failed is answered with.
    pub(crate) fn failure(job: &StoreJob, trouble: Trouble) -> Done {
        match job {
            StoreJob::Load { .. } => Done::Loaded(Err(trouble)),
            StoreJob::Accepted { .. } => Done::Accepted(Err(trouble)),
            StoreJob::Append { .. } => Done::Appended(Err(trouble)),
            StoreJob::Read { .. } => Done::Read(Err(trouble)),
        }
    }

    /// Goes back to the copy, as the log of another name. Answers with the keys that are lost.
    pub(crate) fn restore(&mut self, renames: bool) -> Vec<CommandKey> {
        let lost = self.log.split_off(self.copy.min(self.log.len()));
        if renames {
            self.epoch = Epoch(self.epoch.0 + 1);
        }
        let end = self.revision();
        self.snapshots.retain(|snapshot| snapshot.revision <= end);
        let lost: Vec<CommandKey> = lost.into_iter().map(|entry| entry.key).collect();
        self.keys.retain(|key, _| !lost.contains(key));
        lost
    }

    /// Keeps what the log leads to at a revision, so that later readers begin there.
    pub(crate) fn snapshot(&mut self, epoch: Epoch, revision: Revision, landscape: &Landscape) {
        if epoch == self.epoch && revision <= self.revision() {
            self.snapshots.push(Snapshot { revision, body: native::write(landscape) });
        }
    }

    fn load(&self, known: Option<(Epoch, Revision)>) -> Stored {
        let (epoch, revision) = (self.epoch, self.revision());
        let known = known.filter(|known| known.0 == epoch && known.1 <= revision).map(|known| known.1);
        let base = match known {
            Some(_) => None,
            None => self.snapshots.last().cloned(),
        };
        let after = base.as_ref().map_or(known.unwrap_or_default(), |base| base.revision);
        Stored { epoch, revision, base, tail: self.after(after, usize::MAX) }
    }

    fn append(&mut self, after: (Epoch, Revision), entries: &Arc<[Entry]>) -> Done {
        if self.checks_end && after != (self.epoch, self.revision()) {
            return Done::Appended(Ok(false));
        }
        if self.checks_keys && entries.iter().any(|entry| self.keys.contains_key(&entry.key)) {
            return Done::Appended(Err(Trouble::Failed));
        }
        for entry in entries.iter() {
            self.keys.insert(entry.key.clone(), entry.revision);
            self.log.push(entry.clone());
        }
        Done::Appended(Ok(true))
    }

    fn after(&self, after: Revision, limit: usize) -> Vec<Entry> {
        let from = usize::try_from(after.0).unwrap_or(usize::MAX).min(self.log.len());
        self.log[from..].iter().take(limit).cloned().collect()
    }
}
