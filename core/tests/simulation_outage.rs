//! What holds of every outage: the exact figures are those of trying everything, the drawn ones agree with them, and
//! neither does what an outage cannot.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;

#[path = "simulation_outage/engine.rs"]
mod engine;
#[path = "simulation_outage/landscapes.rs"]
mod landscapes;
#[path = "simulation_outage/years.rs"]
mod years;

use atoll_core::model::{ContextId, Landscape, Relationship, RelationshipKind};
use atoll_core::simulation::outage::SIMULATION;
use atoll_core::simulation::report::Cell;
use atoll_core::simulation::{Report, Request};
use atoll_core::sketch::Sketch;

/// A sketch in which only contexts fail by themselves, each a thousandth of the time, and an hour each time.
fn plain() -> Sketch {
    let mut sketch = Sketch::new();
    let certain = ["process", "store", "network"].map(|kind| (format!("outage.{kind}.availability"), 1.0));
    let contexts = [("outage.context.availability".to_owned(), 0.999), ("outage.context.minutes".to_owned(), 60.0)];
    for (key, value) in certain.into_iter().chain(contexts) {
        assume(&mut sketch.landscape, &key, value);
    }
    sketch
}

fn assume(landscape: &mut Landscape, key: &str, value: f64) {
    std::sync::Arc::make_mut(&mut landscape.header).assumptions.insert(key.to_owned(), value);
}

/// One context waits for another.
fn waits(sketch: &mut Sketch, consumer: ContextId, supplier: ContextId, more: impl FnOnce(&mut Relationship)) {
    sketch.relate(supplier, consumer, RelationshipKind::UpstreamDownstream, more);
}

fn report(landscape: &Landscape) -> Report {
    (SIMULATION.estimate)(landscape, &Request::default()).expect("an answer")
}

/// The availability of a context by the table of an answer.
fn availability(report: &Report, context: ContextId) -> f64 {
    let rows = &report.table("contexts").expect("a table").rows;
    let row = rows.iter().find(|row| row.element == Some(context.into())).expect("a row");
    match &row.cells[2] {
        Cell::Estimate(estimate) => estimate.value,
        other => panic!("{other:?}"),
    }
}

fn value(report: &Report, key: &str) -> f64 {
    report.quantity(key).unwrap_or_else(|| panic!("no figure {key}")).value.value
}

fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
}
