//! A supplier that serves one customer's plans and everybody alike.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{EditRelationship, RelationshipEdit};
use crate::model::{ElementKind, RelationshipKind};
use crate::pattern::Role;

pub(super) const RULE: Rule = Rule {
    code: "customer-supplier-with-open-host",
    severity: Severity::Error,
    summary: "A supplier in a Customer/Supplier relationship offers an Open Host Service.",
    why: "A supplier plans with its customer; an open host offers the same to everybody. One end cannot do both at once.",
    advice: "Decide: plan with this customer and drop the Open Host Service, or treat it like every other consumer and make the relationship Upstream/Downstream.",
    source: "Context Mapper, BoundedContextRelationshipSemanticsValidator (semantic validation).",
    example: |sketch| {
        let [stock, shop] = ["Stock", "Shop"].map(|name| sketch.context(name));
        sketch.relate(stock, shop, RelationshipKind::CustomerSupplier, |r| r.upstream_roles.open_host_service = true);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let relationships = on.landscape.relationships.values();
    let wrong =
        relationships.filter(|r| r.kind == RelationshipKind::CustomerSupplier && r.upstream_roles.open_host_service);
    wrong
        .map(|r| {
            let supplier = on.landscape.quoted(r.upstream.into());
            let message = format!("{supplier} is a supplier here and cannot be an Open Host Service as well.");
            let plain = RelationshipEdit::Kind(RelationshipKind::UpstreamDownstream);
            RULE.finding(message, vec![r.id.into()])
                .fix(
                    "Drop the Open Host Service",
                    EditRelationship { id: r.id, edit: Role::OpenHostService.edit(r, false) },
                )
                .fix("Make it Upstream/Downstream", EditRelationship { id: r.id, edit: plain })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_supplier_with_an_open_host_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.relate(a, b, RelationshipKind::UpstreamDownstream, |r| r.upstream_roles.open_host_service = true);
        sketch.relate(a, b, RelationshipKind::CustomerSupplier, |r| r.upstream_roles.published_language = true);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Stock” → “Shop”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
