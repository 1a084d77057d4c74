//! Which elements name which, and which of the named are not there.

use std::collections::BTreeSet;

use atoll_core::model::{ElementId, Landscape, Record};

/// Everything that a record names: first what it cannot be without, then the rest.
pub(super) fn named(record: &Record) -> [Vec<ElementId>; 2] {
    match record {
        Record::Header(_) | Record::Domain(_) => [Vec::new(), Vec::new()],
        Record::Subdomain(it) => [vec![it.domain.into()], Vec::new()],
        Record::Context(it) => {
            let owners = it.owners.iter().map(|id| ElementId::from(*id));
            let parts = it.implements.iter().map(|part| ElementId::from(*part));
            [Vec::new(), owners.chain(parts).chain(it.refines.map(ElementId::from)).collect()]
        }
        Record::Aggregate(it) => [vec![it.context.into()], it.owner.map(ElementId::from).into_iter().collect()],
        Record::Team(it) => [Vec::new(), it.implements.iter().map(|part| (*part).into()).collect()],
        Record::Relationship(it) => {
            [it.parties().map(ElementId::from).into(), it.exposed.iter().map(|id| (*id).into()).collect()]
        }
    }
}

/// Who names what that is not there: what cannot be without it, and everybody.
pub(super) fn dangling(landscape: &Landscape) -> [BTreeSet<(ElementId, ElementId)>; 2] {
    let mut found = [BTreeSet::new(), BTreeSet::new()];
    for record in landscape.records() {
        let [vital, other] = named(&record);
        let missing = |id: &ElementId| !landscape.contains(*id);
        found[0].extend(vital.iter().copied().filter(missing).map(|id| (record.id(), id)));
        found[1].extend(vital.into_iter().chain(other).filter(missing).map(|id| (record.id(), id)));
    }
    found
}
