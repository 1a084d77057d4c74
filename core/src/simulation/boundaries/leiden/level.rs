//! The nodes of one level of the algorithm: what draws them together, and what each amounts to.

use super::{Pair, numbered};

/// Nodes with signed weights between them, those of a node side by side in the order of their other end.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    starts: Vec<usize>,
    ends: Vec<(usize, f64)>,
    /// For each node what draws it together with others, and its parts among themselves: both ends counted.
    pub(super) pull: Vec<f64>,
    /// The same of what draws apart, as a positive number.
    pub(super) push: Vec<f64>,
    /// For each node the nodes that must not be in its group.
    pub(super) foes: Vec<Vec<usize>>,
    /// Whether the node stays alone.
    pub(super) is_alone: Vec<bool>,
}

/// What a group would hold by chance: what is above it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Balance {
    pull: f64,
    push: f64,
    /// A difference below this is rounding.
    pub(super) least: f64,
    /// The mean weight of what draws together: the unit in which chance weighs gains.
    pub(super) unit: f64,
}

impl Balance {
    /// What would lie between two that amount to so much, if all were joined by chance.
    #[inline]
    pub(super) fn expected(&self, one: (f64, f64), other: (f64, f64)) -> f64 {
        self.pull * one.0 * other.0 - self.push * one.1 * other.1
    }
}

impl Level {
    /// The level of these pairs, each of two different nodes, each once, in order.
    pub(super) fn new(nodes: usize, pairs: &[Pair]) -> Self {
        let mut level = Self::of_sorted(nodes, pairs);
        for node in 0..nodes {
            for (_, weight) in &level.ends[level.starts[node]..level.starts[node + 1]] {
                if *weight > 0.0 {
                    level.pull[node] += weight;
                } else {
                    level.push[node] -= weight;
                }
            }
        }
        level
    }

    /// Both directions of sorted pairs: by counting, so that the ends of a node come out in order.
    fn of_sorted(nodes: usize, pairs: &[Pair]) -> Self {
        let mut starts = vec![0; nodes + 1];
        for pair in pairs {
            starts[pair.one + 1] += 1;
            starts[pair.other + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut ends = vec![(0, 0.0); 2 * pairs.len()];
        let mut put = |from: usize, to: usize, weight: f64| {
            ends[next[from]] = (to, weight);
            next[from] += 1;
        };
        pairs.iter().for_each(|pair| put(pair.other, pair.one, pair.weight));
        pairs.iter().for_each(|pair| put(pair.one, pair.other, pair.weight));
        let zeros = vec![0.0; nodes];
        let (pull, push) = (zeros.clone(), zeros);
        Self { starts, ends, pull, push, foes: vec![Vec::new(); nodes], is_alone: vec![false; nodes] }
    }

    pub(super) fn nodes(&self) -> usize {
        self.pull.len()
    }

    /// What a node is joined with, and how strongly.
    #[inline]
    pub(super) fn of(&self, node: usize) -> &[(usize, f64)] {
        &self.ends[self.starts[node]..self.starts[node + 1]]
    }

    /// What a node amounts to.
    #[inline]
    pub(super) fn amount(&self, node: usize) -> (f64, f64) {
        (self.pull[node], self.push[node])
    }

    /// How groups are weighed on this level, and on all that are made of it.
    pub(super) fn balance(&self, resolution: f64) -> Balance {
        let [pull, push] = [&self.pull, &self.push].map(|amounts| amounts.iter().sum::<f64>());
        let share = |sum: f64| if sum > 0.0 { resolution / sum } else { 0.0 };
        let count = self.ends.iter().filter(|(_, weight)| *weight > 0.0).count();
        Balance { pull: share(pull), push: share(push), least: 1e-12 * (pull + push), unit: pull / count.max(1) as f64 }
    }

    /// The level whose nodes are these groups, numbered in the order of their first nodes.
    pub(super) fn united(&self, groups: &[usize]) -> Self {
        let count = groups.iter().max().map_or(0, |most| most + 1);
        let members = members(groups, count);
        let mut pairs: Vec<Pair> = Vec::with_capacity(self.ends.len() / 2);
        let mut weights = vec![0.0; count];
        let mut is_seen = vec![false; count];
        let mut seen = Vec::new();
        for (group, nodes) in members.iter().enumerate() {
            for (end, weight) in nodes.iter().flat_map(|node| self.of(*node)) {
                let other = groups[*end];
                if other > group {
                    weights[other] += weight;
                    if !std::mem::replace(&mut is_seen[other], true) {
                        seen.push(other);
                    }
                }
            }
            seen.sort_unstable();
            for other in seen.drain(..) {
                is_seen[other] = false;
                let weight = std::mem::replace(&mut weights[other], 0.0);
                pairs.push(Pair { one: group, other, weight });
            }
        }
        let mut level = Self::of_sorted(count, &pairs);
        for (node, group) in groups.iter().enumerate() {
            level.pull[*group] += self.pull[node];
            level.push[*group] += self.push[node];
            level.is_alone[*group] |= self.is_alone[node];
            level.foes[*group].extend(self.foes[node].iter().map(|foe| groups[*foe]));
        }
        for foes in level.foes.iter_mut().filter(|foes| !foes.is_empty()) {
            foes.sort_unstable();
            foes.dedup();
        }
        level
    }

    /// What the groups hold, less what they would hold by chance.
    pub(super) fn worth(&self, groups: &[usize], balance: &Balance) -> f64 {
        let count = groups.iter().max().map_or(0, |most| most + 1);
        let mut amounts = vec![(0.0, 0.0); count];
        let mut held = 0.0;
        for (node, group) in groups.iter().enumerate() {
            let amount: &mut (f64, f64) = &mut amounts[*group];
            *amount = (amount.0 + self.pull[node], amount.1 + self.push[node]);
            held += self.of(node).iter().filter(|(end, _)| groups[*end] == *group).map(|it| it.1).sum::<f64>();
        }
        held - amounts.iter().map(|amount| balance.expected(*amount, *amount)).sum::<f64>()
    }

    /// The groups, cut where nothing draws together what is in them.
    pub(super) fn connected(&self, groups: &[usize]) -> Vec<usize> {
        let mut parts = vec![usize::MAX; groups.len()];
        let mut open = Vec::new();
        for start in 0..groups.len() {
            if parts[start] != usize::MAX {
                continue;
            }
            parts[start] = start;
            open.push(start);
            while let Some(node) = open.pop() {
                for (end, weight) in self.of(node) {
                    if *weight > 0.0 && groups[*end] == groups[node] && parts[*end] == usize::MAX {
                        parts[*end] = start;
                        open.push(*end);
                    }
                }
            }
        }
        numbered(&parts)
    }
}

/// The nodes of each group, in order.
pub(super) fn members(groups: &[usize], count: usize) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); count];
    groups.iter().enumerate().for_each(|(node, group)| members[*group].push(node));
    members
}
