//! Removes elements, and with them what cannot be without them.

use crate::sorted_set::SortedSet;

use serde::{Deserialize, Serialize};

use super::{CommandError, Draft};
use crate::model::{ElementId, Landscape, Record};

/// Removes elements, and with them everything that cannot be without them: a context takes its relationships, aggregates,
/// contracts and terms along. Everything else that named them forgets them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Remove {
    /// What goes.
    pub elements: SortedSet<ElementId>,
}

impl Remove {
    pub(super) fn run(&self, draft: &mut Draft<'_>) -> Result<(), CommandError> {
        if self.elements.contains(&ElementId::Header) {
            return Err(CommandError::Refused("A landscape cannot be without its header."));
        }
        for id in &self.elements {
            draft.require(*id)?;
        }
        let gone = with_dependents(draft.base, &self.elements);
        let stays = |id: ElementId| (!gone.contains(&id)).then_some(id);
        for record in draft.base.records().filter(|record| !gone.contains(&record.id())) {
            if let Some(without) = record.followed(&stays) {
                draft.put(without);
            }
        }
        for id in gone {
            draft.remove(id);
        }
        Ok(())
    }
}

/// The elements and all those that cannot be without one of them, and so on.
fn with_dependents(landscape: &Landscape, elements: &SortedSet<ElementId>) -> SortedSet<ElementId> {
    let mut gone = elements.clone();
    loop {
        let before = gone.len();
        let depends = |record: &Record| record.holders().iter().any(|holder| gone.contains(holder));
        let more: Vec<ElementId> = landscape.records().filter(depends).map(|record| record.id()).collect();
        gone.extend(more);
        if gone.len() == before {
            return gone;
        }
    }
}
