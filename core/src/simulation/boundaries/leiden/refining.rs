//! Refinement: within each group nodes are put together anew, one by one, so that what is put together is connected.

use super::level::{Balance, Level, members};
use super::moving::shuffled;
use crate::random::Random;

/// How much chance there is where a node can go to several: the θ of Traag et al., in mean weights.
const CHANCE: f64 = 0.01;

/// The parts of each group, found by chance among what gains.
pub(super) fn refined(level: &Level, groups: &[usize], balance: &Balance, random: &mut Random) -> Vec<usize> {
    let nodes = level.nodes();
    let mut parts = Parts {
        of: (0..nodes).collect(),
        amounts: (0..nodes).map(|node| level.amount(node)).collect(),
        sizes: vec![1; nodes],
        bonds: vec![0.0; nodes],
        joins: vec![0.0; nodes],
        is_seen: vec![false; nodes],
        seen: Vec::new(),
        worth: Vec::new(),
    };
    let count = groups.iter().max().map_or(0, |most| most + 1);
    for group in members(groups, count).iter().filter(|nodes| nodes.len() > 1) {
        let mut whole = (0.0, 0.0);
        for node in group {
            let here = level.of(*node).iter().filter(|(end, _)| groups[*end] == groups[*node]);
            parts.bonds[*node] = here.map(|it| it.1).sum();
            whole = (whole.0 + level.pull[*node], whole.1 + level.push[*node]);
        }
        for at in shuffled(group.len(), random) {
            parts.place(level, groups, group[at], whole, balance, random);
        }
    }
    parts.of
}

struct Parts {
    /// The part of each node.
    of: Vec<usize>,
    amounts: Vec<(f64, f64)>,
    sizes: Vec<usize>,
    /// For each part what joins it with the rest of its group.
    bonds: Vec<f64>,
    joins: Vec<f64>,
    is_seen: Vec<bool>,
    seen: Vec<usize>,
    worth: Vec<f64>,
}

impl Parts {
    /// Whether a part is joined with the rest of its group at least as strongly as by chance.
    fn is_well_connected(&self, part: usize, whole: (f64, f64), balance: &Balance) -> bool {
        let amount = self.amounts[part];
        self.bonds[part] + balance.least >= balance.expected(amount, (whole.0 - amount.0, whole.1 - amount.1))
    }

    /// Puts a node that is alone still to a part that it gains by and is joined with.
    fn place(
        &mut self,
        level: &Level,
        groups: &[usize],
        node: usize,
        whole: (f64, f64),
        balance: &Balance,
        random: &mut Random,
    ) {
        let from = self.of[node];
        if self.sizes[from] > 1 || !self.is_well_connected(from, whole, balance) {
            return;
        }
        for (end, weight) in level.of(node).iter().filter(|(end, _)| groups[*end] == groups[node]) {
            let part = self.of[*end];
            self.joins[part] += weight;
            if !std::mem::replace(&mut self.is_seen[part], true) {
                self.seen.push(part);
            }
        }
        let to = self.chosen(level.amount(node), whole, balance, random);
        if let Some(to) = to {
            let (amount, joined) = (level.amount(node), self.joins[to]);
            self.bonds[to] += self.bonds[from] - 2.0 * joined;
            self.amounts[to] = (self.amounts[to].0 + amount.0, self.amounts[to].1 + amount.1);
            self.sizes[to] += 1;
            self.sizes[from] = 0;
            self.of[node] = to;
        }
        for part in self.seen.drain(..) {
            (self.joins[part], self.is_seen[part]) = (0.0, false);
        }
    }

    /// One of the parts that are seen, the likelier the more is gained; none where nothing is gained.
    fn chosen(
        &mut self,
        amount: (f64, f64),
        whole: (f64, f64),
        balance: &Balance,
        random: &mut Random,
    ) -> Option<usize> {
        let mut most = f64::NEG_INFINITY;
        self.worth.clear();
        for part in &self.seen {
            let gain = self.joins[*part] - balance.expected(amount, self.amounts[*part]);
            let fits = self.joins[*part] > 0.0 && gain >= 0.0 && self.is_well_connected(*part, whole, balance);
            let gain = if fits { gain } else { f64::NEG_INFINITY };
            self.worth.push(gain);
            most = most.max(gain);
        }
        if most == f64::NEG_INFINITY {
            return None;
        }
        let mut sum = 0.0;
        for worth in &mut self.worth {
            *worth = libm::exp((*worth - most) / (CHANCE * balance.unit));
            sum += *worth;
        }
        let mut left = random.unit() * sum;
        let mut last = None;
        for (part, worth) in self.seen.iter().zip(&self.worth).filter(|(_, worth)| **worth > 0.0) {
            last = Some(*part);
            left -= worth;
            if left < 0.0 {
                break;
            }
        }
        last
    }
}
