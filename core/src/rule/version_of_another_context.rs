//! A relationship that uses what neither of its ends publishes.

use super::deprecated_version_used::{READS, targets};
use super::versions::consumptions;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{Contract, ContractVersion, Party, Relationship, RelationshipKind};
use crate::pattern;

pub(super) const RULE: Rule = Rule {
    code: "version-of-another-context",
    severity: Severity::Error,
    summary: "A relationship uses a contract that its upstream does not publish.",
    why: "Whoever publishes it is not there: the relationship is missing, or this use is wrong.",
    advice: "Draw the relationship with the context that publishes it, or take the version off this one.",
    source: "Atoll: a contract is its context's.",
    example: |sketch| {
        let [orders, billing, stock] = ["Orders", "Billing", "Stock"].map(|name| sketch.context(name));
        let contract = sketch.add(Contract { context: stock, name: "Stock levels".to_owned(), ..Contract::default() });
        let version = sketch.add(ContractVersion { contract, name: "1".to_owned(), ..ContractVersion::default() });
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.versions = vec![version];
        });
    },
    reads: READS,
    check,
};

/// A message may be part of a contract of either end: a command is the receiver's, an event the sender's.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for used in consumptions(on.landscape) {
        let Some(contract) = on.landscape.contracts.get(&used.version.contract) else { continue };
        if !on.landscape.contexts.contains_key(&contract.context) {
            continue;
        }
        let is_listed = used.relationship.versions.contains(&used.version.id);
        if publishes(used.relationship, Party::Context(contract.context), !is_listed) {
            continue;
        }
        let message = format!(
            "{} uses {}, which {} publishes.",
            on.quoted(used.relationship.id),
            on.quoted(used.version.id),
            on.quoted(contract.context)
        );
        let mut all = targets(&used);
        all.push(contract.context.into());
        findings.push(RULE.finding(message, all).fix("No longer use it", used.replaced_by(None)));
    }
    findings
}

/// Whether this party can publish what goes over the relationship.
fn publishes(relationship: &Relationship, party: Party, is_message: bool) -> bool {
    let either = is_message || pattern::is_symmetric(relationship.kind);
    relationship.upstream == party || either && relationship.downstream == party
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;
    use crate::model::{Message, VersionId};

    #[test]
    fn only_what_the_upstream_does_not_publish_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” version 1 of “Stock levels” “Stock”"]);
        every_fix_mends(&RULE, &sketch);
        let contract = *sketch.landscape.contracts.keys().next().expect("drawn");
        let contexts: Vec<_> = sketch.landscape.contexts.keys().copied().collect();
        set(&mut sketch, contract, "context", &contexts[0]);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, contract, "context", &contexts[1]);
        assert_eq!(found(&RULE, &sketch).len(), 1, "what the downstream publishes is not what it uses");
        let relationship = *sketch.landscape.relationships.keys().next().expect("drawn");
        set(&mut sketch, relationship, "kind", &RelationshipKind::Partnership);
        assert!(found(&RULE, &sketch).is_empty(), "between equals it can be either");
    }

    #[test]
    fn a_message_is_part_of_a_contract_of_either_end() {
        let mut sketch = example(&RULE);
        let relationship = *sketch.landscape.relationships.keys().next().expect("drawn");
        let version = sketch.landscape.versions.keys().next().copied();
        let contract = *sketch.landscape.contracts.keys().next().expect("drawn");
        let contexts: Vec<_> = sketch.landscape.contexts.keys().copied().collect();
        set(&mut sketch, relationship, "versions", &Vec::<VersionId>::new());
        sketch.add(Message { relationship, name: "Count".to_owned(), version, ..Message::default() });
        assert_eq!(found(&RULE, &sketch).len(), 1);
        every_fix_mends(&RULE, &sketch);
        for end in [contexts[0], contexts[1]] {
            set(&mut sketch, contract, "context", &end);
            assert!(found(&RULE, &sketch).is_empty());
        }
    }
}
