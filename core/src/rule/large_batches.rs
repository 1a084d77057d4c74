//! Releases with much in them.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DeliveryPolicy, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "large-batches",
    severity: Severity::Info,
    summary: "A release takes more than ten changes at once.",
    why: "The first change of a batch waits for the last, one bad change holds up all, and which one it was has to be searched for. What a batch costs is flat around its best size: twice or half of it costs a quarter more.",
    advice: "Release smaller batches more often; where a release is expensive, make it cheap first.",
    source: "Reinertsen, The Principles of Product Development Flow (2009): batch size as a lot size. The ten are Atoll's assumption; the best size depends on what a release costs.",
    example: |sketch| {
        sketch.add(DeliveryPolicy { name: "By release".to_owned(), batch_size: 40, ..DeliveryPolicy::default() });
    },
    reads: &[ElementKind::DeliveryPolicy],
    check,
};

/// More changes than this in a release are found. Ours.
const BATCH_MAX: u32 = 10;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let found = on.landscape.delivery_policies.values().filter(|policy| policy.batch_size > BATCH_MAX);
    let message = |policy: &DeliveryPolicy| {
        let name = on.landscape.quoted(policy.id.into());
        // A search that halves what is left needs log2 of the batch, rounded up.
        let steps = u32::BITS - (policy.batch_size - 1).leading_zeros();
        format!("By {name}, {} changes go out together: to find the bad one takes {steps} halvings.", policy.batch_size)
    };
    found.map(|policy| RULE.finding(message(policy), vec![policy.id.into()])).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::graph::Graph;
    use crate::sketch::Sketch;

    #[test]
    fn only_more_than_ten_changes_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.add(DeliveryPolicy { batch_size: BATCH_MAX, ..DeliveryPolicy::default() });
        sketch.add(DeliveryPolicy::default());
        assert_eq!(found(&RULE, &sketch), ["“By release”"]);
        let graph = Graph::of(&sketch.landscape);
        let findings = check(&Checkup { landscape: &sketch.landscape, graph: &graph, today: None });
        assert!(findings[0].message.ends_with("takes 6 halvings."), "{}", findings[0].message);
    }
}
