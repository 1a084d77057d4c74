//! Who has to talk, and who does.

use atoll_core::measure::congruence::{self, Contact, Requirement};
use serde_json::json;

use crate::{Vector, close, matrix, number};

/// The requirements that follow from who does what, and how many of them are met.
pub(crate) fn congruence(vector: &Vector, tolerance: f64) {
    let [assignment, dependency, actual] = ["TA", "TD", "CA"].map(|name| matrix(&vector.input[name]));
    let requirements = congruence::requirements(&assignment, &dependency);
    assert_eq!(requirements, matrix(&vector.expected["CR"]), "{}", vector.name);
    let talks = |(i, j): &(usize, usize)| i < j && (actual[*i][*j] > 0.0 || actual[*j][*i] > 0.0);
    let pairs = (0..actual.len()).flat_map(|i| (0..actual.len()).map(move |j| (i, j))).filter(talks);
    let contacts: Vec<Contact> =
        pairs.map(|(provider, consumer)| Contact { provider, consumer, is_service: false }).collect();
    let found = congruence::congruence(Requirement::of_matrix(&requirements), &contacts);
    assert_eq!(json!(found.required.len()), vector.expected["required_pairs"], "{}", vector.name);
    assert_eq!(json!(found.met()), vector.expected["met_pairs"], "{}", vector.name);
    close(vector, "congruence", found.share(), number(&vector.expected["congruence"]), tolerance);
    let weighted = number(&vector.expected["weighted_congruence"]);
    close(vector, "weighted congruence", found.weighted(), weighted, tolerance);
    let gaps: Vec<(usize, usize)> = found.gaps().map(|gap| gap.teams).collect();
    assert_eq!(json!(gaps), vector.expected["gaps"], "{}", vector.name);
    assert_eq!(json!(found.excess), vector.expected["excess"], "{}", vector.name);
}
