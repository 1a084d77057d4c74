//! Forward CPM: how a change gets there, as a tree of paths.
//!
//! Clarkson, Simons and Eckert, *Predicting Change Propagation in Complex Design*, J. Mech. Design 126(5), 2004. The tree
//! holds the simple paths from instigator to target with at most `depth` steps, evaluated from the target backwards:
//! `f(target) = 1`, or the impact of the last step for a risk; `f(node) = 1 − ∏ over children (1 − likelihood · f(child))`.
//!
//! It multiplies branches as if they were independent, and so over-states where paths share a later step: it explains,
//! it does not measure. [`super::exact`] and [`super::sampling`] measure.

use super::network::Network;

/// The path length that the reference implementation and its published answers use.
pub const DEPTH: usize = 4;

/// The combined likelihood and risk that a change at `source` makes `target` change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Propagation {
    /// Combined likelihood, 0 to 1.
    pub likelihood: f64,
    /// Combined risk: likelihood with the impact of the last step in it.
    pub risk: f64,
}

/// Evaluates the tree of paths. `impact(from, to)` is the impact, 0 to 1, of a change that arrives by that step.
pub fn propagate(
    network: &Network,
    impact: &dyn Fn(usize, usize) -> f64,
    source: usize,
    target: usize,
    depth: usize,
) -> Propagation {
    let mut on_path = vec![false; network.nodes()];
    let tree = Tree { network, impact, target };
    tree.evaluate(source, depth, &mut on_path)
}

struct Tree<'a> {
    network: &'a Network,
    impact: &'a dyn Fn(usize, usize) -> f64,
    target: usize,
}

impl Tree<'_> {
    fn evaluate(&self, node: usize, depth: usize, on_path: &mut [bool]) -> Propagation {
        let mut misses = Propagation { likelihood: 1.0, risk: 1.0 };
        if depth == 0 {
            return Propagation { likelihood: 0.0, risk: 0.0 };
        }
        on_path[node] = true;
        for edge in self.network.from(node) {
            if on_path[edge.to] {
                continue;
            }
            let beyond = if edge.to == self.target {
                Propagation { likelihood: 1.0, risk: (self.impact)(node, edge.to) }
            } else {
                self.evaluate(edge.to, depth - 1, on_path)
            };
            misses.likelihood *= 1.0 - edge.likelihood * beyond.likelihood;
            misses.risk *= 1.0 - edge.likelihood * beyond.risk;
        }
        on_path[node] = false;
        Propagation { likelihood: 1.0 - misses.likelihood, risk: 1.0 - misses.risk }
    }
}
