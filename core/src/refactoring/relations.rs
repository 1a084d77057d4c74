//! What refactorings do with relationships: draw, re-point, drop what became a loop, unite what became the same.

use std::sync::Arc;

use super::work::Work;
use crate::model::{
    AggregateId, BuildingBlockId, ContextId, Element as _, ElementId, Field, Integration, Landscape, Party,
    Relationship, RelationshipId, RelationshipKind, Timing,
};

/// The relationship between two contexts that a selection means: it alone, or the only one of its sort between the two
/// contexts that are selected.
pub(super) fn meant(
    landscape: &Landscape,
    selection: &[ElementId],
    is_meant: impl Fn(&Relationship) -> bool,
) -> Option<Arc<Relationship>> {
    let joins = |relationship: &Relationship| {
        relationship.contexts().is_some_and(|(one, other)| {
            one != other && [one, other].iter().all(|id| landscape.contexts.contains_key(id))
        })
    };
    match selection {
        [ElementId::Relationship(id)] => landscape
            .relationships
            .get(id)
            .filter(|relationship| joins(relationship) && is_meant(relationship))
            .cloned(),
        [ElementId::Context(one), ElementId::Context(other)] => {
            let ends = [Party::Context(*one), Party::Context(*other)];
            let between = |relationship: &&Arc<Relationship>| {
                ends.iter().all(|end| relationship.touches(*end)) && joins(relationship) && is_meant(relationship)
            };
            let mut all = landscape.relationships.values().filter(between);
            all.next().filter(|_| all.next().is_none()).cloned()
        }
        _ => None,
    }
}

/// Whether one end of a relationship of this kind influences the other.
pub(super) fn is_directed(kind: RelationshipKind) -> bool {
    matches!(kind, RelationshipKind::UpstreamDownstream | RelationshipKind::CustomerSupplier)
}

/// The relationships with a direction in which this context is upstream of another one that is there.
pub(super) fn supplies(landscape: &Landscape, context: ContextId) -> Vec<Arc<Relationship>> {
    let of_context = |relationship: &&Arc<Relationship>| {
        is_directed(relationship.kind)
            && relationship.contexts().is_some_and(|(upstream, downstream)| {
                upstream == context && downstream != context && landscape.contexts.contains_key(&downstream)
            })
    };
    landscape.relationships.values().filter(of_context).cloned().collect()
}

/// Whether both contexts are in one deployable.
pub(super) fn ship_together(landscape: &Landscape, one: ContextId, other: ContextId) -> bool {
    landscape.deployables.values().any(|it| it.contexts.contains(&one) && it.contexts.contains(&other))
}

/// Whether both contexts are in deployables, and in none together.
pub(super) fn ship_apart(landscape: &Landscape, one: ContextId, other: ContextId) -> bool {
    let ships = |id: ContextId| landscape.deployables.values().any(|it| it.contexts.contains(&id));
    ships(one) && ships(other) && !ship_together(landscape, one, other)
}

impl Work<'_> {
    /// Makes sure that the downstream can reach the upstream: draws a plain relationship where there is none, as a call
    /// in one process where both are in one.
    pub(super) fn draw(&mut self, upstream: ContextId, downstream: ContextId) -> Option<RelationshipId> {
        let there = self.reaching(upstream, downstream).first().copied();
        if upstream == downstream || there.is_some() {
            return there;
        }
        let integration = match ship_together(&self.now, upstream, downstream) {
            true => Integration::InProcessCall,
            false => Integration::Undefined,
        };
        let kind = RelationshipKind::UpstreamDownstream;
        let ends = (Party::Context(upstream), Party::Context(downstream));
        let plain = Relationship::new(RelationshipId::default(), ends.0, ends.1, kind);
        Some(self.add(Relationship { integration, ..plain }))
    }

    /// The relationships by which the downstream reaches the upstream: with a direction, or between equals.
    fn reaching(&self, upstream: ContextId, downstream: ContextId) -> Vec<RelationshipId> {
        let reaches = |it: &&Arc<Relationship>| {
            let is_equal = matches!(it.kind, RelationshipKind::Partnership | RelationshipKind::SharedKernel);
            let ends = it.contexts();
            (ends == Some((upstream, downstream)) && (is_equal || is_directed(it.kind)))
                || (is_equal && ends == Some((downstream, upstream)))
        };
        self.now.relationships.values().filter(reaches).map(|it| it.id).collect()
    }

    /// Makes sure that two are joined at all, whichever way: draws a plain relationship where there is none.
    pub(super) fn draw_either(&mut self, upstream: ContextId, downstream: ContextId) {
        let ends = [upstream, downstream].map(Party::Context);
        let joins = |it: &Arc<Relationship>| {
            it.kind != RelationshipKind::SeparateWays && ends.iter().all(|end| it.touches(*end))
        };
        if !self.now.relationships.values().any(joins) {
            self.draw(upstream, downstream);
        }
    }

    /// Draws what the inside of a context needs of others, and others of it.
    pub(super) fn draw_uses_of(&mut self, context: ContextId) {
        self.draw_uses(|one, other| one == context || other == context);
    }

    /// Draws what the insides of two contexts need of each other.
    pub(super) fn draw_uses_between(&mut self, [one, other]: [ContextId; 2]) {
        self.draw_uses(|a, b| (a, b) == (one, other) || (b, a) == (one, other));
    }

    /// A building block that uses one of another context needs a relationship, and what it uses is public and exposed
    /// from now on.
    fn draw_uses(&mut self, is_meant: impl Fn(ContextId, ContextId) -> bool) {
        let mut across: Vec<(ContextId, ContextId, BuildingBlockId, Option<AggregateId>)> = Vec::new();
        for user in self.now.building_blocks.values() {
            let used = user.uses.iter().filter_map(|id| self.now.building_blocks.get(id));
            for used in used.filter(|used| used.context != user.context && is_meant(used.context, user.context)) {
                if [used.context, user.context].iter().all(|id| self.now.contexts.contains_key(id)) {
                    across.push((used.context, user.context, used.id, used.aggregate));
                }
            }
        }
        for (upstream, downstream, used, aggregate) in across {
            self.draw(upstream, downstream);
            self.block(used, |block| block.is_public = true);
            if let Some(aggregate) = aggregate {
                self.expose(upstream, downstream, aggregate);
            }
        }
    }

    /// Where only other aggregates are exposed, this one is as well.
    fn expose(&mut self, upstream: ContextId, downstream: ContextId, aggregate: AggregateId) {
        let all = self.reaching(upstream, downstream);
        let shows = |id: &RelationshipId| {
            let it = self.now.relationships.get(id);
            it.is_some_and(|it| it.exposed.is_empty() || it.exposed.contains(&aggregate))
        };
        if self.now.aggregates.contains_key(&aggregate) && !all.iter().any(shows) {
            all.first().copied().into_iter().for_each(|id| self.relationship(id, |it| it.exposed.push(aggregate)));
        }
    }

    /// Sees to the relationships of these contexts after ends have changed: what became a loop goes, what became the
    /// same as another is united with it, and versions of contracts follow.
    pub(super) fn settle(&mut self, contexts: &[ContextId]) {
        self.settle_versions(contexts);
        let of_contexts = |it: &Relationship| contexts.iter().any(|id| it.touches(Party::Context(*id)));
        let ids: Vec<RelationshipId> =
            self.now.relationships.values().filter(|it| of_contexts(it)).map(|it| it.id).collect();
        for (place, id) in ids.iter().enumerate() {
            let Some(later) = self.now.relationships.get(id).cloned() else { continue };
            if later.upstream == later.downstream {
                self.remove(*id);
                continue;
            }
            let before = ids[..place].iter().filter_map(|id| self.now.relationships.get(id));
            let first = before.into_iter().find(|first| can_unite(first, &later)).map(|first| first.id);
            if let Some(first) = first {
                self.unite(first, &later);
            }
        }
    }

    /// Lets the first relationship say what the later one says as well, and removes that.
    fn unite(&mut self, first: RelationshipId, later: &Relationship) {
        self.relationship(first, |it| {
            let exposes_all = it.exposed.is_empty() || later.exposed.is_empty();
            it.exposed.extend(&later.exposed);
            if exposes_all {
                it.exposed.clear();
            }
            it.versions.extend(&later.versions);
            it.upstream_roles.open_host_service |= later.upstream_roles.open_host_service;
            it.upstream_roles.published_language |= later.upstream_roles.published_language;
            it.downstream_roles.anticorruption_layer |= later.downstream_roles.anticorruption_layer;
            it.downstream_roles.conformist |= later.downstream_roles.conformist;
            it.integration = said(it.integration, later.integration);
            it.coupling = said(it.coupling, later.coupling);
            it.timing = said(it.timing, later.timing);
            it.strength = said(it.strength, later.strength);
            it.calls_per_request = it.calls_per_request.max(later.calls_per_request);
            it.downstream_rights = said(it.downstream_rights, later.downstream_rights);
            it.name = said(std::mem::take(&mut it.name), later.name.clone());
            it.technology = said(std::mem::take(&mut it.technology), later.technology.clone());
            it.held.extend(later.held.iter().cloned());
        });
        let is_turned = self.now.relationships.get(&first).is_some_and(|it| it.upstream != later.upstream);
        for message in self.messages_over(later.id) {
            self.message(message, |message| {
                message.relationship = first;
                if is_turned {
                    message.sender = message.sender.other();
                }
            });
        }
        let (gone, kept) = (later.id.into(), first.into());
        self.follow(&[gone], &|id| Some(if id == gone { kept } else { id }));
        self.remove(later.id);
    }

    /// The messages that travel over a relationship.
    pub(super) fn messages_over(&self, relationship: RelationshipId) -> Vec<crate::model::MessageId> {
        let messages = self.now.messages.values().filter(|message| message.relationship == relationship);
        messages.map(|message| message.id).collect()
    }

    /// Lets what was joined inside one process be joined over the network: by a remote call or by a message through a
    /// broker, as chosen. What was a message in the process becomes one through a broker.
    pub(super) fn send_out(&mut self, relationship: RelationshipId, call: Integration) {
        self.relationship(relationship, |it| {
            it.integration = match it.integration {
                Integration::InProcessCall => call,
                Integration::InProcessMessage => Integration::BrokerMessage,
                other => other,
            };
            if it.integration == Integration::BrokerMessage && it.timing == Timing::Synchronous {
                it.timing = Timing::Asynchronous;
            }
        });
    }

    /// Sends out those of these relationships that are joined inside one process and no longer are in one.
    pub(super) fn leave_process(&mut self, relationships: &[RelationshipId]) {
        for id in relationships {
            let ends = self.now.relationships.get(id).and_then(|it| it.contexts());
            let is_apart = ends.is_some_and(|(one, other)| ship_apart(&self.now, one, other));
            if is_apart {
                self.send_out(*id, Integration::RemoteCall);
            }
        }
    }

    /// The name of an element as it is now.
    pub(super) fn name(&self, id: impl Into<ElementId>) -> String {
        self.now.get(id.into()).map(|record| record.name().to_owned()).unwrap_or_default()
    }
}

/// The first of the two that says something.
fn said<T: Field>(one: T, other: T) -> T {
    if one.is_silent() { other } else { one }
}

/// Whether two relationships join the same and contradict each other in nothing that would be lost.
fn can_unite(one: &Relationship, other: &Relationship) -> bool {
    fn agree<T: Field + PartialEq>(one: &T, other: &T) -> bool {
        one == other || one.is_silent() || other.is_silent()
    }
    let is_same = (one.upstream, one.downstream) == (other.upstream, other.downstream);
    let is_turned = (one.upstream, one.downstream) == (other.downstream, other.upstream);
    one.kind == other.kind
        && (is_same || (is_turned && !is_directed(one.kind)))
        && agree(&one.integration, &other.integration)
        && agree(&one.coupling, &other.coupling)
        && agree(&one.timing, &other.timing)
        && agree(&one.strength, &other.strength)
        && agree(&one.name, &other.name)
        && agree(&one.technology, &other.technology)
        && agree(&one.downstream_rights, &other.downstream_rights)
}
