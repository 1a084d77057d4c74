//! A landscape on which teams are to grow: its work, its code bases, and what one team can do.

use std::borrow::Cow;

use super::UNPLACED;
use super::cut::{self, Affinity, Division};
use crate::graph::Graph;
use crate::measure::congruence::landscape as drawn;
use crate::model::{Branching, ContextId, Landscape};
use crate::simulation::footprint::Footprints;
use crate::simulation::team_design::demand::Demand;
use crate::simulation::team_design::parameters::{self, Values};
use crate::simulation::team_design::situation::{self, CONTEXTS_MAX};
use crate::simulation::{Refusal, Request};

/// Nobody sees more curves than up to so many teams.
const TEAMS_MAX: usize = 30;
/// There is more to see than what is drawn, up to so many teams at the least.
const TEAMS_MIN: usize = 12;

/// What stays the same while teams grow.
#[derive(Clone, Debug)]
pub struct Field {
    /// What holds of work and people.
    pub values: Values,
    /// How likely two changes of one context conflict.
    pub conflict: f64,
    /// How much less likely two changes of different contexts of one code base conflict.
    pub apart: f64,
    /// Person-days for a conflict.
    pub merge_days: f64,
    /// Working days for which a change is on a branch of its own, as drawn.
    pub branch_days: f64,
    /// The same with trunk-based development.
    pub trunk_days: f64,
    /// How many relationships are decoupled.
    pub edges: usize,
    /// Where the curve bends.
    pub marginal: f64,
    /// The contexts by number.
    pub contexts: Vec<ContextId>,
    /// How they are joined.
    pub graph: Graph,
    /// Which contexts somebody here works on: all but external systems.
    pub is_ours: Vec<bool>,
    /// For each context the numbers of the teams that own it, as drawn.
    pub owners: Vec<Vec<usize>>,
    /// The code bases, each with the numbers of its contexts.
    pub bases: Vec<Vec<usize>>,
    /// The work that comes in, as drawn.
    pub demand: Demand,
    /// Where chance begins.
    pub seed: u64,
    /// How many teams own something.
    pub drawn_teams: usize,
    /// People in a team.
    pub people: f64,
    /// Person-days a month of a team.
    pub capacity: f64,
    /// The largest number of teams that is looked at.
    pub most: usize,
}

impl Field {
    /// What a landscape shows.
    ///
    /// # Errors
    /// Where there is no context that somebody here works on, or too many.
    pub fn of(landscape: &Landscape, request: &Request) -> Result<Self, Refusal> {
        if landscape.contexts.len() > CONTEXTS_MAX {
            let count = landscape.contexts.len();
            let sentence = format!("This divides up to {CONTEXTS_MAX} contexts among teams, and here are {count}.");
            return Err(Refusal::new(sentence));
        }
        let graph = Graph::of(landscape);
        let contexts = graph.contexts.clone();
        let ours = |id: &ContextId| landscape.contexts.get(id).is_some_and(|context| !context.is_external());
        let is_ours: Vec<bool> = contexts.iter().map(ours).collect();
        if !is_ours.contains(&true) {
            return Err(Refusal::new("Draw a context: there is nothing to divide among teams."));
        }
        let values = Values::of(landscape);
        let footprints = Footprints::of(landscape);
        let (rates, _) = situation::rates(landscape, &footprints, &is_ours);
        let network = |_: usize| Cow::Borrowed(&footprints.model.network);
        let demand = match request.effort {
            0 => {
                let within = (situation::TOUCHES / 2, situation::TRIALS_MOST, request.seed);
                Demand::draw_within(&network, &contexts, rates, &is_ours, within)
            }
            effort => Demand::draw(&network, &contexts, rates, &is_ours, (effort.min(20_000), request.seed)),
        };
        let owners = situation::owners(landscape, &contexts);
        let crews = situation::crews(landscape, &values, &owners);
        let owning: Vec<&situation::Crew> = crews.iter().filter(|crew| !crew.owned.is_empty()).collect();
        let drawn_teams = owning.len();
        let share = 1.0 / drawn_teams.max(1) as f64;
        let (people, capacity) = match drawn_teams {
            0 => (values.people, values.people * values.new_work * crate::simulation::team_design::flow::DAYS_A_MONTH),
            _ => (
                owning.iter().map(|crew| crew.people).sum::<f64>() * share,
                owning.iter().map(|crew| crew.capacity).sum::<f64>() * share,
            ),
        };
        let parameters = super::parameters();
        let value = |key: &str| parameters::value(landscape, &parameters, key);
        let field = Self {
            conflict: value("growth.conflict"),
            apart: value("growth.apart"),
            merge_days: value("growth.merge_days"),
            branch_days: branch_days(landscape, &value),
            trunk_days: value("growth.trunk_days"),
            edges: value("growth.edges").round() as usize,
            marginal: value("growth.marginal"),
            bases: bases(landscape, &contexts, &is_ours, request),
            demand,
            seed: request.seed,
            most: (4 * drawn_teams).clamp(TEAMS_MIN, TEAMS_MAX),
            values,
            contexts,
            graph,
            is_ours,
            owners,
            drawn_teams: drawn_teams.min(TEAMS_MAX),
            people,
            capacity,
        };
        Ok(field)
    }

    /// The same work in a landscape that differs in how its contexts are joined.
    pub fn demand_of(&self, footprints: &Footprints) -> Demand {
        let network = |_: usize| Cow::Borrowed(&footprints.model.network);
        let (rates, trials) = (self.demand.rates.clone(), self.demand.trials);
        Demand::draw(&network, &self.contexts, rates, &self.is_ours, (trials, self.seed))
    }

    /// How many contexts somebody here works on.
    pub fn ours(&self) -> usize {
        self.is_ours.iter().filter(|is_ours| **is_ours).count()
    }

    /// The contexts among 1, 2, … teams.
    pub fn divisions(&self) -> Vec<Division> {
        let affinity = Affinity::of(&self.demand, self.values.pace.elsewhere);
        cut::divisions(&affinity, &self.is_ours, self.most, self.values.balance)
    }

    /// How many pairs of teams have to coordinate in a division (Cataldo, Herbsleb and Carley 2008).
    pub fn pairs(&self, landscape: &Landscape, division: &Division) -> usize {
        let mut first = 0;
        let mut numbers: Vec<Vec<usize>> = Vec::new();
        for teams in &division.teams {
            numbers.push((first..first + teams).collect());
            first += teams;
        }
        let owners: Vec<Vec<usize>> = division
            .part_of
            .iter()
            .map(|part| part.and_then(|part| numbers.get(part).cloned()).unwrap_or_default())
            .collect();
        drawn::required(landscape, &self.graph, &owners).len()
    }

    /// For each context the share of the changes that begin there which touch several teams of a division.
    pub fn crossing_by_source(&self, division: &Division) -> Vec<Option<f64>> {
        self.shares(|touched| division.touched(touched) > 1)
    }

    /// The same for the teams that are drawn.
    pub fn crossing_drawn(&self) -> Vec<Option<f64>> {
        self.shares(|touched| {
            let mut teams: Vec<usize> = touched.iter().flat_map(|it| self.owners[*it].iter().copied()).collect();
            teams.sort_unstable();
            teams.dedup();
            teams.len() > 1
        })
    }

    fn shares(&self, is_crossing: impl Fn(&[usize]) -> bool) -> Vec<Option<f64>> {
        let mut sums = vec![[0.0; 2]; self.contexts.len()];
        for change in &self.demand.changes {
            let volume = self.demand.volume(change);
            sums[change.source][1] += volume;
            sums[change.source][0] += if is_crossing(&change.touched) { volume } else { 0.0 };
        }
        sums.into_iter().map(|[crossing, all]| (all > 0.0).then(|| (crossing / all).clamp(0.0, 1.0))).collect()
    }
}

/// How long a branch lives, on average over the policies that are drawn.
fn branch_days(landscape: &Landscape, value: &dyn Fn(&str) -> f64) -> f64 {
    let days = |policy: &std::sync::Arc<crate::model::DeliveryPolicy>| match (policy.branch_days, policy.branching) {
        (0, Branching::LongLived) => value("growth.long_days"),
        (0, Branching::Trunk) => value("growth.trunk_days"),
        (0, _) => value("growth.short_days"),
        (days, _) => f64::from(days),
    };
    // A policy counts with the teams that it names; one that names none, once.
    let weight = |policy: &std::sync::Arc<crate::model::DeliveryPolicy>| policy.teams.len().max(1) as f64;
    let all: f64 = landscape.delivery_policies.values().map(weight).sum();
    match all > 0.0 {
        true => landscape.delivery_policies.values().map(|policy| days(policy) * weight(policy)).sum::<f64>() / all,
        false => value("growth.short_days"),
    }
}

/// What is merged together: a code base for each deployable, and what is in none by the request.
fn bases(landscape: &Landscape, contexts: &[ContextId], is_ours: &[bool], request: &Request) -> Vec<Vec<usize>> {
    let mut is_placed = vec![false; contexts.len()];
    let mut bases: Vec<Vec<usize>> = Vec::new();
    for deployable in landscape.deployables.values() {
        let numbers = deployable.contexts.iter().filter_map(|id| contexts.binary_search(id).ok());
        let mut base: Vec<usize> = numbers.filter(|number| is_ours[*number] && !is_placed[*number]).collect();
        base.sort_unstable();
        base.dedup();
        base.iter().for_each(|number| is_placed[*number] = true);
        bases.push(base);
    }
    let unplaced: Vec<usize> = (0..contexts.len()).filter(|number| is_ours[*number] && !is_placed[*number]).collect();
    let default = super::settings(landscape).first().map(|setting| setting.default.clone()).unwrap_or_default();
    match request.setting(UNPLACED, &default) {
        "together" => bases.push(unplaced),
        _ => bases.extend(unplaced.into_iter().map(|number| vec![number])),
    }
    bases.retain(|base| !base.is_empty());
    bases
}
