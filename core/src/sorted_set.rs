//! Sorted sets, made as [`SortedMap`] is and for the same reason.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::order;

/// Items in their order, each once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortedSet<T> {
    items: Vec<T>,
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<T> SortedSet<T> {
    /// An empty set.
    pub const fn new() -> Self {
        Self { items: Vec::new() }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Removes every item.
    pub fn clear(&mut self) {
        self.items.clear();
    }

    /// The items.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The least item.
    pub fn first(&self) -> Option<&T> {
        self.items.first()
    }

    /// The largest item.
    pub fn last(&self) -> Option<&T> {
        self.items.last()
    }

    /// Keeps the items that pass.
    pub fn retain(&mut self, passes: impl FnMut(&T) -> bool) {
        self.items.retain(passes);
    }
}

impl<T: Ord> SortedSet<T> {
    fn find<Q: Ord + ?Sized>(&self, item: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        match self.items.last() {
            Some(last) if last.borrow() < item => Err(self.items.len()),
            _ => self.items.binary_search_by(|other| other.borrow().cmp(item)),
        }
    }

    /// Whether an item is there.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.find(item).is_ok()
    }

    /// Adds an item; answers whether it is new.
    pub fn insert(&mut self, item: T) -> bool {
        match self.find(&item) {
            Ok(_) => false,
            Err(at) => {
                self.items.insert(at, item);
                true
            }
        }
    }

    /// Removes an item; answers whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        let found = self.find(item);
        found.is_ok_and(|at| {
            self.items.remove(at);
            true
        })
    }

    fn settle(&mut self) {
        if !self.items.is_sorted_by(|a, b| a < b) {
            order::sort_by(&mut self.items, T::cmp);
            self.items.dedup();
        }
    }
}

impl<'a, T> IntoIterator for &'a SortedSet<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self { items: Vec::from_iter(items) };
        set.settle();
        set
    }
}

impl<T: Ord> Extend<T> for SortedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.items.extend(items);
        self.settle();
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for SortedSet<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: fmt::Debug> fmt::Debug for SortedSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T: Serialize> Serialize for SortedSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Ord> Deserialize<'de> for SortedSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::random::Random;
    use crate::sorted_map::SortedMap;

    #[test]
    fn they_hold_what_those_of_the_standard_library_hold() {
        for seed in 0..40 {
            let mut random = Random::new(seed);
            let (mut table, mut map) = (SortedMap::new(), BTreeMap::new());
            let (mut ours, mut theirs) = (SortedSet::new(), BTreeSet::new());
            for step in 0..200 {
                let key = random.below(40);
                match random.below(5) {
                    0 => {
                        assert_eq!(table.remove(&key), map.remove(&key));
                        assert_eq!(ours.remove(&key), theirs.remove(&key));
                    }
                    1 => {
                        let more: Vec<(usize, usize)> =
                            (0..random.below(6)).map(|_| (random.below(40), step)).collect();
                        table.extend(more.iter().copied());
                        map.extend(more.iter().copied());
                        ours.extend(more.iter().map(|(key, _)| *key));
                        theirs.extend(more.iter().map(|(key, _)| *key));
                    }
                    2 => {
                        *table.entry(key).and_modify(|value| *value += 1).or_default() =
                            { *map.entry(key).and_modify(|value| *value += 1).or_default() }
                    }
                    _ => {
                        assert_eq!(table.insert(key, step), map.insert(key, step));
                        assert_eq!(ours.insert(key), theirs.insert(key));
                    }
                }
                assert_eq!(table.get(&key), map.get(&key));
                assert!(table.iter().eq(map.iter()) && ours.iter().eq(theirs.iter()));
            }
            let shuffled: Vec<(usize, usize)> = (0..30).map(|step| (random.below(20), step)).collect();
            let (table, map): (SortedMap<_, _>, BTreeMap<_, _>) =
                (shuffled.iter().copied().collect(), shuffled.iter().copied().collect());
            assert!(table.iter().eq(map.iter()));
            assert_eq!(serde_json::to_string(&table).unwrap(), serde_json::to_string(&map).unwrap());
        }
    }
}
