//! A strong reference from one domain to another that nothing allows.

use super::verticals::{Place, across, places, reason};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DomainId, DomainKind, ElementKind, Layer, ProblemSpace, RelationshipKind, Strength};

pub(super) const RULE: Rule = Rule {
    code: "strong-reference-across-domains",
    severity: Severity::Warning,
    summary: "A strong reference crosses from one domain to another.",
    why: "A strong reference ties both sides to one release. Domains are to be planned, staffed and released apart, and only services of the foundation layer are stable enough to be used otherwise.",
    advice: "Replace it by a service or events. If it has to stay, accept the finding and say why.",
    source: "OutSystems, domain-driven architecture: every strong reference across domains but those to the foundation layer.",
    example: |sketch| {
        let [users, mail] = ["Users", "Mail"].map(|name| sketch.context(name));
        for (context, name) in [(users, "Identity"), (mail, "Communication")] {
            let domain = sketch.domain(name, DomainKind::Foundation);
            sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
        }
        sketch.relate(users, mail, RelationshipKind::UpstreamDownstream, |it| it.strength = Strength::Strong);
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

/// What ties two verticals together, and what a foundation needs of a vertical, have rules of their own.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(places) = places(on) else { return Vec::new() };
    let mut findings = Vec::new();
    for (relationship, [upstream, downstream], [supplier, consumer]) in across(on, &places, Strength::Strong) {
        let has_direction = !crate::pattern::is_symmetric(relationship.kind);
        let is_told = supplier.vertical.is_some() && consumer.vertical.is_some()
            || has_direction && supplier.vertical.is_some() && consumer.foundation.is_some();
        let layer = on.landscape.contexts.get(&upstream).map(|context| context.layer).unwrap_or_default();
        let is_allowed = has_direction
            && (layer == Layer::Foundation
                || layer == Layer::Undefined && supplier.foundation.is_some() && consumer.vertical.is_some());
        let (Some(from), Some(to)) = (home(consumer), home(supplier)) else { continue };
        if is_told || is_allowed {
            continue;
        }
        let [one, from, other, to] =
            [downstream.into(), from.into(), upstream.into(), to.into()].map(|id| on.landscape.quoted(id));
        let how = reason(relationship);
        let message = format!("{one} (domain {from}) and {other} (domain {to}) are tied together by {how}.");
        findings.push(RULE.finding(message, vec![relationship.id.into(), downstream.into(), upstream.into()]));
    }
    findings
}

/// The domain that a context speaks for.
fn home(place: &Place) -> Option<DomainId> {
    place.vertical.or(place.foundation).or(place.domains.first().copied())
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_what_nothing_allows_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Users” → “Mail” “Mail” “Users”"]);
        let users = *sketch.landscape.contexts.keys().next().expect("users");
        sketch.edit_context(users, |context| context.layer = Layer::Foundation);
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn a_vertical_may_hold_on_to_the_foundation_layer_only() {
        let mut sketch = Sketch::new();
        let [shop, mail] = ["Shop", "Mail"].map(|name| sketch.context(name));
        for (context, kind) in [(shop, DomainKind::Vertical), (mail, DomainKind::Foundation)] {
            let domain = sketch.domain(kind.word(), kind);
            sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
        }
        sketch.relate(mail, shop, RelationshipKind::UpstreamDownstream, |it| it.downstream_roles.conformist = true);
        assert!(found(&RULE, &sketch).is_empty());
        sketch.edit_context(mail, |context| context.layer = Layer::Core);
        assert_eq!(found(&RULE, &sketch), ["“Mail” → “Shop” “Shop” “Mail”"]);
    }
}
