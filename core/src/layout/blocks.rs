//! Items that lie side by side: the contexts of a domain, or neighbours without one.

use crate::sorted_map::SortedMap;

use super::cells::{self, Aim, Arranged, Shape};
use super::cluster;
use super::items::{Item, Link};
use crate::geometry::{self, Point, Rect};
use crate::model::{DomainId, DomainKind, ElementId, Landscape};
use crate::view::context_map::padded;

/// Items that lie side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) domain: Option<DomainId>,
    pub(super) kind: DomainKind,
    /// Which items, by number.
    pub(super) items: Vec<usize>,
    /// In how many columns they lie.
    pub(super) columns: usize,
    /// Where each item's top left corner lies in the block.
    pub(super) places: Vec<(f64, f64)>,
    /// The room that the block takes, its domain's water included.
    pub(super) size: (f64, f64),
    /// Where the block's top left corner lies on the map.
    pub(super) origin: (f64, f64),
}

impl Block {
    /// The shape that the block should have: a foundation is a broad strip below what stands on it, anything else as
    /// wished.
    pub(super) fn shape(&self, wish: f64) -> Shape {
        const STRIP: usize = 6;
        match self.kind {
            DomainKind::Foundation => {
                Shape::Columns(self.items.len().div_ceil(self.items.len().div_ceil(STRIP).max(1)))
            }
            _ => Shape::Aspect(wish),
        }
    }

    /// The room that the block takes on the map.
    pub(super) fn rect(&self) -> Rect {
        Rect::new(self.origin.0, self.origin.1, self.size.0, self.size.1)
    }

    /// Finds places within the block; `fixed` are the middles of items elsewhere that links pull towards.
    pub(super) fn arrange(&mut self, items: &[Item], links: &[Link], aim: Aim, fixed: &SortedMap<usize, Point>) {
        let own: Vec<&Item> = self.items.iter().map(|item| &items[*item]).collect();
        let number = SortedMap::from_iter(self.items.iter().enumerate().map(|(own, item)| (*item, own)));
        let mut inner = Vec::new();
        let mut outer = Vec::new();
        for link in links {
            match (number.get(&link.upstream), number.get(&link.downstream)) {
                (Some(upstream), Some(downstream)) => {
                    inner.push(Link { upstream: *upstream, downstream: *downstream, weight: link.weight });
                }
                (Some(own), None) => outer.extend(fixed.get(&link.downstream).map(|at| (*own, *at))),
                (None, Some(own)) => outer.extend(fixed.get(&link.upstream).map(|at| (*own, *at))),
                (None, None) => {}
            }
        }
        let origin = Point::new(self.origin.0, self.origin.1);
        let outer: Vec<(usize, Point)> =
            outer.into_iter().map(|(own, at): (usize, Point)| (own, at.minus(origin))).collect();
        let Arranged { places, room, columns } = cells::arrange(&own, &inner, &outer, aim);
        self.columns = columns;
        let around = self.domain.map(|_| padded(Rect::new(0.0, 0.0, room.0, room.1)));
        let (dx, dy) = around.map_or((0.0, 0.0), |around| (-around.x, -around.y));
        self.places = places.into_iter().map(|(x, y)| (x + dx, y + dy)).collect();
        self.size = around.map_or(room, |around| (around.width, around.height));
    }
}

/// Where nothing has a domain, up to so many items make one block.
const ONE_BLOCK: usize = 40;

/// Beside domains, up to so many contexts without one are placed one by one around them.
const FEW_OUTLIERS: usize = 12;

/// One block for each domain that has contexts, blocks of what has none, and those items that are better placed one by
/// one around the blocks: outside systems most often.
pub(super) fn blocks(landscape: &Landscape, items: &[Item], links: &[Link]) -> (Vec<Block>, Vec<usize>) {
    let mut of_domain: SortedMap<DomainId, Vec<usize>> = SortedMap::new();
    let (mut loose, mut teams) = (Vec::new(), Vec::new());
    for (number, item) in items.iter().enumerate() {
        let home = match item.id {
            ElementId::Context(id) => landscape.contexts.get(&id).and_then(|context| landscape.home_of(context)),
            _ => None,
        };
        match (home, item.id) {
            (Some(home), _) => of_domain.entry(home).or_default().push(number),
            (None, ElementId::Team(_)) => teams.push(number),
            (None, _) => loose.push(number),
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    for (domain, items) in of_domain {
        let kind = landscape.domains.get(&domain).map(|domain| domain.kind).unwrap_or_default();
        blocks.push(Block { domain: Some(domain), kind, items, ..Block::default() });
    }
    if !blocks.is_empty() && loose.len() <= FEW_OUTLIERS {
        let rest = cluster::groups(&teams, links).into_iter().map(|items| Block { items, ..Block::default() });
        blocks.extend(rest);
        return (blocks, loose);
    }
    if blocks.is_empty() && loose.len() + teams.len() <= ONE_BLOCK {
        loose.append(&mut teams);
    }
    for items in [cluster::groups(&loose, links), cluster::groups(&teams, links)].into_iter().flatten() {
        blocks.push(Block { items, ..Block::default() });
    }
    (blocks, Vec::new())
}

/// The middle of every item on the map.
pub(super) fn centers(blocks: &[Block], items: &[Item]) -> SortedMap<usize, Point> {
    let mut centers = SortedMap::new();
    for block in blocks {
        for (item, (x, y)) in block.items.iter().zip(&block.places) {
            let (width, height) = (items[*item].width, items[*item].height);
            centers.insert(*item, Rect::new(block.origin.0 + x, block.origin.1 + y, width, height).center());
        }
    }
    centers
}

/// The room that all blocks take together.
pub(super) fn bounds(blocks: &[Block]) -> Rect {
    geometry::bounds(blocks.iter().map(Block::rect)).unwrap_or_default()
}
