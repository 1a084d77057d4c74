//! The context map: contexts and teams where people put them, domains as water around them, relationships as routes.
//!
//! [`ContextMap`] is kept from one change to the next and looks again only at what a change touched; what it shows is
//! what a map built from scratch would show. Routes are found when they are asked for and kept until something near
//! them moves.

mod detours;
mod implied;
mod labels;
mod lines;
mod nodes;
pub use nodes::padded;
pub(super) use nodes::{actor_node, context_node, counted, region, team_node};
mod ports;
mod routes;
mod shoals;

use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use std::sync::Arc;

use self::routes::Routes;
use super::narrowing::narrowed;
use super::{Knob, View};
use crate::geometry::{Rect, bounds};
use crate::model::{DomainId, ElementId, Frame, Landscape, Perspective, RelationshipId, ViewKind};
use crate::scene::figure::Look;
use crate::scene::{Edge, Node, Region, Scene};

/// The registry's entry.
pub const VIEW: View = View {
    kind: ViewKind::ContextMap,
    code: "context-map",
    name: "Context map",
    question: "Which contexts are there, and how do they influence each other?",
    knobs: &[Knob::Focus, Knob::Hidden],
    marks: &[(
        Look::DependencyImplied,
        "Depends on it through what is not shown; from what depends to what it depends on",
    )],
    build: seen,
};

/// Up to so many relationships are routed and labelled all together whenever one changes; of more, only those in sight.
pub const WHOLE_LIMIT: usize = 600;

/// What a perspective shows of the map. Everything stands where it always does.
fn seen(landscape: &Landscape, perspective: &Perspective) -> Scene {
    let narrowed = narrowed(landscape, perspective);
    let mut scene = build(&narrowed.landscape);
    scene.figures.extend(implied::figures(landscape, &narrowed, &scene));
    scene
}

/// Builds the scene from scratch.
pub fn build(landscape: &Landscape) -> Scene {
    ContextMap::new(landscape).scene()
}

/// A context map that follows the changes of its landscape.
#[derive(Clone, Debug, Default)]
pub struct ContextMap {
    nodes: SortedMap<ElementId, Arc<Node>>,
    regions: SortedMap<DomainId, Arc<Region>>,
    routes: Routes,
    owners: nodes::Owners,
}

/// What of a context map looks different than before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redrawn {
    /// Contexts and teams that came, went, moved or look different.
    pub nodes: SortedSet<ElementId>,
    /// Whether any region came, went or looks different.
    pub regions: bool,
    /// Whether any edge may look different.
    pub edges: bool,
}

impl ContextMap {
    /// Everything on the map, as it is now.
    pub fn scene(&mut self) -> Scene {
        let ids: Vec<RelationshipId> = self.relationships().collect();
        let edges = self.edges(&ids);
        Scene {
            figures: Vec::new(),
            regions: self.regions().map(|region| region.as_ref().clone()).collect(),
            edges: edges.iter().map(|edge| edge.as_ref().clone()).collect(),
            nodes: self.nodes().map(|node| node.as_ref().clone()).collect(),
        }
    }

    /// The map of a landscape.
    pub fn new(landscape: &Landscape) -> Self {
        let mut map = Self::default();
        let all: Vec<ElementId> = landscape.ids().collect();
        map.update(landscape, &all, &SortedMap::new());
        map
    }

    /// Looks again at what was touched. `moved` are places that hold instead of the landscape's while something is
    /// dragged; an element whose place was in `moved` before and is no more counts as touched.
    pub fn update(
        &mut self,
        landscape: &Landscape,
        touched: &[ElementId],
        moved: &SortedMap<ElementId, Frame>,
    ) -> Redrawn {
        let mut redrawn = Redrawn::default();
        let mut again = SortedSet::from_iter(touched.iter().copied().chain(moved.keys().copied()));
        nodes::add_dependents(landscape, &mut again);
        self.owners.follow(landscape, &mut again);
        let mut is_rect_changed = false;
        for id in again.iter().filter(|id| id.is_box()) {
            let node = nodes::node(landscape, *id, moved.get(id).copied());
            let before = self.nodes.get(id);
            if before.map(AsRef::as_ref) == node.as_ref() {
                continue;
            }
            is_rect_changed |= before.map(|node| node.rect) != node.as_ref().map(|node| node.rect);
            redrawn.nodes.insert(*id);
            match node {
                Some(node) => drop(self.nodes.insert(*id, Arc::new(node))),
                None => drop(self.nodes.remove(id)),
            }
        }
        let relationships = again.iter().filter_map(|id| match id {
            ElementId::Relationship(id) => Some(*id),
            _ => None,
        });
        redrawn.edges = self.routes.follow(landscape, relationships);
        let is_region_touched =
            again.iter().any(|id| matches!(id, ElementId::Domain(_) | ElementId::Subdomain(_) | ElementId::Context(_)));
        // A box that moves in between takes a shoal away, whatever it is.
        if is_region_touched || is_rect_changed {
            let regions = nodes::regions(landscape, &self.nodes, moved);
            redrawn.regions = regions != self.regions;
            self.regions = regions;
        }
        if is_rect_changed || redrawn.regions {
            redrawn.edges |= self.routes.place(&self.nodes, &self.regions);
        }
        redrawn
    }

    /// The rectangle that everything lies in, or nothing where there is nothing.
    pub fn bounds(&self) -> Option<Rect> {
        bounds(self.nodes.values().map(|node| node.rect).chain(self.regions.values().map(|region| region.rect)))
    }

    /// The contexts and teams on the map.
    pub fn nodes(&self) -> impl Iterator<Item = &Arc<Node>> {
        self.nodes.values()
    }

    /// A context or team on the map.
    pub fn node(&self, id: ElementId) -> Option<&Arc<Node>> {
        self.nodes.get(&id)
    }

    /// The domains on the map.
    pub fn regions(&self) -> impl Iterator<Item = &Arc<Region>> {
        self.regions.values()
    }

    /// A domain on the map.
    pub fn region(&self, id: DomainId) -> Option<&Arc<Region>> {
        self.regions.get(&id)
    }

    /// The relationships whose ends are both on the map.
    pub fn relationships(&self) -> impl Iterator<Item = RelationshipId> + '_ {
        self.routes.relationships()
    }

    /// The two ends of a relationship on the map, as far as both are there: where a straight line would run.
    pub fn ends(&self, id: RelationshipId) -> Option<[Rect; 2]> {
        self.routes.ends(id)
    }

    /// These relationships, routed round the boxes, with their badges and names where they cover nothing.
    ///
    /// What is asked for together is labelled together: badges keep clear of each other among these edges.
    pub fn edges(&mut self, ids: &[RelationshipId]) -> Vec<Arc<Edge>> {
        detours::draw(&mut self.routes, ids).into_iter().map(|edge| Arc::new(edge.finish())).collect()
    }
}

#[cfg(test)]
mod tests;
