//! Where in its layer everything stands, so that lines are short and straight.
//!
//! Layer by layer, every item wants to stand at the middle of what it is joined with. The nearest that all of a layer
//! can get to where they want, in their order and clear of each other, is found exactly: by least squares under an
//! order (pool adjacent violators, Ayer and others 1955).

use super::chains::Chains;

/// How often all layers are gone through, down and up.
const ROUNDS: usize = 6;

/// The middles of all items across the flow. `across` is what each node takes of its layer.
pub(super) fn middles(chains: &Chains, across: &[f64], beside: f64, apart: f64) -> Vec<f64> {
    let half = |item: usize| across.get(item).map_or(0.0, |size| size / 2.0);
    let room = |left: usize, right: usize| {
        let gap = if chains.is_passing(left) || chains.is_passing(right) { apart.max(8.0) } else { beside };
        half(left) + gap + half(right)
    };
    let mut middle = vec![0.0; chains.layer_of.len()];
    for layer in &chains.layers {
        let mut at = 0.0;
        for (index, item) in layer.iter().enumerate() {
            at += if index == 0 { 0.0 } else { room(layer[index - 1], *item) };
            middle[*item] = at;
        }
        layer.iter().for_each(|item| middle[*item] -= at / 2.0);
    }
    let count = chains.layers.len();
    for round in 0..2 * ROUNDS {
        let is_last = round + 2 >= 2 * ROUNDS;
        for step in 0..count {
            let layer = if round % 2 == 0 { step } else { count - 1 - step };
            let lists: &[&Vec<Vec<usize>>] = match round % 2 {
                _ if is_last => &[&chains.before, &chains.after],
                0 => &[&chains.before],
                _ => &[&chains.after],
            };
            settle(&chains.layers[layer], &mut middle, |middle, item| wish(chains, lists, middle, item), room);
        }
    }
    middle
}

/// Where an item wants to be, and how much that weighs. Passing lines pull hardest, so that they are straight.
fn wish(chains: &Chains, lists: &[&Vec<Vec<usize>>], middle: &[f64], item: usize) -> (f64, f64) {
    let weight = |other: usize| match (chains.is_passing(item), chains.is_passing(other)) {
        (true, true) => 8.0,
        (false, false) => 1.0,
        _ => 2.0,
    };
    let (mut sum, mut all) = (0.0, 0.0);
    for other in lists.iter().flat_map(|lists| &lists[item]) {
        sum += weight(*other) * middle[*other];
        all += weight(*other);
    }
    if all > 0.0 { (sum / all, all) } else { (middle[item], 0.05) }
}

/// Moves the items of a layer as near as they get to where they want to be.
fn settle(
    layer: &[usize],
    middle: &mut [f64],
    wish: impl Fn(&[f64], usize) -> (f64, f64),
    room: impl Fn(usize, usize) -> f64,
) {
    // Blocks of items that touch: how many, their weight, and where their first one wants to be.
    let mut blocks: Vec<(usize, f64, f64)> = Vec::with_capacity(layer.len());
    let mut offsets: Vec<f64> = Vec::with_capacity(layer.len());
    for (index, item) in layer.iter().enumerate() {
        let offset = if index == 0 { 0.0 } else { offsets[index - 1] + room(layer[index - 1], *item) };
        offsets.push(offset);
        let (at, weight) = wish(middle, *item);
        let mut block = (1, weight, at - offset);
        while let Some(last) = blocks.last().copied().filter(|last| last.2 > block.2) {
            blocks.pop();
            let weight = last.1 + block.1;
            block = (last.0 + block.0, weight, (last.2 * last.1 + block.2 * block.1) / weight);
        }
        blocks.push(block);
    }
    let mut index = 0;
    for (count, _, start) in blocks {
        for _ in 0..count {
            middle[layer[index]] = start + offsets[index];
            index += 1;
        }
    }
}
