//! Invariants: the reuse model is monotone, draws agree with the formula, no landscape is too strange.

use std::sync::Arc;

use atoll_core::gallery::EXAMPLES;
use atoll_core::model::{ElementId, ElementKind, Landscape};
use atoll_core::random::Random;
use atoll_core::simulation::comparison::compare;
use atoll_core::simulation::extraction::SIMULATION;
use atoll_core::simulation::extraction::reuse::Reuse;
use atoll_core::simulation::{Estimate, Parameter, Refusal, Report, Request};
use proptest::prelude::*;

use crate::drawn;

fn reuse() -> impl Strategy<Value = Reuse> {
    let percent = 0.0..=100.0;
    let all = (percent.clone(), percent.clone(), percent, 10.0..=50.0, 0.0..=1.0, 0.0..=8.0);
    all.prop_map(|(design, code, integration, understanding, unfamiliarity, assessment)| Reuse {
        design,
        code,
        integration,
        understanding,
        unfamiliarity,
        assessment,
    })
}

proptest! {
    #[test]
    fn more_to_change_never_costs_less(one in reuse(), which in 0_usize..5, more in 0.0..50.0_f64) {
        let mut other = one;
        match which {
            0 => other.design = (one.design + more).min(100.0),
            1 => other.code = (one.code + more).min(100.0),
            2 => other.integration = (one.integration + more).min(100.0),
            3 => other.understanding = (one.understanding + more).min(50.0),
            _ => other.unfamiliarity = (one.unfamiliarity + more / 50.0).min(1.0),
        }
        prop_assert!(other.modifier() >= one.modifier() - 1e-12, "{one:?} {other:?}");
        let untouched = Reuse { design: 0.0, code: 0.0, integration: 0.0, ..one };
        prop_assert!(one.assessment == 0.0 || untouched.modifier() > 0.0, "nothing changed still has to be looked at");
    }
}

/// Every question that can be asked of a landscape.
fn questions(landscape: &Landscape) -> Vec<Request> {
    let contexts = landscape.ids_of(ElementKind::Context).into_iter().take(6);
    let deployables = landscape.ids_of(ElementKind::Deployable).into_iter().take(3);
    let subjects: Vec<ElementId> = contexts.chain(deployables).collect();
    let mut questions: Vec<Request> = subjects.into_iter().map(Request::about).collect();
    questions.push(Request::default());
    questions.push(Request::default().with("way", "straight").with("errors", "apart"));
    questions
}

fn check(report: &Report) {
    assert!(!report.summary.is_empty() && !report.caveats.is_empty());
    for quantity in &report.quantities {
        let Estimate { value, low, high } = quantity.value;
        assert!(!value.is_nan() && low <= value && value <= high, "{}: {:?}", quantity.key, quantity.value);
        assert!(!quantity.why.is_empty() && !quantity.source.is_empty(), "{}", quantity.key);
    }
    for heat in &report.heat {
        assert!((0.0..=1.0).contains(&heat.share), "{heat:?}");
    }
    for table in &report.tables {
        assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{}", table.key);
    }
}

#[test]
fn no_landscape_is_too_strange() {
    let mut answered = 0;
    for seed in 0..60 {
        let mut random = Random::keyed(&[seed, 0xe47]);
        let base =
            if seed % 3 == 0 { EXAMPLES[seed as usize % EXAMPLES.len()].landscape() } else { Landscape::default() };
        let landscape = drawn::grown(base, &mut random, 120);
        for question in questions(&landscape) {
            match (SIMULATION.estimate)(&landscape, &question) {
                Ok(report) => {
                    check(&report);
                    answered += 1;
                }
                Err(Refusal(sentence)) => assert!(sentence.ends_with('.'), "{sentence}"),
            }
        }
    }
    assert!(answered > 60, "only {answered} questions had an answer");
}

#[test]
fn no_assumption_that_can_be_set_is_too_strange() {
    let ends: [fn(&Parameter) -> f64; 2] = [|it| it.minimum, |it| it.maximum];
    for end in ends {
        let mut landscape = EXAMPLES[1].landscape();
        let header = Arc::make_mut(&mut landscape.header);
        for parameter in (SIMULATION.parameters)() {
            assert!(parameter.minimum <= parameter.low && parameter.low <= parameter.default, "{}", parameter.key);
            assert!(parameter.default <= parameter.high && parameter.high <= parameter.maximum, "{}", parameter.key);
            header.assumptions.insert(parameter.key.clone(), end(&parameter));
        }
        for question in questions(&landscape) {
            if let Ok(report) = (SIMULATION.estimate)(&landscape, &question) {
                check(&report);
            }
        }
    }
}

#[test]
fn what_is_drawn_has_the_mean_that_is_computed() {
    for example in &EXAMPLES {
        let landscape = example.landscape();
        for errors in ["together", "apart"] {
            let question = Request::default().with("errors", errors);
            let Ok(computed) = (SIMULATION.estimate)(&landscape, &question) else { continue };
            let drawn = SIMULATION.run(&landscape, &question).expect("an answer");
            check(&drawn);
            let of = |report: &Report, key: &str| report.quantity(key).expect("there").value.value;
            let draws = &drawn.quantity("effort").expect("there").draws;
            assert_eq!(draws.len(), 4_096);
            let interval = Estimate::mean_of(draws);
            let (slack, expected) = (2.0 * (interval.high - interval.low), of(&computed, "effort"));
            let name = example.code;
            assert!((interval.value - expected).abs() <= slack, "{name} {errors}: {interval:?} instead of {expected}");
            for key in ["effort_p10", "effort_p50", "effort_p90"] {
                let (one, other) = (of(&computed, key), of(&drawn, key));
                assert!((one - other).abs() <= 0.08 * expected, "{name} {errors} {key}: {one} and {other}");
            }
        }
    }
}

#[test]
fn an_unchanged_design_differs_by_exactly_nothing() {
    let landscape = EXAMPLES[1].landscape();
    let question = Request::default();
    let [one, other] = [(); 2].map(|()| SIMULATION.run(&landscape, &question).expect("an answer"));
    assert_eq!(one, other, "the same question, the same answer");
    for difference in compare(&one, &other) {
        let nothing = difference.before.value.is_infinite() || difference.difference == Estimate::exact(0.0);
        assert!(nothing, "{}: {:?}", difference.key, difference.difference);
    }
}
