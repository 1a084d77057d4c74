//! What causes the minutes: every thing that can fail, what its failing takes down, and what it costs those whom people
//! use.

use super::answer::Answer;
use super::composition::{MINUTES_A_YEAR, minutes_a_year};
use super::model::{Model, Part};
use crate::model::{ElementId, Landscape};
use crate::order;

/// A thing that can fail, and what comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// What it is, to be chosen on the map.
    pub element: Option<ElementId>,
    /// What people call it.
    pub name: String,
    /// How long it is down by itself, in minutes a year.
    pub own_minutes: f64,
    /// Birnbaum's importance: the share of the contexts that people use which are down when it is and up when it is up.
    pub importance: f64,
    /// The minutes a year that the contexts which people use would be down less, all together, if it never failed.
    pub caused_minutes: f64,
    /// How many contexts are down for certain when it is.
    pub certain: usize,
    /// How many contexts its failing takes down on average.
    pub radius: f64,
}

/// An answer about a model for all of its contexts, and what it says of causes.
#[derive(Clone, Debug)]
pub struct Causes {
    /// The answer.
    pub answer: Answer,
    /// Everything that can fail, what costs most first.
    pub causes: Vec<Cause>,
}

/// All contexts, each with the same weight.
pub fn all_contexts(model: &Model) -> Vec<(usize, f64)> {
    (0..model.contexts.len()).map(|number| (number, 1.0)).collect()
}

/// Every cause in a landscape.
pub fn causes(landscape: &Landscape, model: &Model, seed: u64, effort: u32) -> Causes {
    let all = all_contexts(model);
    let answer = Answer::of(&model.system, &all, seed, effort);
    let facing: Vec<(usize, f64)> = model.user_facing.iter().map(|number| (*number, 1.0)).collect();
    let [for_all, for_facing] = [(&all, true), (&facing, false)].map(|(tops, drawn)| answer.importance(tops, drawn));
    let numbers: Vec<usize> = (0..model.contexts.len()).collect();
    let certain = answer.exact().certainly_down(&numbers);
    let mut causes: Vec<Cause> = Vec::new();
    for (node, part) in model.parts.iter().enumerate() {
        let own = model.system.nodes()[node].own;
        if matches!(part, Part::Buffer { .. } | Part::Either(_) | Part::Crash(_)) {
            continue;
        }
        // The faults of a context that stay in it and those that take its process down are one cause.
        let crash = match part {
            Part::Context(_) => model.crashes[node],
            _ => None,
        };
        let (share, with) = crash.map_or((0.0, node), |(share, with)| (share, with));
        let crash_down = if crash.is_some() { 1.0 - model.system.nodes()[with].own } else { 0.0 };
        let caused = (1.0 - own) * for_facing[node] + crash_down * for_facing[with];
        let mixed = |of: &[f64]| (1.0 - share) * of[node] + share * of[with];
        causes.push(Cause {
            element: model.element_of(node),
            name: model.name_of(landscape, node),
            own_minutes: minutes_a_year(own * (1.0 - crash_down)),
            importance: mixed(&for_facing) / facing.len().max(1) as f64,
            caused_minutes: caused * MINUTES_A_YEAR,
            certain: if share >= 1.0 { certain[with].max(certain[node]) } else { certain[node] },
            radius: mixed(&for_all),
        });
    }
    order::sort_by(&mut causes, |a, b| b.caused_minutes.total_cmp(&a.caused_minutes).then(a.name.cmp(&b.name)));
    Causes { answer, causes }
}

/// What a context's minutes are spent on: for each cause the minutes a year that the context would be down less if the
/// cause never failed, the `most` that cost most, in order. Its own faults, its process and its calls are causes of
/// their own.
pub fn spent_on(landscape: &Landscape, model: &Model, answer: &Answer, context: usize, most: usize) -> Vec<Spent> {
    let importance = answer.importance(&[(context, 1.0)], false);
    let mut minutes = vec![0.0; importance.len()];
    for (node, importance) in importance.iter().enumerate().filter(|(node, _)| !model.is_buffer(*node)) {
        // What of a context's faults brings down its process is of one cause with the rest.
        let cause = match model.parts[node] {
            Part::Crash(id) => model.number(id).unwrap_or(node),
            _ => node,
        };
        minutes[cause] += importance * minutes_a_year(model.system.nodes()[node].own);
    }
    let mut nodes: Vec<usize> = (0..minutes.len()).filter(|node| minutes[*node] > 0.0).collect();
    order::sort_by(&mut nodes, |a, b| minutes[*b].total_cmp(&minutes[*a]).then(a.cmp(b)));
    nodes.truncate(most);
    let own = model.contexts[context];
    let name = |node: usize| match model.parts[node] {
        Part::Context(id) if own == id => "its own faults".to_owned(),
        Part::OwnProcess(id) if own == id => "its own process".to_owned(),
        Part::Network(id) if own == id => "its network calls".to_owned(),
        _ => model.name_of(landscape, node),
    };
    let spent = |node: usize| Spent { element: model.element_of(node), name: name(node), minutes: minutes[node] };
    nodes.into_iter().map(spent).collect()
}

/// What a cause costs a context.
#[derive(Clone, Debug, PartialEq)]
pub struct Spent {
    /// What causes it, to be chosen on the map.
    pub element: Option<ElementId>,
    /// What people call it.
    pub name: String,
    /// How many minutes a year.
    pub minutes: f64,
}
