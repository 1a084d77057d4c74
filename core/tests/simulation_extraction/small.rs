//! By hand: figures of small landscapes that one can work out on paper.

use atoll_core::model::{
    BuildingBlock, ContextId, Coupling, DataStore, Deployable, DeployableKind, Integration, RelationshipKind, Ring,
    Timing,
};
use atoll_core::simulation::Request;
use atoll_core::simulation::extraction::SIMULATION;
use atoll_core::simulation::report::{Cell, Report};
use atoll_core::sketch::Sketch;

fn monolith(sketch: &mut Sketch, kind: DeployableKind, contexts: &[ContextId]) {
    let contexts = contexts.to_vec();
    sketch.add(Deployable { name: "Shop".to_owned(), kind, contexts, instances: 4, ..Deployable::default() });
}

fn answer(sketch: &Sketch, request: &Request) -> Report {
    (SIMULATION.estimate)(&sketch.landscape, request).expect("an answer")
}

fn value(report: &Report, key: &str) -> f64 {
    report.quantity(key).unwrap_or_else(|| panic!("{key}")).value.value
}

/// How often a joint is in the plumbing table.
fn count(report: &Report, inside: &str) -> f64 {
    let rows = &report.table("plumbing").expect("there").rows;
    let row = rows.iter().find(|row| row.cells[0] == Cell::from(inside));
    row.map_or(0.0, |row| if let Cell::Number(number) = row.cells[3] { number } else { 0.0 })
}

fn pert(least: f64, likely: f64, most: f64) -> f64 {
    (least + 4.0 * likely + most) / 6.0
}

/// Orders ask Billing through a published contract; both are modules of one process.
fn two(kind: DeployableKind, integration: Integration, has_seam: bool) -> (Sketch, ContextId) {
    let mut sketch = Sketch::new();
    let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
    sketch.edit_context(billing, |context| context.thousand_lines = 10);
    monolith(&mut sketch, kind, &[orders, billing]);
    sketch.relate(billing, orders, RelationshipKind::UpstreamDownstream, |it| {
        it.integration = integration;
        it.upstream_roles.published_language = has_seam;
    });
    (sketch, billing)
}

#[test]
fn a_module_with_a_seam_costs_its_joint_its_code_and_its_platform() {
    let (sketch, billing) = two(DeployableKind::ModularMonolith, Integration::InProcessCall, true);
    let report = answer(&sketch, &Request::about(billing));
    assert_eq!((count(&report, "Direct call"), count(&report, "No interface between the two")), (1.0, 0.0));
    // A quarter is infrastructure and two fifths of that change: the 90 % of the code that stays.
    assert!((value(&report, "stays") - 0.9).abs() < 1e-12);
    // AAF = 0.3 · 10 + 0.3 · 30 = 12; AAM = (4 + 12 · 1.24) ÷ 100 = 0.1888.
    assert!((value(&report, "reuse_share") - 0.1888).abs() < 1e-12, "{}", value(&report, "reuse_share"));
    let code = 19.0 * 2.94 * libm::pow(1.888, 1.0997);
    assert!((value(&report, "code_days") - code).abs() < 1e-9);
    let expected = pert(2.0, 6.0, 15.0) + pert(25.0, 60.0, 150.0) + code * pert(0.67, 1.0, 1.5);
    assert!((value(&report, "effort") - expected).abs() < 1e-9, "{} instead of {expected}", value(&report, "effort"));
    assert_eq!(value(&report, "modularise"), 0.0, "it is a module already");
    assert!((value(&report, "other_way") - expected).abs() < 1e-9, "with kept boundaries both ways are one");
}

#[test]
fn each_joint_becomes_what_the_table_says() {
    for (integration, inside) in [
        (Integration::InProcessMessage, "In-memory message dispatch"),
        (Integration::InProcessCall, "Direct call"),
        (Integration::SharedDatabase, "Shared table"),
        (Integration::UserInterfaceComposition, "Put together on one screen"),
        (Integration::RemoteCall, "Over the network already"),
    ] {
        let (sketch, billing) = two(DeployableKind::ModularMonolith, integration, true);
        let report = answer(&sketch, &Request::about(billing));
        assert_eq!(count(&report, inside), 1.0, "{inside}");
        assert_eq!(report.table("plumbing").expect("there").rows.len(), 3, "{inside}: with code and platform");
    }
}

#[test]
fn a_shared_store_is_split_once_and_a_transaction_over_it_becomes_a_saga() {
    let (mut sketch, billing) = two(DeployableKind::ModularMonolith, Integration::SharedDatabase, true);
    let writers: Vec<ContextId> = sketch.landscape.contexts.keys().copied().collect();
    sketch.add(DataStore { name: "Shop database".to_owned(), writers, ..DataStore::default() });
    let report = answer(&sketch, &Request::about(billing));
    assert_eq!((count(&report, "Shared table"), count(&report, "Transaction over both")), (1.0, 1.0));
}

#[test]
fn without_seams_and_out_of_tiers_it_costs_more_and_the_missing_seams_are_named() {
    let cost = |kind: DeployableKind, has_seam: bool, way: &str| {
        let (sketch, billing) = two(kind, Integration::InProcessCall, has_seam);
        value(&answer(&sketch, &Request::about(billing).with("way", way)), "effort")
    };
    let kept = cost(DeployableKind::ModularMonolith, true, "modules");
    let without = cost(DeployableKind::ModularMonolith, false, "modules");
    let tiers = cost(DeployableKind::TieredMonolith, false, "modules");
    let straight = cost(DeployableKind::TieredMonolith, false, "straight");
    assert!(kept < without && without < tiers, "{kept} {without} {tiers}");
    assert!(straight > without, "{straight}: all of it has to be tested again");
    let (sketch, billing) = two(DeployableKind::ModularMonolith, Integration::InProcessCall, false);
    let report = answer(&sketch, &Request::about(billing));
    let seams = &report.table("seams").expect("there").rows;
    let words = Cell::from("An interface of “Billing” that “Orders” asks, with a contract");
    assert!(seams.len() == 1 && seams[0].cells[0] == words, "{seams:?}");
}

#[test]
fn what_stays_is_counted_in_building_blocks_where_they_are_drawn() {
    let (mut sketch, billing) = two(DeployableKind::ModularMonolith, Integration::InProcessCall, true);
    for (index, ring) in [Ring::Domain, Ring::Domain, Ring::Application, Ring::Infrastructure].into_iter().enumerate() {
        sketch.add(BuildingBlock { context: billing, name: format!("{index}"), ring, ..BuildingBlock::default() });
    }
    let report = answer(&sketch, &Request::about(billing));
    let stays = report.quantity("stays").expect("there").value;
    assert!((stays.value - 0.9).abs() < 1e-12, "a quarter of the blocks, two fifths of which change");
    assert!(stays.low < 0.6 && stays.high > 0.97, "four blocks are few: {stays:?}");
}

#[test]
fn one_team_with_even_load_has_no_reason_and_is_told_so() {
    let (mut sketch, billing) = two(DeployableKind::ModularMonolith, Integration::InProcessCall, true);
    let all: Vec<ContextId> = sketch.landscape.contexts.keys().copied().collect();
    sketch.team("Blue", &all);
    for context in all {
        sketch.edit_context(context, |context| {
            (context.requests_a_second, context.outages_a_year, context.minutes_to_restore) = (10, 1, 5);
        });
    }
    let report = answer(&sketch, &Request::about(billing));
    let summary = &report.summary;
    assert!(summary.contains("not worth it: none of the three reasons is there"), "{summary}");
    assert!(summary.contains("missing: scale apart, teams colliding, fault isolation"), "{summary}");
    assert!(value(&report, "gain") < 0.0, "a service has to be run");
    assert!(value(&report, "payback").is_infinite());
}

#[test]
fn a_busy_team_with_a_hot_context_that_fails_has_all_three() {
    let (mut sketch, billing) = two(DeployableKind::TieredMonolith, Integration::InProcessMessage, true);
    let orders = *sketch.landscape.contexts.keys().next().expect("drawn");
    sketch.team("Blue", &[orders]);
    sketch.team("Green", &[billing]);
    for (context, requests, outages) in [(orders, 5, 1), (billing, 500, 24)] {
        sketch.edit_context(context, |context| {
            (context.requests_a_second, context.changes_a_month) = (requests, 40);
            (context.outages_a_year, context.minutes_to_restore) = (outages, 60);
        });
    }
    let report = answer(&sketch, &Request::about(billing));
    let there = report.table("reasons").expect("there").rows.iter().filter(|row| row.cells[1] == Cell::from("yes"));
    assert_eq!(there.count(), 3, "{:?}", report.table("reasons"));
    for key in ["gain_scale", "gain_teams", "gain_faults"] {
        assert!(value(&report, key) > 0.0, "{key}");
    }
    // Told by messages, Orders no longer goes down with Billing: 24 · 60 minutes less, but for what both lose.
    let less = value(&report, "minutes_rest");
    assert!((less + 1_440.0).abs() < 5.0, "{less}");
}

#[test]
fn what_waits_goes_down_all_the_same_and_a_request_takes_longer() {
    let (mut sketch, billing) = two(DeployableKind::ModularMonolith, Integration::InProcessCall, true);
    let id = *sketch.landscape.relationships.keys().next().expect("drawn");
    let mut relationship = (*sketch.landscape.relationships[&id]).clone();
    (relationship.coupling, relationship.timing, relationship.calls_per_request) =
        (Coupling::Hard, Timing::Synchronous, 6);
    sketch.put(relationship);
    let report = answer(&sketch, &Request::about(billing));
    assert!(value(&report, "minutes_rest") > 0.0, "a network more: {}", value(&report, "minutes_rest"));
    assert!(value(&report, "minutes_own") < 0.0, "what it supplies does not bring it down");
    assert_eq!(value(&report, "latency_rest"), 3.0, "six round trips of half a millisecond");
}

#[test]
fn what_ships_alone_or_is_outside_is_refused_in_a_sentence() {
    let mut sketch = Sketch::new();
    let alone = sketch.context("Alone");
    let refusal = (SIMULATION.estimate)(&sketch.landscape, &Request::about(alone)).expect_err("nothing to take out");
    assert!(refusal.0.contains("ships with no other context"), "{refusal}");
    assert!((SIMULATION.estimate)(&sketch.landscape, &Request::default()).is_err());
}
