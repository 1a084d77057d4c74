//! How far one cut is from another: the fewest moves and joins that make the one into the other.
//!
//! Sources: Tzerpos and Holt, *MoJo: a distance metric for software clusterings* (WCRE 1999); the exact algorithm and
//! the figure in per cent are of Wen and Tzerpos, *An optimal algorithm for MoJo distance* (IWPC 2003) and *An
//! effectiveness measure for software clustering algorithms* (IWPC 2004).

use super::leiden::numbered;
use crate::sorted_map::SortedMap;

/// How far a cut A is from a cut B.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distance {
    /// The fewest moves of a node and joins of two parts that make A into B (mno). Not the same as from B to A.
    pub steps: usize,
    /// The most that it could be from any cut to B.
    pub most: usize,
}

impl Distance {
    /// From one cut to another of the same nodes. With each part of A goes the part of B that holds most of it; what is
    /// elsewhere moves, and parts that go with the same are joined. Among several that hold as much, maximum bipartite
    /// matching lets as few as possible be joined: mno = n − Σ max |Aᵢ ∩ Bⱼ| + |A| − matched.
    pub fn between(one: &[usize], other: &[usize]) -> Self {
        let nodes = one.len().min(other.len());
        let (one, other) = (numbered(&one[..nodes]), numbered(&other[..nodes]));
        let parts = |groups: &[usize]| groups.iter().max().map_or(0, |most| most + 1);
        let (count, others) = (parts(&one), parts(&other));
        let mut shared: SortedMap<(usize, usize), usize> = SortedMap::new();
        one.iter().zip(&other).for_each(|(a, b)| *shared.entry((*a, *b)).or_default() += 1);
        let mut most = vec![0; count];
        shared.iter().for_each(|((a, _), size)| most[*a] = most[*a].max(*size));
        let mut tags: Vec<Vec<usize>> = vec![Vec::new(); count];
        shared.iter().filter(|((a, _), size)| most[*a] == **size).for_each(|((a, b), _)| tags[*a].push(*b));
        let stay: usize = most.iter().sum();
        let mut sizes = vec![0; others];
        other.iter().for_each(|part| sizes[*part] += 1);
        Self { steps: nodes - stay + count - matched(&tags, others), most: nodes - groups_at_worst(sizes) }
    }

    /// MoJoFM in per cent: 100 for the same cut, 0 for one that is as far away as can be.
    pub fn likeness(self) -> f64 {
        match self.most {
            0 => 100.0,
            most => (1.0 - self.steps as f64 / most as f64) * 100.0,
        }
    }
}

/// How many groups are left at the worst, by the sizes of the parts that are aimed at.
fn groups_at_worst(mut sizes: Vec<usize>) -> usize {
    sizes.sort_unstable();
    sizes.iter().fold(0, |groups, size| if groups < *size { groups + 1 } else { groups })
}

/// The size of a maximum matching of parts with their tags, by augmenting paths (Kuhn).
fn matched(tags: &[Vec<usize>], others: usize) -> usize {
    let mut taken: Vec<Option<usize>> = vec![None; others];
    (0..tags.len()).filter(|part| augment(tags, *part, &mut taken)).count()
}

/// Finds a tag for a part, with others giving way; breadth first, so that no path is too deep.
fn augment(tags: &[Vec<usize>], start: usize, taken: &mut [Option<usize>]) -> bool {
    let mut from: Vec<Option<usize>> = vec![None; taken.len()];
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(part) = open.pop_front() {
        for tag in &tags[part] {
            if from[*tag].is_some() {
                continue;
            }
            from[*tag] = Some(part);
            match taken[*tag] {
                Some(holder) => open.push_back(holder),
                None => {
                    give_way(&from, *tag, start, tags, taken);
                    return true;
                }
            }
        }
    }
    false
}

/// Everybody along the path takes the tag that it was reached by.
fn give_way(from: &[Option<usize>], free: usize, start: usize, tags: &[Vec<usize>], taken: &mut [Option<usize>]) {
    let mut tag = free;
    while let Some(part) = from[tag] {
        let before = tags[part].iter().copied().find(|held| taken[*held] == Some(part));
        taken[tag] = Some(part);
        match before {
            Some(held) if part != start => tag = held,
            _ => break,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// The fewest steps from every cut to one cut, by trying everything.
    fn searched(goal: &[usize]) -> SortedMap<Vec<usize>, usize> {
        let mut all = vec![vec![0]];
        for _ in 1..goal.len() {
            let longer = all.iter().flat_map(|cut: &Vec<usize>| {
                let parts = cut.iter().max().map_or(0, |most| most + 1);
                (0..=parts).map(move |part| [cut.as_slice(), &[part]].concat())
            });
            all = longer.collect();
        }
        let mut steps: SortedMap<Vec<usize>, usize> = SortedMap::from([(numbered(goal), 0)]);
        // Level by level: a cut is at most one step farther than the best that a step from it leads to.
        loop {
            let mut found = Vec::new();
            for cut in all.iter().filter(|cut| !steps.contains_key(*cut)) {
                let nearest = next(cut).iter().filter_map(|after| steps.get(after)).min().copied();
                found.extend(nearest.map(|nearest| (cut.clone(), nearest + 1)));
            }
            if found.is_empty() {
                return steps;
            }
            let least = found.iter().map(|it| it.1).min().unwrap_or_default();
            steps.extend(found.into_iter().filter(|it| it.1 == least));
        }
    }

    fn next(cut: &[usize]) -> Vec<Vec<usize>> {
        let parts = cut.iter().max().map_or(0, |most| most + 1);
        let mut after = Vec::new();
        for node in 0..cut.len() {
            after.extend((0..=parts).map(|to| {
                let mut moved = cut.to_vec();
                moved[node] = to;
                numbered(&moved)
            }));
        }
        for one in 0..parts {
            after.extend((0..one).map(|other| {
                numbered(&cut.iter().map(|part| if *part == one { other } else { *part }).collect::<Vec<_>>())
            }));
        }
        after
    }

    #[test]
    fn the_distance_is_that_of_trying_everything() {
        for seed in 0..12 {
            let mut random = Random::keyed(&[seed, 31]);
            let goal: Vec<usize> = (0..6).map(|_| random.below(3)).collect();
            let steps = searched(&goal);
            let most = steps.values().max().copied().unwrap_or_default();
            for (cut, steps) in &steps {
                let found = Distance::between(cut, &goal);
                assert_eq!((found.steps, found.most), (*steps, most), "{cut:?} to {goal:?}");
            }
        }
    }

    #[test]
    fn the_same_cut_is_no_step_away_whatever_its_parts_are_called() {
        let distance = Distance::between(&[5, 5, 9], &[1, 1, 0]);
        assert_eq!((distance.steps, distance.likeness()), (0, 100.0));
        assert_eq!(Distance::between(&[], &[]).likeness(), 100.0);
    }
}
