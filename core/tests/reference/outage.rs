//! Outage: availabilities put together, dependencies that several share, and networks.

use std::collections::BTreeMap;

use atoll_core::random::Random;
use atoll_core::simulation::outage::composition;
use atoll_core::simulation::outage::exact::{Exact, WORK_LIMIT};
use atoll_core::simulation::outage::network::{self, Edge};
use atoll_core::simulation::outage::system::{Group, Node, System};
use serde_json::Value;

use crate::{Vector, close, list, number};

/// The closed forms: in series, side by side, k of n, from times and from incidents, budgets and calls.
pub(crate) fn composition(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    let check = |what: &str, found: f64, expected: &Value| close(vector, what, found, number(expected), tolerance);
    let [web, sql, queue] = ["web", "sql", "queue"].map(|name| number(&input["azure"][name]));
    let either = composition::parallel(&[sql, queue]);
    check("web and sql", composition::serial(&[web, sql]), &expected["azure"]["web_and_sql"]);
    check("sql or queue", either, &expected["azure"]["sql_or_queue"]);
    check("web and either", composition::serial(&[web, either]), &expected["azure"]["web_and_sql_or_queue"]);
    let (calculus, of_calculus) = (&input["calculus"], &expected["calculus"]);
    let budget = composition::minutes_a_year(number(&calculus["target"]));
    let spent = list(&calculus["dependencies"]).iter().map(|it| composition::minutes_a_year(number(it))).sum::<f64>();
    check("budget", budget, &of_calculus["budget_minutes"]);
    check("dependencies", spent, &of_calculus["dependency_minutes_additive"]);
    check("own", budget - spent, &of_calculus["own_minutes"]);
    let outages = composition::from_incidents(number(&calculus["outages"]), number(&calculus["outage_minutes"]));
    let exceeds = composition::minutes_a_year(outages) > budget;
    assert_eq!(Value::Bool(exceeds), of_calculus["three_20_minute_outages_exceed_budget"]);
    let pairs = |name: &str, of: &str| list(&input[name]).iter().zip(list(&expected[of])).collect::<Vec<_>>();
    for (calls, expected) in pairs("tail", "tail") {
        check("slow", composition::slow_share(number(&calls["p"]), number(&calls["n"])), expected);
    }
    for (group, expected) in pairs("k_of_n", "k_of_n") {
        let [k, n] = ["k", "n"].map(|name| u32::try_from(group[name].as_u64().expect("a count")).expect("small"));
        check("k of n", composition::k_of_n(k, n, number(&group["a"])), expected);
    }
    for (times, expected) in pairs("mttf_mttr_hours", "mttf_availability") {
        check("from times", composition::from_times(number(&times[0]), number(&times[1])), expected);
    }
    for (incidents, expected) in pairs("incidents", "incident_availability") {
        let found = composition::from_incidents(number(&incidents["per_year"]), number(&incidents["minutes"]));
        check("from incidents", found, expected);
    }
}

/// A system in which several need the same: what is needed twice is counted once.
pub(crate) fn shared_dependency(vector: &Vector, tolerance: f64) {
    let own = vector.input["own_availability"].as_object().expect("availabilities");
    let numbers: BTreeMap<&str, usize> = own.keys().enumerate().map(|(number, name)| (name.as_str(), number)).collect();
    let node = |name: &Value| numbers[name.as_str().expect("a name")];
    let nodes = own.iter().zip(0_u64..).map(|((name, own), key)| {
        let mut of = Node::new(number(own), key);
        for needed in vector.input["requires"].get(name).map_or(&[][..], |it| list(it)) {
            match needed.get("any") {
                Some(any) => of.groups.push(Group { needed: 1, members: list(any).iter().map(node).collect() }),
                None => of.needs.push(node(needed)),
            }
        }
        of
    });
    let system = System::new(nodes.collect());
    let exact = Exact::of(&system, WORK_LIMIT);
    for (name, expected) in vector.expected["availability"].as_object().expect("availabilities") {
        let found = exact.availability(numbers[name.as_str()]).expect("small");
        close(vector, name, found, number(expected), tolerance);
    }
    let top = node(&vector.input["top"]);
    let importance = exact.importance(&[(top, 1.0)], |_| 0.0);
    for (name, expected) in vector.expected["birnbaum_for_top"].as_object().expect("importances") {
        close(vector, name, importance[numbers[name.as_str()]], number(expected), tolerance);
    }
    let naive = number(&vector.expected["naive_tree_for_top"]);
    assert!(exact.availability(top).expect("small") - naive > 0.001, "{}: shared ones count twice", vector.name);
}

/// Two ends of a network, exactly by factoring, and by drawing within four standard errors.
pub(crate) fn bridge(vector: &Vector, tolerance: f64) {
    let mut names: Vec<&Value> = Vec::new();
    let mut node = |name| {
        let found = names.iter().position(|other| *other == name);
        found.unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        })
    };
    let ends: Vec<[usize; 2]> =
        list(&vector.input["edges"]).iter().map(|edge| [node(&edge[0]), node(&edge[1])]).collect();
    let [source, target] = ["source", "target"].map(|name| node(&vector.input[name]));
    let check = |works: &[f64], expected: &Value| {
        let edges: Vec<Edge> =
            ends.iter().zip(works).map(|(ends, works)| Edge { ends: *ends, works: *works }).collect();
        let found = network::two_terminal(&edges, source, target).expect("small");
        close(vector, "reliability", found, number(expected), tolerance);
        let (share, error) = drawn(&edges, source, target, found);
        close(vector, "drawn", share, found, 4.0 * error);
    };
    for (works, expected) in vector.expected["reliability"].as_object().expect("reliabilities") {
        check(&vec![works.parse().expect("a number"); ends.len()], expected);
    }
    let unequal: Vec<f64> = list(&vector.input["unequal"]["p"]).iter().map(number).collect();
    check(&unequal, &vector.expected["unequal"]);
}

/// In what share of draws the two ends are joined, and the standard error.
fn drawn(edges: &[Edge], source: usize, target: usize, expected: f64) -> (f64, f64) {
    const DRAWS: u32 = 20_000;
    let mut random = Random::keyed(&[0xb41d6e]);
    let mut joined = 0;
    for _ in 0..DRAWS {
        let working: Vec<&Edge> = edges.iter().filter(|edge| random.unit() < edge.works).collect();
        let mut reached = vec![source];
        let mut looked = 0;
        while looked < reached.len() {
            for edge in &working {
                for (from, to) in [(edge.ends[0], edge.ends[1]), (edge.ends[1], edge.ends[0])] {
                    if from == reached[looked] && !reached.contains(&to) {
                        reached.push(to);
                    }
                }
            }
            looked += 1;
        }
        joined += u32::from(reached.contains(&target));
    }
    (f64::from(joined) / f64::from(DRAWS), (expected * (1.0 - expected) / f64::from(DRAWS)).sqrt())
}
