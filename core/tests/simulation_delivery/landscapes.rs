//! Landscapes: what is unchanged differs by nothing, what is too much is said, what is missing is asked for.

use std::sync::Arc;

use atoll_core::gallery::{EXAMPLES, FIRST, spoken};
use atoll_core::model::{DeliveryPolicy, HotfixPath, Landscape};
use atoll_core::random::Random;
use atoll_core::simulation::delivery::SIMULATION;
use atoll_core::simulation::{Report, Request};
use atoll_core::sketch::Sketch;

use crate::drawn;

fn estimate(landscape: &Landscape) -> Report {
    (SIMULATION.estimate)(landscape, &Request::default()).expect("an answer")
}

fn run(landscape: &Landscape) -> Report {
    SIMULATION.run(landscape, &Request { effort: 2, ..Request::default() }).expect("an answer")
}

fn figure(report: &Report, key: &str) -> f64 {
    report.quantity(key).unwrap_or_else(|| panic!("{key}")).value.value
}

#[test]
fn what_is_unchanged_differs_by_nothing() {
    let landscape = FIRST.landscape();
    let mut renamed = landscape.clone();
    for context in renamed.contexts.values_mut() {
        Arc::make_mut(context).name.push_str(" of old");
    }
    let (before, after) = (run(&landscape), run(&renamed));
    assert_eq!(before.quantities, after.quantities);
    assert_eq!(before.quantities[0].draws.len(), 2);
    // A context that nobody owns and nothing touches changes nothing for all others.
    let mut sketch = Sketch::on(landscape);
    sketch.context("Apart");
    let apart = run(&sketch.landscape);
    let draws = |report: &Report| report.quantities.iter().map(|it| it.draws.clone()).collect::<Vec<_>>();
    assert_eq!(draws(&before), draws(&apart));
}

#[test]
fn a_team_that_gets_more_than_it_can_do_is_named_and_the_run_ends() {
    let mut landscape = FIRST.landscape();
    Arc::make_mut(&mut landscape.header).assumptions.insert("delivery.own_load".to_owned(), 1.8);
    for report in [estimate(&landscape), run(&landscape)] {
        assert!(report.summary.contains("more work than they can do"), "{}", report.summary);
        assert!(figure(&report, "busiest") > 0.95);
    }
    assert_eq!(figure(&estimate(&landscape), "lead_time"), f64::INFINITY);
    assert!(figure(&run(&landscape), "lead_time").is_finite());
}

#[test]
fn what_is_missing_is_asked_for() {
    let refusal = |landscape: &Landscape| (SIMULATION.estimate)(landscape, &Request::default()).expect_err("a refusal");
    assert!(refusal(&Landscape::default()).0.contains("Draw contexts"));
    let mut sketch = Sketch::new();
    let context = sketch.context("Orders");
    sketch.team("Idle", &[]);
    assert!(refusal(&sketch.landscape).0.contains("which team owns"));
    sketch.team("Orders", &[context]);
    assert!(figure(&estimate(&sketch.landscape), "lead_time") > 0.0);
    // What is said of a context counts: 10 changes a month come out of it.
    sketch.edit_context(context, |context| context.changes_a_month = 10);
    assert!((figure(&estimate(&sketch.landscape), "throughput") - 10.0).abs() < 1e-9);
}

#[test]
fn every_figure_says_why_and_every_picture_has_points() {
    for landscape in EXAMPLES.iter().map(|example| example.landscape()).chain([spoken::landscape(30)]) {
        let Ok(mut start) = SIMULATION.start.expect("a run")(&landscape, &Request { effort: 1, ..Request::default() })
        else {
            continue;
        };
        while start.progress() < 1.0 {
            start.step();
        }
        for report in [estimate(&landscape), start.report()] {
            let known: Vec<String> = (SIMULATION.parameters)().into_iter().map(|it| it.key).collect();
            for it in &report.quantities {
                assert!(!it.why.is_empty() && !it.source.is_empty(), "{}", it.key);
                assert!(it.rests_on.iter().all(|key| known.contains(key)), "{}: {:?}", it.key, it.rests_on);
            }
            let points = report.plots.iter().flat_map(|plot| &plot.series).map(|series| series.points.len());
            assert!(report.plots.len() >= 4 && points.min() > Some(0), "{}", report.summary);
            assert!(report.tables.len() >= 3 && report.heat.iter().all(|heat| (0.0..=1.0).contains(&heat.share)));
        }
    }
}

#[test]
fn a_quick_way_out_restores_sooner() {
    let mut landscape = FIRST.landscape();
    let median = |landscape: &Landscape| figure(&run(landscape), "time_to_restore");
    let repaired = median(&landscape);
    let mut sketch = Sketch::on(std::mem::take(&mut landscape));
    sketch.add(DeliveryPolicy { hotfix_path: HotfixPath::RollBack, ..DeliveryPolicy::default() });
    assert!(median(&sketch.landscape) < repaired / 4.0);
}

#[test]
fn no_landscape_is_too_odd() {
    for seed in 0..40_u64 {
        let mut random = Random::keyed(&[seed, 0xde11]);
        let begin = if seed % 2 == 0 {
            EXAMPLES[(seed / 2) as usize % EXAMPLES.len()].landscape()
        } else {
            Landscape::default()
        };
        let landscape = drawn::grown(begin, &mut random, 40);
        let request = Request { effort: 1, ..Request::default() };
        let by_formula = (SIMULATION.estimate)(&landscape, &request);
        let started = SIMULATION.start.expect("a run")(&landscape, &request);
        assert_eq!(by_formula.is_ok(), started.is_ok(), "{seed}");
        let Ok(mut started) = started else { continue };
        for _ in 0..4 {
            started.step();
        }
        let report = started.report();
        assert!(
            report.quantities.iter().all(|it| it.value.value.is_nan() || it.value.value >= 0.0),
            "{seed}: {report:?}"
        );
    }
}
