//! A customer that has a say and takes the model as it is.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{EditRelationship, RelationshipEdit};
use crate::model::{ElementKind, RelationshipKind};
use crate::pattern::Role;

pub(super) const RULE: Rule = Rule {
    code: "customer-supplier-with-conformist",
    severity: Severity::Error,
    summary: "A customer in a Customer/Supplier relationship is a Conformist.",
    why: "A customer has a say in the supplier's plans; a Conformist has given up on that. One end cannot do both at once.",
    advice: "Drop the Conformist role if the supplier listens; make the relationship Upstream/Downstream if it does not.",
    source: "Context Mapper, BoundedContextRelationshipSemanticsValidator (semantic validation).",
    example: |sketch| {
        let [stock, shop] = ["Stock", "Shop"].map(|name| sketch.context(name));
        sketch.relate(stock, shop, RelationshipKind::CustomerSupplier, |r| r.downstream_roles.conformist = true);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let relationships = on.landscape.relationships.values();
    let wrong = relationships.filter(|r| r.kind == RelationshipKind::CustomerSupplier && r.downstream_roles.conformist);
    wrong
        .map(|r| {
            let customer = on.landscape.quoted(r.downstream.into());
            let message = format!("{customer} is a customer here and cannot be a Conformist as well.");
            let plain = RelationshipEdit::Kind(RelationshipKind::UpstreamDownstream);
            RULE.finding(message, vec![r.id.into()])
                .fix("Drop the Conformist", EditRelationship { id: r.id, edit: Role::Conformist.edit(r, false) })
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
    fn only_a_conforming_customer_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.relate(a, b, RelationshipKind::UpstreamDownstream, |r| r.downstream_roles.conformist = true);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Stock” → “Shop”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
