//! Two that went separate ways and still meet.

use std::sync::Arc;

use super::{Checkup, Finding, Rule, Severity};
use crate::sorted_map::SortedMap;

use crate::command::Remove;
use crate::model::{ElementId, ElementKind, Party, Relationship, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "separate-ways-yet-related",
    severity: Severity::Warning,
    summary: "Two contexts go Separate Ways and are related all the same.",
    why: "Separate Ways says that there is no integration between the two; another relationship says that there is one.",
    advice: "Delete the one that is not true.",
    source: "Evans, Domain-Driven Design, chapter 14: Separate Ways.",
    example: |sketch| {
        let [orders, archive] = ["Orders", "Archive"].map(|name| sketch.context(name));
        sketch.relate(orders, archive, RelationshipKind::SeparateWays, |_| ());
        sketch.flow(archive, orders);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_apart = |relationship: &&Arc<Relationship>| relationship.kind == RelationshipKind::SeparateWays;
    let all = on.landscape.relationships.values();
    let mut between: SortedMap<[Party; 2], Vec<&Relationship>> =
        all.clone().filter(is_apart).map(|relationship| (pair(relationship), Vec::new())).collect();
    if between.is_empty() {
        return Vec::new();
    }
    for relationship in all {
        if let Some(relationships) = between.get_mut(&pair(relationship)) {
            relationships.push(relationship);
        }
    }
    let mut findings = Vec::new();
    for relationships in between.values() {
        let (apart, joined): (Vec<&Relationship>, Vec<&Relationship>) =
            relationships.iter().copied().partition(|r| r.kind == RelationshipKind::SeparateWays);
        let (Some(apart), false) = (apart.first(), joined.is_empty()) else { continue };
        let [one, other] = apart.parties().map(|party| on.landscape.quoted(party.into()));
        let targets = std::iter::once(apart.id.into()).chain(joined.iter().map(|r| ElementId::from(r.id)));
        let joined = joined.iter().map(|r| ElementId::from(r.id)).collect();
        findings.push(
            RULE.finding(
                format!("{one} and {other} go separate ways and are related all the same."),
                targets.collect(),
            )
            .fix("They are related: delete Separate Ways", Remove { elements: [apart.id.into()].into() })
            .fix("They are apart: delete the rest", Remove { elements: joined }),
        );
    }
    findings
}

/// The two ends, whichever is upstream.
fn pair(relationship: &Relationship) -> [Party; 2] {
    let [one, other] = relationship.parties();
    if one > other { [other, one] } else { [one, other] }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn a_relationship_beside_separate_ways_is_found() {
        let mut sketch = Sketch::new();
        let [a, b, c] = ["A", "B", "C"].map(|name| sketch.context(name));
        sketch.relate(a, b, RelationshipKind::SeparateWays, |_| ());
        sketch.flow(a, c);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Archive” “Archive” → “Orders”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
