//! A team that is there to help and has work of its own.

use super::ownership::works;
use super::words::few;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{ElementId, ElementKind, Team, TeamKind};

pub(super) const RULE: Rule = Rule {
    code: "enabling-team-owns-contexts",
    severity: Severity::Warning,
    summary: "An enabling team owns contexts.",
    why: "Who helps other teams to learn has to be free to move on. A context of its own needs it for good, and the first incident there ends the help.",
    advice: "Give the contexts to a team that stays with them, or say what the team really is.",
    source: "Skelton and Pais, Team Topologies (2019), chapter 5: enabling teams help others to become autonomous.",
    example: |sketch| {
        let context = sketch.context("Test data");
        let team = sketch.team("Blue", &[context]);
        sketch.put(Team { id: team, name: "Blue".to_owned(), kind: TeamKind::Enabling, ..Team::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Team],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.teams.values().all(|team| team.kind != TeamKind::Enabling) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (team, work) in works(on.landscape) {
        let is_enabling = on.landscape.teams.get(&team).is_some_and(|team| team.kind == TeamKind::Enabling);
        if !is_enabling || work.is_empty() {
            continue;
        }
        let contexts: Vec<ElementId> = work.iter().map(|context| context.id.into()).collect();
        let name = on.landscape.quoted(team.into());
        let message = format!("The enabling team {name} owns {}.", few(on.landscape, &contexts));
        let mut finding = RULE.finding(message, std::iter::once(team.into()).chain(contexts).collect());
        for (kind, label) in
            [(TeamKind::Platform, "a platform team"), (TeamKind::StreamAligned, "a stream-aligned team")]
        {
            finding = finding.fix(format!("Make {name} {label}"), Set::new(team, "kind", &kind));
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_an_enabling_team_with_contexts_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.add(Team { name: "Green".to_owned(), kind: TeamKind::Enabling, ..Team::default() });
        assert_eq!(found(&RULE, &sketch), ["“Blue” “Test data”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
