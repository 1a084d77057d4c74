//! Places around the blocks for items that belong to none of them, near what they are related to.

use super::blocks::{Block, bounds, centers};
use super::items::{Item, Link};
use crate::geometry::{Point, Rect};
use crate::model::GRID;

/// Room between an outlier and what is beside it.
const GAP: f64 = 64.0;
/// What it costs when the whole map becomes larger in its window, against longer lines.
const GROWTH: f64 = 3.0;
/// At most so many places are tried from left to right, and from top to bottom.
const TRIED: f64 = 1_000.0;

/// The blocks and one more for each outlier.
pub(super) fn place(
    mut blocks: Vec<Block>,
    outliers: &[usize],
    items: &[Item],
    links: &[Link],
    aspect: f64,
) -> Vec<Block> {
    // Those with the most links first: the others can then turn towards them.
    let degree = |item: usize| links.iter().filter(|link| link.upstream == item || link.downstream == item).count();
    let mut order = outliers.to_vec();
    crate::order::sort_by_key(&mut order, |item| (std::cmp::Reverse(degree(*item)), *item));
    for item in order {
        let placed = centers(&blocks, items);
        let other = |link: &Link| match item {
            _ if link.upstream == item => placed.get(&link.downstream),
            _ if link.downstream == item => placed.get(&link.upstream),
            _ => None,
        };
        let pulls: Vec<Point> = links.iter().filter_map(other).copied().collect();
        let origin = best_place(&blocks, &items[item], &pulls, aspect);
        let size = (items[item].width, items[item].height);
        blocks.push(Block { items: vec![item], places: vec![(0.0, 0.0)], size, origin, ..Block::default() });
    }
    blocks
}

/// The free place with the shortest lines that makes the map grow the least.
fn best_place(blocks: &[Block], item: &Item, pulls: &[Point], aspect: f64) -> (f64, f64) {
    let room = bounds(blocks);
    let window = |room: Rect| (room.width / aspect).max(room.height);
    let around = room.inflate(GAP).inflate(item.width.max(item.height));
    // On a map of absurd size the places that are tried lie farther apart: their number stays that of a large map.
    let grid = f64::from(GRID * 4);
    let step = grid * (around.width.max(around.height) / (grid * TRIED)).ceil().max(1.0);
    let columns = (around.width / step) as u32;
    let rows = (around.height / step) as u32;
    let mut best: Option<(f64, Rect)> = None;
    for (column, row) in (0..=columns).flat_map(|column| (0..=rows).map(move |row| (column, row))) {
        let corner = Point::new(around.x + f64::from(column) * step, around.y + f64::from(row) * step);
        let rect = Rect::new(corner.x, corner.y, item.width, item.height);
        if blocks.iter().any(|block| block.rect().inflate(GAP).overlaps(&rect)) {
            continue;
        }
        let reach = |to: &Point| to.distance(rect.center());
        let mean = pulls.iter().map(reach).sum::<f64>() / pulls.len().max(1) as f64;
        let cost = mean + GROWTH * (window(room.union(&rect)) - window(room));
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, rect));
        }
    }
    best.map_or((room.right() + GAP, room.y), |(_, rect)| (rect.x, rect.y))
}
