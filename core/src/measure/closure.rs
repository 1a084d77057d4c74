//! How far dependencies reach: the sizes of the reflexive transitive closure's rows, without keeping the closure.
//!
//! The members of a strongly connected component see the same nodes, so that one row serves them all, and a component
//! sees what those that it depends on see. The rows are bit sets, made for a few hundred columns at a time: memory
//! grows with the components, not with their square.

use super::structure::Adjacency;
use crate::graph::Components;
use crate::order;

/// How many words of a row are worked on at one time: 512 columns.
const WORDS: usize = 8;
const BITS: usize = 64 * WORDS;

/// Which way edges lead through the components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From later components to earlier ones, in the order of [`Components`].
    Along,
    /// From earlier to later ones: the edges are those that the components were found by, turned around.
    Against,
}

/// For each node how many nodes can be reached over these edges, itself included.
pub(super) fn sizes(groups: &Components, edges: &Adjacency, way: Way) -> Vec<u32> {
    let next = condensed(groups, edges);
    let count = groups.count();
    let mut sizes = vec![0_u32; count];
    let mut rows = vec![[0_u64; WORDS]; count];
    for from in (0..edges.nodes()).step_by(BITS) {
        for step in 0..count {
            let group = if way == Way::Along { step } else { count - 1 - step };
            let mut row = own(groups, group, from);
            for other in next.of(group) {
                for (word, more) in row.iter_mut().zip(&rows[*other]) {
                    *word |= more;
                }
            }
            sizes[group] += row.iter().map(|word| word.count_ones()).sum::<u32>();
            rows[group] = row;
        }
    }
    groups.of.iter().map(|group| sizes[*group]).collect()
}

/// The columns of a component's own members, as far as they lie in the block that begins at `from`.
fn own(groups: &Components, group: usize, from: usize) -> [u64; WORDS] {
    let begin = groups.start(group);
    let end = begin + groups.members(group).len();
    let mut row = [0; WORDS];
    for (index, word) in row.iter_mut().enumerate() {
        let base = from + 64 * index;
        let (low, high) = (begin.clamp(base, base + 64) - base, end.clamp(base, base + 64) - base);
        *word = below(high) & !below(low);
    }
    row
}

/// The lowest `count` bits.
fn below(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

/// For each component the other components that its edges lead to, each once.
struct Condensed {
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Condensed {
    fn of(&self, group: usize) -> &[usize] {
        &self.ends[self.starts[group]..self.starts[group + 1]]
    }
}

fn condensed(groups: &Components, edges: &Adjacency) -> Condensed {
    let (mut starts, mut ends) = (vec![0], Vec::new());
    for group in 0..groups.count() {
        let leads_to = |node: &usize| edges.of(*node).iter().map(|(to, _)| groups.of[*to]);
        let mut next: Vec<usize> = groups.members(group).iter().flat_map(leads_to).filter(|to| *to != group).collect();
        order::sort_by_key(&mut next, |to| *to);
        next.dedup();
        ends.append(&mut next);
        starts.push(ends.len());
    }
    Condensed { starts, ends }
}

#[cfg(test)]
mod tests {
    use crate::measure::structure::{Dependency, Structure};
    use crate::random::Random;

    #[test]
    fn the_sizes_are_those_of_walking_from_every_node() {
        let mut random = Random::new(7);
        for (nodes, edges) in [(1, 0), (2, 2), (40, 50), (64, 40), (300, 330), (700, 690), (1_100, 1_200)] {
            let edges = (0..edges).map(|_| Dependency::new(random.below(nodes), random.below(nodes))).collect();
            let structure = Structure::new(nodes, edges);
            let mut fan_in = vec![0; nodes];
            for node in 0..nodes {
                let seen = structure.visible_from(node);
                assert_eq!(structure.fan_out[node] as usize, seen.iter().filter(|seen| **seen).count());
                seen.iter().enumerate().filter(|(_, seen)| **seen).for_each(|(to, _)| fan_in[to] += 1);
            }
            assert_eq!(structure.fan_in, fan_in);
        }
    }
}
