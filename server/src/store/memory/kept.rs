//! The tables: what is kept of each landscape, and the rules that a database has for them.

use std::collections::BTreeMap;

use atoll_core::protocol::{CommandKey, Epoch, LandscapeId, Link, LinkId, Milestone, Person, Revision, Right};
use chrono::{DateTime, Utc};

use super::{StoreError, Stored, taken};
use crate::store::{Audited, Entry, Snapshot, TokenHash, rows};

/// How many snapshots are kept besides the first.
const KEPT: usize = 2;

/// Everything.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) landscapes: BTreeMap<LandscapeId, Kept>,
    /// Which link a token opens.
    pub(super) hashes: BTreeMap<TokenHash, (LandscapeId, LinkId)>,
    pub(super) sessions: BTreeMap<TokenHash, (Person, DateTime<Utc>)>,
    pub(super) audits: Vec<Audited>,
}

impl Tables {
    pub(super) fn add_link(&mut self, id: LandscapeId, link: &Link, hash: &TokenHash) -> Result<(), StoreError> {
        let kept = self.landscapes.get_mut(&id).ok_or_else(taken)?;
        if self.hashes.contains_key(hash) || kept.links.contains_key(&link.id) {
            return Err(taken());
        }
        let label = rows::text(&link.label).into_owned();
        kept.links.insert(link.id.clone(), Link { label, ..link.clone() });
        self.hashes.insert(*hash, (id, link.id.clone()));
        Ok(())
    }
}

/// One landscape.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) epoch: Epoch,
    pub(super) log: Vec<Entry>,
    pub(super) keys: BTreeMap<CommandKey, Revision>,
    pub(super) snapshots: BTreeMap<Revision, Text>,
    pub(super) links: BTreeMap<LinkId, Link>,
    pub(super) members: BTreeMap<String, (Right, Option<LinkId>)>,
    pub(super) milestones: BTreeMap<Revision, Milestone>,
}

/// The text of a snapshot.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) body: String,
    pub(super) is_verified: bool,
}

impl Kept {
    pub(super) fn new(epoch: Epoch, body: &str) -> Self {
        let first = Text { body: body.to_owned(), is_verified: true };
        Self {
            epoch,
            log: Vec::new(),
            keys: BTreeMap::new(),
            snapshots: BTreeMap::from([(Revision::default(), first)]),
            links: BTreeMap::new(),
            members: BTreeMap::new(),
            milestones: BTreeMap::new(),
        }
    }

    pub(super) fn revision(&self) -> Revision {
        Revision(self.log.len() as u64)
    }

    pub(super) fn load(&self, id: LandscapeId, known: Option<(Epoch, Revision)>) -> Result<Stored, StoreError> {
        let known = known.filter(|known| known.0 == self.epoch && known.1 <= self.revision());
        self.stored(id, self.revision(), known.map(|known| known.1))
    }

    pub(super) fn stored(
        &self,
        id: LandscapeId,
        revision: Revision,
        known: Option<Revision>,
    ) -> Result<Stored, StoreError> {
        let before = || self.snapshots.range(..=revision).rev().find(|(_, text)| text.is_verified);
        let base = match known {
            Some(_) => None,
            None => {
                let (revision, text) = before().ok_or(StoreError::NoSnapshot(id))?;
                Some(Snapshot { revision: *revision, body: text.body.clone() })
            }
        };
        let after = base.as_ref().map_or(known.unwrap_or_default(), |base| base.revision);
        Ok(Stored { epoch: self.epoch, revision, base, tail: self.between(after, revision).to_vec() })
    }

    fn between(&self, after: Revision, last: Revision) -> &[Entry] {
        let place = |revision: Revision| usize::try_from(revision.0).unwrap_or(usize::MAX).min(self.log.len());
        self.log.get(place(after)..place(last)).unwrap_or_default()
    }

    /// All of them or none: no key twice.
    pub(super) fn append(&mut self, entries: &[Entry]) -> Result<(), StoreError> {
        let mut keys = BTreeMap::new();
        for entry in entries {
            if self.keys.contains_key(&entry.key) || keys.insert(entry.key.clone(), entry.revision).is_some() {
                return Err(taken());
            }
        }
        self.keys.append(&mut keys);
        let clean = |entry: &Entry| Entry { by: entry.by.as_ref().map(rows::clean), ..entry.clone() };
        self.log.extend(entries.iter().map(clean));
        Ok(())
    }

    pub(super) fn revisions(&self, after: Revision, limit: usize, bytes_max: usize) -> Vec<Entry> {
        let mut bytes = 0;
        let fits = self.between(after, self.revision()).iter().take(limit).take_while(|entry| {
            let is_first = bytes == 0;
            bytes += entry.body.len();
            is_first || bytes <= bytes_max
        });
        fits.cloned().collect()
    }

    pub(super) fn confirm_snapshot(&mut self, revision: Revision) {
        if let Some(text) = self.snapshots.get_mut(&revision) {
            text.is_verified = true;
        }
        let verified = self.snapshots.iter().rev().filter(|(_, text)| text.is_verified).map(|(revision, _)| *revision);
        if let Some(oldest) = verified.take(KEPT).last() {
            self.snapshots.retain(|revision, _| revision.0 == 0 || *revision >= oldest);
        }
    }
}
