//! A team that the map gives nothing to do.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Remove;
use crate::model::{ElementKind, Party};

pub(super) const RULE: Rule = Rule {
    code: "team-without-work",
    severity: Severity::Info,
    summary: "A team owns nothing and is related to nobody.",
    why: "The map does not say what this team is there for: either its work is missing on the map, or the team is.",
    advice: "Give it the contexts that it changes, or take it off.",
    source: "Atoll, after Skelton and Pais, Team Topologies (2019): every team has a purpose that others know.",
    example: |sketch| {
        sketch.team("Blue", &[]);
    },
    reads: &[
        ElementKind::Context,
        ElementKind::Aggregate,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
    ],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let landscape = on.landscape;
    let mut busy: Vec<crate::model::TeamId> = Vec::new();
    busy.extend(landscape.contexts.values().flat_map(|context| context.owners.iter().copied()));
    busy.extend(landscape.aggregates.values().filter_map(|aggregate| aggregate.owner));
    busy.extend(landscape.relationships.values().flat_map(|r| r.parties()).filter_map(|party| match party {
        Party::Team(team) => Some(team),
        Party::Context(_) | Party::Actor(_) => None,
    }));
    crate::order::sort_by_key(&mut busy, |team| *team);
    let idle = landscape.teams.values().filter(|team| busy.binary_search(&team.id).is_err());
    idle.map(|team| {
        RULE.finding(format!("{} owns nothing on this map.", landscape.quoted(team.id.into())), vec![team.id.into()])
            .fix("Delete the team", Remove { elements: [team.id.into()].into() })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_an_idle_team_is_found() {
        let mut sketch = Sketch::new();
        let a = sketch.context("A");
        sketch.team("Red", &[a]);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
