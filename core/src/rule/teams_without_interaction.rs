//! Two teams whose work is joined and who have no way of working together.

use super::ownership::{Joint, joints};
use super::words::{NAMES_MAX, counted, fresh};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Add;
use crate::model::{ElementId, ElementKind, Interaction, InteractionId, InteractionMode, TeamId};
use crate::sorted_set::SortedSet;

pub(super) const RULE: Rule = Rule {
    code: "teams-without-interaction",
    severity: Severity::Warning,
    summary: "Contexts of two teams are joined, and the teams have no interaction.",
    why: "What has to be agreed is agreed by chance or too late. Where people talk as their work requires, changes are done sooner: by a third in the study.",
    advice: "Say how the two work together: as a service, where that will do; in collaboration for a while, where it will not.",
    source: "Cataldo, Herbsleb and Carley, Socio-technical congruence (ESEM 2008), for the gap; Skelton and Pais, Team Topologies (2019), for the ways.",
    example: |sketch| {
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        let blue = sketch.team("Blue", &[shop]);
        sketch.team("Green", &[claims]);
        let red = sketch.team("Red", &[]);
        sketch.add(Interaction { provider: blue, consumer: red, ..Interaction::default() });
        sketch.flow(shop, claims);
    },
    reads: &[
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
        ElementKind::Interaction,
    ],
    check,
};

/// Asked as soon as one interaction is drawn. One finding for two teams, however much joins them.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.interactions.is_empty() {
        return Vec::new();
    }
    let talking: SortedSet<[TeamId; 2]> = on.landscape.interactions.values().map(|it| sorted(it.teams())).collect();
    let mut findings = Vec::new();
    for group in joints(on).chunk_by(|one, other| one.teams == other.teams) {
        let teams = group[0].teams;
        if talking.contains(&teams) {
            continue;
        }
        let [one, other] = teams.map(|team| on.landscape.quoted(team.into()));
        let first = on.landscape.quoted(group[0].relationship.into());
        let mut joined: Vec<ElementId> = group.iter().map(|joint| joint.relationship.into()).collect();
        joined.dedup();
        let more = if joined.len() > 1 { format!(" and {} more", joined.len() - 1) } else { String::new() };
        let message = format!(
            "{one} and {other} are joined by {} ({first}{more}) and have no interaction.",
            counted(joined.len(), "relationship")
        );
        let mut targets = vec![group[0].relationship.into()];
        targets.extend(teams.map(ElementId::from));
        targets.extend(joined.into_iter().skip(1).take(NAMES_MAX - 1));
        let (label, add) = interaction(on, teams, [&one, &other], group);
        findings.push(RULE.finding(message, targets).fix(label, add));
    }
    findings
}

/// A service where one team is upstream in all that joins them, else a collaboration.
fn interaction(on: &Checkup<'_>, teams: [TeamId; 2], names: [&str; 2], group: &[Joint]) -> (String, Add) {
    let is_one_sided = group.iter().all(|joint| joint.upstream == group[0].upstream);
    let upstream = group[0].upstream.filter(|_| is_one_sided);
    let provider = upstream.unwrap_or(teams[0]);
    let (consumer, names) = if provider == teams[0] { (teams[1], names) } else { (teams[0], [names[1], names[0]]) };
    let (mode, label) = if upstream.is_some() {
        (InteractionMode::XAsAService, format!("{} provides X-as-a-Service to {}", names[0], names[1]))
    } else {
        (InteractionMode::Collaboration, format!("{} and {} collaborate", names[0], names[1]))
    };
    let number = fresh(on.landscape, ElementKind::Interaction, RULE.code, &teams.map(ElementId::from));
    let id = InteractionId::new(number);
    (label, Add::new(Interaction { id, provider, consumer, mode, ..Interaction::default() }))
}

fn sorted([one, other]: [TeamId; 2]) -> [TeamId; 2] {
    if one < other { [one, other] } else { [other, one] }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::model::RelationshipKind;
    use crate::sketch::Sketch;

    #[test]
    fn only_joined_teams_without_interaction_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Shop” → “Claims” “Blue” “Green”"]);
        every_fix_mends(&RULE, &sketch);
        sketch.landscape.interactions.clear();
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn who_goes_separate_ways_has_nothing_to_talk_about() {
        let mut sketch = Sketch::new();
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        let [blue, green] = [sketch.team("Blue", &[shop]), sketch.team("Green", &[claims])];
        let red = sketch.team("Red", &[]);
        sketch.add(Interaction { provider: blue, consumer: red, ..Interaction::default() });
        sketch.relate(shop, claims, RelationshipKind::SeparateWays, |_| ());
        assert!(found(&RULE, &sketch).is_empty());
        sketch.relate(shop, claims, RelationshipKind::Partnership, |_| ());
        assert_eq!(found(&RULE, &sketch).len(), 1);
        sketch.add(Interaction { provider: green, consumer: blue, ..Interaction::default() });
        assert!(found(&RULE, &sketch).is_empty());
    }
}
