//! A foundation that needs one of the lines of business that stand on it.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{BoundedContext, DomainId, DomainKind, ElementId, ElementKind, Landscape, ProblemSpace};

pub(super) const RULE: Rule = Rule {
    code: "foundation-depends-on-vertical",
    severity: Severity::Error,
    summary: "A foundation depends on a line of business.",
    why: "A foundation serves several lines of business. If it depends on one of them, a change there ripples through it to all the others.",
    advice: "Turn the dependency around (let the vertical subscribe or plug in), or move what is needed into the foundation.",
    source: "OutSystems, domain-driven architecture: no upward reference from horizontal to vertical.",
    example: |sketch| {
        let [shop, mail] = ["Shop", "Mail"].map(|name| sketch.context(name));
        let retail = ProblemSpace::Domain(sketch.domain("Retail", DomainKind::Vertical));
        let platform = ProblemSpace::Domain(sketch.domain("Platform", DomainKind::Foundation));
        sketch.edit_context(shop, |context| context.implements.push(retail));
        sketch.edit_context(mail, |context| context.implements.push(platform));
        sketch.flow(shop, mail);
    },
    reads: &[ElementKind::Domain, ElementKind::Subdomain, ElementKind::Context, ElementKind::Relationship],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for link in on.graph.links.iter().filter(|link| !link.symmetric) {
        let ends = [link.upstream, link.downstream].map(|number| on.graph.contexts[number]);
        let [Some(upstream), Some(downstream)] = ends.map(|id| on.landscape.contexts.get(&id)) else { continue };
        let vertical = domain_of_kind(on.landscape, upstream, DomainKind::Vertical);
        let foundation = domain_of_kind(on.landscape, downstream, DomainKind::Foundation);
        let (Some(vertical), Some(foundation)) = (vertical, foundation) else { continue };
        let names = [downstream.id.into(), foundation.into(), upstream.id.into(), vertical.into()]
            .map(|id: ElementId| on.landscape.quoted(id));
        let message =
            format!("{} (foundation {}) depends on {} (vertical {}).", names[0], names[1], names[2], names[3]);
        let targets = vec![link.relationship.into(), downstream.id.into(), upstream.id.into()];
        findings.push(RULE.finding(message, targets));
    }
    findings
}

fn domain_of_kind(landscape: &Landscape, context: &BoundedContext, kind: DomainKind) -> Option<DomainId> {
    let domains = landscape.domains_of(context);
    domains.into_iter().find(|id| landscape.domains.get(id).is_some_and(|domain| domain.kind == kind))
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_the_upward_reference_is_found() {
        let mut sketch = Sketch::new();
        let [shop, mail] = ["A", "B"].map(|name| sketch.context(name));
        let [retail, base] = [sketch.domain("X", DomainKind::Vertical), sketch.domain("Y", DomainKind::Foundation)];
        sketch.edit_context(shop, |context| context.implements.push(ProblemSpace::Domain(retail)));
        sketch.edit_context(mail, |context| context.implements.push(ProblemSpace::Domain(base)));
        sketch.flow(mail, shop);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Shop” → “Mail” “Mail” “Shop”"]);
    }
}
