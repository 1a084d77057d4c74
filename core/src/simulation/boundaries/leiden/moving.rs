//! Local moving: every node goes where it gains most, until none gains by going.

use std::collections::VecDeque;

use super::level::{Balance, Level};
use crate::random::Random;

/// Moves nodes between groups. Whoever is joined with one that moved is asked again.
pub(super) fn settle(level: &Level, groups: &mut [usize], balance: &Balance, random: &mut Random) {
    let mut state = State::new(level, groups);
    let mut queue: VecDeque<usize> = shuffled(level.nodes(), random).into();
    let mut is_waiting = vec![true; level.nodes()];
    while let Some(node) = queue.pop_front() {
        is_waiting[node] = false;
        if level.is_alone[node] {
            continue;
        }
        let from = groups[node];
        let to = state.best(level, groups, node, balance);
        if to == from {
            continue;
        }
        groups[node] = to;
        for (end, _) in level.of(node) {
            if groups[*end] != to && !std::mem::replace(&mut is_waiting[*end], true) {
                queue.push_back(*end);
            }
        }
    }
}

/// The numbers 0..`count` in an order by chance (Fisher and Yates).
pub(super) fn shuffled(count: usize, random: &mut Random) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        order.swap(last, random.below(last + 1));
    }
    order
}

/// What the groups amount to while nodes move.
struct State {
    amounts: Vec<(f64, f64)>,
    sizes: Vec<usize>,
    /// Groups without a node.
    empty: Vec<usize>,
    /// Groups that nobody may join.
    is_closed: Vec<bool>,
    /// For each group what joins the node that is asked with it; zero between two questions.
    joins: Vec<f64>,
    is_seen: Vec<bool>,
    seen: Vec<usize>,
}

impl State {
    fn new(level: &Level, groups: &[usize]) -> Self {
        let nodes = level.nodes();
        let mut state = Self {
            amounts: vec![(0.0, 0.0); nodes],
            sizes: vec![0; nodes],
            empty: Vec::new(),
            is_closed: vec![false; nodes],
            joins: vec![0.0; nodes],
            is_seen: vec![false; nodes],
            seen: Vec::new(),
        };
        for (node, group) in groups.iter().enumerate() {
            state.put(level, node, *group);
            state.is_closed[*group] |= level.is_alone[node];
        }
        state.empty = (0..nodes).rev().filter(|group| state.sizes[*group] == 0).collect();
        state
    }

    fn put(&mut self, level: &Level, node: usize, group: usize) {
        let amount = &mut self.amounts[group];
        *amount = (amount.0 + level.pull[node], amount.1 + level.push[node]);
        self.sizes[group] += 1;
    }

    fn take(&mut self, level: &Level, node: usize, group: usize) {
        let amount = &mut self.amounts[group];
        *amount = (amount.0 - level.pull[node], amount.1 - level.push[node]);
        self.sizes[group] -= 1;
    }

    /// The group in which a node is best, and puts it there. Where it gains nothing it stays.
    fn best(&mut self, level: &Level, groups: &[usize], node: usize, balance: &Balance) -> usize {
        let from = groups[node];
        self.take(level, node, from);
        for (end, weight) in level.of(node) {
            let group = groups[*end];
            self.joins[group] += weight;
            if !std::mem::replace(&mut self.is_seen[group], true) {
                self.seen.push(group);
            }
        }
        let amount = level.amount(node);
        let gain = |state: &Self, group: usize| state.joins[group] - balance.expected(amount, state.amounts[group]);
        let (mut to, mut most) = (from, gain(self, from) + balance.least);
        let is_foe = |group: usize| level.foes[node].iter().any(|foe| groups[*foe] == group);
        for at in 0..self.seen.len() {
            let group = self.seen[at];
            let here = gain(self, group);
            if here > most && group != from && !self.is_closed[group] && !is_foe(group) {
                (to, most) = (group, here);
            }
        }
        if most < 0.0
            && let Some(free) = self.empty.last()
        {
            to = *free;
        }
        for group in self.seen.drain(..) {
            (self.joins[group], self.is_seen[group]) = (0.0, false);
        }
        if to != from {
            if self.empty.last() == Some(&to) {
                self.empty.pop();
            }
            if self.sizes[from] == 0 {
                self.empty.push(from);
            }
        }
        self.put(level, node, to);
        to
    }
}
