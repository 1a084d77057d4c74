//! What ships as one and is paid for by several.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{BoundedContext, ContextId, Deployable, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "deployable-with-several-sponsors",
    severity: Severity::Warning,
    summary: "Contexts of different business sponsors ship as one.",
    why: "A release date, a risk and an outage are then shared by people who did not choose each other: what one needs tomorrow waits until the other is ready.",
    advice: "Ship the contexts of each sponsor on their own.",
    source: "OutSystems, rules for correct application composition: do not mix business sponsors in one application.",
    example: |sketch| {
        let contexts = [("Shop", "Sales"), ("Claims", "Insurance")].map(|(name, sponsor)| {
            let id = sketch.context(name);
            sketch.edit_context(id, |it| it.sponsors.push(sponsor.to_owned()));
            id
        });
        sketch.add(Deployable { name: "Portal".to_owned(), contexts: contexts.to_vec(), ..Deployable::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Deployable],
    check,
};

/// Two contexts differ where they have no sponsor in common; those of a single context have a rule of their own.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for deployable in on.landscape.deployables.values() {
        let contexts = deployable.contexts.iter().filter_map(|id| on.landscape.contexts.get(id));
        let mut sponsored = contexts.filter(|context| sponsor(context).is_some());
        let Some(first) = sponsored.next() else { continue };
        let is_other = |other: &&std::sync::Arc<BoundedContext>| {
            !other.sponsors.iter().any(|sponsor| first.sponsors.contains(sponsor))
        };
        let others: Vec<ContextId> = sponsored.filter(is_other).map(|context| context.id).collect();
        let Some(other) = others.first().and_then(|id| on.landscape.contexts.get(id)) else { continue };
        let name = |context: &BoundedContext| {
            format!("{} of {}", on.landscape.quoted(context.id.into()), sponsor(context).unwrap_or_default())
        };
        let message = format!(
            "{} ships {} together with {}.",
            on.landscape.quoted(deployable.id.into()),
            name(first),
            name(other)
        );
        let targets = [deployable.id.into(), first.id.into()].into_iter().chain(others.iter().map(|id| (*id).into()));
        findings.push(RULE.finding(message, targets.collect()));
    }
    findings
}

fn sponsor(context: &BoundedContext) -> Option<&str> {
    context.sponsors.iter().map(|it| it.trim()).find(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_contexts_without_a_common_sponsor_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Portal” “Shop” “Claims”"]);
        let claims = *sketch.landscape.contexts.keys().nth(1).expect("claims");
        sketch.edit_context(claims, |context| context.sponsors.push("Sales".to_owned()));
        assert!(found(&RULE, &sketch).is_empty());
    }
}
