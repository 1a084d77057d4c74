//! Two lines of business that cannot move apart.

use super::verticals::{across, places, reason};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DomainKind, ElementKind, ProblemSpace, RelationshipKind, Strength};

pub(super) const RULE: Rule = Rule {
    code: "verticals-entangled",
    severity: Severity::Warning,
    summary: "Two lines of business are strongly coupled.",
    why: "Verticals earn their money apart and change at their own pace; a partnership, shared kernel, conformist, mud, shared database or any other strong reference between them makes them move in step.",
    advice: "Loosen it: a Published Language or Open Host Service on one side, an Anticorruption Layer on the other, or a common foundation.",
    source: "OutSystems, domain-driven architecture: weak references only between verticals.",
    example: |sketch| {
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        for (context, name) in [(shop, "Retail"), (claims, "Insurance")] {
            let domain = sketch.domain(name, DomainKind::Vertical);
            sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
        }
        sketch.relate(shop, claims, RelationshipKind::SharedKernel, |_| ());
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
    let Some(places) = places(on) else { return Vec::new() };
    let mut findings = Vec::new();
    for (relationship, [upstream, downstream], [one, other]) in across(on, &places, Strength::Strong) {
        let (Some(one), Some(other)) = (one.vertical, other.vertical) else { continue };
        let names = [one, other].map(|id| on.landscape.quoted(id.into()));
        let how = reason(relationship);
        let message = format!("The verticals {} and {} are tied together by {how}.", names[0], names[1]);
        findings.push(RULE.finding(message, vec![relationship.id.into(), upstream.into(), downstream.into()]));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::model::Integration;
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
        sketch.relate(a, b, RelationshipKind::Partnership, |it| it.strength = Strength::Weak);
        assert!(found(&RULE, &sketch).is_empty());
        sketch.relate(a, b, RelationshipKind::SharedKernel, |_| ());
        assert_eq!(found(&RULE, &sketch), ["“A” → “B” “A” “B”"]);
        sketch.relate(b, c, RelationshipKind::UpstreamDownstream, |it| it.strength = Strength::Strong);
        sketch.relate(b, c, RelationshipKind::UpstreamDownstream, |it| it.integration = Integration::SharedDatabase);
        assert_eq!(found(&RULE, &sketch).len(), 3);
    }
}
