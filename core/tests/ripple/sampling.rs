//! Drawn figures: how far they can be trusted, and that chance is the same wherever nothing changed.

use atoll_core::random::Random;
use atoll_core::simulation::Estimate;
use atoll_core::simulation::ripple::TRIALS;
use atoll_core::simulation::ripple::exact::{WORK_LIMIT, reach};
use atoll_core::simulation::ripple::network::Network;
use atoll_core::simulation::ripple::sampling::Sampler;

use super::{renumbered, small, with_a_likelier_step};

/// What is drawn from a source in at least so many trials.
fn drawn(network: &Network, source: usize, seed: u64, trials: u32) -> Sampler {
    let mut sampler = Sampler::new(network, source, network.nodes(), seed);
    while sampler.trials() < trials {
        sampler.step(network);
    }
    sampler
}

fn hits(sampler: &Sampler, nodes: usize) -> Vec<f64> {
    (0..nodes).map(|node| sampler.reach(node).value * f64::from(sampler.trials())).collect()
}

/// The networks of [`small`] in which something is neither certain nor impossible, with the exact figures.
fn uncertain() -> impl Iterator<Item = (Network, usize, Vec<f64>)> {
    (0..60).map(small).filter_map(|(network, source)| {
        let exact = reach(&network, source, WORK_LIMIT)?;
        exact.iter().any(|p| (0.02..=0.98).contains(p)).then_some((network, source, exact))
    })
}

/// How many of so many intervals hold the truth: about as many as 95 % are, give or take what chance does.
fn assert_nominal(covered: u32, all: u32, of: &str) {
    let share = f64::from(covered) / f64::from(all);
    assert!(
        all > 3_000 && (0.935..=0.965).contains(&share),
        "{of}: {covered} of {all} intervals hold the truth: {share}"
    );
}

#[test]
fn nineteen_in_twenty_intervals_of_a_probability_hold_it() {
    let (mut covered, mut all) = (0, 0);
    for (network, source, exact) in uncertain() {
        for seed in 0..80 {
            let sampler = drawn(&network, source, seed, 512);
            for (node, truth) in exact.iter().enumerate().filter(|(_, p)| (0.02..=0.98).contains(*p)) {
                let Estimate { low, high, .. } = sampler.reach(node);
                covered += u32::from((low..=high).contains(truth));
                all += 1;
            }
        }
    }
    assert_nominal(covered, all, "reach");
}

#[test]
fn nineteen_in_twenty_intervals_of_the_number_touched_hold_it() {
    for trials in [1_024, TRIALS] {
        let (mut covered, mut all) = (0, 0);
        for (network, source, exact) in uncertain() {
            let truth = exact.iter().sum::<f64>() - 1.0;
            for seed in 0..120 {
                let Estimate { low, high, .. } = drawn(&network, source, seed, trials).touched();
                covered += u32::from((low..=high).contains(&truth));
                all += 1;
            }
        }
        assert_nominal(covered, all, "touched");
    }
}

#[test]
fn one_block_alone_does_not_claim_to_know_how_far_off_it_is() {
    let (network, source, _) = uncertain().next().expect("at least one");
    let touched = drawn(&network, source, 1, 1).touched();
    assert!(!touched.is_exact(), "{touched:?}");
    assert_eq!((touched.low, touched.high), (0.0, network.nodes() as f64 - 1.0));
}

#[test]
fn a_likelier_step_makes_nothing_less_often_hit() {
    let mut raised = 0;
    for seed in 0..400 {
        let (network, source) = small(seed);
        let mut random = Random::keyed(&[seed, 2]);
        let likelier = with_a_likelier_step(&network, &mut random);
        let [before, after] = [&network, &likelier].map(|it| hits(&drawn(it, source, seed, TRIALS), network.nodes()));
        assert!(before.iter().zip(&after).all(|(before, after)| after >= before), "seed {seed}: {before:?} {after:?}");
        raised += usize::from(before != after);
    }
    assert!(raised > 50, "only {raised} raises were felt");
}

#[test]
fn chance_belongs_to_the_steps_and_not_to_how_they_are_numbered() {
    for seed in 0..100 {
        let (network, source) = small(seed);
        let nodes = network.nodes();
        let turned = |node: usize| (node + 1) % nodes;
        let other = renumbered(&network, turned);
        let [one, two] = [(&network, source), (&other, turned(source))]
            .map(|(network, source)| hits(&drawn(network, source, seed, 1_024), nodes));
        assert!((0..nodes).all(|node| one[node] == two[turned(node)]), "seed {seed}");
    }
}

#[test]
fn the_same_seed_draws_the_same_and_another_one_does_not() {
    let mut differ = 0;
    for (network, source, _) in uncertain() {
        let run = |seed: u64| format!("{:?}", drawn(&network, source, seed, TRIALS));
        assert_eq!(run(3), run(3));
        differ += usize::from(run(3) != run(4));
    }
    assert!(differ > 20, "only {differ} differ");
}
