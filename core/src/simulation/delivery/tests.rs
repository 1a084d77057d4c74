//! The engine against the formulas of queues, on models of a few numbers.

use super::engine::Engine;
use super::factory::{Dock, Model, Practice, Source, Spread, Station, Work};
use super::reach::Reach;
use super::tally::Tally;

const SEED: u64 = 1;

/// Teams in a row, each with a context of its own; work comes to the first and touches all of them.
fn tandem(rate: f64, paces: &[f64], people: u32) -> Model {
    let station = |(number, pace): (usize, &f64)| Station {
        key: number as u64,
        people,
        pace: *pace,
        discipline: Some(number as u32),
        ..Station::default()
    };
    let source = |number: usize| Source {
        key: number as u64,
        a_day: if number == 0 { rate } else { 0.0 },
        owners: vec![number as u32],
        ..Source::default()
    };
    Model {
        teams: paces.iter().enumerate().map(station).collect(),
        sources: (0..paces.len()).map(source).collect(),
        practices: vec![Practice::default()],
        docks: vec![Dock { batch: 1, ..Dock::default() }],
        reach: Reach::Fixed(vec![(1..paces.len()).collect()]),
        work: Work { feature_days: 1.0, follow: 1.0, rework_share: 1.0, ..Work::default() },
        ..Model::default()
    }
}

fn replicate(model: &Model, number: u64, items: u64) -> Tally {
    let mut engine = Engine::new(model, SEED, number, items);
    while !engine.advance(model, 1_000) {}
    engine.into_tally()
}

/// The mean lead time over replications.
fn lead(model: &Model, replications: u64, items: u64) -> f64 {
    (0..replications).map(|number| replicate(model, number, items).lead()).sum::<f64>() / replications as f64
}

#[test]
fn it_reproduces_the_formulas_of_queues() {
    let check = |what: &str, model: &Model, expected: f64| {
        let found = lead(model, 10, 20_000);
        assert!((found / expected - 1.0).abs() < 0.05, "{what}: {found} instead of {expected}");
    };
    // Hillier and Lieberman: two servers at rates 2 and 3.
    check("M/M/2", &tandem(2.0, &[3.0], 2), 0.375);
    let mut fixed = tandem(0.8, &[1.0], 1);
    fixed.work.spread = Spread::Constant;
    check("M/D/1", &fixed, 3.0);
    fixed.work.spread = Spread::Lognormal(0.5);
    // Pollaczek and Khinchine, with a squared coefficient of variation of exp(0.25) - 1.
    check("M/G/1", &fixed, 1.0 + 4.0 * 0.5 * libm::exp(0.25));
}

#[test]
fn the_same_seed_gives_the_same_bits_however_it_is_cut_in_slices() {
    let model = tandem(0.7, &[1.0, 1.0], 1);
    let mut engine = Engine::new(&model, SEED, 3, 2_000);
    while !engine.advance(&model, 7) {}
    let (one, other) = (replicate(&model, 3, 2_000), engine.into_tally());
    assert_eq!(one.leads, other.leads);
    assert_eq!(one.spent, other.spent);
    assert_ne!(one.leads, replicate(&model, 4, 2_000).leads);
}

#[test]
fn more_work_than_can_be_done_comes_to_an_end() {
    let tally = replicate(&tandem(50.0, &[1.0], 1), 0, 500);
    assert!(tally.is_cut_off && tally.teams[0].busy > 0.0, "{tally:?}");
}
