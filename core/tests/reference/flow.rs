//! Delivery flow: channels, the load of teams, and what hand-offs, rework and waiting leave over.

use atoll_core::measure::{channels, flow, load};
use atoll_core::model::Complexity;
use serde_json::{Value, json};

use crate::{Vector, close, list, number};

/// Lines of communication, the rule of cognitive load, and the closed forms of hand-offs.
pub(crate) fn communication(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    let count = |value: &Value| value.as_u64().expect("a count");
    let found: Vec<u64> = list(&input["n"]).iter().map(|n| channels::channels(count(n))).collect();
    assert_eq!(json!(found), expected["channels"], "{}", vector.name);
    let [teams, people, pairs] = ["k", "m", "interacting_pairs"].map(|name| count(&input["teams"][name]));
    let sizes: Vec<u64> = (0..teams).map(|_| people).collect();
    assert_eq!(json!(channels::of_teams(&sizes, pairs)), expected["team_channels"], "{}", vector.name);
    assert_eq!(json!(channels::channels(teams * people)), expected["one_group_of_50"], "{}", vector.name);
    let verdicts: Vec<&str> = list(&input["teams_domains"]).iter().map(verdict).collect();
    assert_eq!(json!(verdicts), expected["cognitive"], "{}", vector.name);
    let check = |what: &str, found: f64, expected: &Value| close(vector, what, found, number(expected), tolerance);
    for (hand_offs, expected) in list(&input["handoffs"]).iter().zip(list(&expected["kept"])) {
        let hand_offs = u32::try_from(count(hand_offs)).expect("small");
        check("kept", flow::knowledge_kept(number(&input["loss"]), hand_offs), expected);
    }
    let yields: Vec<f64> = list(&input["ca"]).iter().map(number).collect();
    check("rolled", flow::rolled_yield(&yields), &expected["rolled"]);
    check("passes", flow::passes(number(&input["r"])), &expected["passes"]);
    let little = ["throughput_per_week", "lead_time_weeks"].map(|name| number(&input["little"][name]));
    check("wip", flow::work_in_progress(little[0], little[1]), &expected["wip"]);
    let [touch, wait] = ["touch", "wait"].map(|name| number(&input["flow"][name]));
    let efficiency = flow::flow_efficiency(touch, wait).expect("it takes time");
    check("flow efficiency", efficiency, &expected["flow_efficiency"]);
}

fn verdict(domains: &Value) -> &'static str {
    let complexity = |word: &Value| Complexity::ALL.iter().copied().find(|it| json!(it.word()) == *word);
    let domains: Vec<Complexity> = list(domains).iter().map(|word| complexity(word).expect("a known word")).collect();
    if load::is_overload(&domains) { "overload" } else { "ok" }
}
