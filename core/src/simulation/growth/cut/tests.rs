//! Cuts on small maps of which the cheapest is known.

use super::*;
use crate::random::Random;

/// Two groups of three that change together, joined by one weak bond.
fn two_groups() -> Affinity {
    let bonds = [(0, 1, 5.0), (1, 2, 5.0), (0, 2, 5.0), (3, 4, 5.0), (4, 5, 5.0), (3, 5, 5.0), (2, 3, 1.0)];
    affinity(&[3.0, 2.0, 1.0, 3.1, 2.1, 1.1], &bonds)
}

fn affinity(work: &[f64], bonds: &[(usize, usize, f64)]) -> Affinity {
    let mut together = vec![Vec::new(); work.len()];
    for (one, other, volume) in bonds {
        together[*one].push((*other, *volume));
        together[*other].push((*one, *volume));
    }
    Affinity { work: work.to_vec(), together }
}

#[test]
fn the_first_cut_is_the_cheapest() {
    let divisions = divisions(&two_groups(), &[true; 6], 9, 0.3);
    let first = &divisions[1];
    assert_eq!(first.count(), 2);
    assert!(first.part_of[0] == first.part_of[1] && first.part_of[1] == first.part_of[2], "{first:?}");
    assert!(first.part_of[3] == first.part_of[4] && first.part_of[0] != first.part_of[3], "{first:?}");
    assert_eq!(divisions.iter().map(Division::count).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!((divisions[0].touched(&[0, 5]), first.touched(&[0, 5]), first.touched(&[0, 1])), (1, 2, 1));
    // With nine teams six contexts have one team each, and the three with the most work have two.
    assert_eq!(divisions[8].touched(&[3]), 2);
    assert_eq!(divisions[8].touched(&[2]), 1);
}

#[test]
fn every_division_refines_the_one_before() {
    for seed in 0..40 {
        let mut random = Random::keyed(&[seed, 3]);
        let count = 1 + random.below(30);
        let work: Vec<f64> = (0..count).map(|_| random.unit() * 4.0).collect();
        let mut bonds: Vec<(usize, usize, f64)> = Vec::new();
        for one in 0..count {
            bonds.extend(
                (one + 1..count).filter(|_| random.unit() < 0.2).map(|other| (one, other, 1.0)).collect::<Vec<_>>(),
            );
        }
        let ours: Vec<bool> = (0..count).map(|_| random.unit() < 0.9).collect();
        let all = divisions(&affinity(&work, &bonds), &ours, 12, 0.3);
        for (number, pair) in all.windows(2).enumerate() {
            let [before, after] = pair else { continue };
            assert_eq!((before.count(), after.count()), (number + 1, number + 2), "seed {seed}");
            for _ in 0..10 {
                let contexts: Vec<usize> = (0..count).filter(|_| random.unit() < 0.3).collect();
                assert!(after.touched(&contexts) >= before.touched(&contexts), "seed {seed}");
            }
        }
        let is_owned = |context: usize| all[0].part_of[context].is_some();
        assert!((0..count).all(|context| is_owned(context) == ours[context]), "seed {seed}");
    }
}

#[test]
fn how_contexts_are_numbered_does_not_matter() {
    let one = divisions(&two_groups(), &[true; 6], 5, 0.3);
    let new = [4, 2, 0, 5, 1, 3];
    let bonds = [(0, 1, 5.0), (1, 2, 5.0), (0, 2, 5.0), (3, 4, 5.0), (4, 5, 5.0), (3, 5, 5.0), (2, 3, 1.0)];
    let mut work = [0.0; 6];
    [3.0, 2.0, 1.0, 3.1, 2.1, 1.1].iter().enumerate().for_each(|(old, amount)| work[new[old]] = *amount);
    let renumbered: Vec<_> = bonds.iter().map(|(a, b, volume)| (new[*a], new[*b], *volume)).collect();
    let other = divisions(&affinity(&work, &renumbered), &[true; 6], 5, 0.3);
    for (one, other) in one.iter().zip(&other) {
        for a in 0..6 {
            let together = |division: &Division, a: usize, b: usize| division.part_of[a] == division.part_of[b];
            assert!((0..6).all(|b| together(one, a, b) == together(other, new[a], new[b])), "{one:?} {other:?}");
        }
    }
}
