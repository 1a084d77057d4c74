//! Two lines of business that cannot move apart.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DomainId, DomainKind, ElementKind, Landscape, ProblemSpace, Relationship, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "verticals-entangled",
    severity: Severity::Warning,
    summary: "Two lines of business are strongly coupled.",
    why: "Verticals earn their money apart and change at their own pace; a partnership, shared kernel, conformist or mud between them makes them move in step.",
    advice: "Loosen it: a Published Language or Open Host Service on one side, an Anticorruption Layer on the other, or a common foundation.",
    source: "OutSystems, domain-driven architecture: weak references only between verticals.",
    example: |sketch| {
        let [life, motor] = ["Life", "Motor"].map(|name| {
            let (context, domain) = (sketch.context(&format!("{name} contracts")), DomainKind::Vertical);
            let whole = ProblemSpace::Domain(sketch.domain(name, domain));
            sketch.edit_context(context, |context| context.implements.push(whole));
            context
        });
        sketch.relate(life, motor, RelationshipKind::SharedKernel, |_| ());
    },
    reads: &[
        ElementKind::Domain,
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
    for relationship in on.landscape.relationships.values().filter(|relationship| is_strong(relationship)) {
        let Some((upstream, downstream)) = relationship.contexts() else { continue };
        let [one, other] = [upstream, downstream].map(|id| verticals(on.landscape, id));
        if one.is_empty() || other.is_empty() || one.iter().any(|id| other.contains(id)) {
            continue;
        }
        let names = [one[0].into(), other[0].into()].map(|id| on.landscape.quoted(id));
        let how = crate::pattern::describe(relationship);
        let message = format!("The verticals {} and {} are tied together by {how}.", names[0], names[1]);
        findings.push(RULE.finding(message, vec![relationship.id.into(), upstream.into(), downstream.into()]));
    }
    findings
}

fn is_strong(relationship: &Relationship) -> bool {
    use RelationshipKind::{BigBallOfMud, Partnership, SharedKernel};
    matches!(relationship.kind, Partnership | SharedKernel | BigBallOfMud) || relationship.downstream_roles.conformist
}

fn verticals(landscape: &Landscape, context: crate::model::ContextId) -> Vec<DomainId> {
    let Some(context) = landscape.contexts.get(&context) else { return Vec::new() };
    let mut domains = landscape.domains_of(context);
    domains.retain(|id| landscape.domains.get(id).is_some_and(|domain| domain.kind == DomainKind::Vertical));
    domains
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_strong_ties_between_different_verticals_are_found() {
        let mut sketch = Sketch::new();
        let [a, b, c] = ["A", "B", "C"].map(|name| sketch.context(name));
        let [x, y] = ["X", "Y"].map(|name| sketch.domain(name, DomainKind::Vertical));
        for (context, domain) in [(a, x), (b, y), (c, x)] {
            sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
        }
        sketch.relate(a, c, RelationshipKind::Partnership, |_| ());
        sketch.flow(a, b);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        let [life, motor] = ["“Life contracts”", "“Motor contracts”"];
        assert_eq!(found(&RULE, &sketch), [format!("{life} → {motor} {life} {motor}")]);
    }
}
