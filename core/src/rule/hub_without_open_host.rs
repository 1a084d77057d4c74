//! A context that serves many, each in its own way.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Set};
use crate::model::{ContextId, ElementId, ElementKind, Relationship, RelationshipKind, UpstreamRoles};
use crate::order;

pub(super) const RULE: Rule = Rule {
    code: "hub-without-open-host",
    severity: Severity::Info,
    summary: "A context serves many consumers without one protocol for all of them.",
    why: "Every consumer has an interface of its own to agree on and to keep: with each of them the next change gets dearer.",
    advice: "Offer one protocol as an Open Host Service, in a Published Language.",
    source: "Evans, Domain-Driven Design, chapter 14: Open Host Service; 5 consumers are many here (Atoll: an assumption).",
    example: |sketch| {
        let hub = sketch.context("Customers");
        for name in ["Orders", "Billing", "Support", "Campaigns", "Reports"] {
            let consumer = sketch.context(name);
            sketch.flow(hub, consumer);
        }
    },
    reads: &[ElementKind::Context, ElementKind::Relationship],
    check,
};

/// From so many consumers on, each served in its own way, a context is a hub: an assumption.
const CONSUMERS_MIN: usize = 5;

/// A finding names only so many of the relationships.
const NAMED_MAX: usize = 8;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut served: Vec<Vec<Served<'_>>> = vec![Vec::new(); on.graph.contexts.len()];
    for link in on.graph.links.iter().filter(|link| !link.symmetric) {
        let Some(relationship) = on.landscape.relationships.get(&link.relationship) else { continue };
        if !is_open(relationship) {
            served[link.upstream].push((link.downstream, relationship));
        }
    }
    let mut findings = Vec::new();
    for (hub, mut served) in served.into_iter().enumerate().filter(|(_, served)| served.len() >= CONSUMERS_MIN) {
        order::sort_by_key(&mut served, |(downstream, _)| *downstream);
        if consumers(&served) >= CONSUMERS_MIN {
            findings.push(told(on, on.graph.contexts[hub], &served));
        }
    }
    findings
}

/// A consumer, and how it is served.
type Served<'a> = (usize, &'a Relationship);

fn is_open(relationship: &Relationship) -> bool {
    relationship.upstream_roles.open_host_service || relationship.upstream_roles.published_language
}

/// How many consumers there are among relationships that are sorted by them.
fn consumers(served: &[Served<'_>]) -> usize {
    served.chunk_by(|a, b| a.0 == b.0).count()
}

/// Opens all but those that are agreed on with a customer, which contradicts one protocol for everybody.
fn told(on: &Checkup<'_>, hub: ContextId, served: &[Served<'_>]) -> Finding {
    let count = consumers(served);
    let message = format!("{} serves {count} consumers, each in its own way.", on.quoted(hub));
    let named = served.iter().take(NAMED_MAX).map(|(_, relationship)| ElementId::from(relationship.id));
    let finding = RULE.finding(message, std::iter::once(hub.into()).chain(named).collect());
    let is_agreed = |relationship: &Relationship| relationship.kind == RelationshipKind::CustomerSupplier;
    let (agreed, open): (Vec<_>, Vec<_>) = served.iter().copied().partition(|it| is_agreed(it.1));
    if consumers(&agreed) >= CONSUMERS_MIN {
        return finding;
    }
    let roles = UpstreamRoles { open_host_service: true, published_language: false };
    let edits = open.iter().map(|(_, relationship)| Set::new(relationship.id, "upstream_roles", &roles).into());
    finding.fix("Offer one Open Host Service", Batch::of(edits.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_many_consumers_without_one_protocol_are_found() {
        let mut sketch = example(&RULE);
        assert!(found(&RULE, &sketch)[0].starts_with("“Customers” “Customers” → “Orders”"));
        every_fix_mends(&RULE, &sketch);
        let relationship = *sketch.landscape.relationships.keys().next().expect("drawn");
        let language = UpstreamRoles { open_host_service: false, published_language: true };
        set(&mut sketch, relationship, "upstream_roles", &language);
        assert!(found(&RULE, &sketch).is_empty());
        let ends = sketch.landscape.relationships.values().last().and_then(|it| it.contexts()).expect("drawn");
        sketch.flow(ends.0, ends.1);
        assert!(found(&RULE, &sketch).is_empty(), "consumers are counted, not lines");
    }
}
