//! Where should the boundaries run? What belongs together by what the landscape says of it is put into groups, and the
//! groups are held against the boundaries as drawn.
//!
//! Elements are aggregates, or contexts as wholes ([`element`]). What draws two of them together or apart is scored
//! criterion by criterion ([`criterion`] by the rules of [`scoring`], after Service Cutter); [`leiden`] cuts at a
//! resolution and keeps to hard constraints ([`wish`]); [`cut`] holds cuts against each other by [`quality`], the
//! distance of [`mojo`] and the measures of structure and of teams; [`reason`] says why an element moves, and
//! [`commands`] makes a cut into what one could do.

pub mod criterion;
pub mod cut;
pub mod element;
pub mod leiden;
pub mod model;
pub mod mojo;
pub mod quality;
pub mod reason;
mod report;
mod run;
pub mod scoring;
mod tables;
pub mod wish;

use self::model::Model;
use self::run::Search;
use super::{Parameter, Refusal, Report, Request, Run, Setting, Simulation, Unit};
use crate::command::Command;
use crate::model::{IdSource, Landscape};
use crate::refactoring::recut::{self, Recut};

/// The registry's entry.
pub const SIMULATION: Simulation = Simulation {
    code: "boundaries",
    name: "Boundaries",
    question: "Where should the boundaries run?",
    explanation: "Aggregates, and contexts without any, are drawn together by what they share: stories, words, owners, \
                  data, changes that travel. Groups are found that hold as much as possible of that inside, and as \
                  little as possible between them. A resolution says how fine the cut is. What must be together or \
                  apart is kept to. Three cuts stand beside the one that is drawn, and each element that would move \
                  says why. It is an argument to talk about, not an answer.",
    asks_of: &[],
    asks_of_all: true,
    settings,
    parameters,
    headline: "modularity",
    estimate,
    start: Some(start),
};

/// The resolutions that can be chosen, as they are written in requests.
const RESOLUTIONS: [(&str, &str); 7] = [
    ("1", "as is usual (1)"),
    ("0.25", "very coarse (0.25)"),
    ("0.5", "coarse (0.5)"),
    ("0.7", "somewhat coarse (0.7)"),
    ("1.4", "somewhat fine (1.4)"),
    ("2", "fine (2)"),
    ("4", "very fine (4)"),
];

fn settings(_: &Landscape) -> Vec<Setting> {
    vec![
        Setting::new("resolution", "Resolution: how fine the cut is", &RESOLUTIONS),
        Setting::new(
            "level",
            "What is put into groups",
            &[("aggregates", "aggregates, and contexts without any"), ("contexts", "contexts as wholes")],
        ),
        Setting::new("seeds", "How often it is tried", &[("20", "20 times"), ("50", "50 times"), ("100", "100 times")]),
    ]
}

/// What can be set: what the criteria count, and what sizes are good.
pub fn parameters() -> Vec<Parameter> {
    let teams = "Skelton and Pais, Team Topologies (2019): two or three simple domains for a team.";
    let mut parameters = criterion::parameters();
    parameters.extend([
        Parameter::assumed("boundaries.size.least", "Least elements of a part of a good size", Unit::Count, 2.0)
            .plausible(1.0, 3.0)
            .settable(1.0, 100.0),
        Parameter::assumed("boundaries.size.most", "Most elements of a part of a good size", Unit::Count, 9.0)
            .plausible(5.0, 20.0)
            .settable(1.0, 1_000.0),
        Parameter::published("boundaries.team.parts", "Parts that a team can own", Unit::Count, 3.0, teams)
            .plausible(2.0, 3.0)
            .settable(1.0, 10.0),
    ]);
    parameters
}

/// The answer by few tries, quick enough to follow a drag.
fn estimate(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    let mut search = Search::quick(landscape, request)?;
    while search.progress() < 1.0 {
        search.step();
    }
    Ok(search.report())
}

fn start(landscape: &Landscape, request: &Request) -> Result<Box<dyn Run>, Refusal> {
    Ok(Box::new(Search::whole(landscape, request)?))
}

/// What one would have to do so that a cut is drawn: contexts are made and merged, aggregates move. `cut` is the key of a
/// cut of the report: `fewer`, `suggested`, `more`, `teams`. The commands belong together and can be taken back as one.
///
/// # Errors
///
/// Says why there is nothing to do: there is no such cut, it is the one that is drawn, or nothing can be cut.
pub fn commands(
    landscape: &Landscape,
    request: &Request,
    cut: &str,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let mut search = Search::whole(landscape, request)?;
    while search.progress() < 1.0 {
        search.step();
    }
    let cuts = search.cuts();
    let Some(cut) = cuts.iter().find(|it| it.key == cut) else {
        return Err(Refusal::new(format!("There is no cut “{cut}” of this landscape.")));
    };
    let plan = plan(search.model(), cut);
    if plan.is_empty() {
        return Err(Refusal::new("This cut is the one that is drawn: there is nothing to do."));
    }
    recut::commands(landscape, &plan, ids).map_err(|refusal| Refusal::new(refusal.to_string()))
}

/// What becomes of each part of a cut that is not as drawn.
pub fn plan(model: &Model, cut: &cut::Cut) -> Vec<Recut> {
    let mut plan: Vec<Recut> = Vec::new();
    for (part, label) in cut.labels.iter().enumerate() {
        let members = cut.members(part);
        let mut recut = Recut { keep: *label, ..Recut::default() };
        for element in members.iter().map(|at| &model.elements.list[*at]) {
            match element.id {
                _ if Some(element.context) == *label => {}
                crate::model::ElementId::Aggregate(id) => recut.aggregates.push(id),
                _ => recut.contexts.push(element.context),
            }
        }
        plan.push(recut);
    }
    // A context that no part goes on as goes where most of it went.
    let mut contexts: Vec<_> = model.elements.list.iter().map(|element| element.context).collect();
    contexts.dedup();
    for context in contexts.into_iter().filter(|id| !cut.labels.contains(&Some(*id))) {
        let elements = model.elements.of_context(context);
        let count = |part: usize| elements.iter().filter(|at| cut.groups[**at] == part).count();
        let most = (0..plan.len()).rev().max_by_key(|part| count(*part));
        if let Some(recut) = most.and_then(|part| plan.get_mut(part))
            && !recut.contexts.contains(&context)
        {
            recut.contexts.push(context);
        }
    }
    plan.retain(|recut| !recut.aggregates.is_empty() || !recut.contexts.is_empty());
    plan
}
