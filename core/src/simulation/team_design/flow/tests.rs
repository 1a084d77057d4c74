//! The flow against figures that are published or worked out by hand.

use std::borrow::Cow;

use super::*;
use crate::model::ContextId;
use crate::simulation::ripple::network::Network;

/// One context with so many changes a month and none elsewhere.
fn one(rate: f64) -> Demand {
    let network = Network::new(1, Vec::new());
    Demand::draw(&|_| Cow::Borrowed(&network), &[ContextId::new(1)], vec![rate], &[true], (1, 1))
}

/// Every change takes 4 person-days, of which each of four disciplines does one.
fn pace(variation: f64) -> Pace {
    Pace {
        days: 4.0,
        elsewhere: 0.5,
        variation,
        redone: 1.0,
        relearning: 1.0,
        steady: 0.95,
        horizon: 12.0,
        disciplines: 4,
    }
}

/// Four people of whom each does a person-day a day; 0.8 changes a day are 80 % of what they can.
const PEOPLE: f64 = 4.0 * DAYS_A_MONTH;

fn specialists() -> Vec<Station> {
    vec![Station { servers: 1, capacity: PEOPLE / 4.0, is_generalist: false, is_pooled: true }; 4]
}

fn generalists(is_pooled: bool) -> Vec<Station> {
    vec![Station { servers: 4, capacity: PEOPLE, is_generalist: true, is_pooled }]
}

fn found(stations: &[Station], manner: &Manner, pace: &Pace) -> Outcome {
    let demand = one(0.8 * DAYS_A_MONTH);
    let doers: Vec<(usize, f64)> = (0..stations.len()).map(|number| (number, 1.0 / stations.len() as f64)).collect();
    let routes = Routes::new(&demand, pace, &[doers]);
    evaluate(&Sums::of((&demand, &routes), stations, None), stations, manner, pace)
}

#[test]
fn hand_offs_alone_are_no_free_win() {
    // dev-handoff-silos-vs-crossfunctional: 20, 20 or 14, and 6.98 days.
    let smooth = Manner::smooth();
    let close = |outcome: &Outcome, lead: f64| assert!((outcome.days.lead() - lead).abs() < 1e-9, "{outcome:?} {lead}");
    let silos = found(&specialists(), &smooth, &pace(1.0));
    close(&silos, 20.0);
    assert!((silos.days.efficiency() - 0.2).abs() < 1e-12 && (silos.utilisation - 0.8).abs() < 1e-12);
    assert_eq!((silos.hand_offs, silos.crossing), (3.0, 1.0));
    close(&found(&generalists(false), &smooth, &pace(1.0)), 20.0);
    close(&found(&generalists(false), &smooth, &pace(0.25)), 14.0);
    let pooled = found(&generalists(true), &smooth, &pace(1.0));
    close(&pooled, 6.982_162_358_937_02);
    assert!((pooled.days.efficiency() - 0.572_888_425_443_17).abs() < 1e-12);
    assert_eq!((pooled.hand_offs, pooled.crossing), (0.0, 0.0));
}

#[test]
fn what_comes_back_is_a_jackson_network_with_feedback() {
    // Two in a row, of which the second gives back a fifth: both are visited 1.25 times (by hand: v2 = 1 ÷ 0.8 and
    // v1 = 1 + 0.2 · 1.25). At 0.5 changes a day and 1 day a visit: 0.625 busy, 1 ÷ (1 − 0.625) days a visit.
    let stations = vec![Station { servers: 1, capacity: DAYS_A_MONTH, is_generalist: false, is_pooled: true }; 2];
    let pace = Pace { days: 2.0, disciplines: 2, ..pace(1.0) };
    let mut manner = Manner::smooth();
    manner.between = Chain::new(HandOff { rework: 0.2, ..HandOff::default() });
    let demand = one(0.5 * DAYS_A_MONTH);
    let routes = Routes::new(&demand, &pace, &[vec![(0, 0.5), (1, 0.5)]]);
    let outcome = evaluate(&Sums::of((&demand, &routes), &stations, None), &stations, &manner, &pace);
    let lead = 2.0 * 1.25 / (1.0 - 0.625);
    assert!((outcome.days.lead() - lead).abs() < 1e-9, "{outcome:?}, {lead}");
    assert!((outcome.days.rework - 0.5).abs() < 1e-9 && (outcome.hand_offs - 1.5).abs() < 1e-9);
}

#[test]
fn everything_that_is_lost_is_counted_once_and_named() {
    let mut manner = Manner::smooth();
    manner.between = Chain::new(HandOff { rework: 0.0, loss: 0.5, delay: 2.0, effort: 0.1 });
    manner.penalty = 0.5;
    let pace = Pace { steady: 0.99, ..pace(1.0) };
    let silos = found(&specialists(), &manner, &pace);
    // By hand: three hand-offs of 2 days and 0.1 person-days; of four, 100, 50, 25 and 12.5 % of what was known is left.
    assert!((silos.days.delay - 6.0).abs() < 1e-9 && (silos.days.agreeing - 0.3).abs() < 1e-9);
    assert!((silos.days.relearning - 4.0 * (1.0 - 1.875 / 4.0)).abs() < 1e-9);
    assert_eq!((silos.days.penalty, silos.days.rework), (0.0, 0.0), "specialists are not slower");
    let pooled = found(&generalists(true), &manner, &pace);
    assert!((pooled.days.penalty - 2.0).abs() < 1e-9 && pooled.days.delay == 0.0 && pooled.days.relearning == 0.0);
    let days = silos.days;
    let sum = days.touch + days.rework + days.relearning + days.agreeing + days.penalty + days.waiting + days.delay;
    assert_eq!(days.lead(), sum);
}

#[test]
fn too_much_work_has_a_wait_that_grows_and_ends() {
    let leads: Vec<f64> = [0.5, 0.9, 0.949, 0.951, 1.0, 1.5, 40.0]
        .iter()
        .map(|load| {
            let demand = one(load * DAYS_A_MONTH);
            let routes = Routes::new(&demand, &pace(1.0), &[vec![(0, 1.0)]]);
            let stations = generalists(true);
            let sums = Sums::of((&demand, &routes), &stations, None);
            let found = evaluate(&sums, &stations, &Manner::smooth(), &pace(1.0));
            assert!((found.utilisation - load).abs() < 1e-9);
            found.days.lead()
        })
        .collect();
    assert!(leads.windows(2).all(|pair| pair[0] < pair[1]) && leads[6].is_finite(), "{leads:?}");
    assert!(leads[3] - leads[2] < 1.0, "{leads:?}");
}
