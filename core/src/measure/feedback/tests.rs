//! The exact cut against trying every order, and the quick one against the exact one.

use super::*;
use crate::random::Random;

fn random(nodes: usize, edges: usize, seed: u64) -> Structure {
    let mut random = Random::new(seed);
    let mut edge =
        || Dependency { from: random.below(nodes), to: random.below(nodes), weight: 1 + random.below(4) as u32 };
    Structure::new(nodes, (0..edges).map(|_| edge()).collect())
}

fn backwards(structure: &Structure, order: &[usize]) -> u64 {
    let place = |node: usize| order.iter().position(|other| *other == node);
    let arcs = structure.dependencies().filter(|it| place(it.from) > place(it.to));
    arcs.map(|it| u64::from(it.weight)).sum()
}

/// The least weight over all orders.
fn least(structure: &Structure, order: &mut Vec<usize>, left: &mut Vec<usize>) -> u64 {
    if left.is_empty() {
        return backwards(structure, order);
    }
    let mut best = u64::MAX;
    for index in 0..left.len() {
        let node = left.remove(index);
        order.push(node);
        best = best.min(least(structure, order, left));
        order.pop();
        left.insert(index, node);
    }
    best
}

#[test]
fn the_cut_is_the_least_of_all_orders() {
    for seed in 0..40 {
        let structure = random(6, 6 + seed as usize % 20, seed);
        let cut = feedback_arcs(&structure);
        assert!(cut.is_exact);
        assert_eq!(cut.weight, least(&structure, &mut Vec::new(), &mut (0..6).collect()), "seed {seed}");
        assert_eq!(cut.weight, backwards(&structure, &cut.order));
    }
}

#[test]
fn without_the_cut_nothing_is_cyclic() {
    for (nodes, edges) in [(5, 20), (18, 60), (60, 150), (400, 1_600)] {
        let structure = random(nodes, edges, nodes as u64);
        let cut = feedback_arcs(&structure);
        assert_eq!(cut.is_exact, nodes < 20, "{nodes} nodes");
        let rest = structure.dependencies().filter(|it| !cut.arcs.contains(it)).collect();
        assert_eq!(Structure::new(nodes, rest).groups.count(), nodes);
        assert_eq!(cut, feedback_arcs(&structure));
    }
}

#[test]
fn the_quick_order_is_close_to_the_best() {
    let (mut quick, mut best) = (0, 0);
    for seed in 0..30 {
        let structure = random(11, 40, seed);
        for group in 0..structure.groups.count() {
            let members = structure.groups.members(group);
            let inside = |order: &[usize]| {
                let among = |it: &Dependency| members.contains(&it.from) && members.contains(&it.to);
                backwards(&Structure::new(11, structure.dependencies().filter(among).collect()), order)
            };
            let (found, least) =
                (inside(&heuristic::order(&structure, members)), inside(&exact::order(&structure, members)));
            assert!(found >= least);
            (quick, best) = (quick + found, best + least);
        }
    }
    assert!(quick * 100 <= best * 108, "{quick} against {best}");
}

#[test]
fn what_depends_on_each_other_alike_costs_one_of_the_two_and_stays_exact() {
    let ring: Vec<Dependency> =
        (0..100).flat_map(|i| [Dependency::new(i, (i + 1) % 100), Dependency::new((i + 1) % 100, i)]).collect();
    let cut = feedback_arcs(&Structure::new(100, ring));
    assert_eq!((cut.weight, cut.is_exact), (100, true));
}

#[test]
fn rings_are_cut_once_each_and_that_is_known_to_be_the_least() {
    let mut edges = Vec::new();
    for first in (0..400).step_by(40) {
        edges.extend((0..40).map(|i| Dependency::new(first + i, first + (i + 1) % 40)));
    }
    let cut = feedback_arcs(&Structure::new(400, edges));
    assert_eq!((cut.weight, cut.is_exact), (10, true));
}

#[test]
fn several_large_groups_share_the_work() {
    let steps = |node: usize| [1, 5].map(|step| Dependency::new(node, (node + step) % 19));
    let group = Structure::new(19, (0..19).flat_map(steps).collect());
    let several = |count: usize| {
        let moved =
            |by: usize| group.dependencies().map(move |it| Dependency { from: it.from + by, to: it.to + by, ..it });
        feedback_arcs(&Structure::new(19 * count, (0..count).flat_map(|number| moved(19 * number)).collect()))
    };
    assert_eq!([1, 3, 4].map(|count| several(count).is_exact), [true, true, false]);
    assert_eq!(several(3).weight, 3 * several(1).weight);
}
