//! The cascade by drawing, one trial after the other: for what needs to know whom each single ripple reaches.
//!
//! It draws other numbers than [`crate::sampling`], whose trials are cheaper by far but are seen only as sums.

use crate::network::{Edge, Network};
use crate::random::Random;

/// Draws whole ripples from one source.
#[derive(Clone, Debug)]
pub struct Walk {
    source: usize,
    /// Nodes from here on are left alone.
    end: usize,
    trials: u32,
    streams: Vec<Random>,
    /// In which trial a node was reached last, counted from 1.
    seen: Vec<u32>,
    reached: Vec<usize>,
}

impl Walk {
    /// Nothing is drawn yet. Ripples go only where the first `end` nodes are.
    #[inline(never)]
    pub fn new(network: &Network, source: usize, end: usize, seed: u64) -> Self {
        let stream = |edge: &Edge| Random::keyed(&[seed, edge.draw[0], edge.draw[1]]);
        let streams = network.edges().iter().map(stream).collect();
        Self { source, end, trials: 0, streams, seen: vec![0; network.nodes()], reached: Vec::new() }
    }

    /// How many ripples were drawn.
    #[inline]
    pub fn trials(&self) -> u32 {
        self.trials
    }

    /// Lets one more ripple run. It must be the same network each time.
    #[inline(never)]
    pub fn draw(&mut self, network: &Network) {
        self.trials += 1;
        self.reached.clear();
        self.reached.push(self.source);
        self.seen[self.source] = self.trials;
        let mut next = 0;
        while let Some(&node) = self.reached.get(next) {
            next += 1;
            let range = network.range(node);
            for (edge, stream) in network.edges()[range.clone()].iter().zip(&self.streams[range]) {
                if edge.to >= self.end || self.seen[edge.to] == self.trials {
                    continue;
                }
                if stream.branch(u64::from(self.trials)).unit() < edge.likelihood {
                    self.seen[edge.to] = self.trials;
                    self.reached.push(edge.to);
                }
            }
        }
    }

    /// Whom the last ripple reached, the source first.
    #[inline]
    pub fn reached(&self) -> &[usize] {
        &self.reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ripple_goes_where_it_may_as_often_as_is_likely() {
        let edge = |from, to, likelihood| Edge { from, to, likelihood, draw: [from as u64, to as u64] };
        let network = Network::new(4, vec![edge(0, 1, 1.0), edge(1, 2, 0.3), edge(0, 3, 1.0), edge(2, 0, 1.0)]);
        let mut walk = Walk::new(&network, 0, 3, 5);
        let mut far = 0;
        for _ in 0..10_000 {
            walk.draw(&network);
            assert!(matches!(walk.reached(), [0, 1] | [0, 1, 2]), "{:?}", walk.reached());
            far += walk.reached().len() - 2;
        }
        // Four standard errors.
        assert!((2_817..3_184).contains(&far), "{far}");
        assert_eq!(walk.trials(), 10_000);
    }
}
