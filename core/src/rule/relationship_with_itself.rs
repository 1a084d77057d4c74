//! A relationship that leads nowhere.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Remove;
use crate::model::{ElementKind, Party};

pub(super) const RULE: Rule = Rule {
    code: "relationship-with-itself",
    severity: Severity::Error,
    summary: "Both ends of a relationship are the same.",
    why: "A relationship says how two sides deal with each other; one side alone has nothing to say.",
    advice: "Delete it, or drag one of its ends to the other side that was meant.",
    source: "Context Mapper, BoundedContextRelationshipSemanticsValidator (semantic validation).",
    example: |sketch| {
        let orders = sketch.context("Orders");
        sketch.flow(orders, orders);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_there = |party: Party| on.landscape.contains(party.into());
    let relationships = on.landscape.relationships.values();
    let wrong = relationships.filter(|r| r.upstream == r.downstream && is_there(r.upstream));
    wrong
        .map(|r| {
            let message = format!("{} is related to itself.", on.landscape.quoted(r.upstream.into()));
            RULE.finding(message, vec![r.id.into(), r.upstream.into()])
                .fix("Delete the relationship", Remove { elements: [r.id.into()].into() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn a_loop_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.flow(a, b);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Orders” “Orders”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
