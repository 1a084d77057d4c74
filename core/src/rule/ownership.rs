//! What the rules about teams share: who owns what, and which teams are joined by what they own.

use super::Checkup;
use crate::model::{BoundedContext, Complexity, ContextId, Landscape, Party, RelationshipId, RelationshipKind, TeamId};
use crate::sorted_map::SortedMap;

/// The owners of every context, by the number of the context.
pub(super) fn owners(on: &Checkup<'_>) -> Vec<Vec<TeamId>> {
    on.landscape.contexts.values().map(|context| on.landscape.owners_of(context)).collect()
}

/// What each team owns, in the order of identifiers. Systems that others run are nobody's work.
pub(super) fn works(landscape: &Landscape) -> SortedMap<TeamId, Vec<&BoundedContext>> {
    let mut works: SortedMap<TeamId, Vec<&BoundedContext>> =
        landscape.teams.keys().map(|team| (*team, Vec::new())).collect();
    for context in landscape.contexts.values().filter(|context| !context.is_external()) {
        for team in landscape.owners_of(context) {
            if let Some(work) = works.get_mut(&team) {
                work.push(context);
            }
        }
    }
    works
}

/// What somebody owns, counted by how hard it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    /// Simple, or not said (that reading is ours).
    pub simple: usize,
    /// Complicated.
    pub complicated: usize,
    /// Complex.
    pub complex: usize,
}

impl Load {
    /// The most simple domains that one team should have (Skelton and Pais 2019: two to three).
    pub(super) const SIMPLE_MAX: usize = 3;
    /// The most complicated domains that one team should have (Skelton and Pais 2019: avoid two).
    pub(super) const COMPLICATED_MAX: usize = 1;

    /// The load of owning these.
    pub(super) fn of(work: &[&BoundedContext]) -> Self {
        work.iter().fold(Self::default(), |load, context| load.with(context.complexity))
    }

    /// The load with one more.
    pub(super) fn with(mut self, complexity: Complexity) -> Self {
        match complexity {
            Complexity::Undefined | Complexity::Simple => self.simple += 1,
            Complexity::Complicated => self.complicated += 1,
            Complexity::Complex => self.complex += 1,
        }
        self
    }

    /// How many there are.
    pub(super) fn count(self) -> usize {
        self.simple + self.complicated + self.complex
    }

    /// Whether it is more than one team should have.
    pub(super) fn is_too_much(self) -> bool {
        self.complex > 0 && self.count() > 1
            || self.simple > Self::SIMPLE_MAX
            || self.complicated > Self::COMPLICATED_MAX
    }

    /// What teams are compared by where one has room: a complicated one as two simple ones, a complex one as four. Ours.
    pub(super) fn weight(self) -> usize {
        self.simple + 2 * self.complicated + 4 * self.complex
    }
}

/// Two teams, the first by identifier first, and a relationship that joins what they own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joint {
    /// Both teams in the order of identifiers.
    pub teams: [TeamId; 2],
    /// What joins them.
    pub relationship: RelationshipId,
    /// The team upstream, unless the two ends are equal.
    pub upstream: Option<TeamId>,
}

/// Every relationship between what two teams own, or between the teams themselves, sorted by the teams. Who decided to go
/// separate ways has nothing to talk about.
pub(super) fn joints(on: &Checkup<'_>) -> Vec<Joint> {
    let owners = owners(on);
    let mut joints = Vec::new();
    for link in &on.graph.links {
        // Only two equal ends can have gone separate ways.
        let relationship = on.landscape.relationships.get(&link.relationship).filter(|_| link.symmetric);
        if relationship.is_none_or(|relationship| relationship.kind != RelationshipKind::SeparateWays) {
            let sides = [&owners[link.upstream][..], &owners[link.downstream]];
            join(&mut joints, sides, link.relationship, link.symmetric);
        }
    }
    for relationship in on.landscape.relationships.values() {
        let is_of_teams = relationship.parties().iter().any(|party| matches!(party, Party::Team(_)));
        if is_of_teams && relationship.kind != RelationshipKind::SeparateWays {
            let sides = relationship.parties().map(|party| speakers(on, &owners, party));
            let is_equal = crate::pattern::is_symmetric(relationship.kind);
            join(&mut joints, [&sides[0], &sides[1]], relationship.id, is_equal);
        }
    }
    crate::order::sort_by_key(&mut joints, |joint| joint.teams);
    joints
}

/// Joins each team of one side with each of the other, upstream first. A context that two teams own joins them already:
/// that is another finding.
fn join(joints: &mut Vec<Joint>, [upstream, downstream]: [&[TeamId]; 2], relationship: RelationshipId, is_equal: bool) {
    if upstream.iter().any(|team| downstream.contains(team)) {
        return;
    }
    for (one, other) in upstream.iter().flat_map(|one| downstream.iter().map(move |other| (*one, *other))) {
        let teams = if one < other { [one, other] } else { [other, one] };
        joints.push(Joint { teams, relationship, upstream: (!is_equal).then_some(one) });
    }
}

/// The teams that speak for an end of a relationship.
fn speakers(on: &Checkup<'_>, owners: &[Vec<TeamId>], party: Party) -> Vec<TeamId> {
    match party {
        Party::Context(id) => on.graph.number(id).map(|number| owners[number].clone()).unwrap_or_default(),
        Party::Team(id) if on.landscape.teams.contains_key(&id) => vec![id],
        Party::Team(_) | Party::Actor(_) => Vec::new(),
    }
}

/// The contexts that lie in each domain, in the order of identifiers.
pub(super) fn contexts_by_home(landscape: &Landscape) -> SortedMap<crate::model::DomainId, Vec<ContextId>> {
    let mut homes: SortedMap<crate::model::DomainId, Vec<ContextId>> =
        landscape.domains.keys().map(|domain| (*domain, Vec::new())).collect();
    for context in landscape.contexts.values().filter(|context| !context.is_external()) {
        if let Some(contexts) = landscape.home_of(context).and_then(|home| homes.get_mut(&home)) {
            contexts.push(context.id);
        }
    }
    homes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_rule_of_cognitive_load() {
        let load = |simple, complicated, complex| Load { simple, complicated, complex }.is_too_much();
        assert!(!load(3, 0, 0) && load(4, 0, 0));
        assert!(!load(0, 1, 0) && load(0, 2, 0) && !load(2, 1, 0));
        assert!(!load(0, 0, 1) && load(1, 0, 1) && load(0, 0, 2));
    }
}
