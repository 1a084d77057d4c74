//! What is slower does not make it faster.

use atoll_core::gallery::EXAMPLES;
use atoll_core::simulation::delivery::exposure::conflicts_at;
use atoll_core::simulation::delivery::factory::{Dock, Model};
use atoll_core::simulation::delivery::flows::flows;
use atoll_core::simulation::delivery::outlet::outlet;
use atoll_core::simulation::delivery::reading::{self, Reading};
use atoll_core::simulation::delivery::run::{at_age, in_batches};
use atoll_core::simulation::{Request, SEED};
use proptest::prelude::*;

use crate::engine::replicate;

fn example(number: usize) -> Reading {
    reading::read(&EXAMPLES[number].landscape(), &Request::default()).expect("a model")
}

/// The mean lead time by formula.
fn lead(model: &Model) -> f64 {
    flows(model, SEED).lead.mean
}

/// A model in which everything that slows work down is so many times as large.
type Slower = fn(&mut Model, f64);

const SLOWER: [(&str, Slower); 8] = [
    ("utilisation", |model, times| model.sources.iter_mut().for_each(|source| source.a_day *= times)),
    ("hand-offs", |model, times| model.work.hand_off_days *= times),
    ("gaps", |model, times| model.work.gap *= times),
    ("rework", |model, times| model.work.rework *= times),
    ("gates", |model, times| {
        model.practices.iter_mut().flat_map(|practice| &mut practice.gates).for_each(|days| *days *= times);
    }),
    ("review", |model, times| model.practices.iter_mut().for_each(|practice| practice.review_days *= times)),
    ("branches", |model, times| model.practices.iter_mut().for_each(|practice| practice.branch_days *= times)),
    ("follow-up work", |model, times| model.work.follow *= times),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn nothing_that_slows_work_makes_it_faster(which in 0..EXAMPLES.len(), times in 1.0..1.4_f64, scale in 0.2..1.2_f64) {
        let mut model = example(which).model;
        model.sources.iter_mut().for_each(|source| source.a_day *= scale);
        // More work makes calendars no slower but fills batches sooner: here releases are by calendar.
        model.docks.iter_mut().for_each(|dock| dock.batch = 0);
        let before = lead(&model);
        for (what, slower) in SLOWER {
            let mut after = model.clone();
            slower(&mut after, times);
            prop_assert!(lead(&after) >= before * (1.0 - 1e-9), "{what} times {times}: {} after {before}", lead(&after));
        }
    }

    #[test]
    fn larger_batches_beyond_the_cheapest_wait_longer(a_day in 0.01..50.0_f64, fails in 0.0..0.5_f64, batch in 1..200_u32) {
        let of = |batch: u32| outlet(&Dock { batch, ..Dock::default() }, a_day, fails);
        let (one, more) = (of(batch), of(batch + 1));
        prop_assert!(more.wait >= one.wait && more.fails >= one.fails && more.releases <= one.releases);
        let calendar = outlet(&Dock { batch, cadence_days: 7.0, ..Dock::default() }, a_day, fails);
        prop_assert!(calendar.wait <= one.wait);
    }

    #[test]
    fn older_branches_and_more_changes_conflict_more(which in 0..EXAMPLES.len(), days in 0.0..60.0_f64, more in 0.0..30.0_f64) {
        let model = example(which).model;
        let flows_of = flows(&model, SEED);
        let (young, old) = (conflicts_at(&model, &flows_of, days), conflicts_at(&model, &flows_of, days + more));
        prop_assert!(old.0 >= young.0 && old.1 >= young.1 && young.0 >= 0.0 && old.0 <= 1.0);
        prop_assert_eq!(conflicts_at(&model, &flows_of, 0.0).0, 0.0);
        let mut crowded = model;
        crowded.sources.iter_mut().for_each(|source| source.a_day *= 1.0 + more / 10.0);
        let crowded_flows = flows(&crowded, SEED);
        prop_assert!(conflicts_at(&crowded, &crowded_flows, days).0 >= young.0 * (1.0 - 1e-12));
    }
}

/// Mean lead time over some drawn replications.
fn drawn(model: &Model) -> f64 {
    (0..4).map(|number| replicate(model, number, 3_000).lead()).sum::<f64>() / 4.0
}

#[test]
fn what_is_drawn_follows_the_same_laws() {
    let model = in_batches(&example(0).model, 1);
    let before = drawn(&model);
    for (what, slower) in SLOWER {
        let mut after = model.clone();
        slower(&mut after, 1.5);
        // By chance a single delay may save another; on average it does not.
        assert!(drawn(&after) > before * 0.995, "{what}: {} after {before}", drawn(&after));
    }
    let leads: Vec<f64> = [1, 5, 20, 50].map(|batch| drawn(&in_batches(&model, batch))).to_vec();
    assert!(leads.is_sorted(), "{leads:?}");
    let conflicts = [0.5, 2.0, 10.0, 40.0].map(|age| {
        let tally = replicate(&at_age(&model, age), 0, 5_000);
        tally.conflicts as f64 / tally.merges as f64
    });
    assert!(conflicts.is_sorted() && conflicts[3] > 0.3, "{conflicts:?}");
}

#[test]
fn formula_and_run_agree() {
    for (number, example) in EXAMPLES.iter().enumerate() {
        let model = self::example(number).model;
        let (formula, found) = (lead(&model), drawn(&model));
        assert!((formula / found - 1.0).abs() < 0.15, "{}: {formula} by formula, {found} drawn", example.code);
    }
}
