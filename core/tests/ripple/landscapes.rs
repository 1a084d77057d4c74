//! Ripples over landscapes: what the patterns, the assumptions and the owners make of them.

use std::sync::Arc;

use atoll_core::format::native;
use atoll_core::gallery::{EXAMPLES, synthetic};
use atoll_core::model::{BoundedContext, ContextId, Landscape, RelationshipKind, Team, TeamId};
use atoll_core::simulation::ripple::parameters::SCALES;
use atoll_core::simulation::ripple::{Method, Ripple, RippleModel, parameters};
use atoll_core::sketch::Sketch;

fn run(landscape: &Landscape, source: ContextId) -> Ripple {
    RippleModel::of(landscape).run(source).expect("the source is there")
}

fn first(landscape: &Landscape) -> ContextId {
    *landscape.contexts.keys().next().expect("a context")
}

/// A landscape that is too tangled to be computed exactly.
fn tangled() -> Landscape {
    let landscape = synthetic::landscape(60);
    assert!(matches!(run(&landscape, first(&landscape)).method, Method::Sampled { .. }));
    landscape
}

#[test]
fn a_context_that_nobody_deals_with_touches_nobody() {
    let mut sketch = Sketch::new();
    let [alone, a, b] = ["Alone", "A", "B"].map(|name| sketch.context(name));
    sketch.flow(a, b);
    sketch.relate(alone, a, RelationshipKind::SeparateWays, |_| ());
    sketch.team("Other", &[a, b]);
    let ripple = run(&sketch.landscape, alone);
    assert_eq!((ripple.touched.value, ripple.method), (0.0, Method::Exact));
    assert_eq!(ripple.reach.values().map(|reach| reach.value).collect::<Vec<_>>(), [1.0, 0.0, 0.0]);
    assert!(ripple.teams.is_empty(), "{:?}", ripple.teams);
}

#[test]
fn where_nothing_goes_upstream_the_last_one_touches_nobody() {
    let mut sketch = Sketch::new();
    let chain = ["A", "B", "C"].map(|name| sketch.context(name));
    for pair in chain.windows(2) {
        sketch.flow(pair[0], pair[1]);
    }
    let header = Arc::make_mut(&mut sketch.landscape.header);
    for parameter in parameters().into_iter().filter(|parameter| parameter.key.ends_with(".to_upstream")) {
        header.assumptions.insert(parameter.key, 0.0);
    }
    assert_eq!(run(&sketch.landscape, chain[2]).touched.value, 0.0);
    assert!(run(&sketch.landscape, chain[0]).touched.value > 0.0);
}

#[test]
fn raising_an_assumption_never_lowers_a_figure() {
    let mut exact = 0;
    for landscape in EXAMPLES.map(|example| example.landscape()).into_iter().chain([tangled()]) {
        let source = first(&landscape);
        let before = run(&landscape, source);
        // What volatility weighs lowers the likelihood of a step to what hardly changes.
        for parameter in parameters().into_iter().filter(|it| !SCALES.contains(&it.key.as_str())) {
            let mut raised = landscape.clone();
            let more = (parameter.value(&landscape) + 0.15).min(parameter.maximum);
            Arc::make_mut(&mut raised.header).assumptions.insert(parameter.key.clone(), more);
            let after = run(&raised, source);
            if before.method != after.method {
                continue;
            }
            exact += usize::from(after.method == Method::Exact);
            let is_raised = |id: &ContextId| after.reach[id].value >= before.reach[id].value - 1e-12;
            assert!(before.reach.keys().all(is_raised), "{}", parameter.key);
            assert!(after.touched.value >= before.touched.value - 1e-12, "{}", parameter.key);
        }
    }
    assert!(exact > 10, "only {exact} were exact");
}

#[test]
fn a_team_is_involved_at_least_as_surely_as_its_surest_context() {
    for landscape in EXAMPLES.map(|example| example.landscape()) {
        for source in landscape.contexts.keys() {
            let ripple = run(&landscape, *source);
            for team in &ripple.teams {
                let owned = landscape.contexts.values().filter(|context| context.owners.contains(&team.team));
                let reach: Vec<f64> = owned.map(|context| ripple.reach[&context.id].value).collect();
                let (most, sum) = (reach.iter().copied().fold(0.0, f64::max), reach.iter().sum::<f64>());
                assert_eq!(team.contexts_owned, reach.len());
                assert!((team.contexts_touched - sum).abs() < 1e-12);
                let involved = team.involved.value;
                assert!(most - 1e-12 <= involved && involved <= sum.min(1.0) + 1e-12, "{most} {involved} {sum}");
            }
            let silent = landscape.teams.keys().filter(|team| !ripple.teams.iter().any(|it| it.team == **team));
            for team in silent {
                let mut owned = landscape.contexts.values().filter(|context| context.owners.contains(team));
                assert!(owned.all(|context| ripple.reach[&context.id].value == 0.0));
            }
        }
    }
}

#[test]
fn the_same_landscape_gives_the_same_bytes() {
    for landscape in EXAMPLES.map(|example| example.landscape()).into_iter().chain([tangled()]) {
        let read = native::parse(&native::write(&landscape)).expect("what was written");
        let source = first(&landscape);
        assert_eq!(format!("{:?}", run(&landscape, source)), format!("{:?}", run(&read, source)));
    }
}

#[test]
fn what_has_nothing_to_do_with_it_changes_no_figure() {
    let landscape = tangled();
    let source = first(&landscape);
    let before = run(&landscape, source);
    let mut other = landscape;
    for context in other.contexts.values_mut() {
        let context = Arc::make_mut(context);
        context.name.insert(0, 'X');
        context.frame = None;
    }
    // Numbers of contexts move up by one, and a team comes first.
    let new = ContextId::new(0);
    other.contexts.insert(new, BoundedContext { id: new, ..BoundedContext::default() }.into());
    other.teams.insert(TeamId::new(0), Team::default().into());
    let mut after = run(&other, source);
    assert_eq!(after.reach.remove(&new).map(|reach| reach.value), Some(0.0));
    assert_eq!((after.reach, after.touched, after.teams), (before.reach, before.touched, before.teams));
}
