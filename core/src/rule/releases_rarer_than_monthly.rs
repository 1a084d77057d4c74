//! Months between releases.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DeliveryPolicy, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "releases-rarer-than-monthly",
    severity: Severity::Warning,
    summary: "More than a month passes between releases.",
    why: "What is finished earns nothing until it is out, what is wrong is learnt months later, and every urgent repair needs a way around the release.",
    advice: "Release what is ready more often: halve the time between releases, and again.",
    source: "DORA, State of DevOps 2019: between once a month and once in six months is the group of the lowest performance.",
    example: |sketch| {
        sketch.add(DeliveryPolicy { name: "By release".to_owned(), cadence_days: 90, ..DeliveryPolicy::default() });
    },
    reads: &[ElementKind::DeliveryPolicy],
    check,
};

/// The longest month, in days.
const MONTH_DAYS: u32 = 31;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let found = on.landscape.delivery_policies.values().filter(|policy| policy.cadence_days > MONTH_DAYS);
    let message = |policy: &DeliveryPolicy| {
        let name = on.landscape.quoted(policy.id.into());
        format!("By {name}, {} days pass from one release to the next.", policy.cadence_days)
    };
    found.map(|policy| RULE.finding(message(policy), vec![policy.id.into()])).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_more_than_a_month_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.add(DeliveryPolicy { cadence_days: MONTH_DAYS, ..DeliveryPolicy::default() });
        sketch.add(DeliveryPolicy::default());
        assert_eq!(found(&RULE, &sketch), ["“By release”"]);
    }
}
