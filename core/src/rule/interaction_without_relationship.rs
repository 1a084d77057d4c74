//! Two teams that talk a lot and have nothing in common.

use super::ownership::{joints, works};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Remove;
use crate::model::{ElementKind, Interaction, InteractionMode, TeamId, TeamKind};

pub(super) const RULE: Rule = Rule {
    code: "interaction-without-relationship",
    severity: Severity::Info,
    summary: "Two teams interact, and nothing that they own is joined.",
    why: "Either the map lacks a relationship, or the teams spend time on each other that their work does not ask for: a sign that a boundary is not where the software says it is.",
    advice: "Draw what joins them, or end the interaction.",
    source: "Cataldo, Herbsleb and Carley, Socio-technical congruence (ESEM 2008); that more talk than needed is a smell is Skelton and Pais, Team Topologies (2019).",
    example: |sketch| {
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        let [provider, consumer] = [sketch.team("Blue", &[shop]), sketch.team("Green", &[claims])];
        let mode = InteractionMode::Collaboration;
        sketch.add(Interaction { provider, consumer, mode, ..Interaction::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Interaction],
    check,
};

/// Asked of two teams that both own something. Whoever facilitates helps without touching what the other owns, and what
/// a platform offers is seldom drawn.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.interactions.is_empty() {
        return Vec::new();
    }
    let works = works(on.landscape);
    let mut joined: Vec<[TeamId; 2]> = joints(on).into_iter().map(|joint| joint.teams).collect();
    joined.dedup();
    let is_busy = |team: TeamId| works.get(&team).is_some_and(|work| !work.is_empty());
    let mut findings = Vec::new();
    for interaction in on.landscape.interactions.values().filter(|it| is_about_software(on, it)) {
        let [one, other] = interaction.teams();
        let teams = if one < other { [one, other] } else { [other, one] };
        let is_shared = works.get(&one).is_some_and(|work| work.iter().any(|context| context.owners.contains(&other)));
        if one == other || joined.binary_search(&teams).is_ok() || is_shared || !is_busy(one) || !is_busy(other) {
            continue;
        }
        let [first, second] = [one, other].map(|team| on.landscape.quoted(team.into()));
        let message = format!("{first} and {second} interact, but nothing that they own is joined.");
        findings.push(
            RULE.finding(message, vec![interaction.id.into(), one.into(), other.into()])
                .fix("End the interaction", Remove { elements: [interaction.id.into()].into() }),
        );
    }
    findings
}

fn is_about_software(on: &Checkup<'_>, interaction: &Interaction) -> bool {
    let kind = on.landscape.teams.get(&interaction.provider).map(|team| team.kind);
    interaction.mode != InteractionMode::Facilitating && !matches!(kind, Some(TeamKind::Platform | TeamKind::Enabling))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_teams_with_nothing_between_them_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue” – “Green” “Blue” “Green”"]);
        every_fix_mends(&RULE, &sketch);
        let [shop, claims] = [0, 1].map(|place| *sketch.landscape.contexts.keys().nth(place).expect("a context"));
        sketch.flow(claims, shop);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
