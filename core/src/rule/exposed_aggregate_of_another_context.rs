//! An upstream that shows what is not its own.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{EditRelationship, RelationshipEdit};
use crate::model::{AggregateId, ElementId, ElementKind, Landscape, Party, Relationship, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "exposed-aggregate-of-another-context",
    severity: Severity::Error,
    summary: "A relationship exposes an aggregate that is not the upstream's.",
    why: "An upstream can only show what it holds; the aggregate belongs to another context.",
    advice: "Take the aggregate off the relationship, or move it to the context that shows it.",
    source: "Context Mapper, ContextMapSemanticsValidator (semantic validation).",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        let invoice = sketch.aggregate(billing, "Invoice");
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |r| r.exposed = vec![invoice]);
    },
    reads: &[
        ElementKind::Context,
        ElementKind::Aggregate,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
    ],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for relationship in on.landscape.relationships.values() {
        let (own, foreign): (Vec<AggregateId>, Vec<AggregateId>) =
            relationship.exposed.iter().copied().partition(|id| belongs(on.landscape, *id, relationship));
        if foreign.is_empty() {
            continue;
        }
        let names: Vec<String> = foreign.iter().map(|id| on.landscape.quoted((*id).into())).collect();
        let upstream = on.landscape.quoted(relationship.upstream.into());
        let verb = if names.len() == 1 { "is not an aggregate" } else { "are not aggregates" };
        let targets = std::iter::once(relationship.id.into()).chain(foreign.iter().map(|id| ElementId::from(*id)));
        let edit = EditRelationship { id: relationship.id, edit: RelationshipEdit::Exposed(own) };
        findings.push(
            RULE.finding(format!("{} {verb} of {upstream}.", super::listed(&names)), targets.collect())
                .fix("No longer expose it", edit),
        );
    }
    findings
}

/// Whether the aggregate is held by the upstream, or by either end between equals. A missing one is another rule's.
fn belongs(landscape: &Landscape, id: AggregateId, relationship: &Relationship) -> bool {
    let Some(aggregate) = landscape.aggregates.get(&id) else { return true };
    let holder = Party::Context(aggregate.context);
    relationship.upstream == holder
        || crate::pattern::is_symmetric(relationship.kind) && relationship.downstream == holder
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_foreign_aggregate_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        let own = sketch.aggregate(a, "Own");
        sketch.relate(a, b, RelationshipKind::UpstreamDownstream, |r| r.exposed = vec![own]);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” “Invoice”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
