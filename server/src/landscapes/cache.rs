//! The landscapes that were used last, in memory, up to a bound.

use std::collections::VecDeque;
use std::sync::Arc;

use atoll_core::protocol::LandscapeId;

use super::replay::Current;

/// The most landscapes, however small.
const COUNT_MAX: usize = 256;

/// The landscapes that were used last.
#[derive(Debug)]
pub(super) struct Cache {
    /// Last used last.
    kept: VecDeque<(LandscapeId, Arc<Current>)>,
    bytes: usize,
    bytes_max: usize,
}

impl Cache {
    /// Keeps landscapes of so many bytes together.
    pub(super) fn new(bytes_max: usize) -> Self {
        Self { kept: VecDeque::new(), bytes: 0, bytes_max }
    }

    /// The landscape, which then counts as used.
    pub(super) fn get(&mut self, id: LandscapeId) -> Option<Arc<Current>> {
        let current = self.take(id)?;
        self.push(id, Arc::clone(&current));
        Some(current)
    }

    /// Keeps a landscape instead of what is kept of it, unless that is newer. Those used longest ago make room.
    pub(super) fn put(&mut self, id: LandscapeId, current: Arc<Current>) {
        let newest = match self.take(id) {
            Some(kept) if kept.revision > current.revision => kept,
            _ => current,
        };
        if newest.bytes > self.bytes_max {
            return;
        }
        self.push(id, newest);
        while self.bytes > self.bytes_max || self.kept.len() > COUNT_MAX {
            let Some((_, oldest)) = self.kept.pop_front() else { break };
            self.bytes -= oldest.bytes;
        }
    }

    /// Keeps nothing of this landscape any more.
    pub(super) fn forget(&mut self, id: LandscapeId) {
        drop(self.take(id));
    }

    fn take(&mut self, id: LandscapeId) -> Option<Arc<Current>> {
        let place = self.kept.iter().position(|(kept, _)| *kept == id)?;
        let (_, current) = self.kept.remove(place)?;
        self.bytes -= current.bytes;
        Some(current)
    }

    fn push(&mut self, id: LandscapeId, current: Arc<Current>) {
        self.bytes += current.bytes;
        self.kept.push_back((id, current));
    }
}

#[cfg(test)]
mod tests {
    use atoll_core::model::Landscape;
    use atoll_core::protocol::{Epoch, Revision};

    use super::super::replay::Since;
    use super::*;

    fn current(revision: u64, bytes: usize) -> Arc<Current> {
        let landscape = Arc::new(Landscape::default());
        Arc::new(Current { epoch: Epoch(1), revision: Revision(revision), landscape, bytes, since: Since::default() })
    }

    fn kept(cache: &mut Cache) -> Vec<u128> {
        (0..10).filter(|id| cache.take(LandscapeId::new(*id)).is_some()).collect()
    }

    #[test]
    fn those_used_longest_ago_make_room() {
        let mut cache = Cache::new(10);
        for id in 0..3 {
            cache.put(LandscapeId::new(id), current(1, 3));
        }
        assert!(cache.get(LandscapeId::new(0)).is_some());
        cache.put(LandscapeId::new(3), current(1, 3));
        cache.put(LandscapeId::new(4), current(1, 11));
        assert_eq!(cache.bytes, 9);
        assert_eq!(kept(&mut cache), [0, 2, 3]);
        assert_eq!(cache.bytes, 0);
    }

    #[test]
    fn what_is_newer_stays() {
        let mut cache = Cache::new(10);
        let id = LandscapeId::new(1);
        cache.put(id, current(2, 5));
        cache.put(id, current(1, 6));
        assert_eq!(cache.get(id).map(|kept| kept.revision), Some(Revision(2)));
        cache.put(id, current(3, 7));
        assert_eq!((cache.get(id).map(|kept| kept.revision), cache.bytes), (Some(Revision(3)), 7));
        cache.forget(id);
        assert!(cache.get(id).is_none());
    }
}
