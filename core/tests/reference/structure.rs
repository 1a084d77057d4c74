//! The structure of dependencies: reach, cycles, cores, stability, clusters, and whether what was found is on the map.

use atoll_core::measure::martin::{Coupling, Elements};
use atoll_core::measure::structure::{Dependency, Structure};
use atoll_core::measure::{architecture, clustering, cycles, feedback, lakos, martin, propagation, reflexion};
use serde_json::{Value, json};

use crate::{Vector, close, dependencies, list, matrix, number};

fn structure(names: &[Value], pairs: &Value) -> Structure {
    Structure::new(names.len(), dependencies(names, pairs))
}

/// Density and propagation cost by both conventions, and how far every node sees and is seen.
pub(crate) fn propagation(vector: &Vector, tolerance: f64) {
    let names = list(&vector.input["elements"]);
    let structure = structure(names, &vector.input["depends_on"]);
    let check = |what: &str, found: Option<f64>| {
        close(vector, what, found.expect("defined"), number(&vector.expected[what]), tolerance);
    };
    check("direct_density", propagation::density(&structure));
    check("propagation_cost", propagation::cost(&structure));
    check("propagation_cost_no_diagonal", propagation::cost_of_others(&structure));
    for (node, row) in matrix(&vector.expected["visibility"]).iter().enumerate() {
        let expected: Vec<bool> = row.iter().map(|seen| *seen > 0.0).collect();
        assert_eq!(structure.visible_from(node), expected, "{}: {}", vector.name, names[node]);
    }
    for (what, found) in [("VFO", &structure.fan_out), ("VFI", &structure.fan_in)] {
        for (node, expected) in list(&vector.expected[what]).iter().enumerate() {
            let share = f64::from(found[node]) / names.len() as f64;
            close(vector, &format!("{what} of {}", names[node]), share, number(expected), tolerance);
        }
    }
}

/// Whether there is a core, and where everything stands to it.
pub(crate) fn architecture(vector: &Vector, tolerance: f64) {
    let names = list(&vector.input["elements"]);
    let structure = structure(names, &vector.input["depends_on"]);
    let found = architecture::architecture(&structure);
    let kind = found.kind.expect("there are nodes").word();
    assert_eq!(json!(kind), vector.expected["type"], "{}", vector.name);
    assert_eq!(groups(names, &structure), vector.expected["cyclic_groups"], "{}", vector.name);
    let cost = propagation::cost(&structure).expect("there are nodes");
    close(vector, "propagation cost", cost, number(&vector.expected["propagation_cost"]), tolerance);
    let roles = found.roles.expect("there is one core");
    for (node, name) in names.iter().enumerate() {
        let expected = |what: &str| &vector.expected[what][name.as_str().expect("a name")];
        assert_eq!(json!(structure.fan_in[node]), *expected("VFI"), "{}: VFI of {name}", vector.name);
        assert_eq!(json!(structure.fan_out[node]), *expected("VFO"), "{}: VFO of {name}", vector.name);
        assert_eq!(json!(roles[node].word()), *expected("role"), "{}: role of {name}", vector.name);
    }
}

/// The cyclic groups by their nodes' names, sorted.
fn groups(names: &[Value], structure: &Structure) -> Value {
    let mut groups: Vec<&[usize]> = cycles::groups(structure).collect();
    groups.sort();
    groups.iter().map(|group| group.iter().map(|node| names[*node].clone()).collect::<Value>()).collect()
}

/// Coupling counted in contexts and in elements, and what follows from it.
pub(crate) fn martin(vector: &Vector, tolerance: f64) {
    let elements = vector.input["elements"].as_object().expect("elements by name");
    let names: Vec<Value> = elements.keys().map(|name| json!(name)).collect();
    let expected = vector.expected["contexts"].as_object().expect("contexts by name");
    let contexts: Vec<&String> = expected.keys().collect();
    let home = |element: &Value| contexts.iter().position(|name| json!(name) == element["context"]).expect("a context");
    let context_of: Vec<usize> = elements.values().map(home).collect();
    let inside = structure(&names, &vector.input["depends_on"]);
    let across = inside.dependencies().map(|it| Dependency::new(context_of[it.from], context_of[it.to])).collect();
    let across = Structure::new(contexts.len(), across);
    let by_elements = martin::by_elements(contexts.len(), &context_of, &inside);
    for (context, expected) in expected.values().enumerate() {
        let check = |what: &str, found: Option<f64>| {
            assert_eq!(found.is_some(), !expected[what].is_null(), "{}: {what} of {}", vector.name, contexts[context]);
            let of = format!("{what} of {}", contexts[context]);
            close(vector, &of, found.unwrap_or(0.0), expected[what].as_f64().unwrap_or(0.0), tolerance);
        };
        let couplings = [("elements", by_elements[context]), ("contexts", Coupling::of(&across, context))];
        for (rule, coupling) in couplings {
            check(&format!("Ca_{rule}"), Some(coupling.afferent as f64));
            check(&format!("Ce_{rule}"), Some(coupling.efferent as f64));
            check(&format!("I_{rule}"), coupling.instability());
        }
        let inside: Vec<&Value> = elements.values().filter(|element| home(element) == context).collect();
        let abstracts = inside.iter().filter(|element| number(&element["abstract"]) > 0.0).count();
        let abstractness = Elements { abstracts, total: inside.len() }.abstractness();
        check("A", abstractness);
        check("D_contexts", martin::distance(abstractness, Coupling::of(&across, context).instability()));
    }
    let violations: Value =
        martin::violations(&across).iter().map(|it| json!([contexts[it.from], contexts[it.to]])).collect();
    assert_eq!(violations, vector.expected["sdp_violations"], "{}", vector.name);
}

/// Cumulative dependency of shapes for which it is known.
pub(crate) fn lakos(vector: &Vector, tolerance: f64) {
    let results = list(&vector.expected["results"]);
    for case in list(&vector.input["cases"]) {
        let nodes: Vec<Value> = (0..case["n"].as_u64().expect("a count")).map(|node| json!(node)).collect();
        let structure = structure(&nodes, &case["depends_on"]);
        let expected = results.iter().find(|result| result["case"] == case["case"]).expect("a result");
        let check = |what: &str, found: Option<f64>| {
            let of = format!("{what} of {}", case["case"]);
            close(vector, &of, found.expect("defined"), number(&expected[what]), tolerance);
        };
        check("CCD", Some(lakos::cumulative(&structure) as f64));
        check("ACD", lakos::average(&structure));
        check("NCCD", lakos::normalised(&structure));
        check("propagation_cost", propagation::cost(&structure));
    }
}

/// Cyclic groups, a cut that is among the least ones, and how much that is.
pub(crate) fn cycles(vector: &Vector, tolerance: f64) {
    let names = list(&vector.input["nodes"]);
    let structure = structure(names, &vector.input["depends_on"]);
    assert_eq!(groups(names, &structure), vector.expected["cyclic_groups"], "{}", vector.name);
    let cut = feedback::feedback_arcs(&structure);
    assert!(cut.is_exact, "{}", vector.name);
    close(vector, "cut", cut.weight as f64, number(&vector.expected["min_cut_weight"]), tolerance);
    let arcs: Vec<Value> = cut.arcs.iter().map(|it| json!([names[it.from], names[it.to]])).collect();
    let is_same = |other: &&Value| list(other).len() == arcs.len() && list(other).iter().all(|arc| arcs.contains(arc));
    let known = list(&vector.expected["minimum_feedback_arc_sets"]);
    assert!(known.iter().any(|other| is_same(&other)), "{}: {arcs:?}", vector.name);
    let tangle = cycles::tangle(&structure, &cut).expect("there are dependencies");
    close(vector, "tangle index", tangle, number(&vector.expected["tangle_index"]), tolerance);
}

/// What several clusterings cost, by several powers.
pub(crate) fn clustering(vector: &Vector, tolerance: f64) {
    let nodes = vector.input["n"].as_u64().expect("a count") as usize;
    let index = |value: &Value| value.as_u64().expect("a whole number") as usize;
    let entry = |entry: &Value| Dependency {
        from: index(&entry[0]),
        to: index(&entry[1]),
        weight: u32::try_from(index(&entry[2])).expect("small"),
    };
    let structure = Structure::new(nodes, list(&vector.input["entries"]).iter().map(entry).collect());
    for power in list(&vector.input["pow_cc"]) {
        for (name, clusters) in vector.input["clusterings"].as_object().expect("clusterings by name") {
            let mut cluster_of = vec![0; nodes];
            for (cluster, members) in list(clusters).iter().enumerate() {
                list(members).iter().for_each(|node| cluster_of[index(node)] = cluster);
            }
            let expected = number(&vector.expected[power.to_string()][name]);
            let found = clustering::cost(&structure, &cluster_of, number(power));
            close(vector, &format!("{name} with power {power}"), found, expected, tolerance);
        }
    }
}

/// What was found against what is on the map.
pub(crate) fn reflexion(vector: &Vector, tolerance: f64) {
    fn text(value: &Value) -> &str {
        value.as_str().expect("a name")
    }
    let pair = |pair: &'_ Value| (text(&pair[0]).to_owned(), text(&pair[1]).to_owned());
    let map: Vec<_> = list(&vector.input["high_level"]).iter().map(|it| (text(&it[0]), text(&it[1]))).collect();
    let found = list(&vector.input["source_edges"]).iter().map(pair);
    let found = reflexion::reflexion(&map, found, |element| vector.input["map"].get(element).map(text));
    assert_eq!(json!(found.convergences), vector.expected["convergences"], "{}", vector.name);
    assert_eq!(json!(found.divergences), vector.expected["divergences"], "{}", vector.name);
    assert_eq!(json!(found.absences), vector.expected["absences"], "{}", vector.name);
    assert_eq!(json!(found.unmapped), vector.expected["unmapped_source_edges"], "{}", vector.name);
    let conformance = found.conformance().expect("something was found");
    close(vector, "conformance", conformance, number(&vector.expected["conformance"]), tolerance);
}
