//! Queues in closed form, and the clusters of the DORA keys.

use atoll_core::simulation::dora::{CLUSTERS_2019, Key, Place};
use atoll_core::simulation::queueing::batch::{Economics, bisection_steps, fill_waiting, release_failure};
use atoll_core::simulation::queueing::jackson::{self, Node};
use atoll_core::simulation::queueing::pooling::Work;
use atoll_core::simulation::queueing::{Station, Steady, merge, priority};
use serde_json::{Value, json};

use crate::{Vector, close, list, number};

/// A tolerance of a vector that is a share of what is expected.
fn near(vector: &Vector, what: &str, found: f64, expected: &Value, tolerance: f64) {
    let expected = number(expected);
    close(vector, what, found, expected, tolerance * expected.abs());
}

fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

fn whole(value: &Value) -> u32 {
    u32::try_from(value.as_u64().expect("a count")).expect("small")
}

/// What both kinds of stations must settle to, under the names of the vectors.
fn settled(vector: &Vector, found: &Steady, expected: &Value, tolerance: f64) {
    let known = [
        ("rho", found.utilisation),
        ("P_wait", found.delayed),
        ("Wq", found.waiting),
        ("W", found.sojourn),
        ("Lq", found.queue),
        ("L", found.present),
    ];
    for (name, found) in known {
        if let Some(expected) = expected.get(name) {
            near(vector, name, found, expected, tolerance);
        }
    }
    assert!(expected.as_object().is_some_and(|fields| fields.len() >= 4), "{}", vector.name);
}

/// M/M/1 and M/M/c, and the quantiles of the time in an M/M/1.
pub(crate) fn exponential(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    let station = |case: &Value, servers: u32| {
        let [arrivals, rate] = ["lam", "mu"].map(|name| number(&case[name]));
        Station { arrivals, service: 1.0 / rate, servers }
    };
    for (case, expected) in list(&input["cases"]).iter().zip(list(&expected["results"])) {
        settled(vector, &station(case, whole(&case["c"])).exponential(), expected, tolerance);
    }
    let quantiles = &input["quantiles_for"];
    for (share, expected) in list(&quantiles["q"]).iter().zip(list(&expected["mm1_sojourn_quantiles"])) {
        let found = station(quantiles, 1).sojourn_quantile(number(share));
        near(vector, "quantile", found, expected, tolerance);
    }
}

/// M/G/1, and batches that arrive together.
pub(crate) fn general(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    for (case, expected) in list(&input["mg1"]).iter().zip(list(&expected["mg1"])) {
        let station = Station::single(number(&case["lam"]), number(&case["mean"]));
        settled(vector, &station.general(number(&case["cs2"])), expected, tolerance);
    }
    let bulk = &input["bulk"];
    let station = Station::single(number(&bulk["item_rate"]), 1.0 / number(&bulk["mu"]));
    for (size, expected) in list(&bulk["b"]).iter().zip(list(&expected["bulk_W"])) {
        near(vector, "bulk", station.in_batches(whole(size)).sojourn, expected, tolerance);
    }
}

/// Stations that feed each other.
pub(crate) fn network(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    let node = |at: usize| Node {
        external: number(&input["external"][at]),
        service: 1.0 / number(&input["mu"][at]),
        servers: whole(&input["servers"][at]),
        next: numbers(&input["routing_from_to"][at]),
    };
    let nodes: Vec<Node> = (0..list(&input["mu"]).len()).map(node).collect();
    let found = jackson::settle(&nodes).expect("it settles");
    for (at, (rate, steady)) in found.stations.iter().enumerate() {
        let known = [
            ("effective_rates", *rate),
            ("L", steady.present),
            ("station_W", steady.sojourn),
            ("utilisation", steady.utilisation),
        ];
        for (name, found) in known {
            near(vector, name, found, &expected[name][at], tolerance);
        }
    }
    near(vector, "total L", found.present, &expected["total_L"], tolerance);
    near(vector, "W", found.sojourn, &expected["W"], tolerance);
}

/// Urgent items before others.
pub(crate) fn priorities(vector: &Vector, tolerance: f64) {
    let arrivals = numbers(&vector.input["lam"]);
    let service = 1.0 / number(&vector.input["mu"]);
    for servers in list(&vector.input["servers"]).iter().map(whole) {
        let expected = &vector.expected[format!("s={servers}")];
        let polite = priority::waiting(&arrivals, service, servers);
        let rude = priority::waiting_preemptive(&arrivals, service, servers);
        for (name, found) in [("nonpreemptive_wait", &polite), ("preemptive_wait", &rude)] {
            for (found, expected) in found.iter().zip(list(&expected[name])) {
                near(vector, name, *found, expected, tolerance);
            }
        }
        let alike = Station { arrivals: arrivals.iter().sum(), service, servers }.exponential().waiting;
        near(vector, "first come first served", alike, &expected["fcfs_wait"], tolerance);
        near(vector, "conservation", priority::overall(&arrivals, &polite), &expected["fcfs_wait"], tolerance);
        near(vector, "conservation", priority::overall(&arrivals, &rude), &expected["fcfs_wait"], tolerance);
    }
}

/// How large a batch should be.
pub(crate) fn batches(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    let [demand, release, holding, failure, rate] = ["D", "K", "h", "p", "rate"].map(|name| number(&input[name]));
    let economics = Economics { demand, release, holding };
    let check = |what: &str, found: f64, expected: &Value| close(vector, what, found, number(expected), tolerance);
    check("best size", economics.best_size(), &expected["Q_star"]);
    let quarter = Economics { release: release / 4.0, ..economics };
    check("best size of a cheaper release", quarter.best_size(), &expected["Q_star_with_K_quarter"]);
    let sizes = numbers(&input["Q"]);
    for (size, expected) in sizes.iter().zip(list(&expected["cost"])) {
        check("cost", economics.cost(*size), expected);
    }
    let ratios = list(&expected["ratio"]);
    for (size, expected) in sizes[sizes.len() - ratios.len()..].iter().zip(ratios) {
        check("penalty", economics.penalty(*size).expect("there is a best size"), expected);
    }
    for (at, size) in list(&input["b"]).iter().map(whole).enumerate() {
        check("release fails", release_failure(failure, size), &expected["release_failure"][at]);
        check("halving", f64::from(bisection_steps(size)), &expected["bisect_steps"][at]);
        check("filling", fill_waiting(size, rate), &expected["batch_fill_wait"][at]);
    }
}

/// How likely changes conflict.
pub(crate) fn conflicts(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    let check = |what: &str, found: f64, expected: &Value| close(vector, what, found, number(expected), tolerance);
    let low = merge::pair_chance(0.4, 16).expect("a pair");
    check("fitted chance", low, &expected["q_low"]);
    check("published band", merge::UBER_2019[0], &expected["q_low"]);
    check("published band", merge::UBER_2019[1], &input["q_high"]);
    for (at, concurrent) in list(&input["n"]).iter().map(whole).enumerate() {
        check("low", merge::conflict_among(concurrent, low), &expected["band_low"][at]);
        check("high", merge::conflict_among(concurrent, merge::UBER_2019[1]), &expected["band_high"][at]);
    }
    let branch = &input["branch"];
    let [others, pair] = ["lam_per_day", "q"].map(|name| number(&branch[name]));
    for (age, expected) in list(&branch["T_days"]).iter().zip(list(&expected["branch"])) {
        check("age", merge::conflict_at_age(number(age), others, pair), expected);
    }
    for (case, expected) in list(&input["footprint"]).iter().zip(list(&expected["footprint"])) {
        let [all, one, other] = ["F", "k", "m"].map(|name| whole(&case[name]));
        check("footprints", merge::pair_of_footprints(all, one, other), expected);
    }
}

/// The same people organised in four ways.
pub(crate) fn organisations(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    let [arrivals, rate] = ["lam", "mu"].map(|name| number(&input[name]));
    let work = Work { arrivals, step: 1.0 / rate, steps: whole(&input["stages"]) };
    let found = work.organisations();
    let all = [
        ("silos", found.silos),
        ("pooled", found.pooled),
        ("private", found.private),
        ("private_erlang4", found.private_even),
    ];
    for (name, sojourn) in all {
        near(vector, name, sojourn, &expected[name]["W"], tolerance);
        near(vector, name, work.touch() / sojourn, &expected[name]["flow_efficiency"], tolerance);
    }
}

/// The clusters of 2019.
pub(crate) fn clusters(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    for (point, expected) in list(&input["points"]).iter().zip(list(&expected["labels"])) {
        let keys = [
            (Key::DeploymentFrequency, "deploys_per_year", "deployment_frequency"),
            (Key::LeadTime, "lead_time_hours", "lead_time"),
            (Key::TimeToRestore, "restore_hours", "time_to_restore"),
            (Key::ChangeFailRate, "change_fail_rate", "change_fail_rate"),
        ];
        for (key, field, label) in keys {
            let Some(Place::In(levels)) = CLUSTERS_2019.place(key, number(&point[field])) else {
                panic!("{}: {label} of {point} is in no bucket", vector.name);
            };
            let words: Vec<&str> = levels.iter().map(|level| level.word()).collect();
            let expected = &expected[label];
            let expected = if expected.is_array() { expected.clone() } else { json!([expected]) };
            assert_eq!(json!(words), expected, "{}: {label} of {point}", vector.name);
        }
    }
    let ratios =
        [(Key::DeploymentFrequency, "deployments"), (Key::LeadTime, "lead_time"), (Key::ChangeFailRate, "change_fail")];
    for (key, name) in ratios {
        let found = CLUSTERS_2019.ratio(key).expect("it follows from what is published");
        close(vector, name, found, number(&expected["ratios"][name]), tolerance);
        close(vector, name, found.floor(), number(&expected["headline"][name]), tolerance);
    }
    assert_eq!(CLUSTERS_2019.ratio(Key::TimeToRestore), None, "2,604 does not follow from the buckets");
}
