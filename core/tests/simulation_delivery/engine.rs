//! The engine on models of a few numbers: the reference cases of discrete events, and what conflicts.

use atoll_core::simulation::delivery::engine::Engine;
use atoll_core::simulation::delivery::factory::{Conflicts, Dock, Model, Practice, Source, Station, Work};
use atoll_core::simulation::delivery::flows::flows;
use atoll_core::simulation::delivery::reach::Reach;
use atoll_core::simulation::delivery::tally::Tally;

/// Teams in a row: work comes to the first, and each does a part of the same mean size at a pace of its own.
fn tandem(rate: f64, paces: &[f64]) -> Model {
    let station = |(number, pace): (usize, &f64)| Station {
        key: number as u64,
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

pub(crate) fn replicate(model: &Model, number: u64, items: u64) -> Tally {
    let mut engine = Engine::new(model, 1, number, items);
    while !engine.advance(model, 5_000) {}
    engine.into_tally()
}

#[test]
fn the_reference_cases_of_discrete_events_are_met() {
    let feedback = |rate: f64, back: f64| {
        let mut model = tandem(rate, &[1.0]);
        model.work.rework = back;
        model
    };
    // The cases and times of the reference vector of discrete events; a fifth of its items.
    let cases = [
        ("M/M/1 at 50 %", tandem(0.5, &[1.0]), 2.0),
        ("M/M/1 at 80 %", tandem(0.8, &[1.0]), 5.0),
        ("feedback", feedback(0.6, 0.2), 5.0),
        ("tandem", tandem(0.6, &[1.0, 0.9, 1.2]), 7.5),
    ];
    for (what, model, expected) in cases {
        let replications = 20;
        let leads = (0..replications).map(|number| replicate(&model, number, 10_000).lead());
        let found = leads.sum::<f64>() / replications as f64;
        assert!((found / expected - 1.0).abs() < 0.05, "{what}: {found} instead of {expected}");
        // The formula of the delivery model says the same.
        let formula = flows(&model, 1).lead.mean;
        assert!((formula / expected - 1.0).abs() < 1e-6, "{what}: {formula} instead of {expected} by formula");
    }
}

/// So many contexts, each with a team and few changes; all of them change the first one too, or none does.
fn apart(contexts: usize, together: bool) -> Model {
    let mut model = tandem(0.0, &vec![1.0; contexts]);
    for (number, source) in model.sources.iter_mut().enumerate() {
        (source.a_day, model.teams[number].discipline) = (0.002, None);
    }
    model.practices[0].branch_days = 2.0;
    model.conflicts = Conflicts { overlap: 1.0, resolution_days: 0.5, resolution_spread: 0.0 };
    let others = |number: usize| if together && number > 0 { vec![0] } else { Vec::new() };
    model.reach = Reach::Fixed((0..contexts).map(others).collect());
    model
}

#[test]
fn only_changes_that_touch_the_same_conflict() {
    for (together, expected) in [(false, 0.004), (true, 0.2)] {
        let model = apart(50, together);
        let tally = replicate(&model, 0, 20_000);
        let (found, formula) = (tally.conflicts as f64 / tally.merges as f64, flows(&model, 1).conflicts);
        assert!(
            (found - formula).abs() < 0.03 * expected + if together { 0.01 } else { 0.001 },
            "{found} against {formula}"
        );
        assert!((formula - expected).abs() < 0.1 * expected, "{formula} instead of {expected}");
    }
}

#[test]
fn waiting_parts_are_what_comes_times_how_long_it_waits() {
    let tally = replicate(&tandem(0.6, &[1.0, 0.9, 1.2]), 0, 40_000);
    let (present, little) = (tally.on_the_way / tally.days(), tally.done_days / tally.days());
    assert!((present / little - 1.0).abs() < 0.02, "{present} against {little}");
    for team in &tally.teams {
        assert!((team.waiting / team.waited - 1.0).abs() < 0.02, "{team:?}");
    }
}
