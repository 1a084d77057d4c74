//! Teams along the business instead of along technology.

use super::parts::all_of;
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    ContextId, DomainId, DomainKind, ElementId, ElementKind, IdSource, Interaction, InteractionId, Landscape, Party,
    ProblemSpace, Relationship, Team, TeamForm, TeamId, TeamKind,
};
use crate::order;
use crate::sorted_set::SortedSet;

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "regroup-teams",
    name: "Regroup teams along domains",
    about: "Makes cross-functional, stream-aligned teams out of functional ones, one for each domain that these work for: people are shared out, what the old teams owned in a domain goes to its new team, and everybody who dealt with an old team deals with the new ones. Helps where every change is handed on from discipline to discipline (the reverse Conway manoeuvre: Skelton and Pais, Team Topologies, 2019, chapter 2).",
    helps: &["change-through-functional-teams", "teams-mirror-technology"],
    questions,
    plan,
    example: |sketch| {
        let [stock, prices] = ["Stock", "Prices"].map(|name| sketch.context(name));
        for (context, name) in [(stock, "Logistics"), (prices, "Sales")] {
            let domain = sketch.domain(name, DomainKind::Vertical);
            sketch.edit_context(context, |it| it.implements.push(ProblemSpace::Domain(domain)));
        }
        let mut teams = Vec::new();
        for (discipline, contexts, people) in [("front end", vec![prices], 4), ("database", vec![stock, prices], 3)] {
            let id = sketch.team(discipline, &contexts);
            let team = Team { id, name: discipline.to_owned(), people, ..Team::default() };
            sketch.put(Team { form: TeamForm::Functional, discipline: discipline.to_owned(), ..team });
            teams.push(id.into());
        }
        (teams, Answers::default())
    },
};

/// The functional teams that are meant: those that are selected, those of a domain, or all of them.
fn meant(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<TeamId>> {
    let is_functional = |id: &TeamId| landscape.teams[id].form == TeamForm::Functional;
    let owners_in = |domain: DomainId| -> Vec<TeamId> {
        let here = landscape.contexts.values().filter(|context| landscape.home_of(context) == Some(domain));
        let owners: SortedSet<TeamId> = here.flat_map(|context| landscape.owners_of(context)).collect();
        owners.into_iter().filter(is_functional).collect()
    };
    let teams = match selection {
        [ElementId::Domain(id)] => owners_in(*id),
        _ => all_of::<TeamId>(landscape, selection)?,
    };
    (teams.len() > 1 && teams.iter().all(is_functional)).then_some(teams)
}

/// The domains that these teams work for.
fn domains(landscape: &Landscape, teams: &[TeamId]) -> Vec<DomainId> {
    let owned = landscape.contexts.values().filter(|it| it.owners.iter().any(|id| teams.contains(id)));
    let mut domains: Vec<DomainId> = owned.filter_map(|context| landscape.home_of(context)).collect();
    let said = teams.iter().flat_map(|id| &landscape.teams[id].implements);
    domains.extend(said.filter_map(|part| landscape.domain_of(*part)));
    domains.retain(|id| landscape.domains.contains_key(id));
    order::sort_by_key(&mut domains, |id| *id);
    domains.dedup();
    domains
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let teams = meant(landscape, selection)?;
    let domains = domains(landscape, &teams);
    let mut questions = vec![Question::some("teams", "Functional teams that are shared out", &teams, &teams)];
    match domains.as_slice() {
        [] => questions.push(Question::text("name", "Name of the team for everything", "Product team")),
        _ => questions.push(Question::some("domains", "Domains that get a team", &domains, &domains)),
    }
    Some(questions)
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    meant(landscape, selection).ok_or_else(|| Refusal::new("Select two functional teams and more."))?;
    let (old, domains): (Vec<TeamId>, Vec<DomainId>) = (answers.some("teams"), answers.some("domains"));
    if old.is_empty() || (domains.is_empty() && answers.get("domains").is_some()) {
        return Err(Refusal::new("At least one team has to be shared out, and one domain has to get a team."));
    }
    let mut work = Work::on(landscape, ids);
    let new = found(&mut work, landscape, &old, &domains, answers)?;
    hand_over(&mut work, landscape, &old, &new);
    repair(&mut work, landscape, &old, &new);
    old.iter().for_each(|team| work.remove(*team));
    work.done()
}

/// The new teams with the domain of each; without domains one for everything.
type New = Vec<(TeamId, Option<DomainId>)>;

fn found(
    work: &mut Work<'_>,
    landscape: &Landscape,
    old: &[TeamId],
    domains: &[DomainId],
    answers: &Answers,
) -> Result<New, Refusal> {
    let homes: Vec<Option<DomainId>> =
        if domains.is_empty() { vec![None] } else { domains.iter().copied().map(Some).collect() };
    let sum = |of: fn(&Team) -> u32| old.iter().map(|id| of(&landscape.teams[id])).fold(0, u32::saturating_add);
    let (people, capacity) = (sum(|team| team.people), sum(|team| team.capacity));
    let mut skills: Vec<String> = Vec::new();
    for team in old.iter().map(|id| &landscape.teams[id]) {
        let all = std::iter::once(&team.discipline).chain(&team.skills);
        super::merging::both(&mut skills, &all.filter(|it| !it.is_empty()).cloned().collect::<Vec<_>>());
    }
    let count = u32::try_from(homes.len()).unwrap_or(u32::MAX);
    let mut new = Vec::new();
    for (place, home) in (0_u32..).zip(homes) {
        let share = |all: u32| all / count + u32::from(place < all % count);
        let name = match home {
            Some(home) => format!("{} team", landscape.name(home.into())),
            None => super::parts::named(answers)?,
        };
        let frame = old.get(place as usize).and_then(|id| landscape.teams[id].frame);
        let id = work.add(Team {
            name: work.free_name(ElementKind::Team, &name),
            kind: TeamKind::StreamAligned,
            people: share(people),
            form: TeamForm::CrossFunctional,
            skills: skills.clone(),
            capacity: share(capacity),
            implements: home.map(ProblemSpace::Domain).into_iter().collect(),
            mark: work.next_mark(),
            off_map: old.iter().all(|id| landscape.teams[id].off_map),
            frame,
            ..Team::default()
        });
        new.push((id, home));
    }
    Ok(new)
}

/// The new team for something in this domain; the first for what lies in none of theirs.
fn team_for(new: &New, home: Option<DomainId>) -> TeamId {
    let of_home = new.iter().find(|(_, domain)| home.is_some() && *domain == home);
    of_home.or(new.first()).map(|(team, _)| *team).unwrap_or_default()
}

/// Contexts, aggregates and toggles of old teams go to the new team of their domain.
fn hand_over(work: &mut Work<'_>, landscape: &Landscape, old: &[TeamId], new: &New) {
    let home_of = |context: Option<ContextId>| landscape.home_of(landscape.contexts.get(&context?)?);
    for context in landscape.contexts.values().filter(|it| it.owners.iter().any(|id| old.contains(id))) {
        let team = team_for(new, home_of(Some(context.id)));
        work.context(context.id, |it| {
            it.owners = it.owners.iter().map(|id| if old.contains(id) { team } else { *id }).collect();
        });
    }
    for aggregate in landscape.aggregates.values().filter(|it| it.owner.is_some_and(|id| old.contains(&id))) {
        let team = team_for(new, home_of(Some(aggregate.context)));
        let is_said = work.now.contexts.get(&aggregate.context).is_some_and(|it| it.owners == [team]);
        work.aggregate(aggregate.id, |it| it.owner = Some(team).filter(|_| !is_said));
    }
    for toggle in landscape.toggles.values().filter(|it| it.owner.is_some_and(|id| old.contains(&id))) {
        let team = team_for(new, home_of(toggle.context));
        work.toggle(toggle.id, |it| it.owner = Some(team));
    }
}

/// Whoever dealt with an old team deals with each of the new ones; what else named one names the first new one.
fn repair(work: &mut Work<'_>, landscape: &Landscape, old: &[TeamId], new: &New) {
    let fresh: Vec<TeamId> = new.iter().map(|(team, _)| *team).collect();
    let all_of = |teams: [TeamId; 2]| teams.map(|id| if old.contains(&id) { fresh.clone() } else { vec![id] });
    for it in landscape.interactions.values().filter(|it| it.teams().iter().any(|id| old.contains(id))) {
        let [providers, consumers] = all_of(it.teams());
        let is_inner = it.teams().iter().all(|id| old.contains(id));
        // What one old team did for another is now done inside each of the new ones.
        if is_inner {
            work.remove(it.id);
            continue;
        }
        let pairs: Vec<(TeamId, TeamId)> = providers
            .iter()
            .flat_map(|provider| consumers.iter().map(move |consumer| (*provider, *consumer)))
            .collect();
        for (place, (provider, consumer)) in pairs.into_iter().enumerate() {
            interact(work, it, (provider, consumer), place == 0);
        }
    }
    for policy in landscape.delivery_policies.values().filter(|it| it.teams.iter().any(|id| old.contains(id))) {
        let mut after = policy.as_ref().clone();
        after.teams =
            after.teams.iter().flat_map(|id| if old.contains(id) { fresh.clone() } else { vec![*id] }).collect();
        work.put(&after.into());
    }
    let Some(first) = fresh.first().copied().map(ElementId::from) else { return };
    let is_old = |id: ElementId| old.iter().any(|team| ElementId::from(*team) == id);
    let but: Vec<ElementId> = landscape.interactions.keys().map(|id| ElementId::from(*id)).collect();
    work.follow(&but, &|id| Some(if is_old(id) { first } else { id }));
    let loops = work.now.relationships.values().filter(|it| it.upstream == it.downstream && is_of(it, &fresh));
    let loops: Vec<_> = loops.map(|it| it.id).collect();
    loops.into_iter().for_each(|id| work.remove(id));
}

fn is_of(relationship: &Relationship, teams: &[TeamId]) -> bool {
    teams.iter().any(|team| relationship.upstream == Party::Team(*team))
}

/// Joins two teams as an interaction did: by itself the first time, else by one like it where there is none yet.
fn interact(work: &mut Work<'_>, like: &Interaction, (provider, consumer): (TeamId, TeamId), is_first: bool) {
    let is_there = |it: &Interaction| it.mode == like.mode && it.teams() == [provider, consumer] && it.id != like.id;
    let is_known = work.now.interactions.values().any(|it| is_there(it));
    match (is_known, is_first) {
        (true, true) => work.remove(like.id),
        (true, false) => {}
        (false, true) => work.interaction(like.id, |it| (it.provider, it.consumer) = (provider, consumer)),
        (false, false) => {
            work.add(Interaction { id: InteractionId::default(), provider, consumer, ..like.clone() });
        }
    }
}
