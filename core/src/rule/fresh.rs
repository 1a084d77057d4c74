//! Identifiers for what a way out adds. No rule itself.

use crate::model::ElementId;
use crate::sorted_map::SortedMap;

/// Ways out count in a range of their own, which no editor is given: what they add meets nothing that is being drawn.
const REPLICA: u64 = u32::MAX as u64;

/// Counts on after what a table holds. The same landscape is offered the same ways out: two people who take the same
/// one at the same time make one record, and the second is told so.
pub(super) struct Fresh {
    next: u64,
}

impl Fresh {
    /// Numbers for records of this table.
    pub(super) fn after<K: Copy + Into<ElementId>, V>(table: &SortedMap<K, V>) -> Self {
        let last = table.last_key_value().and_then(|(id, _)| (*id).into().number()).unwrap_or_default();
        Self { next: last.max(REPLICA << 32).saturating_add(1) }
    }

    /// The next number.
    pub(super) fn number(&mut self) -> u64 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }
}
