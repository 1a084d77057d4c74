//! The order of a matrix's rows and columns: what is depended on comes first, what is cyclic stands together, groups
//! stay together as far as the dependencies allow. No drawing.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::graph::Components;
use crate::measure::feedback::feedback_arcs;
use crate::measure::structure::{Dependency, Structure};
use crate::order;
use crate::sorted_map::SortedMap;

/// In a tangle of more nodes than this no order is a good one: there groups stay together instead.
const TANGLE: usize = 12;

/// Nodes in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Partition {
    /// The nodes.
    pub(super) order: Vec<usize>,
    /// The places of each set of nodes that depend on each other in a circle: first and behind the last.
    pub(super) cycles: Vec<(usize, usize)>,
    /// The places of nodes of one group that stand together: first and behind the last.
    pub(super) runs: Vec<(usize, usize)>,
}

impl Partition {
    /// The partition of nodes that lie in these groups, numbered from 0.
    ///
    /// Block triangular: outside of the cycles every dependency leads to an earlier place. A group is in one piece
    /// unless it depends on other groups in a circle, and then as few pieces as a walk that stays where it is finds.
    pub(super) fn of(structure: &Structure, group: &[usize]) -> Self {
        let count = group.iter().max().map_or(0, |last| last + 1);
        let between = |it: Dependency| Dependency { from: group[it.from], to: group[it.to], ..it };
        let groups = Structure::new(count, structure.dependencies().map(between).collect());
        let places = Places::of(structure, &groups);
        let mut partition = Self::default();
        for component in walk(structure, group, &groups.groups) {
            let mut members = structure.groups.members(component).to_vec();
            let is_tangle = members.len() > TANGLE;
            order::sort_by_key(&mut members, |node| {
                (if is_tangle { places.of_group[group[*node]] } else { 0 }, places.of_node[*node])
            });
            let start = partition.order.len();
            if members.len() > 1 {
                partition.cycles.push((start, start + members.len()));
            }
            partition.order.extend(members);
        }
        let mut start = 0;
        for run in partition.order.chunk_by(|a, b| group[*a] == group[*b]) {
            partition.runs.push((start, start + run.len()));
            start += run.len();
        }
        partition
    }
}

/// Where nodes and groups stand in the orders that leave the least feedback, what is depended on first.
struct Places {
    of_node: Vec<usize>,
    of_group: Vec<usize>,
}

impl Places {
    fn of(structure: &Structure, groups: &Structure) -> Self {
        let places = |structure: &Structure| {
            let mut places = vec![0; structure.nodes()];
            let order = feedback_arcs(structure).order;
            order.iter().rev().enumerate().for_each(|(at, node)| places[*node] = at);
            places
        };
        Self { of_node: places(structure), of_group: places(groups) }
    }
}

/// The components of a structure, what is depended on first. One circle of groups comes after the other; in a circle,
/// the group of which most can come next does, and then all of it that can.
fn walk(structure: &Structure, group: &[usize], circles: &Components) -> Vec<usize> {
    let mut waiting = Waiting::of(structure, group);
    let mut order = Vec::with_capacity(waiting.home.len());
    for circle in 0..circles.count() {
        let members = circles.members(circle);
        loop {
            let runs = members.iter().map(|group| (waiting.run(*group), Reverse(*group)));
            let Some((1.., Reverse(next))) = runs.max() else { break };
            while let Some(Reverse(component)) = waiting.ready[next].pop() {
                order.push(component);
                waiting.placed(component);
            }
        }
    }
    order
}

/// Components that are not placed yet.
struct Waiting {
    /// The group of each.
    home: Vec<usize>,
    /// How many of those that it depends on are not placed.
    on: Vec<usize>,
    /// Who depends on each.
    needed_by: Vec<Vec<usize>>,
    /// Those that wait for nothing any more, by group.
    ready: Vec<BinaryHeap<Reverse<usize>>>,
}

impl Waiting {
    fn of(structure: &Structure, group: &[usize]) -> Self {
        let components = &structure.groups;
        let count = components.count();
        let home: Vec<usize> = (0..count).map(|component| group[components.members(component)[0]]).collect();
        let (mut on, mut needed_by) = (vec![0_usize; count], vec![Vec::new(); count]);
        for it in structure.dependencies() {
            let (from, to) = (components.of[it.from], components.of[it.to]);
            if from != to {
                on[from] += 1;
                needed_by[to].push(from);
            }
        }
        let mut ready = vec![BinaryHeap::new(); group.iter().max().map_or(0, |last| last + 1)];
        for component in (0..count).filter(|component| on[*component] == 0) {
            ready[home[component]].push(Reverse(component));
        }
        Self { home, on, needed_by, ready }
    }

    fn placed(&mut self, component: usize) {
        for next in std::mem::take(&mut self.needed_by[component]) {
            self.on[next] -= 1;
            if self.on[next] == 0 {
                self.ready[self.home[next]].push(Reverse(next));
            }
        }
    }

    /// How many components of a group could come one after the other now.
    fn run(&self, group: usize) -> usize {
        let mut open: Vec<usize> = self.ready[group].iter().map(|Reverse(component)| *component).collect();
        let (mut count, mut left) = (0, SortedMap::<usize, usize>::new());
        while let Some(component) = open.pop() {
            count += 1;
            for next in self.needed_by[component].iter().filter(|next| self.home[**next] == group) {
                let left = left.entry(*next).or_insert(self.on[*next]);
                *left -= 1;
                if *left == 0 {
                    open.push(*next);
                }
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partition(group: &[usize], dependencies: &[(usize, usize)]) -> Partition {
        let dependencies = dependencies.iter().map(|(from, to)| Dependency::new(*from, *to)).collect();
        Partition::of(&Structure::new(group.len(), dependencies), group)
    }

    #[test]
    fn what_is_depended_on_comes_first_and_groups_stay_together() {
        let found = partition(&[0, 1, 0, 1], &[(0, 1), (2, 3), (0, 2)]);
        assert_eq!(found, Partition { order: vec![1, 3, 2, 0], cycles: vec![], runs: vec![(0, 2), (2, 4)] });
    }

    #[test]
    fn a_circle_stands_together_with_little_feedback() {
        // 1, 2 and 3 in a circle with one dependency to cut: that of 1 on 3.
        let found = partition(&[0; 5], &[(0, 1), (3, 2), (2, 1), (1, 3), (3, 1), (2, 4)]);
        assert_eq!((found.order, found.cycles), (vec![4, 1, 2, 3, 0], vec![(1, 4)]));
    }

    #[test]
    fn a_group_comes_in_pieces_only_where_groups_need_each_other() {
        // Groups 0 and 1 need each other without a circle among their nodes; group 2 is in one piece.
        let found = partition(&[0, 1, 0, 2, 2], &[(0, 1), (1, 2), (2, 3), (2, 4)]);
        assert_eq!((found.order, found.runs.len()), (vec![3, 4, 2, 1, 0], 4));
    }
}
