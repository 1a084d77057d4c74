//! A context that only one person knows.

use super::ownership::works;
use super::words::few;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementId, ElementKind, Team};

pub(super) const RULE: Rule = Rule {
    code: "team-of-one",
    severity: Severity::Warning,
    summary: "One person alone owns contexts.",
    why: "The number of people who may be away before work stops is one. Nobody reviews, nobody takes over, and a holiday is an outage.",
    advice: "Join the person with a team, or let a second one own the contexts with them.",
    source: "Avelino, Passos, Hora and Valente, A novel approach for estimating truck factors (ICPC 2016), found one or two such people in two thirds of 133 open-source systems.",
    example: |sketch| {
        let context = sketch.context("Shop");
        let team = sketch.team("Blue", &[context]);
        sketch.put(Team { id: team, name: "Blue".to_owned(), people: 1, ..Team::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Team],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.teams.values().all(|team| team.people != 1) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (id, work) in works(on.landscape) {
        if on.landscape.teams.get(&id).is_none_or(|team| team.people != 1) {
            continue;
        }
        let alone = work.iter().filter(|context| on.landscape.owners_of(context).len() == 1);
        let contexts: Vec<ElementId> = alone.map(|context| context.id.into()).collect();
        if contexts.is_empty() {
            continue;
        }
        let (team, owned) = (on.landscape.quoted(id.into()), few(on.landscape, &contexts));
        let message = format!("{team} is one person, who alone owns {owned}.");
        findings.push(RULE.finding(message, std::iter::once(id.into()).chain(contexts).collect()));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_one_person_with_something_to_own_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.add(Team { name: "Green".to_owned(), people: 1, ..Team::default() });
        let other = sketch.context("Claims");
        sketch.team("Red", &[other]);
        assert_eq!(found(&RULE, &sketch), ["“Blue” “Shop”"]);
    }
}
