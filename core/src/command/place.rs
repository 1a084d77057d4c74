//! Moves and resizes elements on the map.

use crate::sorted_map::SortedMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CommandError, Draft};
use crate::model::{ElementId, Frame, Record};

/// Gives elements their places on the map. Dragging, nudging, aligning and automatic layout all end in this.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Where each element will stand.
    pub frames: SortedMap<ElementId, Frame>,
}

impl Place {
    pub(super) fn run(&self, draft: &mut Draft<'_>) -> Result<(), CommandError> {
        for (id, frame) in &self.frames {
            let mut record = draft.require(*id)?;
            match &mut record {
                Record::Domain(domain) => Arc::make_mut(domain).frame = Some(*frame),
                Record::Context(context) => Arc::make_mut(context).frame = Some(*frame),
                Record::Team(team) => Arc::make_mut(team).frame = Some(*frame),
                Record::Actor(actor) => Arc::make_mut(actor).frame = Some(*frame),
                _ => {
                    return Err(CommandError::Refused(
                        "Only contexts, teams, actors and domains have a place on the map.",
                    ));
                }
            }
            draft.put(record);
        }
        Ok(())
    }
}
