//! Groups of nodes that belong together: the Leiden algorithm with a resolution and with hard constraints.
//!
//! Local moving, refinement and aggregation as published, for weights that draw together (positive) or apart
//! (negative). What comes out is connected by what draws together; what must be together is one node from the start, and
//! what must be apart is never moved or merged into one group. Nodes are put into the order of their keys and weights
//! onto a grid before anything is drawn, so that neither the order of the input nor the unit of the weights matters.
//!
//! Sources: Traag, Waltman and van Eck, *From Louvain to Leiden: guaranteeing well-connected communities* (Scientific
//! Reports 9, 2019); negative weights as in Gómez, Jensen and Arenas, *Analysis of community structure in networks of
//! correlated data* (Physical Review E 80, 2009).

mod constraint;
mod level;
mod moving;
mod refining;

pub use constraint::Contradiction;

use self::level::Level;
use crate::order;
use crate::random::Random;

/// Weights are rounded to this part of the greatest: sums of them are exact, whatever the order.
const GRID: f64 = 1_073_741_824.0;

/// So often all of it is done again at most, beginning with what came out before.
const ROUNDS: usize = 12;

/// What draws two nodes together, or apart where it is negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// A node.
    pub one: usize,
    /// Another one.
    pub other: usize,
    /// How strongly.
    pub weight: f64,
}

/// What is to be cut into groups, and what has to hold of every cut.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// What tells each node from the others, whatever its number: all different.
    pub keys: Vec<u64>,
    /// What draws nodes together or apart. Parallel pairs add up; a node with itself says nothing.
    pub pairs: Vec<Pair>,
    /// Pairs that must be in one group.
    pub together: Vec<(usize, usize)>,
    /// Pairs that must not be in one group.
    pub apart: Vec<(usize, usize)>,
    /// Nodes that stay alone.
    pub alone: Vec<usize>,
}

/// A problem made ready for being solved again and again.
#[derive(Clone, Debug)]
pub struct Leiden {
    /// For each node of the problem the node of the level that it is part of.
    node_of: Vec<usize>,
    /// The nodes that must be together as one, in the order of their first keys.
    level: Level,
}

impl Leiden {
    /// Makes a problem ready.
    ///
    /// # Errors
    ///
    /// Names two nodes that would have to be together and apart.
    pub fn new(problem: &Problem) -> Result<Self, Contradiction> {
        let nodes = problem.keys.len();
        let mut by_key: Vec<usize> = (0..nodes).collect();
        order::sort_by_key(&mut by_key, |node| problem.keys[*node]);
        let mut place = vec![0; nodes];
        by_key.iter().enumerate().for_each(|(at, node)| place[*node] = at);
        let united = constraint::united(problem, &place)?;
        let level = Level::new(nodes, &on_grid(&problem.pairs, &place));
        let mut level = level.united(&united);
        constraint::forbid(&mut level, problem, &place, &united);
        Ok(Self { node_of: place.iter().map(|at| united[*at]).collect(), level })
    }

    /// The group of each node, found with the chance of this seed. Groups are numbered 0.. in the order of keys. A higher
    /// resolution makes more and smaller groups.
    pub fn solve(&self, resolution: f64, seed: u64) -> Vec<usize> {
        let balance = self.level.balance(resolution);
        let mut groups: Vec<usize> = (0..self.level.nodes()).collect();
        for round in 0..ROUNDS as u64 {
            let after = self.improved(&groups, &balance, &Random::keyed(&[seed, round]));
            let is_stable = after == groups;
            groups = after;
            if is_stable {
                break;
            }
        }
        let groups = self.level.connected(&groups);
        self.node_of.iter().map(|node| groups[*node]).collect()
    }

    /// What is weighed when cuts of one problem are compared: modularity at this resolution, times a constant.
    pub fn worth(&self, groups: &[usize], resolution: f64) -> f64 {
        let mut of_level = vec![0; self.level.nodes()];
        self.node_of.iter().zip(groups).for_each(|(node, group)| of_level[*node] = *group);
        self.level.worth(&numbered(&of_level), &self.level.balance(resolution))
    }

    /// One round: from fine to coarse until nothing can be put together any more.
    fn improved(&self, groups: &[usize], balance: &level::Balance, random: &Random) -> Vec<usize> {
        let mut level = self.level.clone();
        let mut groups = groups.to_vec();
        let mut node_of: Vec<usize> = (0..level.nodes()).collect();
        for depth in 0_u64.. {
            moving::settle(&level, &mut groups, balance, &mut random.branch(2 * depth));
            groups = numbered(&groups);
            let count = groups.iter().max().map_or(0, |most| most + 1);
            if count == level.nodes() {
                break;
            }
            let parts = refining::refined(&level, &groups, balance, &mut random.branch(2 * depth + 1));
            let parts = numbered(&parts);
            if parts.iter().max().is_none_or(|most| most + 1 == level.nodes()) {
                break;
            }
            let coarse = level.united(&parts);
            let mut above = vec![0; coarse.nodes()];
            parts.iter().zip(&groups).for_each(|(part, group)| above[*part] = *group);
            node_of.iter_mut().for_each(|node| *node = parts[*node]);
            (level, groups) = (coarse, above);
        }
        numbered(&node_of.iter().map(|node| groups[*node]).collect::<Vec<_>>())
    }
}

/// The same groups, numbered in the order of their first nodes.
pub fn numbered(groups: &[usize]) -> Vec<usize> {
    let mut number = vec![usize::MAX; groups.iter().max().map_or(0, |most| most + 1)];
    let mut next = 0;
    let mut count = |group: usize| {
        if number[group] == usize::MAX {
            number[group] = next;
            next += 1;
        }
        number[group]
    };
    groups.iter().map(|group| count(*group)).collect()
}

/// The pairs by the places of their nodes, with weights in whole parts of the greatest.
fn on_grid(pairs: &[Pair], place: &[usize]) -> Vec<Pair> {
    let is_meant = |it: &&Pair| it.one != it.other && it.one.max(it.other) < place.len() && it.weight.is_finite();
    let mut placed: Vec<Pair> = pairs.iter().filter(is_meant).map(|it| by_place(it, place)).collect();
    order::sort_by(&mut placed, |a, b| {
        (a.one, a.other).cmp(&(b.one, b.other)).then_with(|| a.weight.total_cmp(&b.weight))
    });
    placed.dedup_by(|next, kept| {
        let is_parallel = (next.one, next.other) == (kept.one, kept.other);
        if is_parallel {
            kept.weight += next.weight;
        }
        is_parallel
    });
    let greatest = placed.iter().map(|it| it.weight.abs()).fold(0.0, f64::max);
    for pair in &mut placed {
        pair.weight = (pair.weight / greatest * GRID).round();
    }
    placed.retain(|it| it.weight != 0.0 && it.weight.is_finite());
    placed
}

fn by_place(pair: &Pair, place: &[usize]) -> Pair {
    let (one, other) = (place[pair.one], place[pair.other]);
    Pair { one: one.min(other), other: one.max(other), weight: pair.weight }
}

#[cfg(test)]
mod tests;
