//! The minimum feedback arc set: the least weight of dependencies without which no cycle is left.
//!
//! Every order of the nodes leaves some dependencies leading backwards; without those nothing is cyclic, and some order
//! leaves no more than a minimum set. Of two nodes that depend on each other, any order leaves the lighter dependency
//! or more: that much is taken off both before anything else, which makes most groups small. A group of up to
//! [`EXACT_NODES`] nodes is then solved exactly, as long as there is [`EXACT_WORK`] left, the smallest groups first;
//! the others get a good order, and the result says that it is an upper bound.

mod exact;
mod heuristic;

use super::structure::{Dependency, Structure};
use crate::order;

/// The most nodes of a group that is solved exactly.
pub const EXACT_NODES: usize = 20;

/// How many steps all exact solutions of a structure may take together: a step looks at one node of one subset.
pub const EXACT_WORK: usize = 1 << 25;

/// Dependencies without which nothing is cyclic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackArcs {
    /// Which ones, in the order of their ends.
    pub arcs: Vec<Dependency>,
    /// Their weight.
    pub weight: u64,
    /// There is no lighter set. Else the weight is an upper bound.
    pub is_exact: bool,
    /// The nodes in an order in which all other dependencies lead forwards.
    pub order: Vec<usize>,
}

/// A light set of dependencies to cut, the lightest where that is feasible. The same for the same structure always.
pub fn feedback_arcs(structure: &Structure) -> FeedbackArcs {
    let left = without_mutual(structure);
    let mut groups: Vec<usize> = (0..left.groups.count()).collect();
    order::sort_by_key(&mut groups, |group| left.groups.members(*group).len());
    let mut orders: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    let (mut is_exact, mut work) = (true, EXACT_WORK);
    for group in groups {
        let members = left.groups.members(group);
        let needed = if members.len() <= EXACT_NODES { members.len() << members.len() } else { usize::MAX };
        orders[group] = match members {
            [only] => vec![*only],
            _ if needed <= work => {
                work -= needed;
                exact::order(&left, members)
            }
            _ => {
                let order = heuristic::order(&left, members);
                is_exact &= is_least(&left, &order);
                order
            }
        };
    }
    // Components come in the order of what is depended on first: from the last to the first, all edges lead forwards.
    let order: Vec<usize> = orders.into_iter().rev().flatten().collect();
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, node)| place[*node] = at);
    let arcs: Vec<Dependency> = structure.dependencies().filter(|it| place[it.from] > place[it.to]).collect();
    let weight = arcs.iter().map(|arc| u64::from(arc.weight)).sum();
    FeedbackArcs { arcs, weight, is_exact, order }
}

/// An order of nodes 0..`count` in which few of these arcs lead backwards: every node of what is not cyclic in its
/// place, and groups in a good order. Quick, for pictures.
pub fn good_order(count: usize, arcs: &[(usize, usize)]) -> Vec<usize> {
    let dependencies = arcs.iter().map(|(from, to)| Dependency::new(*from, *to)).collect();
    let structure = without_mutual(&Structure::without_reach(count, dependencies));
    let of = |group: usize| match structure.groups.members(group) {
        [only] => vec![*only],
        members => heuristic::order(&structure, members),
    };
    (0..structure.groups.count()).rev().flat_map(of).collect()
}

/// Whether the order of a whole group cannot be bettered, because it leaves no more than the group's lightest dependency:
/// a ring of any size.
fn is_least(structure: &Structure, order: &[usize]) -> bool {
    let mut place = vec![usize::MAX; structure.nodes()];
    order.iter().enumerate().for_each(|(at, node)| place[*node] = at);
    let (mut lightest, mut backwards) = (u64::MAX, 0);
    for node in order {
        for (to, weight) in structure.out.of(*node).iter().filter(|(to, _)| place[*to] != usize::MAX) {
            lightest = lightest.min(u64::from(*weight));
            backwards += if place[*node] > place[*to] { u64::from(*weight) } else { 0 };
        }
    }
    backwards <= lightest
}

/// The structure with what each two nodes depend on each other in equal measure taken off.
fn without_mutual(structure: &Structure) -> Structure {
    let dependencies = structure.dependencies().filter_map(|it| {
        let weight = it.weight.saturating_sub(structure.out.weight(it.to, it.from));
        (weight > 0).then_some(Dependency { weight, ..it })
    });
    Structure::without_reach(structure.nodes(), dependencies.collect())
}

#[cfg(test)]
mod tests;
