//! Two contexts without a boundary between them.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Command, EditRelationship, RelationshipEdit};
use crate::model::{DownstreamRoles, ElementKind, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "big-ball-of-mud",
    severity: Severity::Warning,
    summary: "Two contexts are entangled in a Big Ball of Mud.",
    why: "Where models mix there is nothing to rely on: nearly every change on one side needs one on the other.",
    advice: "Draw a line: let one side be upstream, and put an Anticorruption Layer in front of the other.",
    source: "Evans, Domain-Driven Design Reference (2015): Big Ball of Mud; Foote and Yoder 1997.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        sketch.relate(orders, billing, RelationshipKind::BigBallOfMud, |_| ());
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let wrong = on.landscape.relationships.values().filter(|r| r.kind == RelationshipKind::BigBallOfMud);
    wrong
        .map(|r| {
            let [one, other] = r.parties().map(|party| on.landscape.quoted(party.into()));
            let layer = DownstreamRoles { anticorruption_layer: true, conformist: false };
            let edits = [
                RelationshipEdit::Kind(RelationshipKind::UpstreamDownstream),
                RelationshipEdit::DownstreamRoles(layer),
            ];
            let commands: Vec<Command> =
                edits.into_iter().map(|edit| EditRelationship { id: r.id, edit }.into()).collect();
            RULE.finding(format!("{one} and {other} have no boundary between them."), vec![r.id.into()])
                .fix(format!("Protect {other} by an Anticorruption Layer"), Batch::of(commands))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn mud_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.relate(a, b, RelationshipKind::SharedKernel, |_| ());
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
