//! Code that two teams own together.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "shared-kernel-across-teams",
    severity: Severity::Warning,
    summary: "A Shared Kernel joins contexts of different teams.",
    why: "Neither team can change the kernel without the other: it is the strongest coupling that two teams can have, on every change.",
    advice: "Give the kernel to one team as a context of its own, or replace it by a Published Language.",
    source: "Evans, Domain-Driven Design, chapter 14: Shared Kernel; Miragon's modeler warns of it too.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        sketch.team("Blue", &[orders]);
        sketch.team("Green", &[billing]);
        sketch.relate(orders, billing, RelationshipKind::SharedKernel, |_| ());
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for relationship in on.landscape.relationships.values().filter(|r| r.kind == RelationshipKind::SharedKernel) {
        let Some((one, other)) = relationship.contexts() else { continue };
        let [Some(first), Some(second)] = [one, other].map(|id| on.landscape.contexts.get(&id)) else { continue };
        let owners = [first, second].map(|context| on.landscape.owners_of(context));
        let ([first, ..], [second, ..]) = (&owners[0][..], &owners[1][..]) else { continue };
        if owners[0].iter().any(|team| owners[1].contains(team)) {
            continue;
        }
        let teams = [*first, *second].map(|team| on.landscape.quoted(team.into()));
        let contexts = [one, other].map(|id| on.landscape.quoted(id.into()));
        let message = format!(
            "{} ({}) and {} ({}) share a kernel: both teams must agree on every change of it.",
            contexts[0], teams[0], contexts[1], teams[1]
        );
        findings.push(RULE.finding(message, vec![relationship.id.into(), one.into(), other.into()]));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_kernel_between_two_teams_is_found() {
        let mut sketch = Sketch::new();
        let [a, b, c] = ["A", "B", "C"].map(|name| sketch.context(name));
        sketch.relate(a, b, RelationshipKind::SharedKernel, |_| ());
        sketch.relate(a, c, RelationshipKind::SharedKernel, |_| ());
        sketch.team("Red", &[a, b]);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” “Orders” “Billing”"]);
    }
}
