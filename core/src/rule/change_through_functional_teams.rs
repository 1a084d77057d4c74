//! A domain in which every change is handed from one discipline to the next.

use super::ownership::contexts_by_home;
use super::words::counted;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ContextId, DomainKind, ElementId, ElementKind, ProblemSpace, TeamForm, TeamId};
use crate::sorted_set::SortedSet;

pub(super) const RULE: Rule = Rule {
    code: "change-through-functional-teams",
    severity: Severity::Warning,
    summary: "A change in a domain is handed on from team to team by discipline.",
    why: "At every hand-off a change waits in a queue, and a part of what was known about it is lost. Four specialists in a row take almost three times as long as four generalists with one queue at the same load.",
    advice: "Form teams that have every skill that the domain needs, and give each a part of the business.",
    source: "OutSystems, development and delivery at scale: cross-functional teams. The figure is queueing theory: M/M/1 in series against M/M/4 at 80 % load.",
    example: |sketch| {
        let domain = sketch.domain("Retail", DomainKind::Vertical);
        let [data, rules, screens] = ["Stock data", "Stock rules", "Stock screens"].map(|name| sketch.context(name));
        for (context, discipline) in [(data, "database"), (rules, "back end"), (screens, "front end")] {
            sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
            let team = sketch.team(discipline, &[context]);
            let mut team = (*sketch.landscape.teams[&team]).clone();
            (team.form, team.discipline) = (TeamForm::Functional, discipline.to_owned());
            sketch.put(team);
        }
        sketch.flow(data, rules);
        sketch.flow(rules, screens);
    },
    reads: &[
        ElementKind::Domain,
        ElementKind::Subdomain,
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
    ],
    check,
};

/// Asked of domains in which functional teams of two disciplines and more own something.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.teams.values().all(|team| team.form != TeamForm::Functional) {
        return Vec::new();
    }
    let discipline_of = |team: &TeamId| {
        let team = on.landscape.teams.get(team).filter(|team| team.form == TeamForm::Functional)?;
        Some(team.discipline.trim().to_lowercase())
    };
    let (mut findings, mut suppliers) = (Vec::new(), None);
    for (domain, contexts) in contexts_by_home(on.landscape) {
        let owners = contexts.iter().filter_map(|id| on.landscape.contexts.get(id));
        let owners: SortedSet<TeamId> = owners.flat_map(|context| on.landscape.owners_of(context)).collect();
        let teams: Vec<TeamId> = owners.iter().filter(|team| discipline_of(team).is_some()).copied().collect();
        let disciplines: SortedSet<String> = teams.iter().filter_map(discipline_of).collect();
        if disciplines.len() < 2 {
            continue;
        }
        let suppliers: &Vec<Vec<usize>> = suppliers.get_or_insert_with(|| suppliers_of(on));
        let chain = longest_chain(on, suppliers, &contexts, &teams);
        let way: Vec<String> = chain.iter().map(|team| on.landscape.quoted((*team).into())).collect();
        let names: Vec<String> = teams.iter().map(|team| on.landscape.quoted((*team).into())).collect();
        let in_a_row = if chain.len() > 1 {
            format!("; one along the relationships goes through {}", way.join(" → "))
        } else {
            String::new()
        };
        let message = format!(
            "A change in {} that needs {} takes {} at least{in_a_row}.",
            on.landscape.quoted(domain.into()),
            super::listed(&names),
            counted(teams.len() - 1, "hand-off")
        );
        let targets = std::iter::once(domain.into()).chain(teams.iter().map(|team| ElementId::from(*team)));
        findings.push(RULE.finding(message, targets.collect()));
    }
    findings
}

fn suppliers_of(on: &Checkup<'_>) -> Vec<Vec<usize>> {
    let mut suppliers = vec![Vec::new(); on.graph.contexts.len()];
    for link in on.graph.links.iter().filter(|link| !link.symmetric) {
        suppliers[link.downstream].push(link.upstream);
    }
    suppliers
}

/// The teams that a change passes on its way from what people use to the last supplier within the domain: from each
/// context the first supplier whose functional team was not met yet, and the longest of these ways.
fn longest_chain(on: &Checkup<'_>, suppliers: &[Vec<usize>], contexts: &[ContextId], teams: &[TeamId]) -> Vec<TeamId> {
    let inside: SortedSet<usize> = contexts.iter().filter_map(|id| on.graph.number(*id)).collect();
    let team_of = |number: usize| {
        let context = on.landscape.contexts.get(&on.graph.contexts[number])?;
        on.landscape.owners_of(context).into_iter().find(|team| teams.contains(team))
    };
    let mut longest = Vec::new();
    for start in &inside {
        let Some(team) = team_of(*start) else { continue };
        let (mut at, mut way) = (*start, vec![team]);
        let is_new = |number: usize, way: &[TeamId]| {
            team_of(number).filter(|team| inside.contains(&number) && !way.contains(team)).map(|team| (number, team))
        };
        while let Some((next, team)) = suppliers[at].iter().find_map(|number| is_new(*number, &way)) {
            way.push(team);
            at = next;
        }
        if way.len() > longest.len() {
            longest = way;
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::graph::Graph;
    use crate::model::Team;
    use crate::sketch::Sketch;

    #[test]
    fn hand_offs_are_counted_and_followed() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Retail” “database” “back end” “front end”"]);
        let graph = Graph::of(&sketch.landscape);
        let findings = check(&Checkup { landscape: &sketch.landscape, graph: &graph, today: None });
        assert_eq!(
            findings[0].message,
            "A change in “Retail” that needs “database”, “back end” and “front end” takes 2 hand-offs at least; one along the relationships goes through “front end” → “back end” → “database”."
        );
    }

    #[test]
    fn teams_of_one_discipline_or_of_all_hand_nothing_on() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        let teams: Vec<Team> = sketch.landscape.teams.values().map(|team| (**team).clone()).collect();
        for team in teams {
            sketch.put(Team { discipline: "back end".to_owned(), ..team });
        }
        assert!(found(&RULE, &sketch).is_empty());
    }
}
