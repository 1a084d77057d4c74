//! A part of a context that another team works on.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{AggregateEdit, EditAggregate};
use crate::model::{Aggregate, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "aggregate-owned-by-another-team",
    severity: Severity::Warning,
    summary: "An aggregate is worked on by another team than its context.",
    why: "Two teams change one context: they share its language, its releases and its mistakes.",
    advice: "Move the aggregate to a context of the team that works on it, or hand it over to the context's owner.",
    source: "Context Mapper, AR-3 Split Bounded Context by Owners.",
    example: |sketch| {
        let orders = sketch.context("Orders");
        sketch.team("Blue", &[orders]);
        let owner = Some(sketch.team("Green", &[]));
        sketch.add(Aggregate { name: "Price".to_owned(), context: orders, owner, ..Aggregate::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Aggregate, ElementKind::Team],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for aggregate in on.landscape.aggregates.values() {
        let Some(worker) = aggregate.owner.filter(|team| on.landscape.teams.contains_key(team)) else { continue };
        let Some(context) = on.landscape.contexts.get(&aggregate.context) else { continue };
        let owners = on.landscape.owners_of(context);
        let Some(owner) = owners.first().copied().filter(|_| !owners.contains(&worker)) else { continue };
        let names = [aggregate.id.into(), context.id.into(), owner.into(), worker.into()]
            .map(|id: crate::model::ElementId| on.landscape.quoted(id));
        let message = format!(
            "{} is worked on by {}, but its context {} is owned by {}.",
            names[0], names[3], names[1], names[2]
        );
        let edit = EditAggregate { id: aggregate.id, edit: AggregateEdit::Owner(Some(owner)) };
        findings.push(
            RULE.finding(message, vec![context.id.into(), aggregate.id.into(), worker.into()])
                .fix(format!("Hand it over to {}", names[2]), edit),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_foreign_worker_is_found() {
        let mut sketch = Sketch::new();
        let a = sketch.context("A");
        let owner = Some(sketch.team("Red", &[a]));
        sketch.add(Aggregate { name: "Sums".to_owned(), context: a, owner, ..Aggregate::default() });
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” “Price” “Green”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
