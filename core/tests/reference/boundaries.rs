//! Boundaries: modularity and the search for the best cut, the quality of decompositions, the distance of two cuts, and
//! the scores of Service Cutter.

use std::collections::BTreeMap;

use atoll_core::simulation::boundaries::leiden::{Leiden, Pair, Problem};
use atoll_core::simulation::boundaries::mojo::Distance;
use atoll_core::simulation::boundaries::quality::{self, Call, Decomposition};
use atoll_core::simulation::boundaries::scoring::{self, Scores, UseCase};
use serde_json::{Value, json};

use crate::{Vector, close, list, number};

fn place(names: &[Value], name: &Value) -> usize {
    names.iter().position(|other| other == name).expect("a known name")
}

fn places(names: &[Value], of: &Value) -> Vec<usize> {
    list(of).iter().map(|name| place(names, name)).collect()
}

/// The group of each of these names.
fn groups<'a>(names: &[Value], parts: impl IntoIterator<Item = &'a Value>) -> Vec<usize> {
    let mut groups = vec![usize::MAX; names.len()];
    for (group, part) in parts.into_iter().enumerate() {
        places(names, part).into_iter().for_each(|at| groups[at] = group);
    }
    groups
}

/// Modularity of given cuts, and the best of twenty seeds.
pub(crate) fn modularity(vector: &Vector, tolerance: f64) {
    let nodes = usize::try_from(vector.input["nodes"].as_u64().expect("a count")).expect("small");
    let names: Vec<Value> = (0..nodes).map(|node| json!(node)).collect();
    let ends = list(&vector.input["edges"]).iter().map(|edge| places(&names, edge));
    let pairs: Vec<Pair> = ends.map(|ends| Pair { one: ends[0], other: ends[1], weight: 1.0 }).collect();
    let quality = |groups: &[usize]| quality::modularity(groups, &pairs, 1.0);
    let expected = &vector.expected["Q"];
    close(vector, "all in one", quality(&vec![0; nodes]), number(&expected["all_one"]), tolerance);
    let singletons: Vec<usize> = (0..nodes).collect();
    close(vector, "singletons", quality(&singletons), number(&expected["singletons"]), tolerance);
    for (name, parts) in vector.input["partitions"].as_object().expect("cuts by name") {
        close(vector, name, quality(&groups(&names, list(parts))), number(&expected[name]), tolerance);
    }
    let problem = Problem { keys: (0..nodes as u64).collect(), pairs: pairs.clone(), ..Problem::default() };
    let leiden = Leiden::new(&problem).expect("nothing contradicts itself");
    let found = (0..20).map(|seed| leiden.solve(1.0, seed));
    assert_eq!(leiden.solve(1.0, 3), leiden.solve(1.0, 3), "{}", vector.name);
    let best = found.map(|groups| quality(&groups)).fold(f64::NEG_INFINITY, f64::max);
    let least = number(&vector.expected["best_of_20_at_least"]);
    assert!(best >= least, "{}: the best of 20 is {best} and not {least}", vector.name);
    assert!(best <= number(&vector.expected["optimum"]) + tolerance, "{}: {best} is above the optimum", vector.name);
}

/// The figures of a decomposition that follow from its calls.
pub(crate) fn decomposition(vector: &Vector, tolerance: f64) {
    let names = list(&vector.input["entities"]);
    let parts = vector.input["partition"].as_object().expect("parts by name");
    let groups = groups(names, parts.values());
    let call = |it: &Value| Call { from: place(names, &it[0]), to: place(names, &it[1]), volume: number(&it[2]) };
    let calls: Vec<Call> = list(&vector.input["calls_weighted"]).iter().map(call).collect();
    let size = |at: usize| vector.input["size_range"][at].as_u64().expect("a size") as usize;
    let found = Decomposition::of(&groups, &calls, (size(0), size(1)));
    let check = |what: &str, found: f64| close(vector, what, found, number(&vector.expected[what]), tolerance);
    check("SM", found.structural_modularity);
    check("ICP", found.calls_between);
    check("IFN", found.interfaces_a_part());
    check("NED", found.extreme);
    let interfaces: BTreeMap<&String, usize> = parts.keys().zip(found.interfaces).collect();
    assert_eq!(json!(interfaces), vector.expected["interfaces"], "{}", vector.name);
}

/// The fewest moves and joins from one cut to another.
pub(crate) fn distance(vector: &Vector, tolerance: f64) {
    let results = list(&vector.expected["results"]);
    for (pair, expected) in list(&vector.input["pairs"]).iter().zip(results) {
        let names: Vec<Value> = list(&pair["A"]).iter().flat_map(list).cloned().collect();
        let [one, other] = ["A", "B"].map(|cut| groups(&names, list(&pair[cut])));
        let found = Distance::between(&one, &other);
        assert_eq!(json!(found.steps), expected["MoJo"], "{}: {pair}", vector.name);
        assert_eq!(json!(found.most), expected["max_MoJo_to_B"], "{}: {pair}", vector.name);
        close(vector, "MoJoFM", found.likeness(), number(&expected["MoJoFM"]), tolerance);
    }
}

/// What each criterion scores, and what all of them weigh.
pub(crate) fn scores(vector: &Vector, tolerance: f64) {
    let (input, names) = (&vector.input, list(&vector.input["entities"]));
    let use_case = |it: &Value| UseCase { reads: places(names, &it["read"]), writes: places(names, &it["write"]) };
    let use_cases: Vec<UseCase> = list(&input["use_cases"]).iter().map(use_case).collect();
    let semantic = scoring::semantic_proximity(&use_cases, &[]);
    let of = |scores: &Scores, row: &Value| {
        let (one, other) = (place(names, &row[0]), place(names, &row[1]));
        scores.get(&(one.min(other), one.max(other))).copied().unwrap_or(0.0)
    };
    let expected = list(&vector.expected["semantic_scores"]);
    assert_eq!(semantic.len(), expected.len(), "{}", vector.name);
    for row in expected {
        close(vector, &format!("semantic proximity of {row}"), of(&semantic, row), number(&row[2]), tolerance);
    }
    let grouped = |key: &str| -> Vec<Vec<usize>> { list(&input[key]).iter().map(|it| places(names, it)).collect() };
    let identity = scoring::cohesive(&grouped("cohesive_identity_groups"));
    let security = &input["security_criticality"];
    let classes = security["classes"].as_object().expect("classes by name").iter();
    let classes = classes.map(|(name, weight)| (place(names, &json!(name)), number(weight))).collect();
    let all: Vec<(usize, usize)> =
        (0..names.len()).flat_map(|one| (one + 1..names.len()).map(move |other| (one, other))).collect();
    let critical = scoring::compatibility(&classes, number(&security["default_weight"]), &all);
    let separated = scoring::separated(&grouped("separated_groups"));
    let priority = |key: &str| number(&input["priorities"][key]);
    let edges = scoring::edges(&[
        (&semantic, priority("semantic")),
        (&identity, priority("identity")),
        (&critical, priority("security_criticality")),
        (&separated, priority("security_constraint")),
    ]);
    let weights: Scores = edges.iter().map(|edge| ((edge.one, edge.other), edge.weight())).collect();
    for row in list(&vector.expected["edge_weights"]) {
        close(vector, &format!("the edge {row}"), of(&weights, row), number(&row[2]), tolerance);
    }
    // Service Cutter goes on with what draws together only.
    let kept = edges.iter().filter(|edge| edge.weight() > 0.0).count();
    assert_eq!(kept, list(&vector.expected["kept_edges"]).len(), "{}", vector.name);
}
