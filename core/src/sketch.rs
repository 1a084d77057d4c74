//! A landscape in a few lines: what tests and examples draw with.

use std::sync::Arc;

use crate::model::{
    Aggregate, BoundedContext, ContextId, Domain, DomainId, DomainKind, IdSource, Identified, Landscape, Party,
    ProblemSpace, Record, Relationship, RelationshipId, RelationshipKind, Subdomain, SubdomainId, Team, TeamId,
};
use crate::model::{AggregateId, Classification};

/// Draws a landscape, element by element.
#[derive(Debug)]
pub struct Sketch {
    /// What was drawn so far.
    pub landscape: Landscape,
    ids: IdSource,
}

impl Default for Sketch {
    fn default() -> Self {
        Self { landscape: Landscape::default(), ids: IdSource::new(0) }
    }
}

impl Sketch {
    /// An empty landscape.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on with what is drawn already.
    pub fn on(landscape: Landscape) -> Self {
        let ids = IdSource::after(&landscape, 0);
        Self { landscape, ids }
    }

    /// A context of this name.
    pub fn context(&mut self, name: &str) -> ContextId {
        let id = self.ids.fresh();
        self.put(BoundedContext { id, name: name.to_owned(), ..BoundedContext::default() });
        id
    }

    /// A team of this name that owns these contexts.
    pub fn team(&mut self, name: &str, owns: &[ContextId]) -> TeamId {
        let id = self.ids.fresh();
        let mark = u8::try_from(self.landscape.teams.len() % 12).unwrap_or_default();
        self.put(Team { id, name: name.to_owned(), mark, ..Team::default() });
        for context in owns {
            self.edit_context(*context, |context| context.owners.push(id));
        }
        id
    }

    /// A domain of this name and kind.
    pub fn domain(&mut self, name: &str, kind: DomainKind) -> DomainId {
        let id = self.ids.fresh();
        self.put(Domain { id, name: name.to_owned(), kind, ..Domain::default() });
        id
    }

    /// A subdomain that these contexts implement.
    pub fn subdomain(
        &mut self,
        domain: DomainId,
        name: &str,
        classification: Classification,
        implemented_by: &[ContextId],
    ) -> SubdomainId {
        let id = self.ids.fresh();
        self.put(Subdomain { id, domain, name: name.to_owned(), classification, ..Subdomain::default() });
        for context in implemented_by {
            self.edit_context(*context, |context| context.implements.push(ProblemSpace::Subdomain(id)));
        }
        id
    }

    /// An aggregate of a context.
    pub fn aggregate(&mut self, context: ContextId, name: &str) -> AggregateId {
        let id = self.ids.fresh();
        self.put(Aggregate { id, context, name: name.to_owned(), ..Aggregate::default() });
        id
    }

    /// A plain relationship from upstream to downstream.
    pub fn flow(&mut self, upstream: ContextId, downstream: ContextId) -> RelationshipId {
        self.relate(upstream, downstream, RelationshipKind::UpstreamDownstream, |_| ())
    }

    /// A relationship of this kind with more said of it.
    pub fn relate(
        &mut self,
        upstream: ContextId,
        downstream: ContextId,
        kind: RelationshipKind,
        more: impl FnOnce(&mut Relationship),
    ) -> RelationshipId {
        let id = self.ids.fresh();
        let mut relationship = Relationship::new(id, Party::Context(upstream), Party::Context(downstream), kind);
        more(&mut relationship);
        self.put(relationship);
        id
    }

    /// Any record, under an identifier of its own.
    pub fn add<T: Identified>(&mut self, record: T) -> T::Id {
        let (record, id) = record.numbered(self.ids.number());
        self.put(record);
        id
    }

    /// Says more of a context.
    pub fn edit_context(&mut self, id: ContextId, more: impl FnOnce(&mut BoundedContext)) {
        if let Some(context) = self.landscape.contexts.get_mut(&id) {
            more(Arc::make_mut(context));
        }
    }

    /// Puts any record in place.
    pub fn put(&mut self, record: impl Into<Record>) {
        let record = record.into();
        let before = self.landscape.get(record.id());
        let mut changes = crate::change::Changes::default();
        changes.note(before, Some(record));
        self.landscape.apply(&changes);
    }
}
