//! A part of a landscape that travels: what is copied, pasted, duplicated.

use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use std::sync::Arc;

use crate::geometry::Point;
use crate::model::{
    AggregateId, ContextId, DomainId, ElementId, IdSource, Landscape, Party, ProblemSpace, Record, RelationshipId,
    SubdomainId, TeamId,
};

/// The part of a landscape that these elements make up with all that belongs to them: contexts and subdomains of
/// domains, aggregates of contexts, and the relationships whose two ends are both there.
pub fn extract(landscape: &Landscape, elements: &SortedSet<ElementId>) -> Landscape {
    let mut ids: SortedSet<ElementId> = elements.clone();
    ids.remove(&ElementId::Header);
    for context in landscape.contexts.values() {
        let home = landscape.home_of(context);
        if home.is_some_and(|home| ids.contains(&home.into())) {
            ids.insert(context.id.into());
        }
    }
    let subdomains = landscape.subdomains.values().filter(|subdomain| ids.contains(&subdomain.domain.into()));
    let aggregates = landscape.aggregates.values().filter(|aggregate| ids.contains(&aggregate.context.into()));
    let belonging: Vec<ElementId> = subdomains
        .map(|subdomain| subdomain.id.into())
        .chain(aggregates.map(|aggregate| aggregate.id.into()))
        .collect();
    ids.extend(belonging);
    for relationship in landscape.relationships.values() {
        let has_both = relationship.parties().into_iter().all(|party| ids.contains(&party.into()));
        if has_both {
            ids.insert(relationship.id.into());
        } else {
            ids.remove(&relationship.id.into());
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
    match id {
        ElementId::Header => ElementId::Header,
        ElementId::Domain(_) => ids.fresh::<DomainId>().into(),
        ElementId::Subdomain(_) => ids.fresh::<SubdomainId>().into(),
        ElementId::Context(_) => ids.fresh::<ContextId>().into(),
        ElementId::Aggregate(_) => ids.fresh::<AggregateId>().into(),
        ElementId::Team(_) => ids.fresh::<TeamId>().into(),
        ElementId::Relationship(_) => ids.fresh::<RelationshipId>().into(),
    }
}

/// The record under its new identifier, naming the copies of what it named, or the originals where they are here.
fn copied(
    into: &Landscape,
    mut record: Record,
    renamed: &SortedMap<ElementId, ElementId>,
    names: &SortedSet<String>,
    aside: Point,
) -> Record {
    let is_here = |id: ElementId| into.contains(id);
    let follow = |id: ElementId| renamed.get(&id).copied().or_else(|| is_here(id).then_some(id));
    let name = |name: &str| free_name(name, names);
    let (dx, dy) = (aside.x.round() as i32, aside.y.round() as i32);
    match &mut record {
        Record::Header(_) => {}
        Record::Domain(domain) => {
            let domain = Arc::make_mut(domain);
            domain.id = renamed_to(renamed, domain.id.into(), domain.id);
            domain.name = name(&domain.name);
            domain.frame = domain.frame.map(|frame| frame.moved(dx, dy));
        }
        Record::Subdomain(subdomain) => {
            let subdomain = Arc::make_mut(subdomain);
            subdomain.id = renamed_to(renamed, subdomain.id.into(), subdomain.id);
            subdomain.domain = renamed_to(renamed, subdomain.domain.into(), subdomain.domain);
            subdomain.name = name(&subdomain.name);
        }
        Record::Context(context) => {
            let context = Arc::make_mut(context);
            context.id = renamed_to(renamed, context.id.into(), context.id);
            context.name = name(&context.name);
            context.frame = context.frame.map(|frame| frame.moved(dx, dy));
            context.owners = followed(&context.owners, &follow);
            context.implements = context.implements.iter().filter_map(|part| follow_part(*part, &follow)).collect();
            context.refines = followed(context.refines.as_slice(), &follow).first().copied();
        }
        Record::Aggregate(aggregate) => {
            let aggregate = Arc::make_mut(aggregate);
            aggregate.id = renamed_to(renamed, aggregate.id.into(), aggregate.id);
            aggregate.context = renamed_to(renamed, aggregate.context.into(), aggregate.context);
            aggregate.name = name(&aggregate.name);
            aggregate.owner = followed(aggregate.owner.as_slice(), &follow).first().copied();
        }
        Record::Team(team) => {
            let team = Arc::make_mut(team);
            team.id = renamed_to(renamed, team.id.into(), team.id);
            team.name = name(&team.name);
            team.frame = team.frame.map(|frame| frame.moved(dx, dy));
            team.implements = team.implements.iter().filter_map(|part| follow_part(*part, &follow)).collect();
        }
        Record::Relationship(relationship) => {
            let relationship = Arc::make_mut(relationship);
            relationship.id = renamed_to(renamed, relationship.id.into(), relationship.id);
            for party in [&mut relationship.upstream, &mut relationship.downstream] {
                *party = follow((*party).into()).and_then(|id| Party::try_from(id).ok()).unwrap_or(*party);
            }
            relationship.exposed = followed(&relationship.exposed, &follow);
        }
    }
    record
}

/// The new identifier of an element of the same kind.
fn renamed_to<T: TryFromElement>(renamed: &SortedMap<ElementId, ElementId>, old: ElementId, id: T) -> T {
    renamed.get(&old).and_then(|new| T::try_from_element(*new)).unwrap_or(id)
}

fn followed<T: TryFromElement + Copy + Into<ElementId>>(
    ids: &[T],
    follow: &dyn Fn(ElementId) -> Option<ElementId>,
) -> Vec<T> {
    ids.iter().filter_map(|id| follow((*id).into()).and_then(T::try_from_element)).collect()
}

fn follow_part(part: ProblemSpace, follow: &dyn Fn(ElementId) -> Option<ElementId>) -> Option<ProblemSpace> {
    follow(part.into()).and_then(|id| ProblemSpace::try_from(id).ok())
}

/// An identifier of one kind out of any identifier.
trait TryFromElement: Sized {
    fn try_from_element(id: ElementId) -> Option<Self>;
}

macro_rules! try_from_element {
    ($($Kind:ident $Id:ident;)*) => {$(
        impl TryFromElement for $Id {
            fn try_from_element(id: ElementId) -> Option<Self> {
                match id {
                    ElementId::$Kind(id) => Some(id),
                    _ => None,
                }
            }
        }
    )*};
}
try_from_element! {
    Domain DomainId;
    Subdomain SubdomainId;
    Context ContextId;
    Aggregate AggregateId;
    Team TeamId;
    Relationship RelationshipId;
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
    use crate::model::Classification;
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
            crate::rule::check(&landscape)
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
