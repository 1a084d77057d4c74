//! Changes that reach the users unseen.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{DeliveryPolicy, ElementKind, Review, TestAutomation};

pub(super) const RULE: Rule = Rule {
    code: "change-that-nobody-checks",
    severity: Severity::Error,
    summary: "Nobody reviews a change, and no test of it is automated.",
    why: "The first to see a mistake are the users.",
    advice: "Let a colleague read every change, or write it in pairs; then automate tests.",
    source: "Forsgren, Humble and Kim, Accelerate (2018): lightweight review by peers and test automation; OutSystems, development and delivery at scale: guardrails against mistakes.",
    example: |sketch| {
        let (name, review, automation) = ("Straight in".to_owned(), Review::Nobody, TestAutomation::Nothing);
        sketch.add(DeliveryPolicy { name, review, automation, ..DeliveryPolicy::default() });
    },
    reads: &[ElementKind::DeliveryPolicy],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let policies = on.landscape.delivery_policies.values();
    let found = policies.filter(|it| it.review == Review::Nobody && it.automation == TestAutomation::Nothing);
    let told = found.map(|policy| {
        let name = on.landscape.quoted(policy.id.into());
        RULE.finding(format!("By {name}, nobody and nothing checks a change."), vec![policy.id.into()])
            .fix("Let a colleague read every change", Set::new(policy.id, "review", &Review::Peer))
            .fix("Write every change in pairs", Set::new(policy.id, "review", &Review::Pair))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_where_neither_is_done_is_it_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.add(DeliveryPolicy { review: Review::Nobody, ..DeliveryPolicy::default() });
        sketch.add(DeliveryPolicy { automation: TestAutomation::Nothing, ..DeliveryPolicy::default() });
        assert_eq!(found(&RULE, &sketch), ["“Straight in”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
