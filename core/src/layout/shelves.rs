//! Places for blocks: in shelves from left to right, verticals above foundations, ordered so that related blocks lie
//! close.

use crate::sorted_map::SortedMap;

use super::blocks::Block;
use super::items::{Item, Link};
use crate::model::DomainKind;
use crate::random::Random;

/// Room between blocks for the lines that run between them.
const GAP: f64 = 112.0;

/// The order in which blocks fill shelves of a width.
#[derive(Clone, Debug)]
pub(super) struct Shelves {
    order: Vec<usize>,
    width: f64,
}

impl Shelves {
    /// Finds the order in which lines are shortest, for a map of this shape.
    pub(super) fn find(blocks: &[Block], items: &[Item], links: &[Link], aspect: f64) -> Self {
        let pulls = pulls(blocks, items, links);
        let area: f64 = blocks.iter().map(|block| (block.size.0 + GAP) * (block.size.1 + GAP)).sum();
        let widest = blocks.iter().map(|block| block.size.0).fold(0.0, f64::max);
        let width = (area * aspect).sqrt().max(widest);
        let mut order: Vec<usize> = (0..blocks.len()).collect();
        crate::order::sort_by_key(&mut order, |block| (rank(&blocks[*block]), *block));
        let mut best = order.clone();
        let mut best_cost = cost(blocks, &best, &pulls, width);
        let mut current = best_cost;
        let mut random = Random::keyed(&[blocks.len() as u64, pulls.len() as u64]);
        let steps = if blocks.len() < 2 { 0 } else { (60 * blocks.len()).clamp(200, 6_000) };
        for step in 0..steps {
            let temperature = best_cost * 0.02 * (1.0 - step as f64 / steps as f64);
            let (a, b) = (random.below(order.len()), random.below(order.len()));
            if a == b || rank(&blocks[order[a]]) != rank(&blocks[order[b]]) {
                continue;
            }
            order.swap(a, b);
            let next = cost(blocks, &order, &pulls, width);
            let change = next - current;
            if change <= 0.0 || temperature > 0.0 && random.unit() < libm::exp(-change / temperature) {
                current = next;
                if next < best_cost {
                    (best_cost, best) = (next, order.clone());
                }
            } else {
                order.swap(a, b);
            }
        }
        Self { order: best, width }
    }

    /// Gives every block its origin.
    pub(super) fn settle(&self, blocks: &mut [Block]) {
        let origins = shelves(blocks, &self.order, self.width);
        for (block, origin) in blocks.iter_mut().zip(origins) {
            block.origin = origin;
        }
    }
}

/// Foundations lie below everything else; teams and what has no domain lie above them with the verticals.
fn rank(block: &Block) -> u8 {
    u8::from(block.kind == DomainKind::Foundation)
}

/// How strongly each pair of blocks is linked.
fn pulls(blocks: &[Block], items: &[Item], links: &[Link]) -> Vec<(usize, usize, f64)> {
    let mut block_of = vec![None; items.len()];
    for (number, block) in blocks.iter().enumerate() {
        for item in &block.items {
            block_of[*item] = Some(number);
        }
    }
    let mut pulls: SortedMap<(usize, usize), f64> = SortedMap::new();
    for link in links {
        if let (Some(a), Some(b)) = (block_of[link.upstream], block_of[link.downstream])
            && a != b
        {
            *pulls.entry((a.min(b), a.max(b))).or_default() += link.weight;
        }
    }
    pulls.into_iter().map(|((a, b), weight)| (a, b, weight)).collect()
}

/// How long all links are when the blocks lie in this order.
fn cost(blocks: &[Block], order: &[usize], pulls: &[(usize, usize, f64)], width: f64) -> f64 {
    let origins = shelves(blocks, order, width);
    let center = |block: usize| {
        let ((x, y), (width, height)) = (origins[block], blocks[block].size);
        (x + width / 2.0, y + height / 2.0)
    };
    let length = |a: usize, b: usize| {
        let ((x, y), (u, v)) = (center(a), center(b));
        (x - u).abs() + (y - v).abs()
    };
    pulls.iter().map(|(a, b, weight)| weight * length(*a, *b)).sum()
}

/// Fills shelf after shelf; each shelf's blocks lie around its middle, and shelves around the middle of the widest.
fn shelves(blocks: &[Block], order: &[usize], width: f64) -> Vec<(f64, f64)> {
    let mut rows: Vec<(Vec<usize>, f64)> = Vec::new();
    for block in order {
        let size = blocks[*block].size.0;
        let fits = rows.last().is_some_and(|(row, used)| {
            used + GAP + size <= width && row.last().is_some_and(|last| rank(&blocks[*last]) == rank(&blocks[*block]))
        });
        match rows.last_mut() {
            Some((row, used)) if fits => {
                row.push(*block);
                *used += GAP + size;
            }
            _ => rows.push((vec![*block], size)),
        }
    }
    let widest = rows.iter().map(|(_, used)| *used).fold(0.0, f64::max);
    let mut origins = vec![(0.0, 0.0); blocks.len()];
    let mut y = 0.0;
    for (row, used) in rows {
        let height = row.iter().map(|block| blocks[*block].size.1).fold(0.0, f64::max);
        let mut x = (widest - used) / 2.0;
        for block in row {
            let (block_width, block_height) = blocks[block].size;
            origins[block] = (x, y + (height - block_height) / 2.0);
            x += block_width + GAP;
        }
        y += height + GAP;
    }
    origins
}
