//! Random weighted graphs with random constraints.

use atoll_core::random::Random;
use atoll_core::simulation::boundaries::leiden::{Contradiction, Leiden, Pair, Problem};
use atoll_core::simulation::boundaries::quality;

/// A random problem: a few clumps, noise between them, some weights below zero where `signed`.
fn drawn(random: &mut Random, signed: bool) -> Problem {
    let nodes = 2 + random.below(40);
    let clumps = 1 + random.below(6);
    let mut pairs = Vec::new();
    for _ in 0..random.below(5 * nodes) {
        let (one, other) = (random.below(nodes), random.below(nodes));
        let is_near = one % clumps == other % clumps;
        if is_near || random.unit() < 0.3 {
            let sign = if signed && random.unit() < 0.2 { -1.0 } else { 1.0 };
            pairs.push(Pair { one, other, weight: sign * (0.25 + random.unit()) });
        }
    }
    let keys = (0..nodes as u64).map(|node| node * 7 + 1).collect();
    Problem { keys, pairs, ..Problem::default() }
}

/// Random constraints; they may contradict each other.
fn bound(random: &mut Random, problem: Problem) -> Problem {
    let nodes = problem.keys.len();
    let mut some = |most: usize| -> Vec<(usize, usize)> {
        (0..random.below(most)).map(|_| (random.below(nodes), random.below(nodes))).collect()
    };
    let (together, apart) = (some(5), some(8));
    let alone = (0..random.below(3)).map(|_| random.below(nodes)).collect();
    Problem { together, apart, alone, ..problem }
}

/// The same problem with its nodes numbered otherwise, and the number of each node there.
fn renumbered(random: &mut Random, problem: &Problem) -> (Problem, Vec<usize>) {
    let nodes = problem.keys.len();
    let mut to: Vec<usize> = (0..nodes).collect();
    (1..nodes).rev().for_each(|last| to.swap(last, random.below(last + 1)));
    let mut keys = vec![0; nodes];
    problem.keys.iter().enumerate().for_each(|(node, key)| keys[to[node]] = *key);
    let mut pairs: Vec<Pair> =
        problem.pairs.iter().map(|it| Pair { one: to[it.other], other: to[it.one], weight: it.weight }).collect();
    pairs.reverse();
    let turned = |all: &[(usize, usize)]| all.iter().rev().map(|(one, other)| (to[*other], to[*one])).collect();
    let (together, apart) = (turned(&problem.together), turned(&problem.apart));
    let alone = problem.alone.iter().map(|node| to[*node]).collect();
    (Problem { keys, pairs, together, apart, alone }, to)
}

#[test]
fn the_order_of_nodes_changes_nothing() {
    let mut groups_found = 0;
    for seed in 0..300 {
        let mut random = Random::keyed(&[seed, 11]);
        let problem = drawn(&mut random, seed % 2 == 0);
        let problem = bound(&mut random, problem);
        let (other, to) = renumbered(&mut random, &problem);
        let (Ok(one), Ok(other)) = (Leiden::new(&problem), Leiden::new(&other)) else { continue };
        let (found, turned) = (one.solve(1.0, seed), other.solve(1.0, seed));
        let back: Vec<usize> = to.iter().map(|node| turned[*node]).collect();
        assert_eq!(found, back, "seed {seed}");
        groups_found += found.iter().max().expect("a group") + 1;
    }
    assert!(groups_found > 1_000, "only {groups_found} groups");
}

#[test]
fn the_unit_of_weights_changes_nothing() {
    for seed in 0..300 {
        let mut random = Random::keyed(&[seed, 12]);
        let problem = drawn(&mut random, seed % 2 == 0);
        let factor = [1e-9, 0.1, 1.0 / 3.0, 2.0, 7.0, 1e12][random.below(6)];
        let mut scaled = problem.clone();
        scaled.pairs.iter_mut().for_each(|pair| pair.weight *= factor);
        let solve = |problem: &Problem| Leiden::new(problem).expect("no constraints").solve(1.0, seed);
        let (found, other) = (solve(&problem), solve(&scaled));
        assert_eq!(found, other, "seed {seed}, times {factor}");
        let [one, other] = [&problem, &scaled].map(|it| quality::modularity(&found, &it.pairs, 1.0));
        assert!((one - other).abs() < 1e-9, "seed {seed}: {one} and {other}");
    }
}

#[test]
fn constraints_always_hold() {
    let (mut held, mut refused) = (0, 0);
    for seed in 0..500 {
        let mut random = Random::keyed(&[seed, 13]);
        let problem = drawn(&mut random, seed % 2 == 0);
        let problem = bound(&mut random, problem);
        let leiden = match Leiden::new(&problem) {
            Ok(leiden) => leiden,
            Err(Contradiction { one, other }) => {
                assert!(one.max(other) < problem.keys.len(), "seed {seed}");
                refused += 1;
                continue;
            }
        };
        for resolution in [0.0, 0.3, 1.0, 3.0] {
            let groups = leiden.solve(resolution, seed);
            assert!(problem.together.iter().all(|(one, other)| groups[*one] == groups[*other]), "seed {seed}");
            let mut kept_apart = problem.apart.iter().filter(|(one, other)| one != other);
            assert!(kept_apart.all(|(one, other)| groups[*one] != groups[*other]), "seed {seed}");
            for alone in &problem.alone {
                let others = groups.iter().filter(|group| **group == groups[*alone]).count();
                assert_eq!(others, 1, "seed {seed}");
            }
            held += problem.together.len() + problem.apart.len() + problem.alone.len();
        }
    }
    assert!(held > 2_000 && refused > 50, "{held} held, {refused} refused");
}

#[test]
fn every_group_is_connected_by_what_draws_together() {
    for seed in 0..300 {
        let mut random = Random::keyed(&[seed, 14]);
        let problem = drawn(&mut random, seed % 2 == 0);
        let groups = Leiden::new(&problem).expect("no constraints").solve(0.4 + random.unit(), seed);
        let mut together: Vec<usize> = (0..groups.len()).collect();
        let mut weights = std::collections::BTreeMap::new();
        for pair in problem.pairs.iter().filter(|pair| groups[pair.one] == groups[pair.other]) {
            *weights.entry((pair.one.min(pair.other), pair.one.max(pair.other))).or_insert(0.0) += pair.weight;
        }
        for _ in 0..groups.len() {
            for ((one, other), _) in weights.iter().filter(|(_, weight)| **weight > 0.0) {
                let least = together[*one].min(together[*other]);
                (together[*one], together[*other]) = (least, least);
            }
        }
        for one in 0..groups.len() {
            for other in 0..one {
                let is_one = groups[one] == groups[other];
                assert_eq!(is_one, is_one && together[one] == together[other], "seed {seed}: {one} and {other}");
            }
        }
    }
}

#[test]
fn no_node_gains_by_going_elsewhere_and_two_groups_gain_nothing_by_being_one() {
    for seed in 0..150 {
        let mut random = Random::keyed(&[seed, 15]);
        let problem = drawn(&mut random, false);
        let leiden = Leiden::new(&problem).expect("no constraints");
        let groups = leiden.solve(1.0, seed);
        let best = leiden.worth(&groups, 1.0);
        let count = groups.iter().max().expect("a group") + 1;
        let slack = 1e-9 * best.abs().max(1.0);
        for node in 0..groups.len() {
            for to in 0..=count {
                let mut moved = groups.clone();
                moved[node] = to;
                assert!(leiden.worth(&moved, 1.0) <= best + slack, "seed {seed}: {node} to {to}");
            }
        }
        for one in 0..count {
            for other in 0..one {
                let joined: Vec<usize> = groups.iter().map(|it| if *it == one { other } else { *it }).collect();
                assert!(leiden.worth(&joined, 1.0) <= best + slack, "seed {seed}: {one} and {other}");
            }
        }
    }
}

#[test]
fn one_seed_gives_one_cut_and_seeds_differ() {
    let mut differ = 0;
    for seed in 0..60 {
        let problem = drawn(&mut Random::keyed(&[seed, 16]), false);
        let leiden = Leiden::new(&problem).expect("no constraints");
        assert_eq!(leiden.solve(1.0, seed), leiden.solve(1.0, seed));
        differ += usize::from((0..8).any(|other| leiden.solve(1.0, other) != leiden.solve(1.0, 99)));
    }
    assert!(differ > 5, "only {differ} problems have more than one answer");
}
