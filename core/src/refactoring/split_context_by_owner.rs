//! A context for each team that works on it.

use super::parts::{aggregates_of, one_context};
use super::splitting::{Group, grouped, name_for};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{Aggregate, BoundedContext, ElementId, IdSource, Landscape, TeamId};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "split-context-by-owner",
    name: "Split context by owner",
    about: "Gives each team that works on aggregates of a context a context of its own with these aggregates. What the context's own team works on stays. Helps where several teams get in each other's way (Context Mapper, AR-3).",
    helps: &["aggregate-owned-by-another-team"],
    questions,
    plan,
    example: |sketch| {
        let context = sketch.context("Self service");
        let [front, back] = ["Front end", "Back end"].map(|name| sketch.team(name, &[]));
        for (name, owner) in [("Address change", front), ("Accounts", back)] {
            let name = name.to_owned();
            sketch.add(Aggregate { context, name, owner: Some(owner), ..Aggregate::default() });
        }
        (vec![context.into()], Answers::default())
    },
};

/// The aggregates by the team that works on them; first those that stay: of the context's team, or of the first.
fn groups(landscape: &Landscape, context: &BoundedContext) -> Vec<(Group, Option<TeamId>)> {
    let own = landscape.owners_of(context);
    let team_of = |aggregate: &Aggregate| {
        aggregate.owner.filter(|team| landscape.teams.contains_key(team) && !own.contains(team))
    };
    let aggregates = aggregates_of(landscape, context.id);
    let told = |aggregate: &Aggregate| team_of(aggregate).map(|team| team.to_string()).unwrap_or_default();
    let mut groups = grouped(aggregates.iter().map(|aggregate| (told(aggregate), aggregate.id)));
    if !own.is_empty() && groups.first().is_some_and(|group| !group.name.is_empty()) {
        groups.insert(0, Group { name: String::new(), aggregates: Vec::new() });
    }
    let named = |mut group: Group| {
        let team: Option<TeamId> = group.name.parse().ok();
        group.name = team.map(|team| landscape.name(team.into())).unwrap_or_default();
        (group, team)
    };
    groups.into_iter().map(named).collect()
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let context = one_context(landscape, selection)?;
    (groups(landscape, context).len() > 1).then(Vec::new)
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    _: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(context) = one_context(landscape, selection) else {
        return Err(Refusal::new("Select one context that several teams work on."));
    };
    let mut work = Work::on(landscape, ids);
    for (group, team) in groups(landscape, context).iter().skip(1) {
        let new = work.extract(context.id, &name_for(landscape, context.id, group), &group.aggregates);
        work.context(new, |context| context.owners = team.iter().copied().collect());
        // The team of the context now says it for all of them.
        for aggregate in &group.aggregates {
            work.aggregate(*aggregate, |aggregate| aggregate.owner = None);
        }
    }
    work.done()
}
