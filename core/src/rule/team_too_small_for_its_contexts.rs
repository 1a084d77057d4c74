//! A team with fewer people than contexts.

use super::ownership::works;
use super::words::counted;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, Team};

pub(super) const RULE: Rule = Rule {
    code: "team-too-small-for-its-contexts",
    severity: Severity::Warning,
    summary: "A team owns more contexts than it has people.",
    why: "Then some model is in one person's head only, or in nobody's: it waits when that person is away and is lost when that person goes.",
    advice: "Give the team more people or fewer contexts.",
    source: "Atoll: an assumption (one person for each context at least), after Skelton and Pais, Team Topologies (2019): match the load to the team.",
    example: |sketch| {
        let contexts = ["Shop", "Claims", "Pricing"].map(|name| sketch.context(name));
        let team = sketch.team("Blue", &contexts);
        sketch.put(Team { id: team, name: "Blue".to_owned(), people: 2, ..Team::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Team],
    check,
};

/// Asked where it is said how many people a team has; one person alone has a rule of its own.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.teams.values().all(|team| team.people < 2) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (id, work) in works(on.landscape) {
        let Some(team) = on.landscape.teams.get(&id) else { continue };
        if team.people < 2 || work.len() <= team.people as usize {
            continue;
        }
        let owned = counted(work.len(), "context");
        let message = format!("{} owns {owned} with {} people.", on.landscape.quoted(id.into()), team.people);
        findings.push(RULE.finding(message, vec![id.into()]));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_fewer_people_than_contexts_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue”"]);
        let team = *sketch.landscape.teams.keys().next().expect("a team");
        sketch.put(Team { people: 3, ..(*sketch.landscape.teams[&team]).clone() });
        assert!(found(&RULE, &sketch).is_empty());
    }
}
