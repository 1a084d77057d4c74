//! What of the map is on the screen, and in how much detail it is drawn.

use atoll_core::sorted_map::SortedMap;
use std::sync::Arc;

use atoll_core::geometry::Rect;
use atoll_core::model::{ElementId, RelationshipId};
use atoll_core::scene::{Edge, Node, Region};
use atoll_core::view::context_map::{ContextMap, WHOLE_LIMIT};

use super::{Camera, Viewport};

/// More elements than this in sight are drawn as one picture instead of elements of the page.
const PAGE_LIMIT: usize = 420;
/// Back to elements of the page when no more than this are in sight, so that it does not flicker between the two.
const PAGE_AGAIN: usize = 360;
/// Below this zoom nobody can tell a route from a straight line, nor read a badge.
const ROUTES_FROM: f64 = 0.3;
/// More relationships than this in sight are drawn straight.
const ROUTES_LIMIT: usize = 500;
/// How far beyond the screen things are kept ready, as a share of it.
const AHEAD: f64 = 0.5;

/// In how much detail the map is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Elements of the page, with everything on them.
    #[default]
    Page,
    /// One picture, with everything on it.
    Picture,
    /// One picture, seen from far: boxes and straight lines.
    Overview,
}

/// What of the map is on the screen.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// In how much detail.
    pub detail: Detail,
    /// Counts up whenever what is in sight, or how it looks, is different.
    pub version: u64,
    nodes: Vec<ElementId>,
    edges: Vec<Arc<Edge>>,
    places: SortedMap<ElementId, usize>,
    /// The part of the map that was looked at, a little more than the screen.
    seen: Rect,
}

impl Sight {
    /// The contexts and teams in sight, back to front.
    pub fn nodes<'a>(&'a self, map: &'a ContextMap) -> impl Iterator<Item = &'a Arc<Node>> {
        self.nodes.iter().filter_map(|id| map.node(*id))
    }

    /// The relationships in sight, unless they are drawn straight.
    pub fn edges(&self) -> &[Arc<Edge>] {
        &self.edges
    }

    /// A relationship in sight.
    pub fn edge(&self, id: RelationshipId) -> Option<&Arc<Edge>> {
        self.places.get(&ElementId::from(id)).and_then(|place| self.edges.get(*place))
    }

    /// Looks again, if the map was redrawn or the camera has left what was looked at.
    pub(super) fn look(&mut self, map: &mut ContextMap, camera: &Camera, viewport: &Viewport, is_redrawn: bool) {
        let screen = camera.sight(viewport);
        let is_zoomed = self.seen.width > screen.width * (1.0 + 2.0 * AHEAD) * 2.0;
        if !is_redrawn && self.seen.holds(&screen) && !is_zoomed && self.version > 0 {
            return;
        }
        let reach = screen.width.max(screen.height) * AHEAD;
        self.seen = screen.inflate(reach);
        self.nodes = map.nodes().filter(|node| self.seen.overlaps(&node.rect)).map(|node| node.id).collect();
        let is_whole = map.relationships().count() <= WHOLE_LIMIT;
        let crossing: Vec<RelationshipId> =
            map.relationships().filter(|id| is_whole || map.ends(*id).is_some_and(|ends| self.crosses(ends))).collect();
        let in_sight = if is_whole {
            self.nodes.len()
                + crossing.iter().filter(|id| map.ends(**id).is_some_and(|ends| self.crosses(ends))).count()
        } else {
            self.nodes.len() + crossing.len()
        };
        let limit = if self.detail == Detail::Page { PAGE_LIMIT } else { PAGE_AGAIN };
        self.detail = match () {
            () if in_sight <= limit => Detail::Page,
            () if crossing.len() <= ROUTES_LIMIT.max(WHOLE_LIMIT) && camera.zoom >= ROUTES_FROM => Detail::Picture,
            () => Detail::Overview,
        };
        self.edges = if self.detail == Detail::Overview { Vec::new() } else { map.edges(&crossing) };
        self.places = self.edges.iter().enumerate().map(|(place, edge)| (edge.id, place)).collect();
        self.version += 1;
    }

    fn crosses(&self, [a, b]: [Rect; 2]) -> bool {
        self.seen.overlaps(&a) || self.seen.overlaps(&b) || self.seen.is_crossed(a.center(), b.center())
    }
}

/// Where the name of a domain is taken hold of: a little more than where it is written.
pub fn title_rect(region: &Region) -> Rect {
    region.title_rect().inflate(6.0)
}
