//! A core domain that takes another's model as it is.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{EditRelationship, RelationshipEdit};
use crate::model::{Classification, DownstreamRoles, ElementKind, Relationship, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "core-conforms",
    severity: Severity::Warning,
    summary: "A core context conforms to another context's model.",
    why: "The core is what sets the organisation apart; a Conformist gives up its own language there and follows every change of the other side.",
    advice: "Put an Anticorruption Layer between the two, or win a say and become the other side's customer.",
    source: "Evans, Domain-Driven Design, chapters 14 and 15; Miragon's modeler warns of it too.",
    example: |sketch| {
        let [prices, offers] = ["Prices", "Offers"].map(|name| sketch.context(name));
        sketch.edit_context(offers, |context| context.classification = Classification::Core);
        let conforms = |relationship: &mut Relationship| relationship.downstream_roles.conformist = true;
        sketch.relate(prices, offers, RelationshipKind::UpstreamDownstream, conforms);
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
    for relationship in on.landscape.relationships.values().filter(|r| r.downstream_roles.conformist) {
        let Some((upstream, downstream)) = relationship.contexts() else { continue };
        let Some(context) = on.landscape.contexts.get(&downstream) else { continue };
        if on.landscape.classification_of(context) != Classification::Core {
            continue;
        }
        let [downstream_name, upstream_name] = [downstream, upstream].map(|id| on.landscape.quoted(id.into()));
        let message = format!("{downstream_name} is core and conforms to {upstream_name}.");
        let layer = DownstreamRoles { anticorruption_layer: true, conformist: false };
        let edit = EditRelationship { id: relationship.id, edit: RelationshipEdit::DownstreamRoles(layer) };
        findings.push(
            RULE.finding(message, vec![relationship.id.into(), downstream.into()])
                .fix("Translate by an Anticorruption Layer instead", edit),
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
    fn only_a_core_that_conforms_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.relate(a, b, RelationshipKind::UpstreamDownstream, |r| r.downstream_roles.conformist = true);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Prices” → “Offers” “Offers”"]);
        let domain = sketch.domain("All", crate::model::DomainKind::Undefined);
        sketch.subdomain(domain, "Heart", Classification::Core, &[b]);
        assert_eq!(found(&RULE, &sketch).len(), 2);
        every_fix_mends(&RULE, &sketch);
    }
}
