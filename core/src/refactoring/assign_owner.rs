//! A team for what has none, or too many.

use super::parts::{all_of, options};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{ContextId, ElementId, ElementKind, IdSource, Landscape, Party, Team, TeamId, TeamKind, ToggleId};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "assign-owner",
    name: "Assign an owner",
    about: "Makes one team the owner of contexts or toggles, alone: an existing one or a new one. Proposed is the team that works on it already, else the one that owns most of what is around it. Helps where nobody answers for something, or several do (Skelton and Pais, Team Topologies, 2019: one team for a bounded context).",
    helps: &[
        "aggregate-owned-by-another-team",
        "context-with-several-owners",
        "context-without-owner",
        "domain-with-several-owners",
        "enabling-team-owns-contexts",
        "toggle-without-owner",
    ],
    questions,
    plan,
    example: |sketch| {
        let [orders, basket] = ["Orders", "Basket"].map(|name| sketch.context(name));
        sketch.team("Blue", &[orders]);
        sketch.team("Green", &[]);
        sketch.flow(orders, basket);
        (vec![basket.into()], Answers::default())
    },
};

/// What gets an owner.
enum Owned {
    Contexts(Vec<ContextId>),
    Toggles(Vec<ToggleId>),
}

fn owned(landscape: &Landscape, selection: &[ElementId]) -> Option<Owned> {
    if let Some(contexts) = all_of::<ContextId>(landscape, selection) {
        let are_ours = contexts.iter().all(|id| !landscape.contexts[id].is_external());
        return are_ours.then_some(Owned::Contexts(contexts));
    }
    all_of(landscape, selection).map(Owned::Toggles)
}

/// Of a larger selection only so many contexts are asked who should own them.
const ASKED_MAX: usize = 20;

/// How much speaks for each team: a share in the ownership counts most, then aggregates that it works on, then what it
/// owns in the same domain, then what it owns that is joined.
fn votes(landscape: &Landscape, contexts: &[ContextId]) -> Vec<(TeamId, usize)> {
    let mut votes: Vec<(TeamId, usize)> = landscape.teams.keys().map(|id| (*id, 0)).collect();
    let mut vote = |teams: &[TeamId], weight: usize| {
        votes.iter_mut().filter(|(id, _)| teams.contains(id)).for_each(|(_, count)| *count += weight);
    };
    for context in contexts.iter().take(ASKED_MAX).filter_map(|id| landscape.contexts.get(id)) {
        vote(&context.owners, 1000);
        let home = landscape.home_of(context);
        for aggregate in landscape.aggregates.values().filter(|it| it.context == context.id) {
            vote(aggregate.owner.as_slice(), 100);
        }
        let in_domain = landscape.contexts.values().filter(|it| home.is_some() && landscape.home_of(it) == home);
        in_domain.for_each(|other| vote(&other.owners, 10));
        let party = Party::Context(context.id);
        for joined in landscape.relationships.values().filter(|it| it.touches(party)) {
            let others = joined.parties().into_iter().filter(|it| *it != party);
            let others = others.filter_map(|it| ContextId::try_from(ElementId::from(it)).ok());
            others.filter_map(|id| landscape.contexts.get(&id)).for_each(|other| vote(&other.owners, 1));
        }
    }
    votes
}

/// The teams that can own something, and the place of the one that most speaks for.
fn teams(landscape: &Landscape, owned: &Owned) -> (Vec<TeamId>, Option<usize>) {
    let toggled = |toggles: &[ToggleId]| toggles.iter().filter_map(|id| landscape.toggles[id].context).collect();
    let contexts = match owned {
        Owned::Contexts(contexts) => contexts.clone(),
        Owned::Toggles(toggles) => toggled(toggles),
    };
    let mut votes = votes(landscape, &contexts);
    votes.retain(|(id, _)| landscape.teams[id].kind != TeamKind::Enabling);
    let most = votes.iter().map(|(_, count)| *count).max().filter(|count| *count > 0);
    let place = votes.iter().position(|(_, count)| Some(*count) == most);
    (votes.into_iter().map(|(id, _)| id).collect(), place)
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let owned = owned(landscape, selection)?;
    let (teams, place) = teams(landscape, &owned);
    let mut choices = options(landscape, &teams);
    choices.push(("new".to_owned(), "a new team".to_owned()));
    // Without anything that speaks for a team it is the first one, if there is any.
    let suggested = place.unwrap_or_default();
    let name = selection.first().map(|id| format!("Team {}", landscape.name(*id))).unwrap_or_default();
    Some(vec![
        Question::one("team", "The team that owns it", choices, suggested),
        Question::text("name", "Name of a new team", name),
    ])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(owned) = owned(landscape, selection) else {
        return Err(Refusal::new("Select contexts of ours, or toggles."));
    };
    let mut work = Work::on(landscape, ids);
    let team = match answers.element("team") {
        Some(team) => team,
        None => {
            let name = work.free_name(ElementKind::Team, &super::parts::named(answers)?);
            let mark = work.next_mark();
            work.add(Team { name, mark, ..Team::default() })
        }
    };
    match owned {
        Owned::Contexts(contexts) => contexts.into_iter().for_each(|id| own(&mut work, id, team)),
        Owned::Toggles(toggles) => toggles.into_iter().for_each(|id| work.toggle(id, |it| it.owner = Some(team))),
    }
    work.done()
}

/// Aggregates need to say nothing where the owner of the context works on them.
fn own(work: &mut Work<'_>, context: ContextId, team: TeamId) {
    work.context(context, |it| it.owners = vec![team]);
    for aggregate in super::parts::aggregates_of(&work.now, context) {
        work.aggregate(aggregate.id, |it| it.owner = None);
    }
}
