//! Where a change can go, as compressed adjacency: the edges that leave a node lie side by side.

/// A step that a change can take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The node that the change comes from.
    pub from: usize,
    /// The node that it goes to.
    pub to: usize,
    /// How likely it takes the step, 0 to 1.
    pub likelihood: f64,
    /// Names the step's own stream of random numbers, whatever else is in the network.
    pub draw: [u64; 2],
}

/// Nodes 0..n and the steps among them. Parallel steps are made one: 1 − (1−p)(1−q).
#[derive(Clone, Debug, Default)]
pub struct Network {
    starts: Vec<usize>,
    edges: Vec<Edge>,
}

impl Network {
    /// The network of these steps. Steps from a node to itself, and steps never taken, are left out.
    #[inline(never)]
    pub fn new(nodes: usize, mut edges: Vec<Edge>) -> Self {
        edges.retain(|edge| edge.from != edge.to && edge.likelihood > 0.0 && edge.from.max(edge.to) < nodes);
        let mut edges = sorted(&sorted(&edges, nodes, |edge| edge.to), nodes, |edge| edge.from);
        edges.dedup_by(|next, kept| {
            let parallel = (next.from, next.to) == (kept.from, kept.to);
            if parallel {
                kept.likelihood = 1.0 - (1.0 - kept.likelihood) * (1.0 - next.likelihood);
            }
            parallel
        });
        let mut starts = vec![0; nodes + 1];
        for edge in &edges {
            starts[edge.from + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        Self { starts, edges }
    }

    /// The network of a likelihood matrix: row = receiver, column = instigator, the diagonal ignored (Clarkson et al.).
    pub fn of_matrix(likelihood: &[Vec<f64>]) -> Self {
        let mut edges = Vec::new();
        for (to, row) in likelihood.iter().enumerate() {
            for (from, likelihood) in row.iter().enumerate() {
                edges.push(Edge { from, to, likelihood: *likelihood, draw: [from as u64, to as u64] });
            }
        }
        Self::new(likelihood.len(), edges)
    }

    /// How many nodes there are.
    #[inline]
    pub fn nodes(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// All steps, sorted by where they come from and then by where they go.
    #[inline]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Where the steps from a node lie in [`Network::edges`].
    #[inline]
    pub fn range(&self, node: usize) -> std::ops::Range<usize> {
        self.starts[node]..self.starts[node + 1]
    }

    /// The steps from a node.
    #[inline]
    pub fn from(&self, node: usize) -> &[Edge] {
        &self.edges[self.range(node)]
    }

    /// The nodes that a change can reach at all, in the order of a breadth-first walk; the source is the first.
    #[inline(never)]
    pub fn reachable(&self, source: usize) -> Vec<usize> {
        let mut seen = vec![false; self.nodes()];
        let mut order = vec![source];
        seen[source] = true;
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            next += 1;
            for edge in self.from(node) {
                if !std::mem::replace(&mut seen[edge.to], true) {
                    order.push(edge.to);
                }
            }
        }
        order
    }
}

/// The steps in the order of one of their ends, equals as they were: how many there are of each end says where it begins.
fn sorted(edges: &[Edge], nodes: usize, key: impl Fn(&Edge) -> usize) -> Vec<Edge> {
    let mut next = vec![0; nodes + 1];
    for edge in edges {
        next[key(edge) + 1] += 1;
    }
    for node in 0..nodes {
        next[node + 1] += next[node];
    }
    let mut sorted = edges.to_vec();
    for edge in edges {
        let at = &mut next[key(edge)];
        sorted[*at] = *edge;
        *at += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn steps_are_in_order_and_parallel_ones_are_joined_as_they_came() {
        let mut random = Random::new(6);
        for (nodes, steps) in [(0, 0), (1, 3), (3, 40), (50, 200)] {
            let edge = |number| {
                let [from, to] = [random.below(nodes), random.below(nodes)];
                Edge { from, to, likelihood: 1.0 / (number + 3) as f64, draw: [number, 0] }
            };
            let edges: Vec<Edge> = (0..steps).map(edge).collect();
            let mut expected: Vec<Edge> = edges.iter().copied().filter(|edge| edge.from != edge.to).collect();
            expected.sort_by_key(|edge| (edge.from, edge.to));
            let network = Network::new(nodes, edges);
            assert!(network.edges().is_sorted_by(|one, two| (one.from, one.to) < (two.from, two.to)));
            for edge in network.edges() {
                let same: Vec<&Edge> = expected.iter().filter(|it| (it.from, it.to) == (edge.from, edge.to)).collect();
                let likelihood =
                    same[1..].iter().fold(same[0].likelihood, |p, it| 1.0 - (1.0 - p) * (1.0 - it.likelihood));
                assert_eq!((edge.draw, edge.likelihood), (same[0].draw, likelihood));
            }
        }
    }
}
