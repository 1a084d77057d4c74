//! What must be together and what must be apart.

use std::fmt;

use super::level::Level;
use super::{Problem, numbered};

/// Two nodes that would have to be in one group and may not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// A node.
    pub one: usize,
    /// The other one; the same where a node that stays alone would have to be with another.
    pub other: usize,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} and {} would have to be together and apart.", self.one, self.other)
    }
}

impl std::error::Error for Contradiction {}

/// For each place the group of those that must be together, numbered in the order of places.
pub(super) fn united(problem: &Problem, place: &[usize]) -> Result<Vec<usize>, Contradiction> {
    let mut above: Vec<usize> = (0..place.len()).collect();
    for (one, other) in meant(&problem.together, place) {
        let (one, other) = (top(&mut above, place[one]), top(&mut above, place[other]));
        above[one.max(other)] = one.min(other);
    }
    let tops: Vec<usize> = (0..place.len()).map(|at| top(&mut above, at)).collect();
    let united = numbered(&tops);
    let is_one = |one: usize, other: usize| united[place[one]] == united[place[other]];
    if let Some((one, other)) = meant(&problem.apart, place).find(|(one, other)| is_one(*one, *other)) {
        return Err(Contradiction { one, other });
    }
    let mut sizes = vec![0; united.len()];
    united.iter().for_each(|group| sizes[*group] += 1);
    let is_kept = |node: &&usize| place.get(**node).is_some_and(|at| sizes[united[*at]] > 1);
    match problem.alone.iter().find(is_kept) {
        Some(node) => Err(Contradiction { one: *node, other: *node }),
        None => Ok(united),
    }
}

/// Writes down on the level what must be apart and what stays alone.
pub(super) fn forbid(level: &mut Level, problem: &Problem, place: &[usize], united: &[usize]) {
    for (one, other) in meant(&problem.apart, place) {
        let (one, other) = (united[place[one]], united[place[other]]);
        level.foes[one].push(other);
        level.foes[other].push(one);
    }
    for foes in &mut level.foes {
        foes.sort_unstable();
        foes.dedup();
    }
    for at in problem.alone.iter().filter_map(|node| place.get(*node)) {
        level.is_alone[united[*at]] = true;
    }
}

/// The pairs of two different nodes that are there.
fn meant<'a>(pairs: &'a [(usize, usize)], place: &'a [usize]) -> impl Iterator<Item = (usize, usize)> + 'a {
    pairs.iter().copied().filter(|(one, other)| one != other && (*one).max(*other) < place.len())
}

fn top(above: &mut [usize], start: usize) -> usize {
    let mut at = start;
    while above[at] != at {
        above[at] = above[above[at]];
        at = above[at];
    }
    at
}
