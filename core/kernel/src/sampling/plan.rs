//! In which order nodes are looked at, and the steps laid out in that order.
//!
//! What is not on a circle is looked at once, after all that leads to it. Among nodes that all lead to each other, the
//! next is always the one that the change most likely reached by then, so that a pass meets many steps forwards.

use crate::components::Components;
use crate::draw::threshold;
use crate::network::Network;
use crate::random::Random;

/// Likelihoods are told apart this finely when the next node is chosen.
const LEVELS: usize = 64;

/// The part of a network that a change can reach. A node's place is its position in the order; the source is place 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// The node at each place.
    pub(super) nodes: Vec<usize>,
    /// Groups of places that all lead to each other, one after the other: where each ends.
    pub(super) ends: Vec<usize>,
    /// The steps that arrive at each place; none at the source, which is reached anyway.
    pub(super) arriving: Starts,
    /// Where each arriving step comes from.
    pub(super) from: Vec<u32>,
    /// How likely each arriving step is, of 2⁶⁴.
    pub(super) threshold: Vec<u64>,
    /// The stream of random numbers of each arriving step.
    pub(super) stream: Vec<Random>,
    /// The steps that leave each place.
    pub(super) leaving: Starts,
    /// Where each leaving step goes.
    pub(super) to: Vec<u32>,
}

impl Plan {
    /// The plan for changes that start at `source`.
    pub(super) fn new(network: &Network, source: usize, seed: u64) -> Self {
        let (nodes, ends) = order(network, source);
        let mut place = vec![u32::MAX; network.nodes()];
        for (number, node) in nodes.iter().enumerate() {
            place[*node] = number as u32;
        }
        let steps = || nodes.iter().flat_map(|node| network.from(*node)).filter(|edge| place[edge.to] != 0);
        let mut plan = Self {
            arriving: Starts::counted(nodes.len(), steps().map(|edge| place[edge.to])),
            leaving: Starts::counted(nodes.len(), steps().map(|edge| place[edge.from])),
            to: steps().map(|edge| place[edge.to]).collect(),
            ends,
            ..Self::default()
        };
        let count = plan.to.len();
        plan.from = vec![0; count];
        plan.threshold = vec![0; count];
        plan.stream = vec![Random::new(0); count];
        let mut next = plan.arriving.clone();
        for edge in steps() {
            let at = next.take(place[edge.to]);
            plan.from[at] = place[edge.from];
            plan.threshold[at] = threshold(edge.likelihood);
            plan.stream[at] = Random::keyed(&[seed, edge.draw[0], edge.draw[1]]);
        }
        plan.nodes = nodes;
        plan
    }
}

/// Where what belongs to each place begins in a list, and the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Starts(Vec<u32>);

impl Starts {
    fn counted(places: usize, of: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0; places + 1];
        of.for_each(|place| starts[place as usize + 1] += 1);
        for place in 0..places {
            starts[place + 1] += starts[place];
        }
        Self(starts)
    }

    /// Hands out the positions of a place one after the other.
    fn take(&mut self, place: u32) -> usize {
        let next = &mut self.0[place as usize];
        *next += 1;
        *next as usize - 1
    }

    /// What belongs to a place.
    #[inline]
    pub(super) fn of(&self, place: usize) -> std::ops::Range<usize> {
        self.0[place] as usize..self.0[place + 1] as usize
    }
}

/// The nodes that a change can reach in the order to look at them, and where each group of them ends.
fn order(network: &Network, source: usize) -> (Vec<usize>, Vec<usize>) {
    let reachable = network.reachable(source);
    let mut number = vec![usize::MAX; network.nodes()];
    for (index, node) in reachable.iter().enumerate() {
        number[*node] = index;
    }
    let groups = Components::find(reachable.len(), |index, step| {
        network.from(reachable[index]).get(step).map(|edge| number[edge.to])
    });
    let mut growth = Growth { network, likelihood: vec![0.0; network.nodes()], order: Vec::new(), levels: Vec::new() };
    growth.likelihood[source] = 1.0;
    growth.levels.resize(LEVELS, Vec::new());
    let mut ends = Vec::with_capacity(groups.count());
    for group in (0..groups.count()).rev() {
        let members = groups.members(group);
        for index in members {
            growth.put(reachable[*index]);
        }
        growth.place_all(|node| groups.of[number[node]] == group);
        ends.push(growth.order.len());
    }
    (growth.order, ends)
}

/// Puts nodes into an order, the likeliest to be reached first.
struct Growth<'a> {
    network: &'a Network,
    /// How likely the change reached a node by steps from those placed, as if these were independent; below 0 for a node
    /// that has its place.
    likelihood: Vec<f64>,
    order: Vec<usize>,
    /// The nodes that wait, by how likely they were when they were put there; a node can wait at several levels.
    levels: Vec<Vec<usize>>,
}

impl Growth<'_> {
    fn level(&self, node: usize) -> usize {
        (self.likelihood[node] * LEVELS as f64) as usize
    }

    /// Lets a node wait, if it is reached at all.
    fn put(&mut self, node: usize) -> usize {
        let level = self.level(node).min(LEVELS - 1);
        if self.likelihood[node] > 0.0 {
            self.levels[level].push(node);
        }
        level
    }

    /// Places what waits and what is reached from there, within a group.
    fn place_all(&mut self, is_inside: impl Fn(usize) -> bool) {
        let mut level = LEVELS - 1;
        loop {
            let Some(node) = self.levels[level].pop() else {
                match level.checked_sub(1) {
                    Some(below) => level = below,
                    None => return,
                }
                continue;
            };
            let reached = self.likelihood[node];
            if reached < 0.0 {
                continue;
            }
            self.likelihood[node] = -1.0;
            self.order.push(node);
            for edge in self.network.from(node).iter().filter(|edge| edge.to != node) {
                if self.likelihood[edge.to] < 0.0 {
                    continue;
                }
                let (before, waits) = (self.level(edge.to), self.likelihood[edge.to] > 0.0);
                // What can be reached is never lost to rounding.
                let more = ((1.0 - self.likelihood[edge.to]) * reached * edge.likelihood).max(f64::MIN_POSITIVE);
                self.likelihood[edge.to] += more;
                if is_inside(edge.to) && (!waits || self.level(edge.to) > before) {
                    level = level.max(self.put(edge.to));
                }
            }
        }
    }
}
