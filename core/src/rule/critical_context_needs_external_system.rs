//! A context that must not fail, and fails with somebody outside.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{ContextKind, Coupling, Criticality, ElementKind, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "critical-context-needs-external-system",
    severity: Severity::Warning,
    summary: "A critical context fails with an external system.",
    why: "The business stands still whenever somebody outside does, and nobody inside can mend it.",
    advice: "Let it work on without: keep a copy, queue what is to be sent, or have a second supplier.",
    source: "Treynor, Dahlin, Rau and Beyer, The Calculus of Service Availability (2017); Nygard, Release It! (2018): integration points.",
    example: |sketch| {
        let [bank, payment] = ["Bank", "Payment"].map(|name| sketch.context(name));
        sketch.edit_context(bank, |context| context.kind = ContextKind::External);
        sketch.edit_context(payment, |context| context.criticality = Criticality::High);
        sketch.relate(bank, payment, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.coupling = Coupling::Hard;
        });
    },
    reads: &[ElementKind::Context, ElementKind::Relationship],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for relationship in on.landscape.relationships.values().filter(|it| it.coupling == Coupling::Hard) {
        let Some((upstream, downstream)) = relationship.contexts() else { continue };
        let ends = [upstream, downstream].map(|context| on.landscape.contexts.get(&context));
        let [Some(outside), Some(critical)] = ends else { continue };
        if !outside.is_external() || critical.is_external() || critical.criticality != Criticality::High {
            continue;
        }
        let [outside, name] = [outside.id, critical.id].map(|context| on.quoted(context));
        let message = format!("{name} is critical and fails without {outside}, which others run.");
        let soft = Set::new(relationship.id, "coupling", &Coupling::Soft);
        findings.push(
            RULE.finding(message, vec![critical.id.into(), relationship.id.into(), upstream.into()])
                .fix(format!("Let {name} work on without {outside}"), soft),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_a_critical_context_that_fails_with_it_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Payment” “Bank” → “Payment” “Bank”"]);
        every_fix_mends(&RULE, &sketch);
        let contexts: Vec<_> = sketch.landscape.contexts.keys().copied().collect();
        set(&mut sketch, contexts[1], "criticality", &Criticality::Normal);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, contexts[1], "criticality", &Criticality::High);
        set(&mut sketch, contexts[0], "kind", &ContextKind::System);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
