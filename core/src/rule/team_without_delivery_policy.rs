//! A team of which nobody says how it delivers.

use super::delivery::Policies;
use super::ownership::works;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{DeliveryPolicy, ElementKind, TeamId};

pub(super) const RULE: Rule = Rule {
    code: "team-without-delivery-policy",
    severity: Severity::Info,
    summary: "A team owns contexts, and no delivery policy names it.",
    why: "How long a change of this team takes, and what it can break, is then a guess in every figure about delivery.",
    advice: "Add the team to the policy that it works by, or draw its own; a policy that names nobody holds for all the rest.",
    source: "Atoll: figures about delivery need a policy for every team that changes something.",
    example: |sketch| {
        let contexts = ["Shop", "Claims"].map(|name| sketch.context(name));
        let teams = [sketch.team("Blue", &contexts[..1]), sketch.team("Green", &contexts[1..])];
        let (name, teams) = ("Trunk".to_owned(), teams[..1].to_vec());
        sketch.add(DeliveryPolicy { name, teams, ..DeliveryPolicy::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::DeliveryPolicy],
    check,
};

/// A way out for so many policies at most.
const POLICIES_MAX: usize = 3;

/// Asked as soon as one policy is drawn.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let policies = Policies::of(on.landscape);
    if on.landscape.delivery_policies.is_empty() || policies.others.is_some() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (team, work) in works(on.landscape) {
        if work.is_empty() || policies.of_team(team).is_some() {
            continue;
        }
        let message = format!("No delivery policy names {}.", on.landscape.quoted(team.into()));
        let mut finding = RULE.finding(message, vec![team.into()]);
        for policy in on.landscape.delivery_policies.values().take(POLICIES_MAX) {
            let teams: Vec<TeamId> = policy.teams.iter().copied().chain([team]).collect();
            let label = format!("It works by {}", on.landscape.quoted(policy.id.into()));
            finding = finding.fix(label, Set::new(policy.id, "teams", &teams));
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
    fn only_a_team_that_no_policy_names_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.team("Red", &[]);
        assert_eq!(found(&RULE, &sketch), ["“Green”"]);
        every_fix_mends(&RULE, &sketch);
        sketch.add(DeliveryPolicy::default());
        assert!(found(&RULE, &sketch).is_empty());
    }
}
