//! What draws two elements together or apart: the scores of Service Cutter, criterion by criterion.
//!
//! Source: Kölbl and Gysel, *Service Cutter* (2015) and Gysel, Kölbl, Giersche and Zimmermann, *Service Cutter: A
//! Systematic Approach to Service Decomposition* (ESOCC 2016), as its program computes them. Unlike there negative sums
//! are kept: they draw apart.

use super::leiden::Pair;
use crate::sorted_map::SortedMap;

/// The most that a criterion says for or against two elements.
pub const MOST: f64 = 10.0;

/// What two that are written together score for each use case.
pub(super) const WRITTEN: f64 = 10.0;

/// What two that are read together, or one read where the other is written, score for each use case.
pub(super) const READ: f64 = 3.0;

/// What one that is part of another scores.
const PART: f64 = 1.0;

/// Scores by pairs of elements, the lower number first. An element with itself can have one, and it counts for nothing.
pub type Scores = SortedMap<(usize, usize), f64>;

/// What is read and what is written as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UseCase {
    /// The elements that are read.
    pub reads: Vec<usize>,
    /// The elements that are written.
    pub writes: Vec<usize>,
}

/// The priorities of Service Cutter's editor, from the least: code, name, what scores are multiplied with.
pub const PRIORITIES: [(&str, &str, f64); 7] = [
    ("ignore", "IGNORE", 0.0),
    ("xs", "XS", 0.5),
    ("s", "S", 1.0),
    ("m", "M", 3.0),
    ("l", "L", 5.0),
    ("xl", "XL", 8.0),
    ("xxl", "XXL", 13.0),
];

/// Semantic proximity: what is written together (10 for each use case), read together (3), written where another is read
/// (3), or part of another (1), in parts of the tenth that scores most, which scores 10.
pub fn semantic_proximity(use_cases: &[UseCase], parts: &[(usize, usize)]) -> Scores {
    let mut tally = Tally::default();
    for UseCase { reads, writes } in use_cases {
        among(writes, |one, other| tally.add(one, other, WRITTEN));
        among(reads, |one, other| tally.add(one, other, READ));
        for written in writes {
            reads.iter().for_each(|read| tally.add(*written, *read, READ));
        }
    }
    parts.iter().for_each(|(one, other)| tally.add(*one, *other, PART));
    normalised(tally.scores())
}

/// Scores that add up while they are counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    entries: Vec<((usize, usize), f64)>,
}

impl Tally {
    /// Adds to the score of two elements.
    pub fn add(&mut self, one: usize, other: usize, score: f64) {
        self.entries.push((pair(one, other), score));
    }

    /// What was counted for each pair.
    pub fn scores(mut self) -> Scores {
        crate::order::sort_by_key(&mut self.entries, |(pair, _)| *pair);
        self.entries.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 += next.1;
            }
            is_same
        });
        self.entries.into_iter().collect()
    }
}

/// Scores in parts of the tenth that scores most: the last of that tenth scores 10, and nothing scores more.
pub fn normalised(mut scores: Scores) -> Scores {
    let mut sorted: Vec<f64> = scores.values().copied().collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let reference = sorted.get((sorted.len() / 10).max(1) - 1).copied().unwrap_or_default() / MOST;
    for score in scores.values_mut() {
        *score = if reference > 0.0 { (*score / reference).min(MOST) } else { 0.0 };
    }
    scores
}

/// Cohesive groups: two of one group score 10.
pub fn cohesive(groups: &[Vec<usize>]) -> Scores {
    let mut tally = Tally::default();
    groups.iter().for_each(|group| among(group, |one, other| tally.add(one, other, MOST)));
    let mut scores = tally.scores();
    scores.values_mut().for_each(|score| *score = MOST);
    scores
}

/// Compatibility: two of different classes score what their classes' weights differ, below zero. An element without a
/// class has the default one. Only the pairs that are asked for.
pub fn compatibility(classes: &SortedMap<usize, f64>, default: f64, pairs: &[(usize, usize)]) -> Scores {
    let class = |element: usize| classes.get(&element).copied().unwrap_or(default);
    let mut scores = Scores::new();
    for (one, other) in pairs {
        let apart = (class(*one) - class(*other)).abs();
        if apart > 0.0 {
            scores.insert(pair(*one, *other), -apart);
        }
    }
    scores
}

/// Separated groups: two of different groups score −10.
pub fn separated(groups: &[Vec<usize>]) -> Scores {
    let mut scores = Scores::new();
    for (place, group) in groups.iter().enumerate() {
        for other in groups[..place].iter().flatten() {
            group.iter().filter(|one| *one != other).for_each(|one| {
                scores.insert(pair(*one, *other), -MOST);
            });
        }
    }
    scores
}

/// Exclusive groups: two of one group score 10, one of it and any other of the elements −10.
pub fn exclusive(groups: &[Vec<usize>], elements: usize) -> Scores {
    let mut scores = Scores::new();
    for group in groups {
        for one in group {
            for other in (0..elements).filter(|other| other != one) {
                let score = if group.contains(&other) { MOST } else { -MOST };
                scores.insert(pair(*one, other), score);
            }
        }
    }
    scores
}

/// Two elements, and what each criterion has for or against their being together.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// An element.
    pub one: usize,
    /// One with a higher number.
    pub other: usize,
    /// For each criterion its score times its priority.
    pub shares: Vec<f64>,
}

impl Edge {
    /// What all criteria say together; below zero it draws apart.
    pub fn weight(&self) -> f64 {
        self.shares.iter().sum()
    }

    /// The edge as a pair to be cut or kept.
    pub fn pair(&self) -> Pair {
        Pair { one: self.one, other: self.other, weight: self.weight() }
    }
}

/// The edges that follow from the scores of each criterion and its priority, in order: Σ score × priority. A criterion
/// with the priority 0 says nothing.
pub fn edges(criteria: &[(&Scores, f64)]) -> Vec<Edge> {
    let mut all: Vec<(usize, usize, usize, f64)> = Vec::new();
    for (place, (scores, priority)) in criteria.iter().enumerate() {
        let counted = scores.iter().filter(|((one, other), _)| one != other && *priority != 0.0);
        all.extend(counted.map(|((one, other), score)| (*one, *other, place, score * priority)));
    }
    crate::order::sort_by_key(&mut all, |(one, other, place, _)| (*one, *other, *place));
    let mut edges: Vec<Edge> = Vec::new();
    for (one, other, place, share) in all {
        let is_last = edges.last().is_some_and(|edge| (edge.one, edge.other) == (one, other));
        if !is_last {
            edges.push(Edge { one, other, shares: vec![0.0; criteria.len()] });
        }
        if let Some(edge) = edges.last_mut() {
            edge.shares[place] += share;
        }
    }
    edges
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

fn among(group: &[usize], mut each: impl FnMut(usize, usize)) {
    for (place, one) in group.iter().enumerate() {
        group[..place].iter().filter(|other| *other != one).for_each(|other| each(*one, *other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exclusive_group_holds_together_and_keeps_everybody_else_out() {
        let scores = exclusive(&[vec![0, 1]], 3);
        assert_eq!(scores, Scores::from([((0, 1), 10.0), ((0, 2), -10.0), ((1, 2), -10.0)]));
        assert_eq!(separated(&[vec![0], vec![0, 2]]), Scores::from([((0, 2), -10.0)]));
        assert_eq!(cohesive(&[vec![1, 0], vec![0, 1]]), Scores::from([((0, 1), 10.0)]));
    }

    #[test]
    fn a_criterion_that_is_ignored_says_nothing() {
        let scores = cohesive(&[vec![0, 1]]);
        assert!(edges(&[(&scores, 0.0)]).is_empty());
        let found = edges(&[(&scores, 0.5), (&scores, -1.0)]);
        assert_eq!(found, [Edge { one: 0, other: 1, shares: vec![5.0, -10.0] }]);
        assert_eq!(found[0].weight(), -5.0);
    }

    #[test]
    fn no_score_is_no_reference() {
        assert!(normalised(Scores::new()).is_empty());
        assert_eq!(normalised(Scores::from([((0, 1), 0.0)])), Scores::from([((0, 1), 0.0)]));
    }
}
