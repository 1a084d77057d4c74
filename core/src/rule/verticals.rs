//! What the rules about references across domains share: which lines of business and foundations a context is part of,
//! and how strong a reference is.

use super::Checkup;
use crate::model::{ContextId, DomainId, DomainKind, Integration, Layer, Relationship, RelationshipKind, Strength};

/// The part of a context in the problem space.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The domains that it implements wholly or in part.
    pub domains: Vec<DomainId>,
    /// The first of them that is a line of business; what orchestrates counts as one.
    pub vertical: Option<DomainId>,
    /// The first of them that is a foundation.
    pub foundation: Option<DomainId>,
}

impl Place {
    /// Whether the two have no domain in common.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        !self.domains.iter().any(|domain| other.domains.contains(domain))
    }
}

/// The places of all contexts, by the number of the context; nothing before a domain is said to be a line of business
/// or a foundation.
pub(super) fn places(on: &Checkup<'_>) -> Option<Vec<Place>> {
    let domains = &on.landscape.domains;
    if domains.values().all(|domain| domain.kind == DomainKind::Undefined) {
        return None;
    }
    let places = on.landscape.contexts.values().map(|context| {
        let mut all = on.landscape.domains_of(context);
        all.retain(|id| domains.contains_key(id));
        let first = |kind: DomainKind| all.iter().find(|id| domains.get(id).is_some_and(|it| it.kind == kind)).copied();
        let orchestrates = context.layer == Layer::Orchestration;
        let vertical = first(DomainKind::Vertical).or(all.first().copied().filter(|_| orchestrates));
        Place { vertical, foundation: first(DomainKind::Foundation), domains: all }
    });
    Some(places.collect())
}

/// How strong a reference is: what is said of it, else what its pattern means. Two that share code, a partnership, mud,
/// a model taken as it is and a shared database tie both sides to one release (that reading is ours).
pub(super) fn strength_of(relationship: &Relationship) -> Strength {
    use RelationshipKind::{BigBallOfMud, Partnership, SharedKernel};
    let is_shared = matches!(relationship.kind, SharedKernel | BigBallOfMud);
    let is_tied = relationship.kind == Partnership
        || relationship.downstream_roles.conformist
        || relationship.integration == Integration::SharedDatabase;
    match relationship.strength {
        _ if is_shared => Strength::Strong,
        Strength::Undefined if is_tied => Strength::Strong,
        said => said,
    }
}

/// What makes a reference strong, in words: `a shared kernel`, `a strong reference`.
pub(super) fn reason(relationship: &Relationship) -> String {
    if relationship.strength == Strength::Strong && relationship.kind == RelationshipKind::UpstreamDownstream {
        return "a strong reference".to_owned();
    }
    if relationship.integration == Integration::SharedDatabase {
        return "a shared database".to_owned();
    }
    crate::pattern::describe(relationship)
}

/// The relationships of this strength whose ends are in no domain in common: with both contexts, upstream first, and
/// where they are.
pub(super) fn across<'a>(
    on: &'a Checkup<'_>,
    places: &'a [Place],
    strength: Strength,
) -> impl Iterator<Item = (&'a Relationship, [ContextId; 2], [&'a Place; 2])> {
    let of_strength = move |relationship: &&Relationship| strength_of(relationship) == strength;
    on.landscape.relationships.values().map(AsRef::as_ref).filter(of_strength).filter_map(|relationship| {
        let (upstream, downstream) = relationship.contexts()?;
        let [one, other] = [on.graph.number(upstream)?, on.graph.number(downstream)?].map(|number| &places[number]);
        one.is_apart(other).then_some((relationship, [upstream, downstream], [one, other]))
    })
}
