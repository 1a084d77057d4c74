//! Random structures: what one more dependency does, what a cut leaves, and that numbering changes nothing.

use atoll_core::measure::structure::{Dependency, Structure};
use atoll_core::measure::{architecture, cycles, feedback, lakos, propagation};
use atoll_core::random::Random;

/// Random dependencies among a few nodes: cycles, parallel ones, some of a node on itself.
fn drawn(random: &mut Random) -> (usize, Vec<Dependency>) {
    let nodes = 1 + random.below(24);
    let count = random.below(3 * nodes);
    let draw = |_| Dependency {
        from: random.below(nodes),
        to: random.below(nodes),
        weight: 1 + u32::try_from(random.below(3)).expect("small"),
    };
    (nodes, (0..count).map(draw).collect())
}

#[test]
fn one_more_dependency_never_lowers_how_far_anything_reaches() {
    let mut risen = 0;
    for seed in 0..400 {
        let mut random = Random::keyed(&[seed, 1]);
        let (nodes, mut dependencies) = drawn(&mut random);
        let before = Structure::new(nodes, dependencies.clone());
        dependencies.push(Dependency::new(random.below(nodes), random.below(nodes)));
        let after = Structure::new(nodes, dependencies);
        assert!(propagation::cost(&after) >= propagation::cost(&before), "seed {seed}");
        assert!(lakos::cumulative(&after) >= lakos::cumulative(&before), "seed {seed}");
        for node in 0..nodes {
            assert!(after.fan_in[node] >= before.fan_in[node] && after.fan_out[node] >= before.fan_out[node]);
        }
        risen += usize::from(lakos::cumulative(&after) > lakos::cumulative(&before));
    }
    assert!(risen > 100, "only {risen} rose");
}

#[test]
fn propagation_cost_is_cumulative_dependency_per_pair() {
    for seed in 0..200 {
        let (nodes, dependencies) = drawn(&mut Random::keyed(&[seed, 2]));
        let structure = Structure::new(nodes, dependencies);
        let per_pair = lakos::cumulative(&structure) as f64 / (nodes * nodes) as f64;
        assert_eq!(propagation::cost(&structure), Some(per_pair), "seed {seed}");
        assert_eq!(structure.fan_in.iter().sum::<u32>(), structure.fan_out.iter().sum::<u32>(), "seed {seed}");
    }
}

#[test]
fn without_a_minimum_cut_every_component_is_a_single_node() {
    let mut cyclic = 0;
    for seed in 0..200 {
        let (nodes, dependencies) = drawn(&mut Random::keyed(&[seed, 3]));
        let structure = Structure::new(nodes, dependencies);
        let cut = feedback::feedback_arcs(&structure);
        let left: Vec<Dependency> = structure.dependencies().filter(|it| !cut.arcs.contains(it)).collect();
        let rest = Structure::new(nodes, left);
        assert_eq!(rest.groups.count(), nodes, "seed {seed}");
        assert_eq!(rest.weight() + cut.weight, structure.weight(), "seed {seed}");
        // Nothing of it is cut in vain: each one alone, put back, closes a cycle.
        for arc in &cut.arcs {
            assert!(rest.visible_from(arc.to)[arc.from], "seed {seed}: {arc:?}");
        }
        assert_eq!(cut.weight == 0, cycles::groups(&structure).next().is_none(), "seed {seed}");
        cyclic += usize::from(cut.weight > 0);
    }
    assert!(cyclic > 60, "only {cyclic} had cycles");
}

#[test]
fn numbering_the_nodes_otherwise_only_permutes_what_is_found() {
    for seed in 0..200 {
        let (nodes, dependencies) = drawn(&mut Random::keyed(&[seed, 4]));
        let turned = |node: usize| (nodes - 1 - node + seed as usize) % nodes;
        let moved = dependencies.iter().map(|it| Dependency { from: turned(it.from), to: turned(it.to), ..*it });
        let (one, other) = (Structure::new(nodes, dependencies.clone()), Structure::new(nodes, moved.collect()));
        for node in 0..nodes {
            assert_eq!(one.fan_in[node], other.fan_in[turned(node)], "seed {seed}");
            assert_eq!(one.fan_out[node], other.fan_out[turned(node)], "seed {seed}");
            assert_eq!(one.groups.size_around(node), other.groups.size_around(turned(node)), "seed {seed}");
        }
        let cuts = [&one, &other].map(feedback::feedback_arcs);
        let is_same = cuts[0].weight == cuts[1].weight;
        assert!(is_same || !cuts[0].is_exact || !cuts[1].is_exact, "seed {seed}: {cuts:?}");
        let found = [&one, &other].map(architecture::architecture);
        assert_eq!((found[0].kind, found[0].largest, found[0].next), (found[1].kind, found[1].largest, found[1].next));
    }
}
