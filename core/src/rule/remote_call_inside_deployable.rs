//! A call over the network to somebody in the same process.

use super::calls::{Runtime, ends};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{Deployable, DeployableId, ElementKind, Integration, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "remote-call-inside-deployable",
    severity: Severity::Warning,
    summary: "Contexts of one deployable call each other over the network.",
    why: "They ship and fail together anyway: the network adds waiting and trouble, and buys nothing.",
    advice: "Call it inside the process, or let the two ship apart.",
    source: "Fowler, First Law of Distributed Object Design (2002): don't distribute your objects.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        let contexts = vec![orders, billing];
        sketch.add(Deployable { name: "Shop".to_owned(), contexts, ..Deployable::default() });
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.integration = Integration::RemoteCall;
        });
    },
    reads: &[
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
        ElementKind::Deployable,
    ],
    check,
};

/// Wherever the downstream runs, the upstream runs as well.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let runtime = Runtime::of(on);
    let mut findings = Vec::new();
    if runtime.is_empty() {
        return findings;
    }
    let remote = on.landscape.relationships.values().filter(|it| it.integration == Integration::RemoteCall);
    for relationship in remote {
        let Some((upstream, downstream)) = ends(on, relationship) else { continue };
        let above: Vec<DeployableId> = runtime.places(upstream).collect();
        let mut below = runtime.places(downstream).peekable();
        let Some(shared) = below.peek().copied() else { continue };
        if !below.all(|place| above.binary_search(&place).is_ok()) {
            continue;
        }
        let message =
            format!("{} is a remote call, but both are in {}.", on.quoted(relationship.id), on.quoted(shared));
        let inside = Set::new(relationship.id, "integration", &Integration::InProcessCall);
        findings.push(
            RULE.finding(message, vec![relationship.id.into(), shared.into()])
                .fix("Make it a call in one process", inside),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_a_remote_call_within_one_deployable_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” “Shop”"]);
        every_fix_mends(&RULE, &sketch);
        let billing = *sketch.landscape.contexts.keys().last().expect("drawn");
        let other = Deployable { name: "Finance".to_owned(), contexts: vec![billing], ..Deployable::default() };
        sketch.add(other);
        assert!(found(&RULE, &sketch).is_empty(), "from there it is remote");
    }

    #[test]
    fn what_runs_nowhere_is_not_found() {
        let mut sketch = example(&RULE);
        let shop = *sketch.landscape.deployables.keys().next().expect("drawn");
        let orders = *sketch.landscape.contexts.keys().next().expect("drawn");
        set(&mut sketch, shop, "contexts", &vec![orders]);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
