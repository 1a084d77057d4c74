//! Growth on sketches whose figures are worked out by hand, and on any landscape.

use std::sync::Arc;

use super::*;
use crate::gallery::{EXAMPLES, synthetic};
use crate::model::{Deployable, RelationshipKind};
use crate::sketch::Sketch;

fn set(sketch: &mut Sketch, values: &[(&str, f64)]) {
    let header = Arc::make_mut(&mut sketch.landscape.header);
    header.assumptions.extend(values.iter().map(|(key, value)| ((*key).to_owned(), *value)));
}

fn figure(report: &Report, key: &str) -> f64 {
    report.quantity(key).unwrap_or_else(|| panic!("no {key}")).value.value
}

fn answer(landscape: &Landscape) -> Report {
    estimate(landscape, &Request::default()).expect("an answer")
}

/// Two contexts in one code base that always change together, with round numbers for everything.
fn twins() -> Sketch {
    let mut sketch = Sketch::new();
    let [a, b] = ["A", "B"].map(|name| sketch.context(name));
    sketch.relate(a, b, RelationshipKind::Partnership, |_| ());
    let parameters = crate::simulation::ripple::parameters();
    let certain = parameters.iter().filter(|it| it.key == "ripple.p.to_downstream").map(|it| (it.key.as_str(), 1.0));
    set(&mut sketch, &certain.collect::<Vec<_>>());
    for name in ["One", "Two"] {
        sketch.team(name, &[]);
    }
    sketch.add(Deployable { contexts: vec![a, b], ..Deployable::default() });
    let none = ["rework", "loss", "penalty"].map(|key| format!("teams.{key}"));
    set(&mut sketch, &none.iter().map(|key| (key.as_str(), 0.0)).collect::<Vec<_>>());
    let round = [("teams.days", 4.0), ("teams.elsewhere", 0.5), ("teams.hand_off_effort", 1.0), ("teams.people", 10.0)];
    set(&mut sketch, &round);
    set(&mut sketch, &[("teams.new_work", 0.6), ("growth.conflict", 0.05), ("growth.merge_days", 2.0)]);
    sketch
}

#[test]
fn a_small_landscape_grows_as_worked_out_by_hand() {
    let sketch = twins();
    let study = Study::of(&sketch.landscape, &Request::default()).expect("an answer");
    let [one, two] = [&study.drawn()[0], &study.drawn()[1]];
    // 10 people, 60 % of 21.67 days: 130 person-days a month. A change takes 4 + 2 person-days in its two contexts.
    assert!((study.field.capacity - 130.0).abs() < 1e-9 && (one.work - 6.0).abs() < 1e-9);
    assert_eq!((one.crossing.value, two.crossing.value, one.touched, two.touched), (0.0, 1.0, 1.0, 2.0));
    // With two teams one hand-off is agreed, with a person-day.
    assert!((two.work - 7.0).abs() < 1e-9, "{two:?}");
    // 130 ÷ 6 changes of each team land in the one code base; a branch lives 2 of 21.67 days: 2 other changes with one
    // team, and 4 with two. Every two meet in both contexts.
    let pain = |others: f64| 1.0 - libm::pow(0.95, 2.0 * others);
    assert!((one.pain - pain(2.0)).abs() < 1e-9 && (two.pain - pain(4.0)).abs() < 1e-9, "{one:?} {two:?}");
    assert!((one.throughput.value - 130.0 / (6.0 + 2.0 * pain(2.0))).abs() < 1e-9);
    assert!((two.throughput.value - 260.0 / (7.0 + 2.0 * pain(4.0))).abs() < 1e-9);
    let law = curve::Law::of(study.drawn(), 2, 2.0).expect("two teams");
    let each = 6.0 + 2.0 * pain(2.0);
    assert!((law.sigma - 2.0 * (pain(4.0) - pain(2.0)) / each).abs() < 1e-9 && (law.kappa - 0.5 / each).abs() < 1e-9);
    // By construction the law goes through the point at which its figures are read off.
    assert!((law.throughput(2.0) - two.throughput.value).abs() < 1e-9);
    assert_eq!(study.pairs[..2], [0, 1]);
}

#[test]
fn less_coupling_never_makes_more_changes_cross() {
    for example in EXAMPLES {
        let study = Study::of(&example.landscape(), &Request::default()).expect("an answer");
        for (variant, curve) in &study.variants {
            for (drawn, other) in study.drawn().iter().zip(curve) {
                let is_calmer = variant.code != "trunk" || other.pain <= drawn.pain + 1e-12;
                let fits = other.crossing.value <= drawn.crossing.value + 1e-12 && is_calmer;
                assert!(fits, "{} {}: {drawn:?} {other:?}", example.code, variant.code);
            }
            let crossing: Vec<f64> = curve.iter().map(|at| at.crossing.value).collect();
            assert!(crossing[0] == 0.0 && crossing.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12), "{crossing:?}");
        }
    }
}

#[test]
fn every_example_has_an_answer_with_heat() {
    for example in EXAMPLES {
        let landscape = example.landscape();
        let report = answer(&landscape);
        assert!(figure(&report, "knee") >= 1.0, "{}", example.code);
        let all = report.heat.iter().all(|heat| (0.0..=1.0).contains(&heat.share));
        assert!(all && report.heat.len() > 3 && report.plots.len() == 7, "{}", example.code);
        assert_eq!(report, answer(&landscape));
    }
}

#[test]
fn what_cannot_be_answered_is_refused() {
    assert!(estimate(&Landscape::default(), &Request::default()).is_err());
    assert!(estimate(&synthetic::landscape(2_001), &Request::default()).is_err());
}

#[test]
fn the_bend_is_where_one_more_team_brings_too_little() {
    let at = |teams: usize, throughput: f64| At {
        teams,
        crossing: crate::simulation::Estimate::default(),
        touched: 1.0,
        work: 1.0,
        pain: 0.0,
        throughput: crate::simulation::Estimate::exact(throughput),
        draws: vec![throughput; 2],
        lead: None,
    };
    let curve: Vec<At> =
        [10.0, 19.0, 26.0, 29.0, 30.0, 29.0].iter().enumerate().map(|(n, it)| at(n + 1, *it)).collect();
    // From 2 the next two bring (29 − 19) ÷ 2 = 5, half of the first; from 3 (30 − 26) ÷ 2 = 2.
    let knee = curve::knee(&curve, 0.5);
    assert_eq!((knee.teams, knee.peak, knee.draws), (Some(3), Some(5), vec![3.0; 2]));
    assert_eq!(curve::knee(&curve[..3], 0.5).teams, None);
}
