//! Finds places on the map: for a whole landscape, from its domains and relationships and sized to the window, or for
//! what was added without a place.
//!
//! Contexts of a domain lie side by side in a block, blocks lie in shelves, verticals above foundations; within a block
//! and among blocks, what is related lies close, influence flows downwards, and lines run past boxes and not through
//! them. Everything is found by simulated annealing from a fixed seed: the same landscape gets the same layout.

mod blocks;
mod cells;
mod cluster;
mod items;
pub mod layered;
mod missing;
mod outliers;
mod shelves;

use crate::sorted_map::SortedMap;

use self::blocks::{Block, blocks, centers};
use self::cells::{Aim, Shape};
use self::items::{Item, Link, items, links};
use self::shelves::Shelves;
use crate::geometry::Rect;
use crate::model::{DomainKind, ElementId, Frame, GRID, Landscape};

pub use items::{ACTOR_SIZE, CONTEXT_SIZE, DOMAIN_SIZE, TEAM_SIZE, actor_size, context_size, team_size};
pub use missing::missing;

/// Room between neighbours, sideways and downwards: enough for the badges of a line between them.
const GAPS: (f64, f64) = (168.0, 104.0);

/// The shapes that blocks are tried in, width over height.
const WISHES: [f64; 4] = [0.9, 1.4, 2.2, 3.4];
/// How much broader than the window the shelves are tried.
const BREADTHS: [f64; 4] = [0.7, 1.0, 1.6, 2.6];
/// How much work the places within all blocks together may take, for each shape.
const EFFORT: usize = 12_000_000;
/// Landscapes of more blocks than this are tried in one shape only.
const FEW_BLOCKS: usize = 12;

/// Places for everything on the map. `aspect` is the width of the window over its height.
pub fn arrange(landscape: &Landscape, aspect: f64) -> SortedMap<ElementId, Frame> {
    let aspect = if aspect.is_finite() { aspect.clamp(0.4, 4.0) } else { 1.5 };
    let items = items(landscape);
    let links = links(landscape, &items);
    let (blocks, outliers) = blocks(landscape, &items, &links);
    let wishes: &[f64] = match blocks.len() {
        0 | 1 => &[aspect],
        few if few <= FEW_BLOCKS && blocks.iter().any(|block| block.domain.is_some()) => &WISHES,
        _ => &[1.4],
    };
    let breadths: &[f64] = if blocks.len() <= FEW_BLOCKS { &BREADTHS } else { &[1.0] };
    let effort = EFFORT / blocks.len().max(1);
    let mut best: Option<(f64, Vec<Block>, Shelves)> = None;
    for wish in wishes {
        let mut tried = blocks.clone();
        for block in &mut tried {
            let aim = Aim { shape: block.shape(*wish), effort };
            block.arrange(&items, &links, aim, &SortedMap::new());
        }
        for breadth in breadths {
            let shelves = Shelves::find(&tried, &items, &links, aspect * breadth);
            shelves.settle(&mut tried);
            let cost = judge(&tried, &items, &links, aspect);
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, tried.clone(), shelves));
            }
        }
    }
    let Some((_, mut blocks, shelves)) = best else { return SortedMap::new() };
    // Now that every block has a place, its contexts can turn towards those in other blocks.
    let centers = centers(&blocks, &items);
    for block in &mut blocks {
        let aim = Aim { shape: Shape::Columns(block.columns), effort };
        block.arrange(&items, &links, aim, &centers);
    }
    shelves.settle(&mut blocks);
    let blocks = outliers::place(blocks, &outliers, &items, &links, aspect);
    frames(landscape, &blocks, &items)
}

/// How well an arrangement is read: how long its lines are once it is fitted into the window, and how many boxes they
/// have to go round. Less is better.
fn judge(blocks: &[Block], items: &[Item], links: &[Link], aspect: f64) -> f64 {
    const DETOUR: f64 = 260.0;
    // Verticals stand on their foundations: each further row of them hides one from what it stands on.
    const FURTHER_ROW: f64 = 0.15;
    let centers = centers(blocks, items);
    let (mut length, mut detours) = (0.0, 0.0);
    for link in links {
        let (Some(a), Some(b)) = (centers.get(&link.upstream), centers.get(&link.downstream)) else { continue };
        length += link.weight * ((a.x - b.x).abs() + (a.y - b.y).abs());
        if blocks.len() <= FEW_BLOCKS {
            let others = centers.iter().filter(|(item, _)| **item != link.upstream && **item != link.downstream);
            let boxes = others.map(|(item, center)| Rect::around(*center, items[*item].width, items[*item].height));
            detours += link.weight * boxes.filter(|rect| rect.is_crossed(*a, *b)).count() as f64;
        }
    }
    let room = blocks::bounds(blocks);
    let window = (room.width / aspect).max(room.height);
    let has_foundation = blocks.iter().any(|block| block.kind == DomainKind::Foundation);
    let verticals = blocks.iter().filter(|block| block.kind == DomainKind::Vertical);
    let mut rows: Vec<i64> = verticals.map(|block| block.rect().center().y as i64).collect();
    crate::order::sort_by_key(&mut rows, |row| *row);
    rows.dedup();
    let further = if has_foundation { rows.len().saturating_sub(1) as f64 } else { 0.0 };
    let reading = (length + DETOUR * detours) / links.len().max(1) as f64 + 500.0;
    reading * window * (1.0 + FURTHER_ROW * further)
}

fn frames(landscape: &Landscape, blocks: &[Block], items: &[Item]) -> SortedMap<ElementId, Frame> {
    let mut frames = SortedMap::new();
    for block in blocks {
        let (left, top) = block.origin;
        for (item, (x, y)) in block.items.iter().zip(&block.places) {
            let item = &items[*item];
            let frame = Frame::new(snapped(left + x), snapped(top + y), item.width as u32, item.height as u32);
            frames.insert(item.id, frame);
        }
        // A region that was given a place of its own follows its contexts.
        let domain = block.domain.and_then(|domain| landscape.domains.get(&domain));
        if let Some(domain) = domain.filter(|domain| domain.frame.is_some()) {
            let (width, height) = block.size;
            frames.insert(domain.id.into(), Frame::new(snapped(left), snapped(top), width as u32, height as u32));
        }
    }
    place_empty_domains(landscape, &mut frames);
    frames
}

/// Domains that were drawn and have no contexts yet lie below everything else, side by side.
fn place_empty_domains(landscape: &Landscape, frames: &mut SortedMap<ElementId, Frame>) {
    let bottom = frames.values().map(|frame| frame.y + frame.height as i32).max().unwrap_or(0);
    let mut left = 0;
    for domain in landscape.domains.values() {
        let Some(frame) = domain.frame.filter(|_| !frames.contains_key(&domain.id.into())) else { continue };
        frames.insert(domain.id.into(), Frame::new(left, bottom + 96, frame.width, frame.height));
        left += frame.width as i32 + 48;
    }
}

fn snapped(value: f64) -> i32 {
    let grid = f64::from(GRID);
    ((value / grid).round() * grid) as i32
}

#[cfg(test)]
mod tests;
