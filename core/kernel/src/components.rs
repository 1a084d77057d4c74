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
    /// Linear in nodes and edges (Tarjan 1972, in the form of Pearce, *A Space-Efficient Algorithm for Finding Strongly
    /// Connected Components*, Information Processing Letters 116(1), 2016).
    pub fn find(count: usize, next: impl Fn(usize, usize) -> Option<usize>) -> Self {
        let mut search = Search { rank: vec![NEW; count], open: Vec::new(), clock: NEW + 1, last: count as u32 };
        for root in 0..count {
            if search.rank[root] == NEW {
                search.from(root, &next);
            }
        }
        let of: Vec<usize> = search.rank.iter().map(|rank| count - *rank as usize).collect();
        // Nodes are put to their components in ascending order, and so are in ascending order there.
        let mut starts = vec![0; count - search.last as usize + 1];
        of.iter().for_each(|component| starts[component + 1] += 1);
        for component in 1..starts.len() {
            starts[component] += starts[component - 1];
        }
        let (mut nodes, mut free) = (vec![0; count], starts.clone());
        for (node, component) in of.iter().enumerate() {
            nodes[free[*component]] = node;
            free[*component] += 1;
        }
        Self { of, nodes, starts }
    }

    /// How many components there are.
    #[inline]
    pub fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The nodes of a component, in ascending order.
    #[inline]
    pub fn members(&self, component: usize) -> &[usize] {
        &self.nodes[self.starts[component]..self.starts[component + 1]]
    }

    /// Where a component begins among all nodes, component by component.
    #[inline]
    pub fn start(&self, component: usize) -> usize {
        self.starts[component]
    }

    /// How many nodes the component of a node has.
    #[inline]
    pub fn size_around(&self, node: usize) -> usize {
        self.members(self.of[node]).len()
    }
}

/// The rank of a node that the search has not come to.
const NEW: u32 = 0;

/// A search in depth.
struct Search {
    /// While a node is open, the least time at which the search came to a node that it leads to. Once its component is
    /// known, the number of that, counted down from the number of nodes: more than any time of an open node.
    rank: Vec<u32>,
    /// Nodes that the search has left and whose component is not known.
    open: Vec<usize>,
    clock: u32,
    /// The rank of the next component.
    last: u32,
}

impl Search {
    fn from(&mut self, root: usize, next: &impl Fn(usize, usize) -> Option<usize>) {
        let mut path: Vec<(usize, usize, bool)> = Vec::new();
        let (mut node, mut step, mut is_first) = (root, 0, true);
        self.enter(node);
        loop {
            match next(node, step) {
                Some(to) if self.rank[to] == NEW => {
                    // The step is looked at again on the way back.
                    path.push((node, step, is_first));
                    (node, step, is_first) = (to, 0, true);
                    self.enter(node);
                }
                Some(to) => {
                    if self.rank[to] < self.rank[node] {
                        self.rank[node] = self.rank[to];
                        is_first = false;
                    }
                    step += 1;
                }
                None => {
                    self.leave(node, is_first);
                    let Some(before) = path.pop() else { return };
                    (node, step, is_first) = before;
                }
            }
        }
    }

    #[inline]
    fn enter(&mut self, node: usize) {
        self.rank[node] = self.clock;
        self.clock += 1;
    }

    /// The first node of a component closes it.
    #[inline]
    fn leave(&mut self, node: usize, is_first: bool) {
        if !is_first {
            self.open.push(node);
            return;
        }
        self.clock -= 1;
        while let Some(member) = self.open.pop_if(|member| self.rank[node] <= self.rank[*member]) {
            self.rank[member] = self.last;
            self.clock -= 1;
        }
        self.rank[node] = self.last;
        self.last -= 1;
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
    fn components_are_what_can_reach_each_other_whatever_the_graph() {
        let mut random = crate::random::Random::new(3);
        for (count, steps) in [(1, 2), (9, 12), (20, 25), (30, 60), (40, 41)] {
            for _ in 0..20 {
                let edges: Vec<_> = (0..steps).map(|_| (random.below(count), random.below(count))).collect();
                let found = components(count, &edges);
                let reaches = |from: usize| {
                    let (mut seen, mut open) = (vec![false; count], vec![from]);
                    while let Some(node) = open.pop() {
                        if !std::mem::replace(&mut seen[node], true) {
                            open.extend(edges.iter().filter(|edge| edge.0 == node).map(|edge| edge.1));
                        }
                    }
                    seen
                };
                let reach: Vec<Vec<bool>> = (0..count).map(reaches).collect();
                for (one, two) in (0..count).flat_map(|one| (0..count).map(move |two| (one, two))) {
                    assert_eq!(found.of[one] == found.of[two], reach[one][two] && reach[two][one], "{edges:?}");
                }
                assert!(edges.iter().all(|(from, to)| found.of[*to] <= found.of[*from]), "{edges:?}");
                assert!((0..found.count()).all(|component| found.members(component).is_sorted()));
            }
        }
    }

    #[test]
    fn ends_come_before_beginnings() {
        let edges = [(0, 1), (1, 2), (0, 3), (3, 2), (4, 0)];
        let found = components(5, &edges);
        assert!(edges.iter().all(|(from, to)| found.of[*to] < found.of[*from]), "{found:?}");
        assert_eq!(components(0, &[]).count(), 0);
    }
}
