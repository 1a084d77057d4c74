//! The cascade computed exactly, as far as that is feasible.
//!
//! The change spreads node by node: a node that was reached and not yet looked at draws each of its steps. What happened
//! so far matters for what follows only by which nodes are reached, so equal situations are merged; and a node that
//! nobody can reach any more is forgotten. A situation is two sets: reached, and reached but not looked at yet.

use super::network::{Edge, Network};

/// How much work is worth it, in situations times nodes: a few milliseconds, which drawing takes as well.
pub const WORK_LIMIT: usize = 600_000;

/// A sum of many shares misses 1 by the rounding of each: what is nearer to 1 than this is certain.
const ROUNDING: f64 = 1e-9;

/// The sets are bits of a word.
const NODE_LIMIT: usize = 128;

/// The probability that a change which starts at `source` reaches each node, or nothing where that would take more work
/// than `limit` or more nodes than the sets hold.
pub fn reach(network: &Network, source: usize, limit: usize) -> Option<Vec<f64>> {
    let order = network.reachable(source);
    if order.len() > NODE_LIMIT {
        return None;
    }
    let order = forward_order(network, source, &order);
    let local = Local::new(network, &order);
    let mut probability = vec![0.0; order.len()];
    probability[0] = 1.0;
    let mut situations = vec![Situation { reached: 1, pending: 1, probability: 1.0 }];
    // How many situations may still be looked at.
    let mut left = limit / order.len();
    while !situations.is_empty() {
        let mut next = Vec::new();
        for situation in situations.into_iter().filter(|situation| situation.pending != 0) {
            let before = next.len();
            local.look_at_next(situation, &mut probability, &mut next, left)?;
            left = left.checked_sub(next.len() - before)?;
        }
        merge(&mut next);
        situations = next;
    }
    let mut reach = vec![0.0; network.nodes()];
    for (node, probability) in order.iter().zip(probability) {
        reach[*node] = if probability > 1.0 - ROUNDING { 1.0 } else { probability };
    }
    Some(reach)
}

/// The reachable nodes so that, cycles apart, a node stands before those that it leads to: the reverse of the order in
/// which a depth-first walk leaves them. Looked at in this order, few nodes are open at a time.
fn forward_order(network: &Network, source: usize, reachable: &[usize]) -> Vec<usize> {
    let mut seen = vec![false; network.nodes()];
    let mut left = Vec::with_capacity(reachable.len());
    let mut stack = vec![(source, network.range(source))];
    seen[source] = true;
    while let Some((node, range)) = stack.last_mut() {
        match range.next() {
            Some(index) => {
                let to = network.edges()[index].to;
                if !std::mem::replace(&mut seen[to], true) {
                    stack.push((to, network.range(to)));
                }
            }
            None => {
                left.push(*node);
                stack.pop();
            }
        }
    }
    left.reverse();
    left
}

/// What happened so far, as far as it matters, and how probable that is.
#[derive(Clone, Copy, Debug)]
struct Situation {
    reached: u128,
    pending: u128,
    probability: f64,
}

/// The reachable part of a network with nodes renumbered in the order they are looked at.
struct Local {
    steps: Vec<Vec<Edge>>,
    /// For each node, the nodes that lead to it.
    sources: Vec<u128>,
    /// For each node, the nodes that it leads to.
    targets: Vec<u128>,
}

impl Local {
    fn new(network: &Network, order: &[usize]) -> Self {
        let mut number = vec![usize::MAX; network.nodes()];
        for (local, node) in order.iter().enumerate() {
            number[*node] = local;
        }
        let mut sources = vec![0_u128; order.len()];
        let mut targets = vec![0_u128; order.len()];
        let mut steps = Vec::with_capacity(order.len());
        for (local, node) in order.iter().enumerate() {
            let renumbered = network.from(*node).iter().map(|edge| Edge { from: local, to: number[edge.to], ..*edge });
            // The source is reached from the start: steps back to it say nothing.
            let leaving: Vec<Edge> = renumbered.filter(|edge| edge.to != 0).collect();
            for edge in &leaving {
                sources[edge.to] |= 1 << local;
                targets[local] |= 1 << edge.to;
            }
            steps.push(leaving);
        }
        Self { steps, sources, targets }
    }

    /// Lets the first pending node draw its steps; adds up what is reached by them and notes what can come next, or gives
    /// up where that would be more than `most` situations: each step can double them.
    fn look_at_next(
        &self,
        situation: Situation,
        probability: &mut [f64],
        next: &mut Vec<Situation>,
        most: usize,
    ) -> Option<()> {
        let node = situation.pending.trailing_zeros() as usize;
        let first = next.len();
        next.push(Situation { pending: situation.pending & !(1 << node), ..situation });
        let looked_at = situation.reached & !situation.pending | 1 << node;
        for edge in &self.steps[node] {
            let bit = 1_u128 << edge.to;
            // Nothing follows from this node and nobody else can reach it: no need to tell the outcomes apart.
            let is_end = self.steps[edge.to].is_empty() && self.sources[edge.to] & !looked_at == 0;
            if next.len() - first > most {
                return None;
            }
            for index in first..next.len() {
                let here = next[index];
                if here.reached & bit != 0 {
                    continue;
                }
                probability[edge.to] += here.probability * edge.likelihood;
                if is_end {
                    continue;
                }
                let through = Situation {
                    reached: here.reached | bit,
                    pending: here.pending | bit,
                    probability: here.probability * edge.likelihood,
                };
                if edge.likelihood >= 1.0 {
                    next[index] = through;
                } else {
                    next[index].probability = here.probability * (1.0 - edge.likelihood);
                    next.push(through);
                }
            }
        }
        for situation in &mut next[first..] {
            self.forget(situation);
        }
        Some(())
    }

    /// Marks as reached what was looked at, or was not reached, and cannot be reached any more: which of the two it was
    /// does not matter for what follows, and situations that differ only in that become one.
    fn forget(&self, situation: &mut Situation) {
        let mut unsettled = situation.pending;
        let mut open = situation.pending;
        while open != 0 {
            let node = open.trailing_zeros() as usize;
            let found = self.targets[node] & !situation.reached & !unsettled;
            unsettled |= found;
            open = open & (open - 1) | found;
        }
        let everything = (1_u128 << (self.steps.len() - 1) << 1).wrapping_sub(1);
        situation.reached |= everything & !unsettled;
    }
}

/// Makes equal situations one, in a fixed order so that sums come out the same everywhere: by their probabilities as
/// well, so that it does not matter how a sort leaves equals.
fn merge(situations: &mut Vec<Situation>) {
    situations
        .sort_unstable_by_key(|situation| (situation.reached, situation.pending, situation.probability.to_bits()));
    situations.dedup_by(|next, kept| {
        let equal = (next.reached, next.pending) == (kept.reached, kept.pending);
        if equal {
            kept.probability += next.probability;
        }
        equal
    });
}
