//! A call inside one process between two that are in none together.

use super::calls::{Runtime, ends};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{Deployable, ElementKind, Integration, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "in-process-between-deployables",
    severity: Severity::Error,
    summary: "Contexts of different deployables are joined inside one process.",
    why: "They are in no process together: either the deployables are wrong, or the call is one over the network, with all that can go wrong there.",
    advice: "Say how it goes over the network, or put the two contexts into one deployable.",
    source: "Atoll: the two statements contradict each other.",
    example: |sketch| {
        let contexts = ["Orders", "Billing"].map(|name| sketch.context(name));
        for (context, name) in contexts.into_iter().zip(["Shop", "Finance"]) {
            let contexts = vec![context];
            sketch.add(Deployable { name: name.to_owned(), contexts, ..Deployable::default() });
        }
        sketch.relate(contexts[0], contexts[1], RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.integration = Integration::InProcessCall;
        });
    },
    reads: &[
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
        ElementKind::Deployable,
    ],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let runtime = Runtime::of(on);
    let mut findings = Vec::new();
    if runtime.is_empty() {
        return findings;
    }
    for relationship in on.landscape.relationships.values() {
        let instead = match relationship.integration {
            Integration::InProcessCall => Integration::RemoteCall,
            Integration::InProcessMessage => Integration::BrokerMessage,
            _ => continue,
        };
        let Some((upstream, downstream)) = ends(on, relationship).filter(|it| runtime.is_apart(it.0, it.1)) else {
            continue;
        };
        let places = [upstream, downstream].map(|number| runtime.places(number).next());
        let [Some(above), Some(below)] = places else { continue };
        let message = format!(
            "{} is a {}, but one runs in {} and the other in {}.",
            on.quoted(relationship.id),
            relationship.integration.word(),
            on.quoted(above),
            on.quoted(below)
        );
        let label = format!("Make it a {}", instead.word());
        findings.push(
            RULE.finding(message, vec![relationship.id.into(), above.into(), below.into()])
                .fix(label, Set::new(relationship.id, "integration", &instead)),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_what_is_in_no_process_together_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” “Shop” “Finance”"]);
        every_fix_mends(&RULE, &sketch);
        let contexts: Vec<_> = sketch.landscape.contexts.keys().copied().collect();
        let shop = *sketch.landscape.deployables.keys().next().expect("drawn");
        set(&mut sketch, shop, "contexts", &contexts);
        assert!(found(&RULE, &sketch).is_empty(), "one deployable has both");
        set(&mut sketch, shop, "contexts", &Vec::<crate::model::ContextId>::new());
        assert!(found(&RULE, &sketch).is_empty(), "where one of them runs is not said");
    }
}
