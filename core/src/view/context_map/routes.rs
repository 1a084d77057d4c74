//! Which way each relationship runs: found when asked for, kept until something near it moves.

use crate::sorted_map::SortedMap;
use std::sync::Arc;

use crate::geometry::grid::Grid;
use crate::geometry::route::{Route, route};
use crate::geometry::{Point, Rect};
use crate::model::{DomainId, ElementId, End, Landscape, Relationship, RelationshipId};
use crate::pattern;
use crate::scene::{Chip, ChipTone, Edge, Node, Region};
use crate::text::{fitted, width};

/// The longest name that stands on a line, in map units.
const LABEL_ROOM: f64 = 150.0;

/// The relationships of a map and the boxes that they run between and around.
#[derive(Clone, Debug, Default)]
pub(super) struct Routes {
    relationships: SortedMap<RelationshipId, Arc<Relationship>>,
    found: SortedMap<RelationshipId, Route>,
    /// The boxes in the order of their elements, then the titles of the regions and shoals.
    pub(super) grid: Grid,
    /// Whose boxes and titles they are.
    listed: Vec<ElementId>,
    /// Where in the grid each element's box or title is.
    places: SortedMap<ElementId, usize>,
}

/// A relationship while it is being drawn.
pub(super) struct Draft {
    pub(super) relationship: Arc<Relationship>,
    /// Its points, from the middle of one box to the middle of the other until ports are given.
    pub(super) line: Vec<Point>,
    /// Where its two boxes are in the grid, upstream first.
    pub(super) boxes: [usize; 2],
    /// Whether it keeps clear of everything.
    pub(super) is_clear: bool,
    /// The badges of each end, upstream first, then those of the middle; placed by and by.
    pub(super) groups: [Vec<Chip>; 3],
    /// What is written on it.
    pub(super) label: Option<Chip>,
    /// Where influence flows.
    pub(super) flow: Option<(Point, Point)>,
}

impl Routes {
    /// Takes in what became of relationships; answers whether any looks different.
    pub(super) fn follow(&mut self, landscape: &Landscape, touched: impl Iterator<Item = RelationshipId>) -> bool {
        let mut is_different = false;
        for id in touched {
            let (before, after) = (self.relationships.get(&id), landscape.relationships.get(&id));
            if before == after {
                continue;
            }
            is_different = true;
            let parties = |relationship: Option<&Arc<Relationship>>| relationship.map(|r| r.parties());
            if parties(before) != parties(after) {
                self.found.remove(&id);
            }
            match after {
                Some(after) => drop(self.relationships.insert(id, after.clone())),
                None => drop(self.relationships.remove(&id)),
            }
        }
        is_different
    }

    /// Takes in where boxes and titles are now; forgets the routes that this disturbs. Answers whether any was disturbed.
    pub(super) fn place(
        &mut self,
        nodes: &SortedMap<ElementId, Arc<Node>>,
        regions: &SortedMap<DomainId, Arc<Region>>,
    ) -> bool {
        let boxes = nodes.iter().map(|(id, node)| (*id, node.rect));
        let titles = regions.iter().map(|(id, region)| (ElementId::from(*id), region.title_rect()));
        let shoals = regions.values().flat_map(|region| &region.shoals).map(|shoal| (shoal.id, shoal.title_rect()));
        let after: Vec<(ElementId, Rect)> = boxes.chain(titles).chain(shoals).collect();
        let mut disturbed: Vec<Rect> = Vec::new();
        if after.iter().map(|(id, _)| id).eq(&self.listed) {
            for (place, (_, rect)) in after.iter().enumerate() {
                let before = self.grid.rect(place);
                if before != *rect {
                    disturbed.extend([before, *rect]);
                    self.grid.relocate(place, *rect);
                }
            }
        } else {
            let places = SortedMap::from_iter(after.iter().enumerate().map(|(place, (id, _))| (*id, place)));
            for (id, rect) in &after {
                match self.places.get(id).map(|place| self.grid.rect(*place)) {
                    Some(before) if before == *rect => {}
                    Some(before) => disturbed.extend([before, *rect]),
                    None => disturbed.push(*rect),
                }
            }
            let gone = self.places.iter().filter(|(id, _)| !places.contains_key(id));
            disturbed.extend(gone.map(|(_, place)| self.grid.rect(*place)));
            self.grid = Grid::new(after.iter().map(|(_, rect)| *rect).collect());
            self.listed = after.iter().map(|(id, _)| *id).collect();
            self.places = places;
        }
        self.found.retain(|_, route| !disturbed.iter().any(|rect| rect.overlaps(&route.area)));
        !disturbed.is_empty()
    }

    /// The relationships whose ends are both on the map.
    pub(super) fn relationships(&self) -> impl Iterator<Item = RelationshipId> + '_ {
        self.relationships.keys().copied().filter(|id| self.boxes(*id).is_some())
    }

    /// The boxes at the two ends.
    pub(super) fn ends(&self, id: RelationshipId) -> Option<[Rect; 2]> {
        self.boxes(id).map(|boxes| boxes.map(|place| self.grid.rect(place)))
    }

    fn boxes(&self, id: RelationshipId) -> Option<[usize; 2]> {
        let [upstream, downstream] = self.relationships.get(&id)?.parties();
        Some([*self.places.get(&upstream.into())?, *self.places.get(&downstream.into())?])
    }

    /// The relationships with their routes, not yet labelled.
    pub(super) fn edges(&mut self, ids: &[RelationshipId]) -> Vec<Draft> {
        let mut drafts = Vec::with_capacity(ids.len());
        for id in ids {
            let (Some(boxes), Some(relationship)) = (self.boxes(*id), self.relationships.get(id)) else { continue };
            let [from, to] = boxes;
            let found = self.found.entry(*id).or_insert_with(|| match from == to {
                true => around(self.grid.rect(from)),
                false => route(&self.grid, from, to),
            });
            let groups = [end_chips(relationship, End::Upstream), end_chips(relationship, End::Downstream), {
                pattern::middle_badge(relationship).map(|code| chip(code, ChipTone::Whole)).into_iter().collect()
            }];
            let words = if relationship.name.is_empty() { &relationship.technology } else { &relationship.name };
            let label = (!words.trim().is_empty())
                .then(|| chip(&fitted(words.trim(), ChipTone::Label.text_size(), LABEL_ROOM), ChipTone::Label));
            drafts.push(Draft {
                relationship: relationship.clone(),
                line: found.points.clone(),
                boxes,
                is_clear: found.is_clear,
                groups,
                label,
                flow: None,
            });
        }
        drafts
    }
}

impl Draft {
    /// The edge as it is drawn.
    pub(super) fn finish(self) -> Edge {
        let r = &self.relationship;
        Edge {
            id: r.id.into(),
            ends: r.parties().map(ElementId::from),
            kind: r.kind,
            integration: r.integration,
            description: pattern::describe(r),
            line: self.line,
            chips: self.groups.into_iter().flatten().collect(),
            flow: self.flow,
            label: self.label,
        }
    }
}

fn end_chips(relationship: &Relationship, end: End) -> Vec<Chip> {
    let badges = pattern::end_badges(relationship, end);
    let tone = |badge: &str| if badge.len() == 1 { ChipTone::Letter } else { ChipTone::Role };
    badges.into_iter().map(|badge| chip(badge, tone(badge))).collect()
}

/// A plate for this text, not placed yet.
fn chip(text: &str, tone: ChipTone) -> Chip {
    let size = tone.text_size();
    let rect = Rect::new(0.0, 0.0, (width(text, size) * 1.08 + 8.0).max(15.0), size + 5.0);
    Chip { text: text.to_owned(), rect, tone }
}

/// The way of a relationship of a box with itself: out at the top, back in at the right.
fn around(rect: Rect) -> Route {
    const OUT: f64 = 34.0;
    let (right, top) = (rect.right(), rect.y);
    let start = Point::new(right - 40.0, top);
    let points = vec![
        start,
        Point::new(start.x, top - OUT),
        Point::new(right + OUT, top - OUT),
        Point::new(right + OUT, top + 24.0),
        Point::new(right, top + 24.0),
    ];
    Route { points, area: rect.inflate(OUT), is_clear: true }
}
