//! A foundation that needs one of the lines of business that stand on it.

use super::turning::Turning;
use super::verticals::places;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DomainKind, ElementId, ElementKind, ProblemSpace};

pub(super) const RULE: Rule = Rule {
    code: "foundation-depends-on-vertical",
    severity: Severity::Error,
    summary: "A foundation depends on a line of business.",
    why: "A foundation serves several lines of business. If it depends on one of them, a change there ripples through it to all the others.",
    advice: "Turn the dependency around (let the vertical subscribe or plug in), or move what is needed into the foundation.",
    source: "OutSystems, domain-driven architecture: no upward reference from horizontal to vertical.",
    example: |sketch| {
        let [shop, mail] = ["Shop", "Mail"].map(|name| sketch.context(name));
        for (context, name, kind) in
            [(shop, "Retail", DomainKind::Vertical), (mail, "Communication", DomainKind::Foundation)]
        {
            let domain = sketch.domain(name, kind);
            sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
        }
        sketch.flow(shop, mail);
    },
    reads: &[
        ElementKind::Domain,
        ElementKind::Subdomain,
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
        ElementKind::Message,
    ],
    check,
};

/// However weak the reference is. What orchestrates counts as a line of business.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(places) = places(on) else { return Vec::new() };
    let (mut findings, mut turning) = (Vec::new(), None);
    for link in on.graph.links.iter().filter(|link| !link.symmetric) {
        let (Some(vertical), Some(foundation)) = (places[link.upstream].vertical, places[link.downstream].foundation)
        else {
            continue;
        };
        let [upstream, downstream] = [link.upstream, link.downstream].map(|number| on.graph.contexts[number]);
        let names = [downstream.into(), foundation.into(), upstream.into(), vertical.into()]
            .map(|id: ElementId| on.landscape.quoted(id));
        let message =
            format!("{} (foundation {}) depends on {} (vertical {}).", names[0], names[1], names[2], names[3]);
        let targets = vec![link.relationship.into(), downstream.into(), upstream.into()];
        let mut finding = RULE.finding(message, targets);
        let is_foundation_too =
            places[link.upstream].foundation.is_some() && places[link.downstream].vertical.is_some();
        let turning = turning.get_or_insert_with(|| Turning::of(on.landscape));
        if let Some(relationship) = on.landscape.relationships.get(&link.relationship)
            && let Some(command) = turning.around(relationship)
            && !is_foundation_too
        {
            finding = finding.fix("Turn the dependency around", command);
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::model::Layer;
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
        every_fix_mends(&RULE, &sketch);
    }

    #[test]
    fn what_orchestrates_counts_as_a_line_of_business() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch).len(), 1);
        let (retail, shop) = (
            *sketch.landscape.domains.keys().next().expect("retail"),
            *sketch.landscape.contexts.keys().next().expect("shop"),
        );
        let retail =
            crate::model::Domain { kind: DomainKind::Undefined, ..(*sketch.landscape.domains[&retail]).clone() };
        sketch.put(retail);
        assert!(found(&RULE, &sketch).is_empty());
        sketch.edit_context(shop, |context| context.layer = Layer::Orchestration);
        assert_eq!(found(&RULE, &sketch).len(), 1);
    }
}
