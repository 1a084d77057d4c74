//! Which contexts a change touches, drawn afresh for each.

use super::draws::Stage;
use crate::random::Random;
use crate::simulation::ripple::network::Network;

/// Where a change can go from each context.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    network: Network,
    seen: Vec<bool>,
}

impl Reach {
    /// Changes travel over this network, whose first nodes are the contexts.
    pub fn over(network: Network) -> Self {
        let seen = vec![false; network.nodes()];
        Self { network, seen }
    }

    /// Writes the contexts that a change touches, the one that it begins in first.
    pub fn draw(&mut self, source: usize, item: &Random, touched: &mut Vec<usize>) {
        touched.clear();
        touched.push(source);
        if source >= self.network.nodes() {
            return;
        }
        let draws = item.branch(Stage::Footprint as u64);
        self.seen[source] = true;
        let mut next = 0;
        while let Some(from) = touched.get(next).copied() {
            next += 1;
            for edge in self.network.from(from) {
                if !self.seen[edge.to] && draws.branch(edge.draw[0]).branch(edge.draw[1]).unit() < edge.likelihood {
                    self.seen[edge.to] = true;
                    touched.push(edge.to);
                }
            }
        }
        for context in touched {
            self.seen[*context] = false;
        }
    }
}
