//! The same said twice.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Remove;
use crate::model::{ElementKind, Relationship};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-relationship",
    severity: Severity::Info,
    summary: "Two relationships say the same.",
    why: "Both ends, pattern, roles, integration and name are the same: one of the two is a slip, and it counts twice in every figure.",
    advice: "Delete one, or say what sets them apart: a name, an integration, a technology.",
    source: "Atoll; Miragon's modeler and Koine go further and allow one relationship for a pair.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        sketch.flow(orders, billing);
        sketch.flow(orders, billing);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut sorted: Vec<&Relationship> = on.landscape.relationships.values().map(AsRef::as_ref).collect();
    crate::order::sort_by_key(&mut sorted, |r| (r.upstream, r.downstream, r.kind));
    let mut findings = Vec::new();
    for group in sorted.chunk_by(|a, b| (a.upstream, a.downstream, a.kind) == (b.upstream, b.downstream, b.kind)) {
        for (index, later) in group.iter().enumerate() {
            let Some(first) = group[..index].iter().find(|first| says_the_same(first, later)) else { continue };
            let message = format!("{} is there twice.", on.landscape.quoted(later.id.into()));
            findings.push(
                RULE.finding(message, vec![later.id.into(), first.id.into()])
                    .fix("Delete one of the two", Remove { elements: [later.id.into()].into() }),
            );
        }
    }
    findings
}

fn says_the_same(one: &Relationship, other: &Relationship) -> bool {
    Relationship { id: other.id, ..one.clone() } == *other
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_what_says_the_same_is_found() {
        use crate::model::RelationshipKind;
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.flow(a, b);
        sketch.flow(b, a);
        sketch.relate(a, b, RelationshipKind::UpstreamDownstream, |r| r.technology = "HTTP".to_owned());
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” “Orders” → “Billing”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
