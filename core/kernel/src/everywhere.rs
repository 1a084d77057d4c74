//! Changes everywhere at once: how many others a change in each node touches (a multiplier touches many), and how often
//! each is touched by a change somewhere else (an absorber is touched often).
//!
//! A trial keeps the steps that let a change through: the very ones that the same trial of a [`crate::sampling::Sampler`]
//! keeps. What all leads to each other then counts as one, and reachability is computed exactly: the sets of a large
//! landscape are mostly those of its largest circle and a little more, so that only the little is walked
//! ([`walks`]); where that is too much, as in a map without circles, by sets of bits ([`sets`]).
//!
//! Source: live-edge sampling (Kempe, Kleinberg and Tardos, KDD 2003); trials are pairwise independent, intervals are
//! Student's.

mod sets;
mod walks;

use crate::components::Components;
use crate::draw::{Block, WORDS, bernoulli, threshold};
use crate::network::Network;
use crate::random::Random;

/// Trials that are drawn at one time.
const DRAWN: u32 = 64 * WORDS as u32;
/// Trials in a step.
const STEP: u32 = 8;

/// Draws trials and keeps count, for all sources.
#[derive(Clone, Debug)]
pub struct Everywhere {
    seed: u64,
    trials: u32,
    /// How often a change starts at each node; 0 at those that only read along.
    weights: Vec<f64>,
    counted: usize,
    /// In which of the drawn trials each step lets the change through.
    live: Vec<Block>,
    touches: Vec<Sum>,
    touched: Vec<Sum>,
}

/// A sum over trials and the sum of squares.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// The values, added up.
    pub sum: f64,
    /// Their squares, added up.
    pub squares: f64,
}

impl Sum {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.squares += value * value;
    }
}

impl Everywhere {
    /// Nothing is drawn yet. The first nodes count when they are touched, as many as there are weights: how many changes
    /// start at each, in whatever unit the answer is to have.
    pub fn new(network: &Network, weights: &[f64], seed: u64) -> Self {
        let nodes = network.nodes();
        let counted = weights.len().min(nodes);
        let mut weights = weights.to_vec();
        weights.resize(nodes, 0.0);
        let sums = vec![Sum::default(); nodes];
        Self { seed, trials: 0, weights, counted, live: Vec::new(), touches: sums.clone(), touched: sums }
    }

    /// How many trials there were.
    #[inline]
    pub fn trials(&self) -> u32 {
        self.trials
    }

    /// How many other nodes that count a change in this one touched.
    #[inline]
    pub fn touches(&self, node: usize) -> Sum {
        self.touches[node]
    }

    /// How many of the changes that start in other nodes touched this one.
    #[inline]
    pub fn touched(&self, node: usize) -> Sum {
        self.touched[node]
    }

    /// How many other nodes than this one count.
    #[inline]
    pub fn others(&self, node: usize) -> usize {
        self.counted.saturating_sub(usize::from(node < self.counted))
    }

    /// Draws a few more trials. It must be the same network in each step.
    #[inline(never)]
    pub fn step(&mut self, network: &Network) {
        for _ in 0..STEP {
            if self.trials.is_multiple_of(DRAWN) {
                self.draw(network);
            }
            let condensed = Condensed::new(network, &self.live, (self.trials % DRAWN) as usize, self);
            let Reached { sizes, weights } = walks::reached(&condensed).unwrap_or_else(|| sets::reached(&condensed));
            for (node, group) in condensed.groups.of.iter().enumerate() {
                self.touches[node].add(sizes[*group] - f64::from(node < self.counted));
                self.touched[node].add((weights[*group] - self.weights[node]).max(0.0));
            }
            self.trials += 1;
        }
    }

    fn draw(&mut self, network: &Network) {
        let block = u64::from(self.trials / DRAWN);
        let live = network.edges().iter().map(|edge| {
            let stream = Random::keyed(&[self.seed, edge.draw[0], edge.draw[1]]);
            bernoulli(threshold(edge.likelihood), stream.branch(block))
        });
        self.live = live.collect();
    }
}

/// What a trial leaves of a network, with what all leads to each other as one. A group comes after those it leads to.
struct Condensed {
    groups: Components,
    /// Where the steps from each group begin in `ends`, and the end.
    starts: Vec<u32>,
    /// The other groups that steps lead to.
    ends: Vec<u32>,
    /// How many nodes of each group count.
    sizes: Vec<f64>,
    /// How many changes start in each group.
    weights: Vec<f64>,
}

/// For each group how many nodes it reaches that count, and how many changes reach it, its own included.
struct Reached {
    sizes: Vec<f64>,
    weights: Vec<f64>,
}

impl Condensed {
    fn new(network: &Network, live: &[Block], trial: usize, of: &Everywhere) -> Self {
        let (word, bit) = (trial / 64, trial % 64);
        let mut starts = Vec::with_capacity(network.nodes() + 1);
        let mut ends: Vec<u32> = Vec::with_capacity(live.len() / 2);
        starts.push(0);
        for node in 0..network.nodes() {
            let range = network.range(node);
            let steps = network.edges()[range.clone()].iter().zip(&live[range]);
            ends.extend(steps.filter(|(_, live)| live[word] >> bit & 1 == 1).map(|(edge, _)| edge.to as u32));
            starts.push(ends.len() as u32);
        }
        let from = |node: usize| &ends[starts[node] as usize..starts[node + 1] as usize];
        let groups = Components::find(network.nodes(), |node, step| from(node).get(step).map(|to| *to as usize));
        let mut condensed = Self {
            starts: Vec::with_capacity(groups.count() + 1),
            ends: Vec::with_capacity(ends.len()),
            sizes: Vec::with_capacity(groups.count()),
            weights: Vec::with_capacity(groups.count()),
            groups: Components::default(),
        };
        condensed.starts.push(0);
        for group in 0..groups.count() {
            let members = groups.members(group);
            let leads_to = members.iter().flat_map(|node| from(*node)).map(|to| groups.of[*to as usize] as u32);
            condensed.ends.extend(leads_to.filter(|to| *to as usize != group));
            condensed.starts.push(condensed.ends.len() as u32);
            condensed.sizes.push(members.iter().filter(|node| **node < of.counted).count() as f64);
            condensed.weights.push(members.iter().map(|node| of.weights[*node]).sum());
        }
        condensed.groups = groups;
        condensed
    }

    fn count(&self) -> usize {
        self.sizes.len()
    }

    fn from(&self, group: usize) -> &[u32] {
        &self.ends[self.starts[group] as usize..self.starts[group + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What walking from every node finds.
    fn by_walking(condensed: &Condensed) -> Reached {
        let count = condensed.count();
        let mut reached = Reached { sizes: vec![0.0; count], weights: vec![0.0; count] };
        for from in 0..count {
            let (mut seen, mut open) = (vec![false; count], vec![from]);
            while let Some(group) = open.pop() {
                if !std::mem::replace(&mut seen[group], true) {
                    reached.sizes[from] += condensed.sizes[group];
                    reached.weights[group] += condensed.weights[from];
                    open.extend(condensed.from(group).iter().map(|to| *to as usize));
                }
            }
        }
        reached
    }

    #[test]
    fn both_ways_to_compute_a_trial_find_what_walking_finds() {
        let mut walked = 0;
        for (seed, nodes, steps) in [(1, 30, 30), (2, 700, 900), (3, 1_300, 1_500), (4, 600, 1_400), (5, 1, 0)] {
            let mut random = Random::new(seed);
            let edge = |_| {
                let [from, to] = [random.below(nodes), random.below(nodes)];
                crate::network::Edge { from, to, likelihood: 0.7, draw: [from as u64, to as u64] }
            };
            let network = Network::new(nodes, (0..steps).map(edge).collect());
            let weights: Vec<f64> = (0..nodes * 2 / 3).map(|node| (node % 7) as f64 / 4.0).collect();
            let mut everywhere = Everywhere::new(&network, &weights, seed);
            everywhere.draw(&network);
            for trial in [0, 77, 511] {
                let condensed = Condensed::new(&network, &everywhere.live, trial, &everywhere);
                let expected = by_walking(&condensed);
                let found = [Some(sets::reached(&condensed)), walks::reached(&condensed)];
                walked += usize::from(found[1].is_some());
                for found in found.into_iter().flatten() {
                    assert_eq!(found.sizes, expected.sizes);
                    assert_eq!(found.weights, expected.weights);
                }
            }
        }
        assert!(walked > 8, "only {walked} trials were walked");
    }
}
