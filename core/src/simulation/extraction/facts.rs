//! What is known of each context: how large and busy it is, whose it is, how often it fails.

use super::assumptions::Assumptions;
use super::ground::MINUTES_A_YEAR;
use crate::graph::Graph;
use crate::model::{BoundedContext, ContextId, ContextKind, Criticality, Landscape, Layer, Party, TeamId};
use crate::order;
use crate::sorted_map::SortedMap;

/// What is known of a context.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    /// What it is called, in quotes.
    pub name: String,
    /// The team that owns it: the first that is there.
    pub team: Option<TeamId>,
    /// Changes a month, and whether the landscape says so.
    pub changes: f64,
    pub changes_said: bool,
    /// Requests a second, where the landscape says so.
    pub requests: Option<f64>,
    /// Thousand lines of code, and whether the landscape says so.
    pub lines: f64,
    pub lines_said: bool,
    /// Minutes a year in which it is away by its own fault, and whether the landscape says so.
    pub minutes_away: f64,
    pub outages_said: bool,
    /// How much an hour without it weighs.
    pub weight: f64,
    /// Whether users stand before it.
    pub is_facing_users: bool,
    /// How many days a branch of its team lives.
    pub branch_days: f64,
    /// Days from one release to the next.
    pub cadence_days: f64,
}

impl Facts {
    /// The share of time in which it is up by itself.
    pub(crate) fn availability(&self) -> f64 {
        1.0 - (self.minutes_away / MINUTES_A_YEAR).clamp(0.0, 1.0)
    }
}

/// The facts of every context, by number.
pub(super) fn facts(landscape: &Landscape, graph: &Graph, assumptions: &Assumptions) -> Vec<Facts> {
    let mut aggregates: SortedMap<ContextId, u32> = SortedMap::new();
    landscape.aggregates.values().for_each(|it| *aggregates.entry(it.context).or_default() += 1);
    let mut faced: Vec<ContextId> = Vec::new();
    for relationship in landscape.relationships.values() {
        match relationship.parties() {
            [Party::Context(context), Party::Actor(_)] | [Party::Actor(_), Party::Context(context)] => {
                faced.push(context);
            }
            _ => {}
        }
    }
    order::sort_by_key(&mut faced, |context| *context);
    let of = |id: &ContextId| match landscape.contexts.get(id) {
        Some(context) => {
            let count = aggregates.get(id).copied().unwrap_or_default();
            fact(landscape, context, f64::from(count), faced.binary_search(id).is_ok(), assumptions)
        }
        None => Facts::default(),
    };
    graph.contexts.iter().map(of).collect()
}

fn fact(
    landscape: &Landscape,
    context: &BoundedContext,
    aggregates: f64,
    is_faced: bool,
    assumptions: &Assumptions,
) -> Facts {
    let said = |number: u32| (number > 0).then(|| f64::from(number));
    let team = landscape.owners_of(context).first().copied();
    let policies = landscape.delivery_policies.values();
    let of_team = policies.clone().find(|it| team.is_some_and(|team| it.teams.contains(&team)));
    let policy = of_team.or_else(|| landscape.delivery_policies.values().find(|it| it.teams.is_empty()));
    let lines = said(context.thousand_lines);
    let guessed = match aggregates > 0.0 {
        true => aggregates * assumptions.value("lines_of_aggregate"),
        false => assumptions.value("lines_of_context"),
    };
    let outages = said(context.outages_a_year);
    let restore = said(context.minutes_to_restore).unwrap_or_else(|| assumptions.value("restore_minutes"));
    let critical = assumptions.value("critical_factor").max(1.0);
    Facts {
        name: landscape.quoted(context.id.into()),
        team,
        changes: said(context.changes_a_month).unwrap_or_else(|| assumptions.value("changes")),
        changes_said: context.changes_a_month > 0,
        requests: said(context.requests_a_second),
        lines: lines.unwrap_or(guessed),
        lines_said: lines.is_some(),
        minutes_away: (outages.unwrap_or_else(|| assumptions.value("outages")) * restore).min(MINUTES_A_YEAR),
        outages_said: outages.is_some(),
        weight: match context.criticality {
            Criticality::High => critical,
            Criticality::Low => 1.0 / critical,
            Criticality::Normal | Criticality::Undefined => 1.0,
        },
        is_facing_users: is_faced || context.layer == Layer::EndUser || context.kind == ContextKind::Application,
        branch_days: policy.and_then(|it| said(it.branch_days)).unwrap_or_else(|| assumptions.value("branch_days")),
        cadence_days: policy.and_then(|it| said(it.cadence_days)).unwrap_or_else(|| assumptions.value("cadence_days")),
    }
}
