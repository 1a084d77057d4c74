//! Somebody who uses what is gone.

use super::deprecated_version_used::{READS, targets, with_way_out};
use super::versions::{Histories, consumptions, stage};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{Contract, ContractVersion, Lifecycle, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "version-used-after-its-end",
    severity: Severity::Error,
    summary: "A version of a contract is used that is retired or past its sunset.",
    why: "Either it is gone, and the consumer stands still, or it is kept alive for one that nobody reckons with.",
    advice: "Move to the version that replaces it, or agree on a later day.",
    source: "RFC 8594, The Sunset HTTP Header Field (2019).",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        let contract = sketch.add(Contract { context: orders, name: "Order events".to_owned(), ..Contract::default() });
        let version = |name: &str, lifecycle| ContractVersion {
            contract,
            name: name.to_owned(),
            lifecycle,
            ..ContractVersion::default()
        };
        let successor = Some(sketch.add(version("2", Lifecycle::Active)));
        let old = sketch.add(ContractVersion { successor, ..version("1", Lifecycle::Retired) });
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.versions = vec![old];
        });
    },
    reads: READS,
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut histories = None;
    let mut findings = Vec::new();
    for used in consumptions(on.landscape) {
        if stage(used.version, on.today) != Lifecycle::Retired {
            continue;
        }
        let end = match used.version.sunset {
            Some(sunset) if on.today.is_some_and(|today| sunset <= today) => format!("went away on {sunset}"),
            _ => "is retired".to_owned(),
        };
        let message = format!("{} uses {}, which {end}.", on.quoted(used.relationship.id), on.quoted(used.version.id));
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
    fn only_a_version_that_is_gone_and_used_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” version 1 of “Order events”"]);
        every_fix_mends(&RULE, &sketch);
        let old = *sketch.landscape.versions.keys().last().expect("drawn");
        set(&mut sketch, old, "lifecycle", &Lifecycle::Deprecated);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, old, "sunset", &today());
        assert_eq!(found(&RULE, &sketch).len(), 1, "on its day it goes away");
        set(&mut sketch, old, "sunset", &today().and_then(|today| today.succ_opt()));
        assert!(found(&RULE, &sketch).is_empty());
    }
}
