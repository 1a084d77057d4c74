//! Removes elements, and with them what cannot be without them.

use crate::sorted_set::SortedSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CommandError, Draft};
use crate::model::{ElementId, Landscape, Party, Record};

/// Removes elements. A context takes its relationships and aggregates with it, a team its relationships, a domain its
/// subdomains; everything else that named them forgets them.
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
        for record in draft.base.records().filter(|record| !gone.contains(&record.id())) {
            if let Some(without) = forget(&record, &gone) {
                draft.put(without);
            }
        }
        for id in gone {
            draft.remove(id);
        }
        Ok(())
    }
}

/// The elements and all those that are part of them or join them.
fn with_dependents(landscape: &Landscape, elements: &SortedSet<ElementId>) -> SortedSet<ElementId> {
    let mut gone = elements.clone();
    let is_gone = |id: ElementId| elements.contains(&id);
    gone.extend(landscape.subdomains.values().filter(|s| is_gone(s.domain.into())).map(|s| ElementId::from(s.id)));
    gone.extend(landscape.aggregates.values().filter(|a| is_gone(a.context.into())).map(|a| ElementId::from(a.id)));
    let joins_gone = |parties: [Party; 2]| parties.into_iter().any(|party| is_gone(party.into()));
    let relationships = landscape.relationships.values();
    gone.extend(relationships.filter(|r| joins_gone(r.parties())).map(|r| ElementId::from(r.id)));
    gone
}

/// The record without what it says of the elements that go, or nothing where it says nothing of them.
fn forget(record: &Record, gone: &SortedSet<ElementId>) -> Option<Record> {
    let stays = |id: ElementId| !gone.contains(&id);
    let mut without = record.clone();
    match &mut without {
        Record::Context(context) => {
            let names_gone = context.owners.iter().any(|id| !stays((*id).into()))
                || context.implements.iter().any(|part| !stays((*part).into()))
                || context.refines.is_some_and(|id| !stays(id.into()));
            if names_gone {
                let context = Arc::make_mut(context);
                context.owners.retain(|id| stays((*id).into()));
                context.implements.retain(|part| stays((*part).into()));
                context.refines = context.refines.filter(|id| stays((*id).into()));
            }
        }
        Record::Team(team) if team.implements.iter().any(|part| !stays((*part).into())) => {
            Arc::make_mut(team).implements.retain(|part| stays((*part).into()));
        }
        Record::Aggregate(aggregate) if aggregate.owner.is_some_and(|id| !stays(id.into())) => {
            Arc::make_mut(aggregate).owner = None;
        }
        Record::Relationship(relationship) if relationship.exposed.iter().any(|id| !stays((*id).into())) => {
            Arc::make_mut(relationship).exposed.retain(|id| stays((*id).into()));
        }
        _ => {}
    }
    (without != *record).then_some(without)
}
