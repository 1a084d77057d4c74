//! A team in which not everybody knows what the others do.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, Team};

pub(super) const RULE: Rule = Rule {
    code: "team-too-large",
    severity: Severity::Warning,
    summary: "A team has more than nine people.",
    why: "Trust and a shared picture need a small group: of n people there are n(n−1)/2 pairs that have to keep each other informed. A larger group falls into parts that nobody drew.",
    advice: "Split it along the contexts that it owns, so that each part has its own.",
    source: "Skelton and Pais, Team Topologies (2019), chapter 3: five to nine people, after Dunbar; Brooks, The Mythical Man-Month (1975), for the pairs.",
    example: |sketch| {
        sketch.add(Team { name: "Blue".to_owned(), people: 10, ..Team::default() });
    },
    reads: &[ElementKind::Team],
    check,
};

/// The most people that one team should have (Skelton and Pais 2019).
const PEOPLE_MAX: u32 = 9;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let large = on.landscape.teams.values().filter(|team| team.people > PEOPLE_MAX);
    let message = |team: &Team| {
        let people = u64::from(team.people);
        let pairs = people * (people - 1) / 2;
        format!("{} has {people} people: {pairs} pairs that talk.", on.landscape.quoted(team.id.into()))
    };
    large.map(|team| RULE.finding(message(team), vec![team.id.into()])).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_more_than_nine_people_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.add(Team { name: "Green".to_owned(), people: PEOPLE_MAX, ..Team::default() });
        sketch.team("Red", &[]);
        assert_eq!(found(&RULE, &sketch), ["“Blue”"]);
    }
}
