//! A team that interacts with itself.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Remove;
use crate::model::{ElementKind, Interaction, TeamId};

pub(super) const RULE: Rule = Rule {
    code: "interaction-with-itself",
    severity: Severity::Error,
    summary: "An interaction joins a team with itself.",
    why: "How a team works inside is its own affair; an interaction says how two teams work together.",
    advice: "Say which other team is meant, or delete it.",
    source: "Skelton and Pais, Team Topologies (2019): an interaction has two teams.",
    example: |sketch| {
        let team = sketch.team("Blue", &[]);
        sketch.add(Interaction { provider: team, consumer: team, ..Interaction::default() });
    },
    reads: &[ElementKind::Team, ElementKind::Interaction],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    // A team that is not there is the business of another rule.
    let is_there = |team: TeamId| on.landscape.teams.contains_key(&team);
    let interactions = on.landscape.interactions.values();
    let found = interactions.filter(|it| it.provider == it.consumer && is_there(it.provider));
    let told = found.map(|it| {
        let message = format!("{} interacts with itself.", on.landscape.quoted(it.provider.into()));
        RULE.finding(message, vec![it.id.into(), it.provider.into()])
            .fix("Delete the interaction", Remove { elements: [it.id.into()].into() })
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_one_team_with_itself_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        let [one, other] = ["Green", "Red"].map(|name| sketch.team(name, &[]));
        sketch.add(Interaction { provider: one, consumer: other, ..Interaction::default() });
        assert_eq!(found(&RULE, &sketch), ["“Blue” – “Blue” “Blue”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
