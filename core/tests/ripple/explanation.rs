//! How a change gets there: the tree of paths and the most likely of them, beside the truth.

use atoll_core::simulation::ripple::exact::{WORK_LIMIT, reach};
use atoll_core::simulation::ripple::network::Network;
use atoll_core::simulation::ripple::paths::most_likely;
use atoll_core::simulation::ripple::propagation::propagate;

use super::small;

fn likelihood(network: &Network, source: usize, target: usize, depth: usize) -> f64 {
    propagate(network, &|_, _| 1.0, source, target, depth).likelihood
}

#[test]
fn the_tree_of_all_paths_never_says_less_than_the_truth() {
    for seed in 0..400 {
        let (network, source) = small(seed);
        let exact = reach(&network, source, WORK_LIMIT).expect("small enough");
        for target in (0..network.nodes()).filter(|target| *target != source) {
            let tree = likelihood(&network, source, target, network.nodes());
            assert!(tree >= exact[target] - 1e-12, "seed {seed}, {target}: {tree} against {}", exact[target]);
        }
    }
}

#[test]
fn a_deeper_tree_never_says_less() {
    for seed in 0..200 {
        let (network, source) = small(seed);
        for target in (0..network.nodes()).filter(|target| *target != source) {
            let by_depth: Vec<f64> =
                (0..=network.nodes()).map(|depth| likelihood(&network, source, target, depth)).collect();
            assert!(by_depth.is_sorted() && by_depth[0] == 0.0, "seed {seed}, {target}: {by_depth:?}");
        }
    }
}

#[test]
fn paths_are_ways_that_there_are_and_none_is_likelier_than_getting_there() {
    for seed in 0..200 {
        let (network, source) = small(seed);
        let exact = reach(&network, source, WORK_LIMIT).expect("small enough");
        for target in (0..network.nodes()).filter(|target| *target != source) {
            let paths = most_likely(&network, source, target, 100);
            assert_eq!(paths.is_empty(), exact[target] == 0.0, "seed {seed}, {target}");
            assert!(paths.is_sorted_by(|one, next| one.likelihood >= next.likelihood), "seed {seed}, {target}");
            for path in &paths {
                assert_eq!((path.nodes.first(), path.nodes.last()), (Some(&source), Some(&target)));
                let step = |pair: &[usize]| network.from(pair[0]).iter().find(|edge| edge.to == pair[1]);
                let likelihoods = path.nodes.windows(2).map(|pair| step(pair).expect("a step").likelihood);
                assert!((likelihoods.product::<f64>() - path.likelihood).abs() < 1e-12);
                assert!(path.likelihood <= exact[target] + 1e-12, "seed {seed}, {path:?}");
            }
        }
    }
}
