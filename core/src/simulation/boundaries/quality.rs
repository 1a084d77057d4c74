//! How good a cut is: modularity, and the figures by which decompositions into services are compared.
//!
//! Sources: Newman and Girvan, *Finding and evaluating community structure in networks* (Physical Review E 69, 2004),
//! with the resolution of Reichardt and Bornholdt (2006) and the negative weights of Gómez, Jensen and Arenas (2009); Jin
//! et al., *Service Candidate Identification from Monolithic Systems based on Execution Traces* (FoSCI, TSE 2019); Kalia
//! et al., *Mono2Micro* (ESEC/FSE 2021).

use super::leiden::{Pair, numbered};
use crate::order;
use crate::sorted_set::SortedSet;

/// How much one node calls, reads or depends on another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call {
    /// The node that calls.
    pub from: usize,
    /// The node that is called.
    pub to: usize,
    /// How much.
    pub volume: f64,
}

/// Modularity: Q = Σ over groups of (L ÷ m − γ (d ÷ 2m)²), where L is the weight inside a group, d what its nodes amount
/// to and m all weight. Weights that draw apart have a term of their own with the other sign:
/// Q = (1 ÷ (2m⁺ + 2m⁻)) Σ (w − γ (k⁺k⁺ ÷ 2m⁺ − k⁻k⁻ ÷ 2m⁻)) over pairs in one group. Zero where there is no weight.
pub fn modularity(groups: &[usize], pairs: &[Pair], resolution: f64) -> f64 {
    let is_meant = |it: &&Pair| it.one != it.other && it.one.max(it.other) < groups.len() && it.weight.is_finite();
    let count = groups.iter().max().map_or(0, |most| most + 1);
    let mut amounts = vec![(0.0, 0.0); count];
    let (mut inside, mut pull, mut push) = (0.0, 0.0, 0.0);
    for pair in pairs.iter().filter(is_meant) {
        let (one, other) = (groups[pair.one], groups[pair.other]);
        if one == other {
            inside += 2.0 * pair.weight;
        }
        let (drawn, kept) = (pair.weight.max(0.0), (-pair.weight).max(0.0));
        for group in [one, other] {
            let amount: &mut (f64, f64) = &mut amounts[group];
            *amount = (amount.0 + drawn, amount.1 + kept);
        }
        (pull, push) = (pull + 2.0 * drawn, push + 2.0 * kept);
    }
    let share = |square: f64, all: f64| if all > 0.0 { square / all } else { 0.0 };
    let by_chance: f64 = amounts.iter().map(|(a, b)| share(a * a, pull) - share(b * b, push)).sum();
    share(inside - resolution * by_chance, pull + push)
}

/// The figures of a cut that follow from who calls whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decomposition {
    /// Structural modularity: the mean density inside the parts, less the mean density between them. −1 to 1.
    pub structural_modularity: f64,
    /// Inter-partition calls: the share of all calls that cross a boundary. 0 to 1.
    pub calls_between: f64,
    /// How many nodes of each part are called from other parts: its interfaces.
    pub interfaces: Vec<usize>,
    /// Non-extreme distribution: the share of nodes in parts that are too small or too large. 0 to 1.
    pub extreme: f64,
}

impl Decomposition {
    /// Measures a cut; `sizes` are the least and the most nodes that a part should have.
    ///
    /// SM = mean over parts of μᵢ ÷ mᵢ² − mean over pairs of parts of σᵢⱼ ÷ 2mᵢmⱼ, where μ and σ count different calls;
    /// ICP = calls across ÷ calls; IFN = mean of [`Decomposition::interfaces`];
    /// NED = 1 − nodes in parts of a good size ÷ nodes.
    pub fn of(groups: &[usize], calls: &[Call], sizes: (usize, usize)) -> Self {
        let groups = numbered(groups);
        let count = groups.iter().max().map_or(0, |most| most + 1);
        let mut size = vec![0_usize; count];
        groups.iter().for_each(|group| size[*group] += 1);
        let calls = distinct(calls, groups.len());
        let mut inside = vec![0_usize; count];
        // Summed part by part: pairs of parts without a call between them add nothing.
        let (mut between, mut across, mut all) = (0.0, 0.0, 0.0);
        let mut called: SortedSet<usize> = SortedSet::new();
        for call in &calls {
            let (from, to) = (groups[call.from], groups[call.to]);
            all += call.volume;
            if from == to {
                inside[from] += 1;
                continue;
            }
            across += call.volume;
            between += 1.0 / (2.0 * size[from] as f64 * size[to] as f64);
            called.insert(call.to);
        }
        let density = inside.iter().zip(&size).map(|(calls, size)| *calls as f64 / (size * size) as f64).sum::<f64>();
        let pairs = (count * count.saturating_sub(1) / 2) as f64;
        let mean = |sum: f64, of: f64| if of > 0.0 { sum / of } else { 0.0 };
        let mut interfaces = vec![0; count];
        called.iter().for_each(|node| interfaces[groups[*node]] += 1);
        let good: usize = size.iter().filter(|size| (sizes.0..=sizes.1).contains(size)).sum();
        Self {
            structural_modularity: mean(density, count as f64) - mean(between, pairs),
            calls_between: mean(across, all),
            interfaces,
            extreme: mean((groups.len() - good) as f64, groups.len() as f64),
        }
    }

    /// The mean number of interfaces of a part (IFN).
    pub fn interfaces_a_part(&self) -> f64 {
        self.interfaces.iter().sum::<usize>() as f64 / self.interfaces.len().max(1) as f64
    }
}

/// Calls between different nodes that are there, each pair once with all its volume, in order.
fn distinct(calls: &[Call], nodes: usize) -> Vec<Call> {
    let is_meant = |it: &&Call| it.from != it.to && it.from.max(it.to) < nodes && it.volume.is_finite();
    let mut calls: Vec<Call> = calls.iter().filter(is_meant).copied().collect();
    order::sort_by(&mut calls, |a, b| (a.from, a.to).cmp(&(b.from, b.to)).then(a.volume.total_cmp(&b.volume)));
    calls.dedup_by(|next, kept| {
        let is_same = (next.from, next.to) == (kept.from, kept.to);
        if is_same {
            kept.volume += next.volume;
        }
        is_same
    });
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_draws_apart_counts_the_other_way() {
        let pair = |one, other, weight| Pair { one, other, weight };
        let pairs = [pair(0, 1, 1.0), pair(2, 3, 1.0), pair(1, 2, -1.0)];
        let (cut, whole) = (modularity(&[0, 0, 1, 1], &pairs, 1.0), modularity(&[0; 4], &pairs, 1.0));
        // 2m⁺ = 4, 2m⁻ = 2: (4 − (4/4 + 4/4 − 1/2 − 1/2)) ÷ 6.
        assert!((cut - 0.5).abs() < 1e-12 && cut > whole, "{cut}, {whole}");
        // Everything in one group holds what chance would hold: (4 − 2 − (4 − 2)) ÷ 6.
        assert!(whole.abs() < 1e-12, "{whole}");
    }

    #[test]
    fn nothing_has_no_figures_and_no_failure() {
        assert_eq!(modularity(&[], &[], 1.0), 0.0);
        assert_eq!(Decomposition::of(&[], &[], (1, 2)).interfaces_a_part(), 0.0);
        assert_eq!(Decomposition::of(&[0, 1], &[], (2, 9)).extreme, 1.0);
    }
}
