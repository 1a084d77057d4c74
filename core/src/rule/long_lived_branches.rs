//! Work that stays apart for long.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Set};
use crate::model::{Branching, DeliveryPolicy, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "long-lived-branches",
    severity: Severity::Warning,
    summary: "Work lives on branches for more than two days.",
    why: "Branches do not run side by side, they run apart: the longer they live, the more often a merge conflicts or breaks something, and the later anybody sees it.",
    advice: "Bring work together every day; hide what is not finished behind toggles.",
    source: "DORA, State of DevOps 2016 and 2017: branches that live for less than a day, fewer than three at a time. That two days still pass is Atoll's assumption.",
    example: |sketch| {
        let (name, branching) = ("By release".to_owned(), Branching::LongLived);
        sketch.add(DeliveryPolicy { name, branching, branch_days: 20, ..DeliveryPolicy::default() });
    },
    reads: &[ElementKind::DeliveryPolicy],
    check,
};

/// From here on a branch is long-lived, in days: what comes after the day or two of short-lived ones. Ours.
const BRANCH_DAYS_MAX: u32 = 2;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for policy in on.landscape.delivery_policies.values() {
        let is_long = policy.branch_days > BRANCH_DAYS_MAX;
        if policy.branching != Branching::LongLived && !is_long {
            continue;
        }
        let how_long = if is_long { format!("for {} days", policy.branch_days) } else { "for weeks".to_owned() };
        let message = format!("By {}, a branch lives {how_long}.", on.landscape.quoted(policy.id.into()));
        let mut finding = RULE.finding(message, vec![policy.id.into()]);
        for (label, branching) in [
            ("Work on the trunk, with toggles", Branching::Trunk),
            ("Work on branches of a day", Branching::ShortLived),
        ] {
            let commands = vec![
                Set::new(policy.id, "branching", &branching).into(),
                Set::new(policy.id, "branch_days", &1_u32).into(),
            ];
            finding = finding.fix(label, Batch::of(commands));
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_branches_of_more_than_two_days_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        let branching = Branching::ShortLived;
        sketch.add(DeliveryPolicy { branching, branch_days: BRANCH_DAYS_MAX, ..DeliveryPolicy::default() });
        assert_eq!(found(&RULE, &sketch), ["“By release”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
