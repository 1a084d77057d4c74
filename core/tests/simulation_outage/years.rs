//! Drawn years: their mean is what the formula says, and what an edit does not touch is drawn as before.

use atoll_core::model::{ContextId, Coupling, DataStore, Deployable, DeployableKind, Landscape};
use atoll_core::simulation::comparison::compare;
use atoll_core::simulation::outage::SIMULATION;
use atoll_core::simulation::report::{Cell, Method};
use atoll_core::simulation::{Estimate, Report, Request};
use atoll_core::sketch::Sketch;

use super::{assume, availability, plain, value, waits};

/// A shop over two modules in one process, two payment providers, a mail service behind a queue, and a shared store.
fn shop() -> (Sketch, Vec<ContextId>) {
    let mut sketch = plain();
    let contexts: Vec<ContextId> =
        ["Shop", "Orders", "Prices", "Bank A", "Bank B", "Mail"].into_iter().map(|name| sketch.context(name)).collect();
    let [shop, orders, prices, bank_a, bank_b, mail] = contexts[..] else { panic!("six") };
    for (key, value) in [("process", 0.998), ("store", 0.999), ("context", 0.995)] {
        assume(&mut sketch.landscape, &format!("outage.{key}.availability"), value);
    }
    for supplier in [orders, prices] {
        waits(&mut sketch, shop, supplier, |it| it.coupling = Coupling::Hard);
    }
    for bank in [bank_a, bank_b] {
        waits(&mut sketch, shop, bank, |it| it.one_of = "bank".to_owned());
    }
    waits(&mut sketch, orders, mail, |it| it.buffer_minutes = 45);
    waits(&mut sketch, mail, orders, |it| it.buffer_minutes = 120);
    let process =
        Deployable { kind: DeployableKind::ModularMonolith, contexts: vec![orders, prices], ..Deployable::default() };
    sketch.add(process);
    sketch.add(DataStore { writers: vec![orders], readers: vec![prices, mail], ..DataStore::default() });
    (sketch, contexts)
}

fn run(landscape: &Landscape, request: &Request) -> Report {
    SIMULATION.run(landscape, request).expect("an answer")
}

#[test]
fn the_mean_of_drawn_years_is_what_the_formula_says() {
    let (sketch, contexts) = shop();
    for repair in ["exponential", "lognormal"] {
        for context in [contexts[0], contexts[1], contexts[5]] {
            let request = Request { effort: 1_500, ..Request::about(context).with("repair", repair) };
            let drawn = run(&sketch.landscape, &request);
            let whole = (SIMULATION.estimate)(&sketch.landscape, &Request::default().with("repair", repair));
            let expected = (1.0 - availability(&whole.expect("an answer"), context)) * 525_600.0;
            let mean = drawn.quantity("year_mean").expect("a mean").value;
            // The interval is two standard errors wide to either side: four of them at most.
            let slack = 2.0 * (mean.high - mean.value);
            // Where outages overlap while a buffer runs dry the formula is not exact, by far less than a hundredth.
            let off = (mean.value - expected).abs();
            assert!(off <= slack + 0.002 * expected, "{repair}, {context}: {mean:?} instead of {expected}");
            assert!(slack < 0.2 * expected, "{mean:?} says nothing");
        }
    }
}

#[test]
fn a_year_is_ordinary_or_bad() {
    let (sketch, contexts) = shop();
    let report = run(&sketch.landscape, &Request { effort: 400, ..Request::default() });
    assert!(matches!(report.method, Method::Replicated { replications: 400, .. }));
    let [ordinary, bad] = ["year_p50", "year_p95"].map(|key| report.quantity(key).expect("a quantile").value);
    assert!(ordinary.low <= ordinary.value && ordinary.value < bad.value && bad.value <= bad.high);
    let years: f64 = report.plot("years").expect("a picture").series[0].points.iter().map(|point| point.y).sum();
    assert_eq!(years, 400.0);
    let table = report.table("years").expect("a table");
    assert_eq!(table.rows[0].element, Some(contexts[0].into()), "the shop is all that people use");
    assert!(matches!(&table.rows[0].cells[4], Cell::Estimate(outages) if outages.value > 10.0));
    let missed = value(&report, "year_missed");
    assert!(missed > 0.9, "{missed}: three nines cannot be kept with these");
}

#[test]
fn an_unchanged_design_draws_the_same_and_an_edit_shows_alone() {
    let (mut sketch, contexts) = shop();
    let request = Request { effort: 60, ..Request::about(contexts[0]) };
    let before = run(&sketch.landscape, &request);
    let again = run(&sketch.landscape, &request);
    assert_eq!(before, again);
    assert!(compare(&before, &again).iter().all(|it| it.difference == Estimate::exact(0.0)));
    // Somebody who has nothing to do with it appears: not one year differs.
    let stranger = sketch.context("Stranger");
    sketch.edit_context(stranger, |it| it.outages_a_year = 50);
    let beside = run(&sketch.landscape, &request);
    assert_eq!(before.quantity("year_mean"), beside.quantity("year_mean"));
    // Whoever has to be waited for as well makes no year shorter.
    waits(&mut sketch, contexts[0], stranger, |it| it.coupling = Coupling::Hard);
    let after = run(&sketch.landscape, &request);
    let [one, other] = [&before, &after].map(|report| report.quantity("year_mean").expect("a mean").draws.clone());
    assert!(one.iter().zip(&other).all(|(before, after)| after >= before));
    assert!(other.iter().sum::<f64>() > one.iter().sum::<f64>());
}

#[test]
fn a_run_can_be_looked_at_at_any_time() {
    let (sketch, _) = shop();
    let start = SIMULATION.start.expect("it draws");
    let mut run = start(&sketch.landscape, &Request { effort: 300, ..Request::default() }).expect("an answer");
    assert!(run.report().quantity("minutes_down").is_some(), "the formula is there before anything is drawn");
    let mut last = 0.0;
    while run.progress() < 1.0 {
        run.step();
        assert!(run.progress() > last);
        last = run.progress();
        assert!(run.report().quantity("year_mean").is_some());
    }
    let report = run.report();
    run.step();
    assert_eq!(report, run.report(), "when all is done nothing more is");
}
