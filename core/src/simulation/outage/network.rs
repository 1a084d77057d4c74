//! How probable it is that two ends of an undirected network are joined when its edges fail independently.
//!
//! By factoring: an edge at the source either works, and its ends become one, or it does not, and it goes (Moore and
//! Shannon 1956). Edges side by side are first made one, edges that lead nowhere are left out, and networks that were met
//! before are looked up.

use crate::sorted_map::SortedMap;

/// An edge between two nodes that works with this probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Its two ends, in either order.
    pub ends: [usize; 2],
    /// How probable it is that it works, between 0 and 1.
    pub works: f64,
}

/// How many different networks are looked at before it gives up.
const NETWORKS_MAX: usize = 20_000;

/// The probability that a way of working edges leads from one node to the other; nothing where the network is too large
/// to be taken apart.
pub fn two_terminal(edges: &[Edge], source: usize, target: usize) -> Option<f64> {
    let mut known = SortedMap::new();
    joined(simplified(edges.to_vec(), source, target), source, target, &mut known)
}

/// A network by its edges, with probabilities as bits: equal networks have equal names.
type Name = Vec<(usize, usize, u64)>;

fn joined(edges: Vec<Edge>, source: usize, target: usize, known: &mut SortedMap<Name, f64>) -> Option<f64> {
    if source == target {
        return Some(1.0);
    }
    let Some(first) = edges.iter().position(|edge| edge.ends.contains(&source)) else { return Some(0.0) };
    let name: Name = edges.iter().map(|edge| (edge.ends[0], edge.ends[1], edge.works.to_bits())).collect();
    if let Some(known) = known.get(&name) {
        return Some(*known);
    }
    if known.len() >= NETWORKS_MAX {
        return None;
    }
    let mut rest = edges;
    let Edge { ends, works } = rest.remove(first);
    let other = if ends[0] == source { ends[1] } else { ends[0] };
    let merged =
        rest.iter().map(|edge| Edge { ends: edge.ends.map(|end| if end == other { source } else { end }), ..*edge });
    let merged: Vec<Edge> = merged.collect();
    let target_after = if target == other { source } else { target };
    let with = joined(simplified(merged, source, target_after), source, target_after, known)?;
    let without = joined(simplified(rest, source, target), source, target, known)?;
    let probability = works * with + (1.0 - works) * without;
    known.insert(name, probability);
    Some(probability)
}

/// The same network without edges that join nothing, with those side by side as one, in order.
fn simplified(mut edges: Vec<Edge>, source: usize, target: usize) -> Vec<Edge> {
    for edge in &mut edges {
        edge.works = edge.works.clamp(0.0, 1.0);
        if edge.ends[0] > edge.ends[1] {
            edge.ends.swap(0, 1);
        }
    }
    edges.retain(|edge| edge.ends[0] != edge.ends[1] && edge.works > 0.0);
    loop {
        crate::order::sort_by(&mut edges, |a, b| a.ends.cmp(&b.ends).then(a.works.total_cmp(&b.works)));
        let before = edges.len();
        edges.dedup_by(|later, earlier| {
            let is_beside = later.ends == earlier.ends;
            if is_beside {
                earlier.works = 1.0 - (1.0 - earlier.works) * (1.0 - later.works);
            }
            is_beside
        });
        let mut degrees: SortedMap<usize, u32> = SortedMap::new();
        for end in edges.iter().flat_map(|edge| edge.ends) {
            *degrees.entry(end).or_default() += 1;
        }
        let leads_on =
            |end: usize| end == source || end == target || degrees.get(&end).is_some_and(|degree| *degree > 1);
        edges.retain(|edge| edge.ends.iter().all(|end| leads_on(*end)));
        if edges.len() == before {
            return edges;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// By going through all sets of edges that work.
    fn by_trying_everything(edges: &[Edge], source: usize, target: usize) -> f64 {
        let mut probability = 0.0;
        for set in 0_u32..1 << edges.len() {
            let works = |index: usize| set >> index & 1 == 1;
            let mut reached = vec![source];
            let mut looked = 0;
            while looked < reached.len() {
                for (_, edge) in edges.iter().enumerate().filter(|(index, _)| works(*index)) {
                    for (from, to) in [(edge.ends[0], edge.ends[1]), (edge.ends[1], edge.ends[0])] {
                        if from == reached[looked] && !reached.contains(&to) {
                            reached.push(to);
                        }
                    }
                }
                looked += 1;
            }
            let weight = |(index, edge): (usize, &Edge)| if works(index) { edge.works } else { 1.0 - edge.works };
            probability +=
                f64::from(u8::from(reached.contains(&target))) * edges.iter().enumerate().map(weight).product::<f64>();
        }
        probability
    }

    #[test]
    fn factoring_is_trying_everything() {
        for seed in 0..200 {
            let mut random = Random::keyed(&[seed, 0xb41d6e]);
            let nodes = 2 + random.below(5);
            let edge = |random: &mut Random| Edge {
                ends: [random.below(nodes), random.below(nodes)],
                works: [0.0, 1.0, random.unit(), random.unit()][random.below(4)],
            };
            let edges: Vec<Edge> = (0..random.below(11)).map(|_| edge(&mut random)).collect();
            let found = two_terminal(&edges, 0, 1).expect("small");
            let expected = by_trying_everything(&edges, 0, 1);
            assert!((found - expected).abs() < 1e-12, "seed {seed}: {found} for {expected}");
        }
    }

    #[test]
    fn a_network_without_an_end_joins_nothing() {
        assert_eq!(two_terminal(&[], 0, 1), Some(0.0));
        assert_eq!(two_terminal(&[], 3, 3), Some(1.0));
    }
}
