//! How a change travels: the exact cascade, drawing, and Forward CPM.

use std::collections::BTreeMap;

use atoll_core::simulation::Estimate;
use atoll_core::simulation::ripple::network::Network;
use atoll_core::simulation::ripple::sampling::Sampler;
use atoll_core::simulation::ripple::{exact, propagation};
use serde_json::Value;

use crate::{Vector, close, matrix};

/// The probability matrix, exactly and by sampling.
pub(crate) fn reach(vector: &Vector, tolerance: f64) {
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

/// Combined likelihood and risk for every pair, at the depth that the input names.
pub(crate) fn at_one_depth(vector: &Vector, tolerance: f64) {
    let depth = usize::try_from(vector.input["max_path_edges"].as_u64().expect("a depth")).expect("small");
    propagation_at(vector, &vector.expected, depth, tolerance);
}

/// Combined likelihood and risk for every pair, at each depth that there is an answer for.
pub(crate) fn at_every_depth(vector: &Vector, tolerance: f64) {
    for (depth, expected) in vector.expected.as_object().expect("answers by depth") {
        propagation_at(vector, expected, depth.parse().expect("a depth"), tolerance);
    }
}

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
pub(crate) fn both_modes(vector: &Vector, tolerance: f64) {
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
