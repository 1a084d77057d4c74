//! The most likely ways by which a change gets from one context to another.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::network::Network;

/// A way from the source to the target without going anywhere twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The nodes along the way, both ends included.
    pub nodes: Vec<usize>,
    /// The probability that every step of it is taken.
    pub likelihood: f64,
}

/// Paths that are looked at before giving up on finding more.
const WORK_LIMIT: usize = 20_000;

/// The `count` most likely paths, the most likely first. Best-first search: a partial path is worth its own likelihood
/// times that of the best way on from its end, so that paths leave the queue in their final order.
pub fn most_likely(network: &Network, source: usize, target: usize, count: usize) -> Vec<Path> {
    let best = best_to(network, target);
    let mut queue = BinaryHeap::new();
    let mut found = Vec::new();
    if best[source] > 0.0 && source != target {
        queue.push(Partial { promise: best[source], likelihood: 1.0, nodes: vec![source] });
    }
    for _ in 0..WORK_LIMIT {
        let Some(partial) = queue.pop() else { break };
        let end = partial.nodes.last().copied().unwrap_or(source);
        if end == target {
            found.push(Path { nodes: partial.nodes, likelihood: partial.likelihood });
            if found.len() >= count {
                break;
            }
            continue;
        }
        for edge in network.from(end) {
            if best[edge.to] > 0.0 && !partial.nodes.contains(&edge.to) {
                let likelihood = partial.likelihood * edge.likelihood;
                let nodes = partial.nodes.iter().copied().chain([edge.to]).collect();
                queue.push(Partial { promise: likelihood * best[edge.to], likelihood, nodes });
            }
        }
    }
    found
}

/// For every node the likelihood of the best way from it to the target (Dijkstra over products, backwards).
fn best_to(network: &Network, target: usize) -> Vec<f64> {
    let mut incoming: Vec<Vec<(usize, f64)>> = vec![Vec::new(); network.nodes()];
    for edge in network.edges() {
        incoming[edge.to].push((edge.from, edge.likelihood));
    }
    let mut best = vec![0.0; network.nodes()];
    let mut queue = BinaryHeap::from([Partial { promise: 1.0, likelihood: 1.0, nodes: vec![target] }]);
    best[target] = 1.0;
    while let Some(Partial { promise, nodes, .. }) = queue.pop() {
        let node = nodes.first().copied().unwrap_or(target);
        if promise < best[node] {
            continue;
        }
        for (from, likelihood) in &incoming[node] {
            let through = promise * likelihood;
            if through > best[*from] {
                best[*from] = through;
                queue.push(Partial { promise: through, likelihood: through, nodes: vec![*from] });
            }
        }
    }
    best
}

#[derive(Debug)]
struct Partial {
    promise: f64,
    likelihood: f64,
    nodes: Vec<usize>,
}

/// By promise; among equals the shorter path, then the smaller numbers, so that the order is the same everywhere.
impl Ord for Partial {
    fn cmp(&self, other: &Self) -> Ordering {
        let promise = self.promise.total_cmp(&other.promise);
        promise.then(other.nodes.len().cmp(&self.nodes.len())).then_with(|| other.nodes.cmp(&self.nodes))
    }
}

impl PartialOrd for Partial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Partial {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Partial {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_in_order_and_never_go_anywhere_twice() {
        // 0→1→3 (.9·.5), 0→2→3 (.6·.6), 0→3 (.1), 0→1→2→3 (.9·.5·.6); 3→0 leads back.
        let mut likelihood = vec![vec![0.0; 4]; 4];
        for (from, to, p) in [(0, 1, 0.9), (1, 3, 0.5), (0, 2, 0.6), (2, 3, 0.6), (0, 3, 0.1), (1, 2, 0.5), (3, 0, 1.0)]
        {
            likelihood[to][from] = p;
        }
        let network = Network::of_matrix(&likelihood);
        let paths = most_likely(&network, 0, 3, 10);
        let nodes: Vec<&[usize]> = paths.iter().map(|path| path.nodes.as_slice()).collect();
        assert_eq!(nodes, [&[0, 1, 3][..], &[0, 2, 3], &[0, 1, 2, 3], &[0, 3]]);
        assert!((paths[0].likelihood - 0.45).abs() < 1e-12);
        assert_eq!(most_likely(&network, 0, 3, 2).len(), 2);
        assert!(most_likely(&network, 3, 3, 2).is_empty());
    }
}
