//! Shortest ways and circles in a graph of small numbers. No rule itself.

use std::collections::VecDeque;

use crate::graph::Components;

/// For each node the nodes that its edges lead to, each with the edge's number.
pub(super) type Edges = Vec<Vec<(usize, usize)>>;

/// Finds shortest ways; what one search needs is used again by the next.
pub(super) struct Ways<'a> {
    edges: &'a Edges,
    came_by: Vec<Option<(usize, usize)>>,
}

impl<'a> Ways<'a> {
    /// Ways along these edges.
    pub(super) fn new(edges: &'a Edges) -> Self {
        Self { edges, came_by: vec![None; edges.len()] }
    }

    /// The edges of a shortest way of at least one step, over nodes of one component only.
    pub(super) fn shortest(&mut self, from: usize, to: usize, components: &Components) -> Option<Vec<usize>> {
        let (mut queue, mut touched) = (VecDeque::from([from]), Vec::new());
        'search: while let Some(node) = queue.pop_front() {
            for (next, edge) in self.edges[node].iter().copied() {
                if components.of[next] != components.of[from] || self.came_by[next].is_some() {
                    continue;
                }
                self.came_by[next] = Some((node, edge));
                touched.push(next);
                if next == to {
                    break 'search;
                }
                queue.push_back(next);
            }
        }
        let (mut way, mut at) = (Vec::new(), to);
        while let Some((before, edge)) = self.came_by[at] {
            way.push(edge);
            at = before;
            if at == from {
                break;
            }
        }
        for node in touched {
            self.came_by[node] = None;
        }
        way.reverse();
        (!way.is_empty()).then_some(way)
    }
}

/// The components of a graph.
pub(super) fn components(edges: &Edges) -> Components {
    Components::find(edges.len(), |node, step| edges[node].get(step).map(|(to, _)| *to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortest_way_is_found_again_and_again() {
        let edges: Edges = vec![vec![(1, 10), (2, 11)], vec![(2, 12)], vec![(0, 13), (3, 14)], vec![]];
        let components = components(&edges);
        let mut ways = Ways::new(&edges);
        for _ in 0..2 {
            assert_eq!(ways.shortest(0, 0, &components), Some(vec![11, 13]));
            assert_eq!(ways.shortest(1, 0, &components), Some(vec![12, 13]));
            assert_eq!(ways.shortest(2, 3, &components), None);
        }
    }
}
