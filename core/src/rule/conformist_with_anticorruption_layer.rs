//! A downstream that takes the model as it is and translates it.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::EditRelationship;
use crate::model::{DownstreamRoles, ElementKind, RelationshipKind};
use crate::pattern::Role;

pub(super) const RULE: Rule = Rule {
    code: "conformist-with-anticorruption-layer",
    severity: Severity::Error,
    summary: "A downstream is a Conformist and keeps an Anticorruption Layer.",
    why: "To conform is to take the upstream's model as it is; a layer is there to keep it out. Both at once cannot be.",
    advice: "Keep the one that is true: the layer if the downstream has a language of its own, Conformist if it has not.",
    source: "Context Mapper documents it and does not enforce it (language reference, language model).",
    example: |sketch| {
        let [prices, shop] = ["Prices", "Shop"].map(|name| sketch.context(name));
        sketch.relate(prices, shop, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.downstream_roles = DownstreamRoles { conformist: true, anticorruption_layer: true };
        });
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let relationships = on.landscape.relationships.values();
    let wrong = relationships.filter(|r| r.downstream_roles.conformist && r.downstream_roles.anticorruption_layer);
    wrong
        .map(|r| {
            let downstream = on.landscape.quoted(r.downstream.into());
            let message = format!("{downstream} conforms here and translates as well; it can only do one.");
            let drop = |role: Role| EditRelationship { id: r.id, edit: role.edit(r, false) };
            RULE.finding(message, vec![r.id.into()])
                .fix("Drop the Conformist", drop(Role::Conformist))
                .fix("Drop the Anticorruption Layer", drop(Role::AnticorruptionLayer))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_both_at_once_are_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        let kind = RelationshipKind::UpstreamDownstream;
        sketch.relate(a, b, kind, |r| r.downstream_roles.conformist = true);
        sketch.relate(a, b, kind, |r| r.downstream_roles.anticorruption_layer = true);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Prices” → “Shop”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
