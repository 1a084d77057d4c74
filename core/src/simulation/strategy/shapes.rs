//! The three shapes that one landscape can be given: the same contexts, cut and joined in another way.

use std::sync::Arc;

use crate::model::{
    ContextId, Deployable, DeployableKind, IdSource, Identified as _, Integration, Landscape, Relationship,
    RelationshipKind, Strength,
};
use crate::pattern;

/// How the software of a landscape is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// One process, cut by technology.
    Monolith,
    /// One process, cut into modules along contexts.
    Modules,
    /// A process for each context.
    Services,
    /// As it is drawn.
    Drawn,
}

impl Shape {
    /// The three that are compared.
    pub(crate) const THREE: [Self; 3] = [Self::Monolith, Self::Modules, Self::Services];

    /// How keys write it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Monolith => "monolith",
            Self::Modules => "modular_monolith",
            Self::Services => "services",
            Self::Drawn => "drawn",
        }
    }

    /// What it is called.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Monolith => "monolith",
            Self::Modules => "modular monolith",
            Self::Services => "services",
            Self::Drawn => "as it is drawn",
        }
    }

    /// The landscape in this shape. Who owns what, what is outside and what users do stays.
    pub(crate) fn of(self, landscape: &Landscape) -> Landscape {
        let mut copy = landscape.clone();
        if self == Self::Drawn {
            return copy;
        }
        let all = landscape.contexts.values().filter(|context| !context.is_external());
        let all: Vec<ContextId> = all.map(|context| context.id).collect();
        copy.deployables =
            self.deployables(&all, IdSource::after(landscape, 0)).map(|it| (it.id, Arc::new(it))).collect();
        let is_inside = |id: ContextId| all.binary_search(&id).is_ok();
        for relationship in copy.relationships.values_mut() {
            let Some((upstream, downstream)) = relationship.contexts() else { continue };
            if is_inside(upstream) && is_inside(downstream) {
                self.join(Arc::make_mut(relationship));
            }
        }
        if self != Self::Monolith {
            for store in copy.data_stores.values_mut() {
                let store = Arc::make_mut(store);
                store.writers.truncate(1);
                store.readers.clear();
            }
        }
        copy
    }

    fn deployables(self, all: &[ContextId], mut ids: IdSource) -> impl Iterator<Item = Deployable> {
        let (kind, groups): (DeployableKind, Vec<Vec<ContextId>>) = match self {
            Self::Services => (DeployableKind::Service, all.iter().map(|context| vec![*context]).collect()),
            Self::Modules => (DeployableKind::ModularMonolith, vec![all.to_vec()]),
            Self::Monolith | Self::Drawn => (DeployableKind::TieredMonolith, vec![all.to_vec()]),
        };
        let name = self.word().to_owned();
        groups.into_iter().map(move |contexts| {
            let deployable = Deployable { name: name.clone(), kind, contexts, ..Deployable::default() };
            deployable.numbered(ids.number()).0
        })
    }

    /// Joins two contexts as they are joined in this shape. Where nothing keeps modules apart, what is not said to be
    /// weak is taken to be strong; where something does, contracts stand between them, and mud and shared tables are
    /// gone: getting there is paid for.
    fn join(self, it: &mut Relationship) {
        it.integration = match (self, it.integration) {
            (Self::Services, Integration::InProcessMessage) => Integration::BrokerMessage,
            (Self::Services, Integration::InProcessCall | Integration::SharedDatabase) => Integration::RemoteCall,
            (Self::Services, Integration::Undefined) if !pattern::is_symmetric(it.kind) => Integration::RemoteCall,
            (Self::Monolith | Self::Modules, Integration::BrokerMessage) => Integration::InProcessMessage,
            (Self::Monolith | Self::Modules, Integration::RemoteCall) => Integration::InProcessCall,
            (Self::Modules, Integration::SharedDatabase) => Integration::InProcessCall,
            (_, integration) => integration,
        };
        if self == Self::Monolith {
            if it.strength == Strength::Undefined {
                it.strength = Strength::Strong;
            }
            return;
        }
        it.strength = Strength::Weak;
        if it.kind == RelationshipKind::BigBallOfMud {
            it.kind = RelationshipKind::UpstreamDownstream;
            it.downstream_roles.anticorruption_layer = true;
        }
        if !pattern::is_symmetric(it.kind) {
            it.upstream_roles.published_language = true;
        }
    }
}
