//! A part of a landscape that travels: what is copied, pasted, duplicated.

use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

use crate::geometry::Point;
use crate::model::{Element as _, ElementId, Field as _, IdSource, Landscape, Record, Relationship, Value};

/// The part of a landscape that these elements make up with all that belongs to them: contexts and subdomains of
/// domains, aggregates and contracts of contexts, and the relationships whose two ends are both there.
pub fn extract(landscape: &Landscape, elements: &SortedSet<ElementId>) -> Landscape {
    let mut ids: SortedSet<ElementId> = elements.clone();
    ids.remove(&ElementId::Header);
    for context in landscape.contexts.values() {
        let home = landscape.home_of(context);
        if home.is_some_and(|home| ids.contains(&home.into())) {
            ids.insert(context.id.into());
        }
    }
    // A relationship needs both its ends; then comes what belongs to what is there, as long as more is found.
    let has_both = |r: &Relationship| r.parties().into_iter().all(|party| ids.contains(&party.into()));
    let loose = landscape.relationships.values().filter(|relationship| !has_both(relationship));
    let loose: Vec<ElementId> = loose.map(|relationship| relationship.id.into()).collect();
    ids.retain(|id| !loose.contains(id));
    loop {
        let before = ids.len();
        let belongs = |record: &Record| {
            let holders = record.holders();
            !holders.is_empty() && holders.iter().all(|holder| ids.contains(holder))
        };
        let more: Vec<ElementId> = landscape.records().filter(belongs).map(|record| record.id()).collect();
        ids.extend(more);
        if ids.len() == before {
            break;
        }
    }
    Landscape::from_records(ids.iter().filter_map(|id| landscape.get(*id)))
}

/// The records of a part under fresh identifiers, ready to be put into a landscape, moved aside. They name each other's
/// copies, or the originals where those are in the landscape; a name that is taken there gets a number.
pub fn renumber(part: &Landscape, into: &Landscape, ids: &mut IdSource, aside: Point) -> Vec<Record> {
    let renamed = SortedMap::from_iter(part.ids().map(|id| (id, fresh(ids, id))));
    let names = SortedSet::from_iter(into.ids().map(|id| into.name(id)));
    let records = part.records().filter(|record| record.id() != ElementId::Header);
    records.map(|record| copied(into, record, &renamed, &names, aside)).collect()
}

fn fresh(ids: &mut IdSource, id: ElementId) -> ElementId {
    id.kind().id(ids.number())
}

/// The record under its new identifier, naming the copies of what it named, or the originals where they are here.
fn copied(
    into: &Landscape,
    record: Record,
    renamed: &SortedMap<ElementId, ElementId>,
    names: &SortedSet<String>,
    aside: Point,
) -> Record {
    let follow = |id: ElementId| renamed.get(&id).copied().or_else(|| into.contains(id).then_some(id));
    let mut record = record.followed(&follow).unwrap_or(record);
    if let Some(id) = renamed.get(&record.id()) {
        record.identify(*id);
    }
    // What is inside a context can be called as it is in another; what stands on the map cannot.
    if record.id().kind().is_named_apart() {
        let name = free_name(record.name(), names);
        if name != record.name() {
            // Every record that is named apart has a name.
            let _ = record.set("name", Value::Text(name));
        }
    }
    if let Some(frame) = record.frame() {
        let frame = frame.moved(aside.x.round() as i32, aside.y.round() as i32);
        // What has a frame can have another.
        let _ = record.set("frame", frame.value());
    }
    record
}

/// The name, or the name with a number where that is taken.
fn free_name(name: &str, taken: &SortedSet<String>) -> String {
    if name.is_empty() || !taken.contains(name) {
        return name.to_owned();
    }
    let numbered = (2_u32..).map(|number| format!("{name} {number}"));
    numbered.into_iter().find(|name| !taken.contains(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Restore, apply};
    use crate::model::{Classification, ContextId, DomainId};
    use crate::sketch::Sketch;

    fn landscape() -> (Landscape, ContextId, DomainId) {
        let mut sketch = Sketch::new();
        let [a, b, c] = ["A", "B", "C"].map(|name| sketch.context(name));
        let domain = sketch.domain("Heart", crate::model::DomainKind::Vertical);
        sketch.subdomain(domain, "Valve", Classification::Core, &[a, b]);
        sketch.team("Blue", &[a]);
        let sums = sketch.aggregate(a, "Sums");
        sketch.relate(a, b, crate::model::RelationshipKind::UpstreamDownstream, |r| r.exposed = vec![sums]);
        sketch.flow(b, c);
        (sketch.landscape, a, domain)
    }

    #[test]
    fn a_domain_brings_its_contexts_and_only_inner_relationships() {
        let (landscape, _, domain) = landscape();
        let part = extract(&landscape, &SortedSet::from([domain.into()]));
        let counts = [part.contexts.len(), part.subdomains.len(), part.aggregates.len(), part.relationships.len()];
        assert_eq!((counts, part.teams.len()), ([2, 1, 1, 1], 0));
    }

    #[test]
    fn a_copy_names_copies_and_shares_nothing_with_the_original() {
        let (mut landscape, a, domain) = landscape();
        let before = landscape.clone();
        let part = extract(&landscape, &SortedSet::from([domain.into()]));
        let mut ids = IdSource::after(&landscape, 0);
        let put = renumber(&part, &landscape, &mut ids, Point::new(10.0, 0.0));
        apply(&mut landscape, &Restore::put(put).into()).expect("a restore applies");
        assert_eq!(landscape.contexts.len(), 5);
        assert!(
            crate::rule::check(&landscape, None)
                .iter()
                .all(|finding| { finding.code != "missing-reference" && finding.code != "duplicate-name" })
        );
        let copy = landscape.contexts.values().find(|context| context.name == "A 2").expect("a copy of A");
        assert_eq!(copy.owners, before.contexts[&a].owners);
        assert_ne!(copy.implements, before.contexts[&a].implements);
        for (id, record) in &before.contexts {
            assert_eq!(landscape.contexts.get(id), Some(record));
        }
    }

    #[test]
    fn what_is_named_and_not_here_is_forgotten() {
        let (landscape, a, _) = landscape();
        let part = extract(&landscape, &SortedSet::from([a.into()]));
        let mut ids = IdSource::new(1);
        let empty = Landscape::default();
        let put = renumber(&part, &empty, &mut ids, Point::default());
        let pasted = Landscape::from_records(put);
        let context = pasted.contexts.values().next().expect("a copy");
        assert!(context.owners.is_empty() && context.implements.is_empty());
        assert_eq!(context.name, "A");
    }
}
