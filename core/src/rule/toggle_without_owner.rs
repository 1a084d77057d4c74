//! A toggle that nobody will take out again.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{ElementKind, TeamId, Toggle};

pub(super) const RULE: Rule = Rule {
    code: "toggle-without-owner",
    severity: Severity::Warning,
    summary: "A toggle has no owner.",
    why: "What nobody answers for stays: nobody knows whether it may be switched, and nobody takes it out.",
    advice: "Give it to the team that owns the context that it is in.",
    source: "Hodgson, Feature Toggles (2017): keep the number of toggles low, with somebody responsible for each.",
    example: |sketch| {
        let context = sketch.context("Shop");
        sketch.team("Blue", &[context]);
        sketch.add(Toggle { name: "new-prices".to_owned(), context: Some(context), ..Toggle::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Toggle],
    check,
};

/// Not asked before the first team is drawn.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.teams.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for toggle in on.landscape.toggles.values() {
        if toggle.owner.is_some_and(|owner| on.landscape.teams.contains_key(&owner)) {
            continue;
        }
        let message = format!("{} has no owner.", on.landscape.quoted(toggle.id.into()));
        let mut finding = RULE.finding(message, vec![toggle.id.into()]);
        for team in candidates(on, toggle) {
            let label = format!("Give it to {}", on.landscape.quoted(team.into()));
            finding = finding.fix(label, Set::new(toggle.id, "owner", &Some(team)));
        }
        findings.push(finding);
    }
    findings
}

/// The owners of its context; the only team if there is just one.
fn candidates(on: &Checkup<'_>, toggle: &Toggle) -> Vec<TeamId> {
    let context = toggle.context.and_then(|id| on.landscape.contexts.get(&id));
    let owners = context.map(|context| on.landscape.owners_of(context)).unwrap_or_default();
    match &owners[..] {
        [] if on.landscape.teams.len() == 1 => on.landscape.teams.keys().copied().collect(),
        _ => owners,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_toggle_without_owner_is_found_and_not_before_there_are_teams() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        let owner = sketch.landscape.teams.keys().next().copied();
        sketch.add(Toggle { owner, ..Toggle::default() });
        assert_eq!(found(&RULE, &sketch), ["“new-prices”"]);
        every_fix_mends(&RULE, &sketch);
        sketch.landscape.teams.clear();
        assert!(found(&RULE, &sketch).is_empty());
    }
}
