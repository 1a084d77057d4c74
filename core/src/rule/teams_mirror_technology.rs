//! An organisation cut by technology instead of by business.

use super::ownership::works;
use super::words::few;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DomainId, ElementId, ElementKind, TeamForm, TeamId};
use crate::sorted_set::SortedSet;

pub(super) const RULE: Rule = Rule {
    code: "teams-mirror-technology",
    severity: Severity::Warning,
    summary: "The teams are cut by technology, not by business.",
    why: "Systems come to look like the organisation that builds them: teams for screens, logic and data build a screen tier, a logic tier and a data tier, and every wish of the business touches all three.",
    advice: "Cut teams along domains, each with all the skills that its domain needs. That the system then follows is likely, not proved.",
    source: "Conway, How do committees invent (1968); OutSystems, development and delivery at scale. Mirroring is found in about 70 % of the studies (Colfer and Baldwin 2016). The thresholds are Atoll's.",
    example: |sketch| {
        for discipline in ["front end", "back end", "database"] {
            let context = sketch.context(discipline);
            let team = sketch.team(discipline, &[context]);
            let mut team = (*sketch.landscape.teams[&team]).clone();
            (team.form, team.discipline) = (TeamForm::Functional, discipline.to_owned());
            sketch.put(team);
        }
    },
    reads: &[ElementKind::Domain, ElementKind::Subdomain, ElementKind::Context, ElementKind::Team],
    check,
};

/// Fewer teams that own something say nothing of the whole. Ours.
const TEAMS_MIN: usize = 3;

/// Asked where it is said of at least so many teams with something to own whether they are functional: found where more
/// than half of them are.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.teams.values().all(|team| team.form != TeamForm::Functional) {
        return Vec::new();
    }
    let works = works(on.landscape);
    let form_of = |team: &TeamId| on.landscape.teams.get(team).map(|team| team.form).unwrap_or_default();
    let judged: Vec<TeamId> = works
        .iter()
        .filter(|(team, work)| !work.is_empty() && form_of(team) != TeamForm::Undefined)
        .map(|(team, _)| *team)
        .collect();
    let functional: Vec<TeamId> = judged.iter().filter(|team| form_of(team) == TeamForm::Functional).copied().collect();
    if judged.len() < TEAMS_MIN || 2 * functional.len() <= judged.len() {
        return Vec::new();
    }
    let cuts_across = |team: &&TeamId| {
        let work = works.get(team).map(Vec::as_slice).unwrap_or_default();
        let homes: SortedSet<DomainId> = work.iter().filter_map(|context| on.landscape.home_of(context)).collect();
        homes.len() > 1
    };
    let across = functional.iter().filter(cuts_across).count();
    let names: Vec<ElementId> = functional.iter().map(|team| (*team).into()).collect();
    let more = match across {
        0 => String::new(),
        1 => " One of them works across several domains.".to_owned(),
        across => format!(" {across} of them work across several domains."),
    };
    let message = format!(
        "{} of {} teams have one discipline each: {}.{more}",
        functional.len(),
        judged.len(),
        few(on.landscape, &names)
    );
    vec![RULE.finding(message, std::iter::once(ElementId::Header).chain(names).collect())]
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::model::Team;
    use crate::sketch::Sketch;

    #[test]
    fn found_where_most_teams_have_one_discipline() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["an unnamed landscape “front end” “back end” “database”"]);
        let teams: Vec<Team> = sketch.landscape.teams.values().take(2).map(|team| (**team).clone()).collect();
        for team in teams {
            sketch.put(Team { form: TeamForm::CrossFunctional, ..team });
        }
        assert!(found(&RULE, &sketch).is_empty());
    }
}
