//! The contexts of a landscape and how they are joined, as small whole numbers: built once for each revision and shared
//! by rules, views, measures and simulations.

pub use atoll_kernel::components::Components;

use crate::sorted_map::SortedMap;

use crate::model::{ContextId, Landscape, RelationshipId};
use crate::pattern;

/// Contexts as 0..n in the order of their identifiers, and the relationships among them.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The context behind each number.
    pub contexts: Vec<ContextId>,
    /// Every relationship between two contexts that are both there, in the order of identifiers.
    pub links: Vec<Link>,
    numbers: SortedMap<ContextId, usize>,
}

/// A relationship between two contexts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Which relationship.
    pub relationship: RelationshipId,
    /// The number of the context that influences.
    pub upstream: usize,
    /// The number of the context that is influenced.
    pub downstream: usize,
    /// Influence flows both ways.
    pub symmetric: bool,
}

impl Graph {
    /// The graph of a landscape. Relationships of teams, of missing contexts and of a context with itself are left out.
    pub fn of(landscape: &Landscape) -> Self {
        let contexts: Vec<ContextId> = landscape.contexts.keys().copied().collect();
        let numbers = SortedMap::from_iter(contexts.iter().enumerate().map(|(i, id)| (*id, i)));
        let links = landscape.relationships.values().filter_map(|relationship| {
            let (upstream, downstream) = relationship.contexts()?;
            let (upstream, downstream) = (*numbers.get(&upstream)?, *numbers.get(&downstream)?);
            let symmetric = pattern::is_symmetric(relationship.kind);
            (upstream != downstream).then_some(Link { relationship: relationship.id, upstream, downstream, symmetric })
        });
        let links = links.collect();
        Self { contexts, links, numbers }
    }

    /// The number of a context.
    pub fn number(&self, id: ContextId) -> Option<usize> {
        self.numbers.get(&id).copied()
    }
}
