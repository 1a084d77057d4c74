//! Somebody who builds on what is not finished.

use super::deprecated_version_used::{READS, targets, with_way_out};
use super::versions::{Histories, consumptions, stage};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{Contract, ContractVersion, Lifecycle, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "draft-version-used",
    severity: Severity::Warning,
    summary: "A version of a contract is used that is not released yet.",
    why: "A draft changes without a word, and breaks whoever builds on it.",
    advice: "Use the version that is released, or release this one.",
    source: "Preston-Werner, Semantic Versioning 2.0.0: before its release an interface should not be considered stable.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        let contract = sketch.add(Contract { context: orders, name: "Order API".to_owned(), ..Contract::default() });
        let lifecycle = Lifecycle::Draft;
        let draft = ContractVersion { contract, name: "1".to_owned(), lifecycle, ..ContractVersion::default() };
        let versions = vec![sketch.add(draft)];
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.versions = versions;
        });
    },
    reads: READS,
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut histories = None;
    let mut findings = Vec::new();
    for used in consumptions(on.landscape) {
        if stage(used.version, on.today) != Lifecycle::Draft {
            continue;
        }
        let what = match used.version.released {
            Some(day) if on.today.is_some_and(|today| day > today) => format!("is not released before {day}"),
            _ => "is a draft".to_owned(),
        };
        let message = format!("{} uses {}, which {what}.", on.quoted(used.relationship.id), on.quoted(used.version.id));
        let histories = histories.get_or_insert_with(|| Histories::of(on));
        findings.push(with_way_out(on, RULE.finding(message, targets(&used)), &used, histories));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set, today};
    use super::*;

    #[test]
    fn only_a_used_draft_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” version 1 of “Order API”"]);
        let draft = *sketch.landscape.versions.keys().next().expect("drawn");
        let contract = *sketch.landscape.contracts.keys().next().expect("drawn");
        let lifecycle = Lifecycle::Active;
        sketch.add(ContractVersion { contract, name: "0".to_owned(), lifecycle, ..ContractVersion::default() });
        every_fix_mends(&RULE, &sketch);
        set(&mut sketch, draft, "lifecycle", &Lifecycle::Active);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, draft, "released", &today().and_then(|today| today.succ_opt()));
        assert_eq!(found(&RULE, &sketch).len(), 1, "not before tomorrow");
        set(&mut sketch, draft, "released", &today());
        assert!(found(&RULE, &sketch).is_empty());
    }
}
