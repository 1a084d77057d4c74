//! Who depends on whom, made ready once and read by every measure of structure.

use super::closure;
use crate::graph::{Components, Graph};
use crate::model::{Landscape, RelationshipKind};
use crate::order;

/// One node depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The node that depends.
    pub from: usize,
    /// The node that it depends on.
    pub to: usize,
    /// How strongly: on a map, how many relationships say so.
    pub weight: u32,
}

impl Dependency {
    /// A dependency of weight 1.
    pub fn new(from: usize, to: usize) -> Self {
        Self { from, to, weight: 1 }
    }
}

/// Nodes 0..n, their dependencies, and what follows from those for every measure.
///
/// On a map the downstream depends on the upstream, two equal contexts on each other, and those that go separate ways
/// do not depend on each other.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// What each node depends on.
    pub out: Adjacency,
    /// What depends on each node.
    pub into: Adjacency,
    /// What depends on each other, directly or not; what is depended on comes first.
    pub groups: Components,
    /// For each node how many nodes it depends on, directly or not, itself included (visibility fan-out).
    pub fan_out: Vec<u32>,
    /// For each node how many nodes depend on it, directly or not, itself included (visibility fan-in).
    pub fan_in: Vec<u32>,
}

impl Structure {
    /// The structure of these dependencies. Parallel ones are made one and their weights added; those of a node on
    /// itself or on a node that is not there are left out.
    pub fn new(nodes: usize, dependencies: Vec<Dependency>) -> Self {
        let mut structure = Self::without_reach(nodes, dependencies);
        structure.fan_out = closure::sizes(&structure.groups, &structure.out, closure::Way::Along);
        structure.fan_in = closure::sizes(&structure.groups, &structure.into, closure::Way::Against);
        structure
    }

    /// The same without counting how far dependencies reach.
    pub(super) fn without_reach(nodes: usize, mut dependencies: Vec<Dependency>) -> Self {
        dependencies.retain(|it| it.from != it.to && it.from.max(it.to) < nodes);
        let out = Adjacency::new(nodes, dependencies.iter().map(|it| (it.from, it.to, it.weight)).collect());
        let into = Adjacency::new(nodes, dependencies.iter().map(|it| (it.to, it.from, it.weight)).collect());
        let groups = Components::find(nodes, |node, step| out.of(node).get(step).map(|(to, _)| *to));
        Self { out, into, groups, fan_out: Vec::new(), fan_in: Vec::new() }
    }

    /// The structure of a landscape's contexts, by the numbers of its graph.
    pub fn of(landscape: &Landscape, graph: &Graph) -> Self {
        let mut dependencies = Vec::with_capacity(graph.links.len());
        for link in &graph.links {
            let relationship = landscape.relationships.get(&link.relationship);
            if relationship.is_none_or(|relationship| relationship.kind == RelationshipKind::SeparateWays) {
                continue;
            }
            dependencies.push(Dependency::new(link.downstream, link.upstream));
            if link.symmetric {
                dependencies.push(Dependency::new(link.upstream, link.downstream));
            }
        }
        Self::new(graph.contexts.len(), dependencies)
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.out.nodes()
    }

    /// Every dependency, in the order of its ends.
    pub fn dependencies(&self) -> impl Iterator<Item = Dependency> + '_ {
        let of = |from: usize| {
            self.out.of(from).iter().map(move |(to, weight)| Dependency { from, to: *to, weight: *weight })
        };
        (0..self.nodes()).flat_map(of)
    }

    /// How many nodes depend on another one, pair by pair.
    pub fn dependency_count(&self) -> usize {
        self.out.ends.len()
    }

    /// All weights together.
    pub fn weight(&self) -> u64 {
        self.out.ends.iter().map(|(_, weight)| u64::from(*weight)).sum()
    }

    /// For each node whether this one depends on it, directly or not; of itself, yes. By walking, for a few nodes.
    pub fn visible_from(&self, node: usize) -> Vec<bool> {
        let mut seen = vec![false; self.nodes()];
        let mut open = Vec::new();
        if let Some(first) = seen.get_mut(node) {
            *first = true;
            open.push(node);
        }
        while let Some(at) = open.pop() {
            for (to, _) in self.out.of(at) {
                if !std::mem::replace(&mut seen[*to], true) {
                    open.push(*to);
                }
            }
        }
        seen
    }
}

/// Edges with weights, those of a node side by side in the order of their other end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjacency {
    starts: Vec<usize>,
    ends: Vec<(usize, u32)>,
}

impl Adjacency {
    /// The adjacency of these edges: from, to, weight. Parallel edges are made one and their weights added.
    fn new(nodes: usize, mut edges: Vec<(usize, usize, u32)>) -> Self {
        order::sort_by_key(&mut edges, |(from, to, _)| (*from, *to));
        edges.dedup_by(|next, kept| {
            let is_parallel = (next.0, next.1) == (kept.0, kept.1);
            if is_parallel {
                kept.2 = kept.2.saturating_add(next.2);
            }
            is_parallel
        });
        let mut starts = vec![0; nodes + 1];
        for (from, ..) in &edges {
            starts[from + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        Self { starts, ends: edges.into_iter().map(|(_, to, weight)| (to, weight)).collect() }
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The other ends of a node's edges and their weights.
    pub fn of(&self, node: usize) -> &[(usize, u32)] {
        &self.ends[self.starts[node]..self.starts[node + 1]]
    }

    /// The weight of an edge, 0 if there is none.
    pub fn weight(&self, from: usize, to: usize) -> u32 {
        let edges = self.of(from);
        edges.binary_search_by_key(&to, |(end, _)| *end).map_or(0, |at| edges[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn the_downstream_depends_on_the_upstream_and_equals_on_each_other() {
        let mut sketch = Sketch::new();
        let [a, b, c, d] = ["A", "B", "C", "D"].map(|name| sketch.context(name));
        sketch.flow(a, b);
        sketch.flow(a, b);
        sketch.relate(b, c, RelationshipKind::Partnership, |_| ());
        sketch.relate(c, d, RelationshipKind::SeparateWays, |_| ());
        let structure = Structure::of(&sketch.landscape, &Graph::of(&sketch.landscape));
        let found: Vec<_> = structure.dependencies().map(|it| (it.from, it.to, it.weight)).collect();
        assert_eq!(found, [(1, 0, 2), (1, 2, 1), (2, 1, 1)]);
        assert_eq!((structure.dependency_count(), structure.weight()), (3, 4));
        assert_eq!(structure.into.weight(0, 1), 2);
    }
}
