//! The reference vectors: published or independently computed figures that the simulations must give.
//!
//! Every `*.json` in `tests/vectors` is read, and of one more folder that `ATOLL_VECTORS` names. A vector whose area or
//! input is not known here is a failure, not a skip.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use atoll_core::simulation::Estimate;
use atoll_core::simulation::ripple::network::Network;
use atoll_core::simulation::ripple::sampling::Sampler;
use atoll_core::simulation::ripple::{exact, propagation};
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
    assert!(read >= 4, "only {read} vectors were found");
}

fn check(vector: &Vector) {
    let tolerance = vector.tolerance["abs"].as_f64().expect("an absolute tolerance");
    let has = |what: &str| vector.expected.get(what).is_some();
    match vector.area.as_str() {
        "change-propagation" if has("reach_probability") => reach(vector, tolerance),
        "change-propagation" if has("combined_likelihood") => {
            let depth = usize::try_from(vector.input["max_path_edges"].as_u64().expect("a depth")).expect("small");
            propagation_at(vector, &vector.expected, depth, tolerance);
        }
        "change-propagation" if vector.input.get("max_path_edges").is_some() => {
            for (depth, expected) in vector.expected.as_object().expect("answers by depth") {
                propagation_at(vector, expected, depth.parse().expect("a depth"), tolerance);
            }
        }
        "change-propagation" if has("results") => both_modes(vector, tolerance),
        other => panic!("{}: nothing here knows the area {other} with this input", vector.name),
    }
}

/// The probability matrix, exactly and by sampling.
fn reach(vector: &Vector, tolerance: f64) {
    let likelihood = matrix(&vector.input["likelihood"]);
    let expected = matrix(&vector.expected["reach_probability"]);
    let network = Network::of_matrix(&likelihood);
    for source in 0..likelihood.len() {
        let reached = exact::reach(&network, source, exact::WORK_LIMIT).expect("small enough to be exact");
        let mut sampler = Sampler::new(&network, source, likelihood.len(), 1);
        while sampler.trials() < 65_536 {
            sampler.step(&network);
        }
        for (target, row) in expected.iter().enumerate() {
            let p = row[source];
            close(vector, &format!("{target} from {source}"), reached[target], p, tolerance);
            let (sampled, runs) = (sampler.reach(target), f64::from(sampler.trials()));
            let error = 4.0 * (p * (1.0 - p) / runs).sqrt() + 1e-12;
            close(vector, &format!("{target} from {source}, sampled"), sampled.value, p, error);
        }
        let ripple: f64 = reached.iter().sum::<f64>() - 1.0;
        let expected_ripple = vector.expected["expected_ripple"][source].as_f64().expect("a number");
        close(vector, &format!("ripple of {source}"), ripple, expected_ripple, tolerance);
        let Estimate { low, high, .. } = sampler.touched();
        let slack = high - low;
        assert!((low - slack..=high + slack).contains(&expected_ripple), "{}: {low}..{high}", vector.name);
    }
}

/// Combined likelihood and risk at one depth, for every pair.
fn propagation_at(vector: &Vector, expected: &Value, depth: usize, tolerance: f64) {
    let (likelihood, impact) = (matrix(&vector.input["likelihood"]), matrix(&vector.input["impact"]));
    let network = Network::of_matrix(&likelihood);
    let impact = |from: usize, to: usize| impact[to][from];
    let (likelihoods, risks) = (matrix(&expected["combined_likelihood"]), matrix(&expected["combined_risk"]));
    for (source, target) in pairs(likelihood.len()) {
        let found = propagation::propagate(&network, &impact, source, target, depth);
        let what = format!("{target} from {source} at depth {depth}");
        close(vector, &what, found.likelihood, likelihoods[target][source], tolerance);
        close(vector, &what, found.risk, risks[target][source], tolerance);
    }
}

/// Small graphs for which both the tree of paths and the truth are known.
fn both_modes(vector: &Vector, tolerance: f64) {
    let results = vector.expected["results"].as_array().expect("results");
    let by_name: BTreeMap<&str, &Value> =
        results.iter().map(|result| (result["graph"].as_str().expect("a name"), result)).collect();
    for graph in vector.input["graphs"].as_array().expect("graphs") {
        let network = Network::of_matrix(&matrix(&graph["likelihood"]));
        let [source, target] = ["source", "target"].map(|end| graph[end].as_u64().expect("a node") as usize);
        let result = by_name[graph["graph"].as_str().expect("a name")];
        let truth = exact::reach(&network, source, exact::WORK_LIMIT).expect("small")[target];
        close(vector, "exact", truth, result["exact_probability"].as_f64().expect("a number"), tolerance);
        let tree = propagation::propagate(&network, &|_, _| 1.0, source, target, network.nodes());
        close(vector, "tree", tree.likelihood, result["cpm_likelihood"].as_f64().expect("a number"), tolerance);
    }
}

fn pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |source| (0..n).map(move |target| (source, target))).filter(|(a, b)| a != b)
}

fn matrix(value: &Value) -> Matrix {
    Matrix::deserialize(value).expect("a matrix")
}

fn close(vector: &Vector, what: &str, found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{}, {what}: {found} instead of {expected}", vector.name);
}
