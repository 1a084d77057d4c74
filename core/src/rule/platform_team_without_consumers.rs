//! A platform that nobody stands on.

use super::ownership::{joints, works};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, TeamId, TeamKind};
use crate::sorted_set::SortedSet;

pub(super) const RULE: Rule = Rule {
    code: "platform-team-without-consumers",
    severity: Severity::Warning,
    summary: "A platform team serves nobody.",
    why: "A platform is there to make the work of other teams easier. What no team uses is built on a guess.",
    advice: "Draw who uses it, find the first team that will, or let the team follow a stream.",
    source: "Skelton and Pais, Team Topologies (2019), chapter 5: a platform is a product, and stream-aligned teams are its customers.",
    example: |sketch| {
        let context = sketch.context("Pipeline");
        let team = sketch.team("Blue", &[context]);
        sketch.put(crate::model::Team {
            id: team,
            name: "Blue".to_owned(),
            kind: TeamKind::Platform,
            ..Default::default()
        });
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Interaction],
    check,
};

/// Asked of platform teams that own something. A consumer is a team that it provides something to, by an interaction or
/// upstream of what that team owns.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let platforms = on.landscape.teams.values().filter(|team| team.kind == TeamKind::Platform);
    let mut idle: SortedSet<TeamId> = platforms.map(|team| team.id).collect();
    let works = works(on.landscape);
    idle.retain(|team| works.get(team).is_some_and(|work| !work.is_empty()));
    for interaction in on.landscape.interactions.values().filter(|it| it.provider != it.consumer) {
        idle.remove(&interaction.provider);
    }
    if idle.is_empty() {
        return Vec::new();
    }
    for joint in joints(on) {
        // Where the two ends are equal, each provides.
        for team in joint.teams.iter().filter(|team| joint.upstream.is_none_or(|upstream| upstream == **team)) {
            idle.remove(team);
        }
    }
    let message = |team: TeamId| format!("No team uses what {} offers.", on.landscape.quoted(team.into()));
    idle.into_iter().map(|team| RULE.finding(message(team), vec![team.into()])).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_platform_without_a_consumer_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue”"]);
        let pipeline = *sketch.landscape.contexts.keys().next().expect("a context");
        let shop = sketch.context("Shop");
        sketch.team("Green", &[shop]);
        sketch.flow(shop, pipeline);
        assert_eq!(found(&RULE, &sketch), ["“Blue”"]);
        sketch.flow(pipeline, shop);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
