//! Changes everywhere at once: the same trials as from one source, and the exact figures within what chance does.

use atoll_core::simulation::ripple::everywhere::Everywhere;
use atoll_core::simulation::ripple::exact::{WORK_LIMIT, reach};
use atoll_core::simulation::ripple::network::{Edge, Network};
use atoll_core::simulation::ripple::sampling::Sampler;
use proptest::prelude::*;

use super::{renumbered, small};

fn drawn(network: &Network, weights: &[f64], seed: u64, trials: u32) -> Everywhere {
    let mut everywhere = Everywhere::new(network, weights, seed);
    while everywhere.trials() < trials {
        everywhere.step(network);
    }
    everywhere
}

#[test]
fn its_trials_are_those_of_each_source() {
    for seed in 0..40 {
        let (network, _) = small(seed);
        let everywhere = drawn(&network, &vec![1.0; network.nodes()], seed, 512);
        let mut touched = vec![0.0; network.nodes()];
        for source in 0..network.nodes() {
            let mut sampler = Sampler::new(&network, source, network.nodes(), seed);
            sampler.step(&network);
            assert!((everywhere.touches(source).value - sampler.touched().value).abs() < 1e-9, "seed {seed}, {source}");
            for node in (0..network.nodes()).filter(|node| *node != source) {
                touched[node] += sampler.reach(node).value;
            }
        }
        for (node, expected) in touched.into_iter().enumerate() {
            assert!((everywhere.touched(node).value - expected).abs() < 1e-9, "seed {seed}, {node}");
        }
    }
}

/// A network of up to nine nodes: circles, parallel steps, certain steps and parts that nothing reaches.
fn networks() -> impl Strategy<Value = Network> {
    let likelihood = prop_oneof![Just(1.0), 0.01..0.99];
    let steps = move |nodes: usize| prop::collection::vec((0..nodes, 0..nodes, likelihood.clone()), 0..18);
    (2_usize..9).prop_flat_map(move |nodes| (Just(nodes), steps(nodes))).prop_map(|(nodes, steps)| {
        let edge = |(from, to, likelihood)| Edge { from, to, likelihood, draw: [from as u64, to as u64] };
        Network::new(nodes, steps.into_iter().map(edge).collect())
    })
}

/// Whether a mean of so many trials is what it should be, give or take five standard errors: some hundreds are asked.
fn is_near(value: f64, expected: f64, most: f64, trials: u32) -> bool {
    // A figure between 0 and `most` varies at most as much as one that is either.
    let error = (expected.max(0.0) * (most - expected).max(0.0) / f64::from(trials)).sqrt();
    (value - expected).abs() <= 5.0 * error + 1e-9
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_drawn_is_near_what_is_computed(network in networks(), seed in 0_u64..1_000) {
        let nodes = network.nodes();
        let weights: Vec<f64> = (0..nodes).map(|node| node as f64 / 2.0).collect();
        let all: f64 = weights.iter().sum();
        let everywhere = drawn(&network, &weights, seed, 1_024);
        let mut touched = vec![0.0; nodes];
        for (source, weight) in weights.iter().enumerate() {
            let exact = reach(&network, source, WORK_LIMIT).expect("small enough");
            let mut sampler = Sampler::new(&network, source, nodes, seed);
            while sampler.trials() < 4_096 {
                sampler.step(&network);
            }
            for (node, truth) in exact.iter().enumerate() {
                let drawn = sampler.reach(node).value;
                prop_assert!(is_near(drawn, *truth, 1.0, 4_096), "{node} from {source}: {drawn} for {truth}");
                prop_assert_eq!(*truth == 0.0, network.reachable(source).iter().all(|reached| *reached != node));
                if *truth == 0.0 {
                    prop_assert_eq!(drawn, 0.0);
                }
                touched[node] += if node == source { 0.0 } else { weight * truth };
            }
            let (drawn, truth) = (everywhere.touches(source).value, exact.iter().sum::<f64>() - 1.0);
            prop_assert!(is_near(drawn, truth, nodes as f64 - 1.0, 1_024), "{source} touches {drawn} for {truth}");
        }
        for (node, truth) in touched.into_iter().enumerate() {
            let drawn = everywhere.touched(node).value;
            prop_assert!(is_near(drawn, truth, all - weights[node], 1_024), "{node} is touched {drawn} for {truth}");
        }
    }
}

#[test]
fn numbering_the_nodes_anew_renumbers_the_figures_and_no_more() {
    for seed in 0..60 {
        let (network, _) = small(seed);
        let nodes = network.nodes();
        let turned = |node: usize| (node + 1) % nodes;
        let other = renumbered(&network, turned);
        let [one, two] = [&network, &other].map(|network| drawn(network, &vec![1.0; nodes], seed, 64));
        for node in 0..nodes {
            assert_eq!(one.touches(node), two.touches(turned(node)), "seed {seed}");
            assert_eq!(one.touched(node), two.touched(turned(node)), "seed {seed}");
        }
    }
}

#[test]
fn going_on_later_is_the_same_as_going_on_at_once() {
    let (network, _) = small(7);
    let weights = vec![1.0; network.nodes()];
    let mut step_by_step = drawn(&network, &weights, 7, 64);
    let before: Vec<_> = (0..network.nodes()).map(|node| step_by_step.touches(node)).collect();
    assert!(before.iter().all(|estimate| estimate.low <= estimate.value && estimate.value <= estimate.high));
    while step_by_step.trials() < 1_024 {
        step_by_step.step(&network);
    }
    let at_once = drawn(&network, &weights, 7, 1_024);
    assert!((0..network.nodes()).all(|node| step_by_step.touches(node) == at_once.touches(node)));
}
