//! A team that is said to deliver in two ways.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Set};
use crate::model::{DeliveryPolicy, DeliveryPolicyId, ElementId, ElementKind, TeamId};

pub(super) const RULE: Rule = Rule {
    code: "team-under-two-policies",
    severity: Severity::Error,
    summary: "Two delivery policies hold for one team.",
    why: "A team brings its changes into production in one way. Figures about delivery use the first policy, and that may not be the one that is meant.",
    advice: "Name the team in one policy only, and let one policy at most name nobody.",
    source: "Atoll: a policy holds for the teams that it names, one that names nobody for all the rest.",
    example: |sketch| {
        let team = sketch.team("Blue", &[]);
        for name in ["By release", "Trunk"] {
            sketch.add(DeliveryPolicy { name: name.to_owned(), teams: vec![team], ..DeliveryPolicy::default() });
        }
    },
    reads: &[ElementKind::Team, ElementKind::DeliveryPolicy],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut named: Vec<(TeamId, DeliveryPolicyId)> = Vec::new();
    let mut for_all: Vec<DeliveryPolicyId> = Vec::new();
    for policy in on.landscape.delivery_policies.values() {
        named.extend(policy.teams.iter().map(|team| (*team, policy.id)));
        if policy.teams.is_empty() {
            for_all.push(policy.id);
        }
    }
    named.retain(|(team, _)| on.landscape.teams.contains_key(team));
    crate::order::sort_by_key(&mut named, |it| *it);
    named.dedup();
    let groups = named.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
    let mut findings: Vec<Finding> = groups.map(|group| finding(on, group)).collect();
    if for_all.len() > 1 {
        let message = format!("{} each hold for every team that no other names.", names(on, &for_all));
        findings.push(RULE.finding(message, for_all.iter().map(|id| (*id).into()).collect()));
    }
    findings
}

fn finding(on: &Checkup<'_>, group: &[(TeamId, DeliveryPolicyId)]) -> Finding {
    let team = group[0].0;
    let policies: Vec<DeliveryPolicyId> = group.iter().map(|(_, policy)| *policy).collect();
    let message = format!("{} works by {} at once.", on.landscape.quoted(team.into()), names(on, &policies));
    let targets = std::iter::once(team.into()).chain(policies.iter().map(|id| ElementId::from(*id)));
    let mut finding = RULE.finding(message, targets.collect());
    for kept in &policies {
        // A policy that loses its last team would hold for all teams: it has to be deleted by somebody who means it.
        let others = policies.iter().filter(|id| *id != kept).filter_map(|id| on.landscape.delivery_policies.get(id));
        let without: Option<Vec<_>> = others
            .map(|policy| {
                let teams: Vec<TeamId> = policy.teams.iter().copied().filter(|it| *it != team).collect();
                (!teams.is_empty()).then(|| Set::new(policy.id, "teams", &teams).into())
            })
            .collect();
        if let Some(commands) = without {
            let label = format!("It works by {} only", on.landscape.quoted((*kept).into()));
            finding = finding.fix(label, Batch::of(commands));
        }
    }
    finding
}

fn names(on: &Checkup<'_>, policies: &[DeliveryPolicyId]) -> String {
    let names: Vec<String> = policies.iter().map(|id| on.landscape.quoted((*id).into())).collect();
    super::listed(&names)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_team_in_two_policies_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue” “By release” “Trunk”"]);
        let green = sketch.team("Green", &[]);
        let first = *sketch.landscape.delivery_policies.keys().next().expect("a policy");
        let mut policy = (*sketch.landscape.delivery_policies[&first]).clone();
        policy.teams.push(green);
        sketch.put(policy);
        every_fix_mends(&RULE, &sketch);
    }

    #[test]
    fn two_policies_for_everybody_are_found() {
        let mut sketch = Sketch::new();
        sketch.add(DeliveryPolicy { name: "Trunk".to_owned(), ..DeliveryPolicy::default() });
        assert!(found(&RULE, &sketch).is_empty());
        sketch.add(DeliveryPolicy { name: "By release".to_owned(), ..DeliveryPolicy::default() });
        assert_eq!(found(&RULE, &sketch), ["“Trunk” “By release”"]);
    }
}
