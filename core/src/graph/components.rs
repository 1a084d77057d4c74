//! Strongly connected components: what can reach each other, as one. Shared by rules and measures.

/// The strongly connected components of nodes 0..n. A component comes before those from which it is reached, so that
/// going through them in order meets every edge's end before its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Components {
    /// For each node the number of its component.
    pub of: Vec<usize>,
    /// The nodes, component by component, each component in ascending order.
    nodes: Vec<usize>,
    /// Where each component begins in `nodes`, and the end.
    starts: Vec<usize>,
}

impl Components {
    /// The components of a graph; `next(node, i)` is the node that the i-th edge of a node leads to, if it has so many.
    /// Linear in nodes and edges (Tarjan 1972, without recursion).
    pub fn find(count: usize, next: impl Fn(usize, usize) -> Option<usize>) -> Self {
        const NEW: usize = usize::MAX;
        let (mut order, mut low, mut of) = (vec![NEW; count], vec![0; count], vec![NEW; count]);
        let (mut open, mut work, mut clock) = (Vec::new(), Vec::new(), 0);
        let (mut nodes, mut starts) = (Vec::with_capacity(count), vec![0]);
        for root in 0..count {
            if order[root] != NEW {
                continue;
            }
            work.push((root, 0));
            while let Some((node, step)) = work.pop() {
                if step == 0 {
                    (order[node], low[node]) = (clock, clock);
                    clock += 1;
                    open.push(node);
                }
                if let Some(to) = next(node, step) {
                    work.push((node, step + 1));
                    if order[to] == NEW {
                        work.push((to, 0));
                    } else if of[to] == NEW {
                        low[node] = low[node].min(order[to]);
                    }
                    continue;
                }
                if low[node] == order[node] {
                    let begin = nodes.len();
                    while let Some(member) = open.pop() {
                        of[member] = starts.len() - 1;
                        nodes.push(member);
                        if member == node {
                            break;
                        }
                    }
                    crate::order::sort_by_key(&mut nodes[begin..], |member| *member);
                    starts.push(nodes.len());
                }
                if let Some((parent, _)) = work.last() {
                    low[*parent] = low[*parent].min(low[node]);
                }
            }
        }
        Self { of, nodes, starts }
    }

    /// How many components there are.
    pub fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The nodes of a component, in ascending order.
    pub fn members(&self, component: usize) -> &[usize] {
        &self.nodes[self.starts[component]..self.starts[component + 1]]
    }

    /// Where a component begins among all nodes, component by component.
    pub fn start(&self, component: usize) -> usize {
        self.starts[component]
    }

    /// How many nodes the component of a node has.
    pub fn size_around(&self, node: usize) -> usize {
        self.members(self.of[node]).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn components(count: usize, edges: &[(usize, usize)]) -> Components {
        let next: Vec<Vec<usize>> =
            (0..count).map(|node| edges.iter().filter(|edge| edge.0 == node).map(|edge| edge.1).collect()).collect();
        Components::find(count, |node, step| next[node].get(step).copied())
    }

    #[test]
    fn what_can_reach_each_other_is_one() {
        let found = components(6, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3)]);
        let groups: Vec<&[usize]> = (0..found.count()).map(|number| found.members(number)).collect();
        assert_eq!(groups, [&[3, 4][..], &[0, 1, 2], &[5]]);
        assert_eq!(found.of, [1, 1, 1, 0, 0, 2]);
        assert_eq!([0, 4, 5].map(|node| found.size_around(node)), [3, 2, 1]);
    }

    #[test]
    fn ends_come_before_beginnings() {
        let edges = [(0, 1), (1, 2), (0, 3), (3, 2), (4, 0)];
        let found = components(5, &edges);
        assert!(edges.iter().all(|(from, to)| found.of[*to] < found.of[*from]), "{found:?}");
        assert_eq!(components(0, &[]).count(), 0);
    }
}
