//! A relationship with an end that the map does not show.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Remove, Set};
use crate::model::{ElementKind, Landscape, Party};

pub(super) const RULE: Rule = Rule {
    code: "relationship-off-the-map",
    severity: Severity::Error,
    summary: "An end of a relationship is not on the map.",
    why: "A map shows the relationships among what is on it; one that ends in nothing is read wrongly.",
    advice: "Put the missing end on the map, or delete the relationship.",
    source: "Context Mapper, ContextMapSemanticsValidator (semantic validation).",
    example: |sketch| {
        let [orders, archive] = ["Orders", "Archive"].map(|name| sketch.context(name));
        sketch.edit_context(archive, |context| context.off_map = true);
        sketch.flow(orders, archive);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for relationship in on.landscape.relationships.values() {
        for party in relationship.parties().into_iter().filter(|party| is_off_map(on.landscape, *party)) {
            let name = on.landscape.quoted(party.into());
            let finding = RULE.finding(
                format!("{name} has a relationship but is not on the map."),
                vec![relationship.id.into(), party.into()],
            );
            let label = format!("Put {name} on the map");
            let finding = finding.fix(label, Set::new(party, "off_map", &false));
            let remove = Remove { elements: [relationship.id.into()].into() };
            findings.push(finding.fix("Delete the relationship", remove));
        }
    }
    findings
}

fn is_off_map(landscape: &Landscape, party: Party) -> bool {
    match party {
        Party::Context(id) => landscape.contexts.get(&id).is_some_and(|context| context.off_map),
        Party::Team(id) => landscape.teams.get(&id).is_some_and(|team| team.off_map),
        Party::Actor(id) => landscape.actors.get(&id).is_some_and(|actor| actor.off_map),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn an_end_off_the_map_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.flow(a, b);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Archive” “Archive”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
