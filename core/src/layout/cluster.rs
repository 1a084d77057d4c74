//! Splits what has no domain into groups that lie together.

use crate::sorted_map::SortedMap;

use super::cells::CLOSE_LOOK;
use super::items::Link;
use crate::order;

/// Groups larger than this are split.
const GROUP_LIMIT: usize = 14;

/// The items in groups of neighbours: one group if there are few of them, else groups grown along the links, each from
/// the item that is linked most among those left.
pub(super) fn groups(items: &[usize], links: &[Link]) -> Vec<Vec<usize>> {
    if items.is_empty() {
        return Vec::new();
    }
    if items.len() <= CLOSE_LOOK {
        return vec![items.to_vec()];
    }
    let mut neighbours: SortedMap<usize, SortedMap<usize, f64>> =
        SortedMap::from_iter(items.iter().map(|item| (*item, SortedMap::new())));
    for link in links {
        for (one, other) in [(link.upstream, link.downstream), (link.downstream, link.upstream)] {
            if neighbours.contains_key(&other)
                && let Some(of) = neighbours.get_mut(&one)
            {
                *of.entry(other).or_default() += link.weight;
            }
        }
    }
    let mut seeds = items.to_vec();
    order::sort_by_key(&mut seeds, |item| (std::cmp::Reverse(neighbours.get(item).map_or(0, SortedMap::len)), *item));
    let mut is_left: SortedMap<usize, bool> = SortedMap::from_iter(items.iter().map(|item| (*item, true)));
    let mut groups = Vec::new();
    for seed in seeds {
        if is_left.insert(seed, false) != Some(true) {
            continue;
        }
        let mut group = vec![seed];
        let mut pull: SortedMap<usize, f64> = SortedMap::new();
        let mut newest = seed;
        while group.len() < GROUP_LIMIT {
            for (other, weight) in neighbours.get(&newest).into_iter().flatten() {
                if is_left.get(other) == Some(&true) {
                    // What is linked to everything belongs to nothing in particular.
                    let degree = neighbours.get(other).map_or(1, SortedMap::len).max(1) as f64;
                    *pull.entry(*other).or_default() += weight / degree;
                }
            }
            let strongest = pull.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
            let Some((next, _)) = strongest.map(|(item, weight)| (*item, *weight)) else { break };
            pull.remove(&next);
            is_left.insert(next, false);
            group.push(next);
            newest = next;
        }
        groups.push(group);
    }
    // Crumbs that were left without neighbours share a group.
    let (crumbs, mut groups): (Vec<Vec<usize>>, Vec<Vec<usize>>) =
        groups.into_iter().partition(|group| group.len() < 3);
    let crumbs: Vec<usize> = crumbs.into_iter().flatten().collect();
    groups.extend(crumbs.chunks(GROUP_LIMIT).map(<[usize]>::to_vec));
    groups
}
