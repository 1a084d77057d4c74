//! The answer as a whole: complete, the same every time, and without a difference where nothing is different.

use std::sync::Arc;

use atoll_core::gallery::{EXAMPLES, synthetic};
use atoll_core::model::{ContextId, ElementId, Landscape, TeamId};
use atoll_core::random::Random;
use atoll_core::simulation::comparison::compare;
use atoll_core::simulation::report::{Cell, Method, Report};
use atoll_core::simulation::ripple::{ChangeKind, SIMULATION};
use atoll_core::simulation::{Estimate, Request};
use atoll_core::sketch::Sketch;

use super::drawn;

fn first(landscape: &Landscape) -> ContextId {
    *landscape.contexts.keys().next().expect("a context")
}

fn run(landscape: &Landscape, source: ContextId, kind: ChangeKind) -> Report {
    SIMULATION.run(landscape, &Request::about(source).with("kind", kind.code())).expect("an answer")
}

fn figures(report: &Report, table: &str, column: usize) -> Vec<f64> {
    let rows = &report.table(table).expect("the table").rows;
    let figure = |cell: &Cell| match cell {
        Cell::Number(number) => *number,
        Cell::Estimate(estimate) => estimate.value,
        _ => panic!("no figure: {cell:?}"),
    };
    rows.iter().map(|row| figure(&row.cells[column])).collect()
}

#[test]
fn a_chain_is_answered_as_one_can_reckon() {
    let mut sketch = Sketch::new();
    let chain = ["Tides", "Berths", "Cranes"].map(|name| sketch.context(name));
    for pair in chain.windows(2) {
        sketch.flow(pair[0], pair[1]);
    }
    let teams = [("Sea", 0), ("Quay", 1), ("Yard", 2)].map(|(name, owns)| sketch.team(name, &[chain[owns]]));
    let report = run(&sketch.landscape, chain[0], ChangeKind::Usual);
    let value = |key: &str| report.quantity(key).expect(key).value;
    assert!((value("touched").value - 0.56).abs() < 1e-12);
    assert!((value("teams").value - 1.56).abs() < 1e-12);
    assert!((value("several_teams").value - 0.4).abs() < 1e-12);
    assert_eq!((value("largest"), value("reachable")), (Estimate::exact(2.0), Estimate::exact(2.0)));
    assert!((value("elsewhere").value - 4.0 * 0.56).abs() < 1e-12);
    let histogram = &report.plot("together").expect("the distribution").series[0].points;
    let shares: Vec<f64> = histogram.iter().map(|point| point.y).collect();
    assert!(shares.iter().zip([0.6, 0.24, 0.16]).all(|(one, other)| (one - other).abs() < 1e-12), "{shares:?}");
    assert_eq!(report.method, Method::Exact);
    let passes_on = figures(&report, "everywhere", 1);
    assert!(passes_on.iter().zip([0.56, 0.4, 0.0]).all(|(one, other)| (one - other).abs() < 1e-12), "{passes_on:?}");
    // Four changes a month begin in each; those that come from others are on top.
    let load = figures(&report, "team_load", 1);
    assert!((load[0] - (4.0 + 4.0 * 0.4 + 4.0 * 0.16)).abs() < 1e-12, "{load:?}");
    let heat: Vec<ElementId> = report.heat.iter().map(|heat| heat.element).collect();
    assert_eq!(heat, chain.map(ElementId::from));
    assert!(report.summary.contains("Tides") && report.summary.contains("0.56 other contexts"), "{}", report.summary);
    assert!(teams.iter().all(|team| {
        report.table("teams").expect("teams").rows.iter().any(|row| row.element == Some(ElementId::Team(*team)))
    }));
}

#[test]
fn every_kind_and_every_source_is_answered_whole_and_the_same_every_time() {
    let landscape = EXAMPLES[1].landscape();
    for kind in ChangeKind::ALL {
        let report = run(&landscape, first(&landscape), kind);
        assert_eq!(report, run(&landscape, first(&landscape), kind), "{kind:?}");
        assert!(report.plots.iter().all(|plot| !plot.says.is_empty()));
        for table in &report.tables {
            assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{}", table.key);
        }
        let keys: Vec<String> = (SIMULATION.parameters)().into_iter().map(|parameter| parameter.key).collect();
        let mut rests_on = report.quantities.iter().flat_map(|quantity| &quantity.rests_on);
        assert!(rests_on.all(|key| keys.contains(key)));
    }
}

#[test]
fn what_is_passed_on_is_taken_in() {
    for landscape in EXAMPLES.map(|example| example.landscape()) {
        let report = run(&landscape, first(&landscape), ChangeKind::Usual);
        let [passed, taken] = [1, 2].map(|column| figures(&report, "everywhere", column).iter().sum::<f64>());
        assert!((passed - taken).abs() < 1e-9, "{passed} {taken}");
        let (own, others, all) =
            (figures(&report, "everywhere", 3), figures(&report, "everywhere", 4), figures(&report, "everywhere", 5));
        assert!(own.iter().zip(others).zip(all).all(|((own, others), all)| own + others == all));
    }
}

/// A landscape that is drawn, the same with something new that the ripple does not reach, and the source.
fn unchanged() -> (Landscape, Landscape, ContextId) {
    let before = synthetic::landscape(60);
    let source = first(&before);
    let mut after = Sketch::on(before.clone());
    let new = after.context("New");
    after.edit_context(source, |it| it.name = "Renamed".to_owned());
    after.flow(new, source);
    (before, after.landscape, source)
}

#[test]
fn an_unchanged_design_differs_by_exactly_nothing() {
    let (before, after, source) = unchanged();
    let [before, after] = [before, after].map(|landscape| {
        let request = Request { effort: 1_024, ..Request::about(source) };
        let mut run = SIMULATION.start.expect("it is drawn")(&landscape, &request).expect("a run");
        (0..40).for_each(|_| run.step());
        run.report()
    });
    assert!(matches!(before.method, Method::Sampled { trials: 1_024, .. }), "{:?}", before.method);
    let differences = compare(&before, &after);
    assert_eq!(differences.len(), before.quantities.len());
    for difference in differences {
        assert_eq!(difference.difference, Estimate::exact(0.0), "{}", difference.key);
    }
}

#[test]
fn more_often_never_means_less_under_the_same_draws() {
    let (before, _, source) = unchanged();
    let target = *before.contexts.keys().nth(7).expect("a context");
    let mut after = before.clone();
    let says = |landscape: &mut Landscape, id: ContextId, changes: u32| {
        let context = landscape.contexts.get_mut(&id).expect("there");
        Arc::make_mut(context).changes_a_month = changes;
    };
    // What the others say holds the median where it is.
    let mut base = before.clone();
    let ids: Vec<ContextId> = before.contexts.keys().copied().collect();
    for landscape in [&mut base, &mut after] {
        ids.iter().for_each(|id| says(landscape, *id, 4));
    }
    says(&mut after, target, 40);
    let request = Request { effort: 512, ..Request::about(source) };
    let [base, after] = [&base, &after].map(|it| (SIMULATION.estimate)(it, &request).expect("an answer"));
    let difference = &compare(&base, &after)[0];
    assert!(difference.after.value >= difference.before.value, "{difference:?}");
    assert!(
        after
            .heat
            .iter()
            .zip(&base.heat)
            .filter(|(one, other)| one.element == other.element)
            .all(|(one, other)| one.share >= other.share)
    );
}

#[test]
fn nothing_that_is_drawn_makes_it_stumble() {
    let mut answered = 0;
    for seed in 0..60 {
        let mut random = Random::keyed(&[seed, 77]);
        let start = if seed % 3 == 0 { EXAMPLES[(seed % 2) as usize].landscape() } else { Landscape::default() };
        let landscape = drawn::grown(start, &mut random, 60);
        let kind = ChangeKind::ALL[seed as usize % ChangeKind::ALL.len()];
        for source in landscape.contexts.keys().take(3) {
            let report = run(&landscape, *source, kind);
            let is_share = |estimate: Estimate| (0.0..=1.0).contains(&estimate.value);
            assert!(report.heat.iter().all(|heat| (0.0..=1.0).contains(&heat.share)));
            assert!(is_share(report.quantity("several_teams").expect("there").value));
            assert!(report.quantities.iter().all(|quantity| !quantity.value.value.is_nan()));
            answered += 1;
        }
    }
    assert!(answered > 60, "only {answered} were answered");
    let request = Request::about(TeamId::new(1));
    assert!((SIMULATION.estimate)(&Landscape::default(), &request).is_err());
    let mut sketch = Sketch::new();
    let alone = sketch.context("Alone");
    assert!((SIMULATION.estimate)(&sketch.landscape, &Request::about(alone).with("kind", "none")).is_err());
    assert_eq!(
        run(&sketch.landscape, alone, ChangeKind::Schema).quantity("touched").expect("there").value,
        Estimate::exact(0.0)
    );
}
