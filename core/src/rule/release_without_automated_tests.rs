//! Releases that are tested by hand only.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DeliveryPolicy, ElementKind, Review, TestAutomation};

pub(super) const RULE: Rule = Rule {
    code: "release-without-automated-tests",
    severity: Severity::Warning,
    summary: "No test before a release is automated.",
    why: "Testing by hand takes longer with every feature, so releases become rare and large; and what is tested by hand under pressure is skipped under pressure.",
    advice: "Automate what gates a release, beginning with what broke last.",
    source: "Forsgren, Humble and Kim, Accelerate (2018): test automation; OutSystems, development and delivery at scale: regression test automation as a guardrail.",
    example: |sketch| {
        let (name, automation) = ("By release".to_owned(), TestAutomation::Nothing);
        sketch.add(DeliveryPolicy { name, automation, ..DeliveryPolicy::default() });
    },
    reads: &[ElementKind::DeliveryPolicy],
    check,
};

/// Where nobody reviews either, that is another finding.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let policies = on.landscape.delivery_policies.values();
    let found = policies.filter(|it| it.automation == TestAutomation::Nothing && it.review != Review::Nobody);
    let message = |policy: &DeliveryPolicy| {
        format!("By {}, every test before a release is done by hand.", on.landscape.quoted(policy.id.into()))
    };
    found.map(|policy| RULE.finding(message(policy), vec![policy.id.into()])).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_where_nothing_is_automated_is_it_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        for automation in [TestAutomation::Undefined, TestAutomation::Some] {
            sketch.add(DeliveryPolicy { automation, ..DeliveryPolicy::default() });
        }
        assert_eq!(found(&RULE, &sketch), ["“By release”"]);
    }
}
