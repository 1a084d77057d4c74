//! A good order of many nodes: the greedy one of Eades, Lin and Smyth (1993), with weights, and then each node put
//! where it is best among the others, again and again, until nothing gets better or the work is used up.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::measure::structure::Structure;
use crate::order;

/// How many places nodes may be moved over in all, so that the time is bounded.
const MOVES: usize = 100_000_000;

/// How often every node is tried elsewhere at most.
const ROUNDS: usize = 12;

/// An order of these nodes that leaves little weight leading backwards.
pub(super) fn order(structure: &Structure, members: &[usize]) -> Vec<usize> {
    let group = Group::new(structure, members);
    let mut order = greedy(&group);
    improve(&group, &mut order);
    order.into_iter().map(|node| members[node]).collect()
}

/// The nodes of the group as 0..n, with the edges among them.
struct Group {
    out: Vec<Vec<(usize, i64)>>,
    into: Vec<Vec<(usize, i64)>>,
}

impl Group {
    fn new(structure: &Structure, members: &[usize]) -> Self {
        let number = |node: &usize| members.binary_search(node).ok();
        let inside = |edges: &[(usize, u32)]| {
            let edges = edges.iter().filter_map(|(other, weight)| Some((number(other)?, i64::from(*weight))));
            edges.collect::<Vec<_>>()
        };
        Self {
            out: members.iter().map(|node| inside(structure.out.of(*node))).collect(),
            into: members.iter().map(|node| inside(structure.into.of(*node))).collect(),
        }
    }
}

/// Takes off what nothing depends on any more from the front, what depends on nothing any more from the back, and
/// between these the node that depends on more than depends on it.
fn greedy(group: &Group) -> Vec<usize> {
    let count = group.out.len();
    let weight = |edges: &Vec<(usize, i64)>| edges.iter().map(|(_, weight)| *weight).sum::<i64>();
    let mut out: Vec<i64> = group.out.iter().map(weight).collect();
    let mut into: Vec<i64> = group.into.iter().map(weight).collect();
    let mut heap: BinaryHeap<(i64, Reverse<usize>)> =
        (0..count).map(|node| (out[node] - into[node], Reverse(node))).collect();
    let mut free: VecDeque<usize> = (0..count).filter(|node| out[*node] == 0 || into[*node] == 0).collect();
    let mut is_placed = vec![false; count];
    let (mut front, mut back) = (Vec::with_capacity(count), Vec::new());
    while front.len() + back.len() < count {
        let taken = free.pop_front().or_else(|| {
            heap.pop()
                .filter(|(surplus, Reverse(node))| *surplus == out[*node] - into[*node])
                .map(|(_, Reverse(node))| node)
        });
        let Some(node) = taken.filter(|node| !is_placed[*node]) else {
            continue;
        };
        is_placed[node] = true;
        if out[node] == 0 && into[node] > 0 {
            back.push(node);
        } else {
            front.push(node);
        }
        for (edges, left) in [(&group.out[node], &mut into), (&group.into[node], &mut out)] {
            for (other, weight) in edges {
                left[*other] -= weight;
            }
        }
        for (other, _) in group.out[node].iter().chain(&group.into[node]).filter(|(other, _)| !is_placed[*other]) {
            if out[*other] == 0 || into[*other] == 0 {
                free.push_back(*other);
            } else {
                heap.push((out[*other] - into[*other], Reverse(*other)));
            }
        }
    }
    front.extend(back.into_iter().rev());
    front
}

/// Puts each node where it leaves the least weight backwards, the others staying in their order.
fn improve(group: &Group, order: &mut [usize]) {
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, node)| place[*node] = at);
    let mut moves = MOVES;
    for _ in 0..ROUNDS {
        let mut is_better = false;
        for node in 0..order.len() {
            let Some(to) = better(group, &place, node) else {
                continue;
            };
            let from = place[node];
            let Some(left) = moves.checked_sub(from.abs_diff(to)) else {
                return;
            };
            moves = left;
            is_better = true;
            if from < to {
                order[from..=to].rotate_left(1);
            } else {
                order[to..=from].rotate_right(1);
            }
            for at in from.min(to)..=from.max(to) {
                place[order[at]] = at;
            }
        }
        if !is_better {
            return;
        }
    }
}

/// The place at which a node would leave less weight backwards than where it is.
fn better(group: &Group, place: &[usize], node: usize) -> Option<usize> {
    // Moving the node behind something that it depends on costs that weight, behind something that depends on it saves.
    let out = group.out[node].iter().map(|(other, weight)| (place[*other], *weight));
    let into = group.into[node].iter().map(|(other, weight)| (place[*other], -*weight));
    let mut passed: Vec<(usize, i64)> = out.chain(into).collect();
    order::sort_by_key(&mut passed, |(at, _)| *at);
    let here = place[node];
    let (mut cost, mut at_here, mut best) = (0, 0, (0, 0));
    for (at, weight) in passed {
        cost += weight;
        if at < here {
            at_here = cost;
        }
        if cost < best.0 {
            // Behind what stands at `at`; what is between there and here moves up by one where the node leaves the front.
            best = (cost, if at < here { at + 1 } else { at });
        }
    }
    (best.0 < at_here).then_some(best.1)
}
