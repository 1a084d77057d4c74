//! A customer that translates what it could have asked for.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{EditRelationship, RelationshipEdit};
use crate::model::{ElementKind, RelationshipKind};
use crate::pattern::Role;

pub(super) const RULE: Rule = Rule {
    code: "customer-supplier-with-anticorruption-layer",
    severity: Severity::Warning,
    summary: "A customer in a Customer/Supplier relationship keeps an Anticorruption Layer.",
    why: "A customer can ask for the model that it needs; a translation on top says that asking does not work.",
    advice: "Ask the supplier for what is missing and drop the layer, or admit that it is no customer and make the relationship Upstream/Downstream.",
    source: "Context Mapper, BoundedContextRelationshipSemanticsValidator (semantic validation).",
    example: |sketch| {
        let [stock, shop] = ["Stock", "Shop"].map(|name| sketch.context(name));
        sketch.relate(stock, shop, RelationshipKind::CustomerSupplier, |r| {
            r.downstream_roles.anticorruption_layer = true;
        });
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let relationships = on.landscape.relationships.values();
    let wrong = relationships
        .filter(|r| r.kind == RelationshipKind::CustomerSupplier && r.downstream_roles.anticorruption_layer);
    wrong
        .map(|r| {
            let customer = on.landscape.quoted(r.downstream.into());
            let message = format!("{customer} is a customer here; an Anticorruption Layer should not be needed.");
            let plain = RelationshipEdit::Kind(RelationshipKind::UpstreamDownstream);
            let without = Role::AnticorruptionLayer.edit(r, false);
            RULE.finding(message, vec![r.id.into()])
                .fix("Drop the Anticorruption Layer", EditRelationship { id: r.id, edit: without })
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
    fn only_a_translating_customer_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.relate(a, b, RelationshipKind::UpstreamDownstream, |r| r.downstream_roles.anticorruption_layer = true);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Stock” → “Shop”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
