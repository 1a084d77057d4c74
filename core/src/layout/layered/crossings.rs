//! The order within the layers, so that few lines cross.

use super::chains::Chains;
use crate::order;

/// How often all layers are ordered by where their lines come from, down and up in turn.
const SWEEPS: usize = 12;
/// Sweeps that better nothing before it is left at that.
const PATIENCE: usize = 4;
/// With more items than this neighbours are not also tried the other way round.
const FEW_ITEMS: usize = 4_000;
/// How often neighbours are tried the other way round.
const SWAPS: usize = 8;

/// Orders the layers: by the middle of where lines come from (Sugiyama and others 1981), from the first layer to the
/// last and back; then neighbours are swapped as long as lines cross less.
pub(super) fn reduce(chains: &mut Chains) {
    let mut place = vec![0; chains.layer_of.len()];
    for layer in &chains.layers {
        note(layer, &mut place);
    }
    let mut fewest = crossings(chains, &place);
    let mut best = chains.layers.clone();
    let mut idle = 0;
    for sweep in 0..SWEEPS {
        if fewest == 0 || idle == PATIENCE {
            break;
        }
        sweep_once(chains, &mut place, sweep % 2 == 0);
        if chains.layer_of.len() <= FEW_ITEMS {
            swap_neighbours(chains, &mut place);
        }
        let count = crossings(chains, &place);
        idle += 1;
        if count < fewest {
            (fewest, idle) = (count, 0);
            best.clone_from(&chains.layers);
        }
    }
    chains.layers = best;
}

fn note(layer: &[usize], place: &mut [usize]) {
    layer.iter().enumerate().for_each(|(at, item)| place[*item] = at);
}

fn sweep_once(chains: &mut Chains, place: &mut [usize], is_down: bool) {
    let count = chains.layers.len();
    for step in 1..count {
        let layer = if is_down { step } else { count - 1 - step };
        let joined = if is_down { &chains.before } else { &chains.after };
        let middle = |item: usize| {
            let of = &joined[item];
            // What is joined with nothing there keeps its place.
            if of.is_empty() {
                place[item] as f64
            } else {
                of.iter().map(|it| place[*it] as f64).sum::<f64>() / of.len() as f64
            }
        };
        let mut keyed: Vec<(f64, usize)> = chains.layers[layer].iter().map(|item| (middle(*item), *item)).collect();
        order::sort_by(&mut keyed, |one, other| one.0.total_cmp(&other.0));
        chains.layers[layer] = keyed.into_iter().map(|(_, item)| item).collect();
        note(&chains.layers[layer], place);
    }
}

fn swap_neighbours(chains: &mut Chains, place: &mut [usize]) {
    for _ in 0..SWAPS {
        let mut is_better = false;
        for layer in 0..chains.layers.len() {
            for at in 1..chains.layers[layer].len() {
                let [left, right] = [chains.layers[layer][at - 1], chains.layers[layer][at]];
                let lists = [&chains.before, &chains.after];
                let now: usize = lists.iter().map(|lists| between(&lists[left], &lists[right], place)).sum();
                let then: usize = lists.iter().map(|lists| between(&lists[right], &lists[left], place)).sum();
                if then < now {
                    chains.layers[layer].swap(at - 1, at);
                    place.swap(left, right);
                    is_better = true;
                }
            }
        }
        if !is_better {
            break;
        }
    }
}

/// How often the lines of the left one cross those of the right one.
fn between(left: &[usize], right: &[usize], place: &[usize]) -> usize {
    left.iter().map(|one| right.iter().filter(|other| place[**other] < place[*one]).count()).sum()
}

/// How often lines cross in all, counted with a tree of sums (Barth, Mutzel and Jünger 2004).
pub(super) fn crossings(chains: &Chains, place: &[usize]) -> usize {
    chains.layers.windows(2).map(|pair| crossings_between(chains, place, &pair[0], pair[1].len())).sum()
}

fn crossings_between(chains: &Chains, place: &[usize], upper: &[usize], lower: usize) -> usize {
    let mut sums = vec![0_usize; lower + 1];
    let (mut crossings, mut seen) = (0, 0);
    let mut ends: Vec<usize> = Vec::new();
    for item in upper {
        ends.clear();
        ends.extend(chains.after[*item].iter().map(|to| place[*to]));
        for end in &ends {
            crossings += seen - upto(&sums, *end);
        }
        for end in &ends {
            let mut at = end + 1;
            while at <= lower {
                sums[at] += 1;
                at += at & at.wrapping_neg();
            }
            seen += 1;
        }
    }
    crossings
}

/// How many ends lie at this place or before.
fn upto(sums: &[usize], place: usize) -> usize {
    let (mut at, mut sum) = (place + 1, 0);
    while at > 0 {
        sum += sums[at];
        at -= at & at.wrapping_neg();
    }
    sum
}
