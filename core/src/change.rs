//! What a command did: the one currency of undo, autosave, sync, scenarios, previews and imports.

use crate::sorted_map::SortedMap;

use crate::model::{ElementId, Landscape, Record};

/// Records added, updated (before and after) and removed. An element is in at most one of the three.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Records that were not there before.
    pub added: SortedMap<ElementId, Record>,
    /// Records that were there and differ: before, after.
    pub updated: SortedMap<ElementId, (Record, Record)>,
    /// Records that are there no more.
    pub removed: SortedMap<ElementId, Record>,
}

impl Changes {
    /// What turns `before` into `after`.
    pub fn between(before: &Landscape, after: &Landscape) -> Self {
        let mut changes = Self::default();
        for record in after.records() {
            changes.note(before.get(record.id()), Some(record));
        }
        for record in before.records().filter(|record| !after.contains(record.id())) {
            changes.note(Some(record), None);
        }
        changes
    }

    /// True where nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.updated.is_empty() && self.removed.is_empty()
    }

    /// Every element that was touched, each once.
    pub fn touched(&self) -> impl Iterator<Item = ElementId> + '_ {
        self.added.keys().chain(self.updated.keys()).chain(self.removed.keys()).copied()
    }

    /// What takes these changes back.
    #[must_use]
    pub fn invert(&self) -> Self {
        Self {
            added: self.removed.clone(),
            updated: self.updated.iter().map(|(id, (a, b))| (*id, (b.clone(), a.clone()))).collect(),
            removed: self.added.clone(),
        }
    }

    /// Makes these changes followed by `later` into one.
    pub fn squash(&mut self, later: Self) {
        for (id, record) in later.added {
            self.follow(id, None, Some(record));
        }
        for (id, (before, after)) in later.updated {
            self.follow(id, Some(before), Some(after));
        }
        for (id, record) in later.removed {
            self.follow(id, Some(record), None);
        }
    }

    /// Notes that an element was `before` and is `after`; nothing is noted where the two are the same.
    pub(crate) fn note(&mut self, before: Option<Record>, after: Option<Record>) {
        match (before, after) {
            (None, Some(after)) => {
                self.added.insert(after.id(), after);
            }
            (Some(before), Some(after)) if before != after => {
                self.updated.insert(after.id(), (before, after));
            }
            (Some(before), None) => {
                self.removed.insert(before.id(), before);
            }
            _ => {}
        }
    }

    /// Puts a later state of an element on top of what is noted; `before` is its state just before that.
    fn follow(&mut self, id: ElementId, before: Option<Record>, after: Option<Record>) {
        let was_added = self.added.remove(&id).is_some();
        let first = match (self.updated.remove(&id), self.removed.remove(&id)) {
            (Some((first, _)), _) => Some(first),
            (None, Some(first)) => Some(first),
            (None, None) if was_added => None,
            (None, None) => before,
        };
        self.note(first, after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ContextId, Team, TeamId};

    fn landscape(names: &[(u64, &str)]) -> Landscape {
        Landscape::from_records(
            names
                .iter()
                .map(|(id, name)| Team { id: TeamId::new(*id), name: (*name).to_owned(), ..Team::default() }.into()),
        )
    }

    #[test]
    fn between_tells_added_updated_and_removed_apart() {
        let before = landscape(&[(1, "kept"), (2, "old"), (3, "gone")]);
        let after = landscape(&[(1, "kept"), (2, "new"), (4, "come")]);
        let changes = Changes::between(&before, &after);
        let ids = |map: Vec<&ElementId>| map.into_iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(ids(changes.added.keys().collect()), ["t4"]);
        assert_eq!(ids(changes.updated.keys().collect()), ["t2"]);
        assert_eq!(ids(changes.removed.keys().collect()), ["t3"]);
        assert!(!changes.touched().any(|id| id == ElementId::Context(ContextId::new(1))));
    }

    #[test]
    fn the_inverse_takes_back_and_a_squash_does_both_at_once() {
        let steps = [
            landscape(&[(1, "a")]),
            landscape(&[(1, "b"), (2, "x")]),
            landscape(&[(2, "y")]),
            landscape(&[(1, "a"), (2, "y"), (3, "z")]),
            landscape(&[(1, "a")]),
        ];
        for (first, second) in (0..steps.len()).flat_map(|i| (i..steps.len()).map(move |j| (i, j))) {
            let mut squashed = Changes::default();
            for pair in steps[first..=second].windows(2) {
                squashed.squash(Changes::between(&pair[0], &pair[1]));
            }
            assert_eq!(squashed, Changes::between(&steps[first], &steps[second]), "{first}..{second}");
            let mut landscape = steps[second].clone();
            landscape.apply(&squashed.invert());
            assert_eq!(landscape, steps[first], "{first}..{second}");
        }
    }
}
