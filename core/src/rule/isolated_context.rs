//! A context that deals with nobody.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ContextId, ElementKind, Party};

pub(super) const RULE: Rule = Rule {
    code: "isolated-context",
    severity: Severity::Info,
    summary: "A context has no relationship.",
    why: "A context that really deals with nobody is rare; more often its relationships are missing on the map.",
    advice: "Draw how it relates to the others; if it does not, say so by Separate Ways.",
    source: "Structurizr and dependency-cruiser report it as disconnected or orphan.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        sketch.flow(orders, billing);
        sketch.context("Archive");
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let on_map: Vec<_> = on.landscape.contexts_on_map().collect();
    if on_map.len() < 2 {
        return Vec::new();
    }
    let mut is_related = vec![false; on.graph.contexts.len()];
    for party in on.landscape.relationships.values().flat_map(|relationship| relationship.parties()) {
        if let Party::Context(context) = party
            && let Some(number) = on.graph.number(context)
        {
            is_related[number] = true;
        }
    }
    let is_alone = |context: ContextId| on.graph.number(context).is_some_and(|number| !is_related[number]);
    let alone = on_map.into_iter().filter(|context| is_alone(context.id));
    alone
        .map(|context| {
            let name = on.landscape.quoted(context.id.into());
            RULE.finding(format!("{name} is related to no other context."), vec![context.id.into()])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_context_beside_others_can_be_alone() {
        let mut sketch = Sketch::new();
        let a = sketch.context("A");
        assert!(found(&RULE, &sketch).is_empty());
        let b = sketch.context("B");
        assert_eq!(found(&RULE, &sketch).len(), 2);
        sketch.flow(a, b);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Archive”"]);
    }
}
