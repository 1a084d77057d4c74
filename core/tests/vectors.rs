//! The reference vectors: published or independently computed figures that the measures and the
//! simulations must give.
//!
//! Every `*.json` in `tests/vectors` is read, and of one more folder that `ATOLL_VECTORS` names. A vector whose area or
//! input is not known here is a failure, not a skip.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "reference/boundaries.rs"]
mod boundaries;
#[path = "reference/engine.rs"]
mod engine;
#[path = "reference/extraction.rs"]
mod extraction;
#[path = "reference/flow.rs"]
mod flow;
#[path = "reference/outage.rs"]
mod outage;
#[path = "reference/queueing.rs"]
mod queueing;
#[path = "reference/ripple.rs"]
mod ripple;
#[path = "reference/structure.rs"]
mod structure;
#[path = "reference/teams.rs"]
mod teams;

use std::path::{Path, PathBuf};

use atoll_core::measure::structure::Dependency;
use serde::Deserialize;
use serde_json::Value;

type Matrix = Vec<Vec<f64>>;

#[derive(Deserialize)]
struct Vector {
    name: String,
    area: String,
    input: Value,
    expected: Value,
    tolerance: Value,
}

#[test]
fn every_vector_is_met() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")];
    folders.extend(std::env::var_os("ATOLL_VECTORS").map(PathBuf::from));
    let mut read = 0;
    for folder in folders {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(&file).expect("readable");
            let vector: Vector = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file:?}: {error}"));
            check(&vector);
            read += 1;
        }
    }
    assert!(read >= 13, "only {read} vectors were found");
}

/// A shape of vector: its area, the field of what is expected that tells it from others, and what checks it.
type Shape = (&'static str, &'static str, fn(&Vector, f64));

/// Every shape that is known here.
const SHAPES: [Shape; 30] = [
    ("change-propagation", "reach_probability", ripple::reach),
    ("change-propagation", "combined_likelihood", ripple::at_one_depth),
    ("change-propagation", "results", ripple::both_modes),
    ("change-propagation", "1", ripple::at_every_depth),
    ("structural-coupling", "visibility", structure::propagation),
    ("structural-coupling", "role", structure::architecture),
    ("structural-coupling", "sdp_violations", structure::martin),
    ("structural-coupling", "results", structure::lakos),
    ("structural-coupling", "tangle_index", structure::cycles),
    ("structural-coupling", "1", structure::clustering),
    ("structural-coupling", "convergences", structure::reflexion),
    ("socio-technical", "congruence", teams::congruence),
    ("delivery-flow", "channels", flow::communication),
    ("delivery-flow", "mm1_sojourn_quantiles", queueing::exponential),
    ("delivery-flow", "bulk_W", queueing::general),
    ("delivery-flow", "effective_rates", queueing::network),
    ("delivery-flow", "s=1", queueing::priorities),
    ("delivery-flow", "Q_star", queueing::batches),
    ("delivery-flow", "band_low", queueing::conflicts),
    ("delivery-flow", "silos", queueing::organisations),
    ("delivery-flow", "labels", queueing::clusters),
    ("outage", "k_of_n", outage::composition),
    ("outage", "birnbaum_for_top", outage::shared_dependency),
    ("outage", "unequal", outage::bridge),
    ("extraction-effort", "AAM", extraction::reuse),
    ("boundary-suggestion", "Q", boundaries::modularity),
    ("boundary-suggestion", "SM", boundaries::decomposition),
    ("boundary-suggestion", "results", boundaries::distance),
    ("boundary-suggestion", "semantic_scores", boundaries::scores),
    ("delivery-flow", "W", engine::convergence),
];

fn check(vector: &Vector) {
    let tolerance = tolerance(vector);
    let fits = |shape: &&Shape| shape.0 == vector.area && vector.expected.get(shape.1).is_some();
    let Some((.., check)) = SHAPES.iter().find(fits) else {
        panic!("{}: nothing here knows the area {} with this input", vector.name, vector.area);
    };
    check(vector, tolerance);
}

/// How far off a figure may be: absolutely, or as a share of what is expected.
fn tolerance(vector: &Vector) -> f64 {
    let given = ["abs", "rel"].iter().find_map(|kind| vector.tolerance[*kind].as_f64());
    given.expect("a tolerance")
}

fn matrix(value: &Value) -> Matrix {
    Matrix::deserialize(value).expect("a matrix")
}

fn close(vector: &Vector, what: &str, found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{}, {what}: {found} instead of {expected}", vector.name);
}

/// A number of a vector.
fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// A list of a vector.
fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// The dependencies of a vector whose nodes are named by these values, in order.
fn dependencies(names: &[Value], pairs: &Value) -> Vec<Dependency> {
    let node = |name: &Value| names.iter().position(|other| other == name).expect("a node");
    list(pairs).iter().map(|pair| Dependency::new(node(&pair[0]), node(&pair[1]))).collect()
}
