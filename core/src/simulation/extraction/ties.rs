//! How contexts are tied to each other, and whether a seam stands between them.

use crate::graph::Graph;
use crate::model::{
    ContextId, Coupling, Integration, Landscape, Relationship, RelationshipId, RelationshipKind, Strength, Timing,
};
use crate::order;
use crate::pattern;

/// More calls than this for one request say that nobody counted.
const CALLS_MAX: f64 = 10_000.0;

/// How two contexts are tied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tie {
    pub relationship: RelationshipId,
    /// The number of the context that supplies.
    pub upstream: usize,
    /// The number of the context that consumes.
    pub downstream: usize,
    pub kind: RelationshipKind,
    pub integration: Integration,
    /// Whether the downstream stands still without the upstream.
    pub waits: bool,
    /// Whether the downstream waits for an answer at all.
    pub is_call: bool,
    /// How often one request to the downstream calls the upstream; 1 where that is not said.
    pub calls: f64,
    /// How much of the upstream's inside the downstream is tied to.
    pub strength: Strength,
    /// Whether an interface, a contract or a named message stands between the two.
    pub has_seam: bool,
}

impl Tie {
    /// The context at the other end.
    pub(crate) fn other(&self, context: usize) -> usize {
        if self.upstream == context { self.downstream } else { self.upstream }
    }

    /// Whether it goes past what the other side publishes.
    pub(crate) fn is_entangled(&self) -> bool {
        matches!(self.kind, RelationshipKind::BigBallOfMud | RelationshipKind::SharedKernel)
            || matches!(self.strength, Strength::Strong | Strength::EntityReads)
            || self.integration == Integration::SharedDatabase
            || !self.has_seam
    }
}

/// The ties of a landscape, in the order of relationships.
pub(super) fn ties(landscape: &Landscape, graph: &Graph) -> Vec<Tie> {
    let mut published: Vec<ContextId> = landscape.contracts.values().map(|contract| contract.context).collect();
    order::sort_by_key(&mut published, |context| *context);
    let mut named: Vec<RelationshipId> = landscape.messages.values().map(|message| message.relationship).collect();
    order::sort_by_key(&mut named, |relationship| *relationship);
    let mut ports: Vec<(ContextId, &str)> = Vec::new();
    for block in landscape.building_blocks.values().filter(|block| block.is_abstract || block.is_public) {
        ports.push((block.context, block.name.as_str()));
    }
    order::sort_by_key(&mut ports, |port| *port);
    let mut ties = Vec::with_capacity(graph.links.len());
    for link in &graph.links {
        let Some(it) = landscape.relationships.get(&link.relationship) else { continue };
        if it.kind == RelationshipKind::SeparateWays {
            continue;
        }
        let ends = [link.upstream, link.downstream].map(|number| graph.contexts[number]);
        let is_port = |context: &ContextId| ports.binary_search(&(*context, it.name.as_str())).is_ok();
        let has_seam = it.upstream_roles.open_host_service
            || it.upstream_roles.published_language
            || it.downstream_roles.anticorruption_layer
            || !it.versions.is_empty()
            || published.binary_search(&ends[0]).is_ok()
            || it.integration == Integration::InProcessMessage && named.binary_search(&it.id).is_ok()
            || !it.name.is_empty() && ends.iter().any(is_port);
        ties.push(tie(it, [link.upstream, link.downstream], has_seam));
    }
    ties
}

fn tie(it: &Relationship, [upstream, downstream]: [usize; 2], has_seam: bool) -> Tie {
    let is_call = match it.timing {
        Timing::Synchronous => true,
        Timing::Asynchronous => false,
        Timing::Undefined => match it.integration {
            Integration::InProcessCall | Integration::RemoteCall | Integration::SharedDatabase => true,
            Integration::Undefined => !pattern::is_symmetric(it.kind),
            _ => false,
        },
    };
    Tie {
        relationship: it.id,
        upstream,
        downstream,
        kind: it.kind,
        integration: it.integration,
        waits: is_call && it.coupling != Coupling::Soft,
        is_call,
        calls: f64::from(it.calls_per_request.max(1)).min(CALLS_MAX),
        strength: it.strength,
        has_seam,
    }
}
