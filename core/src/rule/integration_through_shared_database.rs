//! Two contexts that meet in a database.

use super::calls::{Runtime, ends};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{ElementKind, Integration, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "integration-through-shared-database",
    severity: Severity::Warning,
    summary: "Two contexts are joined by a shared database.",
    why: "Each is tied to how the other keeps its data: a changed table breaks a context that nobody asked.",
    advice: "Let one context keep the data, and join the two by calls or messages.",
    source: "Hohpe and Woolf, Enterprise Integration Patterns (2003): Shared Database; Fowler, IntegrationDatabase (2004).",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.integration = Integration::SharedDatabase;
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
    let all = on.landscape.relationships.values();
    let mut shared = all.filter(|relationship| relationship.integration == Integration::SharedDatabase).peekable();
    if shared.peek().is_none() {
        return Vec::new();
    }
    let runtime = Runtime::of(on);
    shared
        .map(|relationship| {
            let message = format!("{} goes through a shared database.", on.quoted(relationship.id));
            let is_one_process = ends(on, relationship)
                .is_some_and(|(upstream, downstream)| runtime.common(upstream, downstream).is_some());
            let instead = match is_one_process {
                true => Integration::InProcessMessage,
                false => Integration::BrokerMessage,
            };
            let [upstream, downstream] = relationship.parties();
            RULE.finding(message, on.there([relationship.id.into(), upstream.into(), downstream.into()])).fix(
                format!("Join them by a {} instead", instead.word()),
                Set::new(relationship.id, "integration", &instead),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_a_shared_database_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” “Orders” “Billing”"]);
        every_fix_mends(&RULE, &sketch);
        let relationship = *sketch.landscape.relationships.keys().next().expect("drawn");
        set(&mut sketch, relationship, "integration", &Integration::File);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
