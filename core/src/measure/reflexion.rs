//! Reflexion: whether dependencies that were found lie where the map says that they may.
//!
//! Source: Murphy, Notkin and Sullivan, *Software Reflexion Models* (FSE 1995). The share of conformance is ours.

use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// What a comparison of a map with what was found says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reflexion<C> {
    /// Dependencies that are on the map and were found, with how many found ones make up each.
    pub convergences: Vec<(C, C, usize)>,
    /// Dependencies that were found and are not on the map, with how many found ones make up each.
    pub divergences: Vec<(C, C, usize)>,
    /// Dependencies that are on the map and were not found.
    pub absences: Vec<(C, C)>,
    /// Found dependencies with an end that lies nowhere on the map: they are not judged.
    pub unmapped: usize,
}

impl<C> Reflexion<C> {
    /// The share of found dependencies between different contexts that the map allows (ours); nothing where there are
    /// none.
    pub fn conformance(&self) -> Option<f64> {
        let count = |found: &[(C, C, usize)]| found.iter().map(|(.., count)| *count).sum::<usize>();
        let (right, wrong) = (count(&self.convergences), count(&self.divergences));
        (right + wrong > 0).then(|| right as f64 / (right + wrong) as f64)
    }
}

/// Compares the dependencies of a map with found ones, whose ends lie where `place` says. What lies within one context
/// is dropped unless the map has that context depend on itself.
pub fn reflexion<C: Copy + Ord, S>(
    map: &[(C, C)],
    found: impl IntoIterator<Item = (S, S)>,
    place: impl Fn(&S) -> Option<C>,
) -> Reflexion<C> {
    let intended: SortedSet<(C, C)> = map.iter().copied().collect();
    let (mut counts, mut unmapped) = (SortedMap::<(C, C), usize>::new(), 0);
    for (from, to) in found {
        match (place(&from), place(&to)) {
            (Some(from), Some(to)) => {
                if from != to || intended.contains(&(from, to)) {
                    *counts.entry((from, to)).or_default() += 1;
                }
            }
            _ => unmapped += 1,
        }
    }
    let absences = intended.iter().filter(|pair| !counts.contains_key(*pair)).copied().collect();
    let mut reflexion = Reflexion { convergences: Vec::new(), divergences: Vec::new(), absences, unmapped };
    for ((from, to), count) in &counts {
        let is_intended = intended.contains(&(*from, *to));
        let list = if is_intended { &mut reflexion.convergences } else { &mut reflexion.divergences };
        list.push((*from, *to, *count));
    }
    reflexion
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_within_one_context_counts_only_where_the_map_says_so() {
        let place = |element: &u32| Some(element / 10);
        let within = reflexion(&[(1, 2)], [(11, 12), (11, 21)], place);
        assert_eq!(within.conformance(), Some(1.0));
        assert_eq!(within.convergences, [(1, 2, 1)]);
        assert_eq!(reflexion(&[(1, 1)], [(11, 12)], place).convergences, [(1, 1, 1)]);
        assert_eq!(reflexion(&[], [(11, 12)], place).conformance(), None);
    }
}
