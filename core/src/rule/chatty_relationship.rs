//! One request that asks another context again and again.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, Integration, Relationship, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "chatty-relationship",
    severity: Severity::Warning,
    summary: "One request calls another context very often.",
    why: "Each call waits for the network, and with each of them it gets likelier that the request meets a slow one.",
    advice: "Ask once for all of it, keep a copy of what is asked for often, or move the two into one context.",
    source: "Dean and Barroso, The Tail at Scale (2013); more than 5 calls are many here (Atoll: an assumption).",
    example: |sketch| {
        let [pricing, orders] = ["Pricing", "Orders"].map(|name| sketch.context(name));
        sketch.relate(pricing, orders, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.integration = Integration::RemoteCall;
            relationship.calls_per_request = 12;
        });
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

/// So many calls of a request are not many: an assumption.
const CALLS_MAX: u32 = 5;

/// The share of calls that are slow, with which the message reckons: the example of the source.
const SLOW_SHARE: f64 = 0.01;

/// Inside of one process a call costs next to nothing.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_inside = |relationship: &Relationship| {
        matches!(relationship.integration, Integration::InProcessCall | Integration::InProcessMessage)
    };
    let all = on.landscape.relationships.values();
    let chatty = all.filter(|relationship| relationship.calls_per_request > CALLS_MAX && !is_inside(relationship));
    chatty.map(|relationship| told(on, relationship)).collect()
}

fn told(on: &Checkup<'_>, relationship: &Relationship) -> Finding {
    let calls = relationship.calls_per_request;
    let [upstream, downstream] = relationship.parties().map(|party| on.quoted(party));
    // The share of requests that meet a slow call: 1 − (1 − p)ⁿ (Dean and Barroso 2013).
    let slow = 1.0 - libm::pow(1.0 - SLOW_SHARE, f64::from(calls));
    let message = format!(
        "One request to {downstream} calls {upstream} {calls} times: where one call in 100 is slow, {:.0} % of the requests are.",
        slow * 100.0
    );
    let [upstream, downstream] = relationship.parties();
    RULE.finding(message, on.there([relationship.id.into(), downstream.into(), upstream.into()]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, found, set};
    use super::*;
    use crate::graph::Graph;

    #[test]
    fn only_more_calls_than_the_threshold_are_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Pricing” → “Orders” “Orders” “Pricing”"]);
        let relationship = *sketch.landscape.relationships.keys().next().expect("drawn");
        set(&mut sketch, relationship, "integration", &Integration::InProcessCall);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, relationship, "integration", &Integration::RemoteCall);
        set(&mut sketch, relationship, "calls_per_request", &CALLS_MAX);
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn the_figure_is_the_published_one() {
        let mut sketch = example(&RULE);
        let relationship = *sketch.landscape.relationships.keys().next().expect("drawn");
        set(&mut sketch, relationship, "calls_per_request", &100_u32);
        let graph = Graph::of(&sketch.landscape);
        let findings = check(&Checkup { landscape: &sketch.landscape, graph: &graph, today: None });
        assert!(findings[0].message.ends_with("63 % of the requests are."), "{}", findings[0].message);
    }
}
