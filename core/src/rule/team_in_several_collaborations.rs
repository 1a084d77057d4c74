//! A team that finds things out with everybody at once.

use super::words::NAMES_MAX;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Set};
use crate::model::{ElementId, ElementKind, Interaction, InteractionMode, TeamId};

pub(super) const RULE: Rule = Rule {
    code: "team-in-several-collaborations",
    severity: Severity::Warning,
    summary: "A team collaborates with more than one team at once.",
    why: "Collaboration is expensive: both teams have to understand each other's work. With two at once a team has three loads to carry and no time for its own.",
    advice: "Finish one before the next begins; let the others use what there is as a service until then.",
    source: "Skelton and Pais, Team Topologies (2019), chapter 7: collaborate with at most one other team at a time.",
    example: |sketch| {
        let [blue, green, red] = ["Blue", "Green", "Red"].map(|name| sketch.team(name, &[]));
        for consumer in [green, red] {
            let mode = InteractionMode::Collaboration;
            sketch.add(Interaction { provider: blue, consumer, mode, ..Interaction::default() });
        }
    },
    reads: &[ElementKind::Team, ElementKind::Interaction],
    check,
};

/// What begins on a later day is not at once.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut sides: Vec<(TeamId, TeamId, &Interaction)> = Vec::new();
    for interaction in on.landscape.interactions.values() {
        let [one, other] = interaction.teams();
        let has_begun = !matches!((interaction.start, on.today), (Some(start), Some(today)) if start > today);
        if interaction.mode == InteractionMode::Collaboration && one != other && has_begun {
            sides.extend([(one, other, interaction.as_ref()), (other, one, interaction.as_ref())]);
        }
    }
    crate::order::sort_by_key(&mut sides, |(team, partner, interaction)| (*team, *partner, interaction.id));
    let mut findings = Vec::new();
    for group in sides.chunk_by(|one, other| one.0 == other.0) {
        let team = group[0].0;
        let mut partners: Vec<TeamId> = group.iter().map(|(_, partner, _)| *partner).collect();
        partners.dedup();
        partners.retain(|partner| on.landscape.teams.contains_key(partner));
        if partners.len() < 2 || !on.landscape.teams.contains_key(&team) {
            continue;
        }
        let names: Vec<ElementId> = partners.iter().map(|partner| (*partner).into()).collect();
        let message = format!(
            "{} collaborates with {} at once.",
            on.landscape.quoted(team.into()),
            super::words::few(on.landscape, &names)
        );
        let interactions = group.iter().map(|(_, _, interaction)| ElementId::from(interaction.id));
        let mut finding = RULE.finding(message, std::iter::once(team.into()).chain(interactions).collect());
        for partner in partners.into_iter().take(NAMES_MAX) {
            let others = group.iter().filter(|(_, other, _)| *other != partner);
            let served = |(_, _, it): &(TeamId, TeamId, &Interaction)| {
                Set::new(it.id, "mode", &InteractionMode::XAsAService).into()
            };
            let label = format!("Collaborate with {} only", on.landscape.quoted(partner.into()));
            finding = finding.fix(label, Batch::of(others.map(served).collect()));
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
    fn only_two_collaborations_at_once_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue” “Blue” – “Green” “Blue” – “Red”"]);
        every_fix_mends(&RULE, &sketch);
        let id = *sketch.landscape.interactions.keys().next().expect("an interaction");
        let later = chrono::NaiveDate::from_ymd_opt(2027, 1, 1);
        sketch.put(Interaction { start: later, ..(*sketch.landscape.interactions[&id]).clone() });
        assert!(found(&RULE, &sketch).is_empty());
    }
}
