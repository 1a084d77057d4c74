//! A core domain that takes in a foreign model.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{EditRelationship, RelationshipEdit};
use crate::model::{Classification, ContextKind, DownstreamRoles, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "core-unprotected-from-outside",
    severity: Severity::Warning,
    summary: "A core context depends on an external system without an Anticorruption Layer.",
    why: "What others run changes when they like, and its model seeps into the core through every field that is taken over.",
    advice: "Put an Anticorruption Layer in front of the core context.",
    source: "Evans, Domain-Driven Design, chapter 14: Anticorruption Layer.",
    example: |sketch| {
        let [bank, loans] = ["Bank", "Loans"].map(|name| sketch.context(name));
        sketch.edit_context(bank, |context| context.kind = ContextKind::External);
        sketch.edit_context(loans, |context| context.classification = Classification::Core);
        sketch.flow(bank, loans);
    },
    reads: &[
        ElementKind::Subdomain,
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
    ],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for link in on.graph.links.iter().filter(|link| !link.symmetric) {
        let Some(relationship) = on.landscape.relationships.get(&link.relationship) else { continue };
        let ends = [link.upstream, link.downstream].map(|number| on.landscape.contexts.get(&on.graph.contexts[number]));
        let [Some(outside), Some(core)] = ends else { continue };
        // A conforming core is found by the rule of that name.
        let is_answered =
            relationship.downstream_roles.anticorruption_layer || relationship.downstream_roles.conformist;
        if is_answered || !outside.is_external() || on.landscape.classification_of(core) != Classification::Core {
            continue;
        }
        let [core_name, outside_name] = [core.id, outside.id].map(|id| on.landscape.quoted(id.into()));
        let layer = DownstreamRoles { anticorruption_layer: true, conformist: false };
        let edit = EditRelationship { id: relationship.id, edit: RelationshipEdit::DownstreamRoles(layer) };
        findings.push(
            RULE.finding(
                format!("{core_name} is core and takes in the model of {outside_name}, which others run."),
                vec![relationship.id.into(), core.id.into()],
            )
            .fix("Translate by an Anticorruption Layer", edit),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_an_open_core_beside_an_external_system_is_found() {
        let mut sketch = Sketch::new();
        let [other, heart] = ["Other", "Heart"].map(|name| sketch.context(name));
        sketch.edit_context(heart, |context| context.classification = Classification::Core);
        sketch.flow(other, heart);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Bank” → “Loans” “Loans”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
