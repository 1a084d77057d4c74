//! Puts records back as they were, or takes them away.

use crate::sorted_set::SortedSet;

use serde::{Deserialize, Serialize};

use super::{CommandError, Draft};
use crate::change::Changes;
use crate::model::{ElementId, Landscape, Record};

/// Puts whole records in place and takes others away, whatever was there: how undo, paste and import reach the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Restore {
    /// Records as they will be.
    #[serde(default)]
    pub put: Vec<Record>,
    /// Elements that will not be; those that are not there already are fine.
    #[serde(default)]
    pub remove: SortedSet<ElementId>,
}

impl Restore {
    /// Makes just these changes, whatever they start from.
    pub fn of(changes: &Changes) -> Self {
        let updated = changes.updated.values().map(|(_, after)| after);
        Self {
            put: changes.added.values().chain(updated).cloned().collect(),
            remove: changes.removed.keys().copied().collect(),
        }
    }

    /// Adds these records and takes nothing away.
    pub fn put(records: Vec<Record>) -> Self {
        Self { put: records, remove: SortedSet::new() }
    }

    /// Makes one landscape out of another: what New, Open and Example do.
    pub fn replace(before: &Landscape, after: &Landscape) -> Self {
        Self::of(&Changes::between(before, after))
    }

    pub(super) fn run(&self, draft: &mut Draft<'_>) -> Result<(), CommandError> {
        if self.remove.contains(&ElementId::Header) {
            return Err(CommandError::Refused("A landscape cannot be without its header."));
        }
        for id in &self.remove {
            draft.remove(*id);
        }
        for record in &self.put {
            draft.put(record.clone());
        }
        Ok(())
    }
}
