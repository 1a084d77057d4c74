//! A context that nobody answers for.

use super::{Checkup, Finding, Rule, Severity};
use crate::sorted_set::SortedSet;

use crate::command::{ContextEdit, EditContext};
use crate::model::{BoundedContext, ElementKind, Landscape, TeamId};

pub(super) const RULE: Rule = Rule {
    code: "context-without-owner",
    severity: Severity::Warning,
    summary: "A context has no owning team.",
    why: "Where nobody is responsible, changes wait, knowledge leaks away and everybody edits a little.",
    advice: "Give it to the team that changes it most. Systems that others run need no owner here.",
    source: "OutSystems, development and delivery at scale: no software domain is without an owner.",
    example: |sketch| {
        let orders = sketch.context("Orders");
        sketch.context("Billing");
        sketch.team("Blue", &[orders]);
    },
    reads: &[
        ElementKind::Domain,
        ElementKind::Subdomain,
        ElementKind::Context,
        ElementKind::Aggregate,
        ElementKind::Team,
    ],
    check,
};

/// Who owns what is not asked before the first team is drawn.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.teams.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for context in on.landscape.contexts.values().filter(|context| on.landscape.owners_of(context).is_empty()) {
        if context.is_external() {
            continue;
        }
        let message = format!("{} has no owning team.", on.landscape.quoted(context.id.into()));
        let mut finding = RULE.finding(message, vec![context.id.into()]);
        for team in candidates(on.landscape, context) {
            let label = format!("Give it to {}", on.landscape.quoted(team.into()));
            let edit = ContextEdit::Owners(vec![team]);
            finding = finding.fix(label, EditContext { id: context.id, edit });
        }
        findings.push(finding);
    }
    findings
}

/// The teams that work on its aggregates, else on contexts of the same domain; the only team if there is just one.
fn candidates(landscape: &Landscape, context: &BoundedContext) -> Vec<TeamId> {
    let aggregates = landscape.aggregates.values().filter(|aggregate| aggregate.context == context.id);
    let mut teams: SortedSet<TeamId> = SortedSet::from_iter(aggregates.filter_map(|aggregate| aggregate.owner));
    teams.retain(|team| landscape.teams.contains_key(team));
    if teams.is_empty() {
        let domains = landscape.domains_of(context);
        let is_near =
            |other: &BoundedContext| landscape.domains_of(other).iter().any(|domain| domains.contains(domain));
        let near = landscape.contexts.values().filter(|other| is_near(other));
        teams.extend(near.flat_map(|other| landscape.owners_of(other)));
    }
    if teams.is_empty() && landscape.teams.len() == 1 {
        teams.extend(landscape.teams.keys().copied());
    }
    teams.into_iter().filter(|team| landscape.teams.contains_key(team)).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn nobody_is_asked_for_before_there_are_teams() {
        let mut sketch = Sketch::new();
        let [a, bank] = ["A", "Bank"].map(|name| sketch.context(name));
        sketch.edit_context(bank, |context| context.kind = crate::model::ContextKind::External);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“A”", "“Billing”"]);
        every_fix_mends(&RULE, &sketch);
        sketch.edit_context(a, |context| context.off_map = true);
        assert_eq!(found(&RULE, &sketch), ["“A”", "“Billing”"]);
    }
}
