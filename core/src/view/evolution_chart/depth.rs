//! How deep below what people see each context lies, and who needs whom, for the evolution chart. No drawing.

use crate::graph::Graph;
use crate::measure::structure::Structure;
use crate::model::{ActorId, BoundedContext, ContextId, Landscape, Party, RelationshipId, RelationshipKind};
use crate::order;
use crate::pattern;

/// One needs another, or both need each other.
pub(super) struct Line {
    /// Who needs: a context by its number, an actor by its number behind those of the contexts.
    pub(super) from: usize,
    /// Who is needed.
    pub(super) to: usize,
    /// Whether they need each other.
    pub(super) is_mutual: bool,
    /// What says so.
    pub(super) relationships: Vec<RelationshipId>,
}

/// Who stands on whom.
pub(super) struct Supply<'a> {
    /// The contexts, in the order of identifiers.
    pub(super) contexts: Vec<&'a BoundedContext>,
    /// How many steps below what nothing depends on each context lies, by the longest way. Those in a circle of
    /// dependencies lie equally deep.
    pub(super) depth: Vec<usize>,
    /// Who needs whom, pair by pair.
    pub(super) lines: Vec<Line>,
    structure: Structure,
    actors: Vec<ActorId>,
}

impl<'a> Supply<'a> {
    /// What a landscape says.
    pub(super) fn of(landscape: &'a Landscape) -> Self {
        let graph = Graph::of(landscape);
        let structure = Structure::of(landscape, &graph);
        let actors = landscape.actors.keys().copied().collect();
        let contexts = landscape.contexts.values().map(AsRef::as_ref).collect();
        let mut supply = Self { contexts, depth: depths(&structure), lines: Vec::new(), structure, actors };
        supply.lines = supply.lines_of(landscape, &graph);
        supply
    }

    /// The number of a context.
    pub(super) fn number(&self, id: ContextId) -> Option<usize> {
        self.contexts.binary_search_by_key(&id, |context| context.id).ok()
    }

    /// How many rows the chart has.
    pub(super) fn rows(&self) -> usize {
        self.depth.iter().max().map_or(0, |deepest| deepest + 1)
    }

    /// The contexts that depend on one directly.
    pub(super) fn dependents(&self, context: usize) -> impl Iterator<Item = usize> + '_ {
        self.structure.into.of(context).iter().map(|(other, _)| *other)
    }

    /// The contexts that an actor uses.
    pub(super) fn used_by(&self, actor: ActorId) -> impl Iterator<Item = usize> + '_ {
        let node = self.actors.binary_search(&actor).ok().map(|at| self.contexts.len() + at);
        self.lines.iter().filter(move |line| Some(line.from) == node).map(|line| line.to)
    }

    fn lines_of(&self, landscape: &Landscape, graph: &Graph) -> Vec<Line> {
        let number = |party: Party| match party {
            Party::Context(id) => self.context(graph, id),
            Party::Actor(id) => self.actors.binary_search(&id).ok().map(|at| self.contexts.len() + at),
            Party::Team(_) => None,
        };
        let said = landscape.relationships.values().filter(|it| it.kind != RelationshipKind::SeparateWays);
        let said = said.filter_map(|it| {
            let (from, to) = (number(it.downstream)?, number(it.upstream)?);
            // An actor needs what it is joined to, whichever end it was drawn at.
            let (from, to) = if to >= self.contexts.len() { (to, from) } else { (from, to) };
            let is_mutual = pattern::is_symmetric(it.kind) && from < self.contexts.len();
            let (from, to) = if is_mutual { (from.min(to), from.max(to)) } else { (from, to) };
            (from != to && to < self.contexts.len()).then_some((from, to, is_mutual, it.id))
        });
        let mut said: Vec<(usize, usize, bool, RelationshipId)> = said.collect();
        order::sort_by_key(&mut said, |it| *it);
        let of_pair = |pair: &[(usize, usize, bool, RelationshipId)]| {
            let (from, to, is_mutual, _) = pair[0];
            Line { from, to, is_mutual, relationships: pair.iter().map(|it| it.3).collect() }
        };
        said.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)).map(of_pair).collect()
    }

    fn context(&self, graph: &Graph, id: ContextId) -> Option<usize> {
        graph.number(id).filter(|number| *number < self.contexts.len())
    }
}

/// The longest way to each node from one that nothing depends on, in steps.
fn depths(structure: &Structure) -> Vec<usize> {
    let groups = &structure.groups;
    let mut of_group = vec![0; groups.count()];
    // What is depended on has the smaller number: from the last on, all that depend on a group come before it.
    for group in (0..groups.count()).rev() {
        for node in groups.members(group) {
            for (other, _) in structure.out.of(*node) {
                let below = groups.of[*other];
                if below != group {
                    of_group[below] = of_group[below].max(of_group[group] + 1);
                }
            }
        }
    }
    groups.of.iter().map(|group| of_group[*group]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::structure::Dependency;

    #[test]
    fn what_is_needed_lies_deeper_and_circles_lie_level() {
        let pairs = [(0, 1), (1, 2), (0, 2), (2, 3), (3, 2), (4, 3)];
        let dependencies = pairs.map(|(from, to)| Dependency::new(from, to)).to_vec();
        assert_eq!(depths(&Structure::new(6, dependencies)), [0, 1, 2, 2, 0, 0]);
    }
}
