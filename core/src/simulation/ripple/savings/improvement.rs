//! Doing what would keep a change out, in a copy of the landscape; and the refactoring that does it for good.

use std::sync::Arc;

use super::{Candidate, Measure, Place, is_directed};
use crate::model::{
    ContractId, ElementId, Integration, Landscape, Party, Relationship, RelationshipId, RelationshipKind,
};
use crate::refactoring;

/// Does it, and answers with the relationship over which the old version is kept, if that is what is done.
pub(super) fn improve(landscape: &mut Landscape, candidate: Candidate) -> Option<RelationshipId> {
    let id = match candidate.place {
        Place::Store(id) => {
            landscape.data_stores.remove(&id);
            return None;
        }
        Place::Supplier(id) => {
            let supplies = |it: &Relationship| it.upstream == Party::Context(id) && is_directed(it);
            landscape.relationships.values_mut().filter(|it| supplies(it)).for_each(|it| open(Arc::make_mut(it)));
            return None;
        }
        Place::Relationship(id) => id,
    };
    let before = landscape.relationships.get(&id).cloned()?;
    let it = Arc::make_mut(landscape.relationships.get_mut(&id)?);
    match candidate.measure {
        Measure::AnticorruptionLayer => {
            it.downstream_roles.anticorruption_layer = true;
            it.downstream_roles.conformist = false;
            it.kind = RelationshipKind::UpstreamDownstream;
        }
        Measure::Messages => {
            it.integration = Integration::BrokerMessage;
            part_stores(landscape, &before);
        }
        Measure::KeptVersion => return Some(id),
        Measure::OpenHost | Measure::OwnStore => {}
    }
    None
}

fn open(relationship: &mut Relationship) {
    relationship.upstream_roles.open_host_service = true;
    relationship.upstream_roles.published_language = true;
    relationship.kind = RelationshipKind::UpstreamDownstream;
}

/// The two share no store any more: the downstream leaves those that both use.
fn part_stores(landscape: &mut Landscape, joined: &Relationship) {
    let Some((upstream, downstream)) = joined.contexts() else { return };
    if joined.integration != Integration::SharedDatabase {
        return;
    }
    for store in landscape.data_stores.values_mut() {
        let uses = |id| store.writers.contains(id) || store.readers.contains(id);
        if uses(&upstream) && uses(&downstream) {
            let store = Arc::make_mut(store);
            store.writers.retain(|id| *id != downstream);
            store.readers.retain(|id| *id != downstream);
        }
    }
}

/// What to select for the refactoring, and its code if it is offered then.
pub(super) fn offered(landscape: &Landscape, candidate: Candidate) -> (Vec<ElementId>, Option<&'static str>) {
    let relationship = match candidate.place {
        Place::Relationship(id) => landscape.relationships.get(&id),
        Place::Store(_) | Place::Supplier(_) => None,
    };
    let selection = match (candidate.place, candidate.measure) {
        (Place::Store(id), _) => vec![id.into()],
        (Place::Supplier(id), _) => vec![id.into()],
        (Place::Relationship(id), Measure::KeptVersion) => {
            let contract = relationship.and_then(|it| contract_over(landscape, it));
            vec![contract.map_or_else(|| id.into(), Into::into)]
        }
        (Place::Relationship(id), _) => vec![id.into()],
    };
    let code = candidate.measure.refactoring(relationship.map(|it| it.as_ref()));
    let is_offered =
        |code: &&str| refactoring::refactoring(code).is_some_and(|it| (it.questions)(landscape, &selection).is_some());
    let code = code.filter(is_offered);
    (selection, code)
}

/// The contract of the upstream that the relationship uses, or else its first one.
fn contract_over(landscape: &Landscape, relationship: &Relationship) -> Option<ContractId> {
    let (upstream, _) = relationship.contexts()?;
    let used = relationship.versions.iter().filter_map(|id| landscape.versions.get(id)).map(|it| it.contract);
    let all = landscape.contracts.values().map(|it| it.id);
    used.chain(all).find(|id| landscape.contracts.get(id).is_some_and(|it| it.context == upstream))
}
