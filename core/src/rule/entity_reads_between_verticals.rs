//! A line of business that reads another's data as it lies.

use super::verticals::{across, places};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DomainKind, ElementKind, ProblemSpace, RelationshipKind, Strength};

pub(super) const RULE: Rule = Rule {
    code: "entity-reads-between-verticals",
    severity: Severity::Info,
    summary: "A line of business reads the entities of another.",
    why: "Whoever reads entities depends on how the other side stores them: a change of the model there is a change here. It is tolerated, for it is only reading; a service would hide it.",
    advice: "Let the other side offer what is read as a service or as events, unless there is too much of it for that.",
    source: "OutSystems, domain-driven architecture: between verticals weak references only, reads of entities at most.",
    example: |sketch| {
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        for (context, name) in [(shop, "Retail"), (claims, "Insurance")] {
            let domain = sketch.domain(name, DomainKind::Vertical);
            sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
        }
        sketch.relate(shop, claims, RelationshipKind::UpstreamDownstream, |it| it.strength = Strength::EntityReads);
    },
    reads: &[ElementKind::Domain, ElementKind::Subdomain, ElementKind::Context, ElementKind::Relationship],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(places) = places(on) else { return Vec::new() };
    let mut findings = Vec::new();
    for (relationship, [upstream, downstream], [one, other]) in across(on, &places, Strength::EntityReads) {
        let (Some(of), Some(by)) = (one.vertical, other.vertical) else { continue };
        let [reader, by, read, of] =
            [downstream.into(), by.into(), upstream.into(), of.into()].map(|id| on.landscape.quoted(id));
        let message = format!("{reader} (vertical {by}) reads entities of {read} (vertical {of}).");
        findings.push(RULE.finding(message, vec![relationship.id.into(), downstream.into(), upstream.into()]));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_reads_between_different_verticals_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Shop” → “Claims” “Claims” “Shop”"]);
        let [shop, claims] = [0, 1].map(|place| *sketch.landscape.contexts.keys().nth(place).expect("a context"));
        let home = sketch.landscape.contexts[&shop].implements.clone();
        sketch.edit_context(claims, |context| context.implements = home);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
