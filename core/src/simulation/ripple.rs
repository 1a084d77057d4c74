//! What does a change here do? The independent cascade of a change over the context map.
//!
//! Every relationship lets a change through, once and independently, with the likelihood that its pattern says; the
//! ripple reaches a context when a path of such relationships leads there. The probability is computed exactly where
//! the landscape is small ([`exact`]) and estimated with its interval where it is not ([`sampling`]). How it gets there
//! is told by the most likely paths ([`paths`]) and by Forward CPM ([`propagation`]), which shows the tree of paths but
//! over-states where paths share a later step.
//!
//! Source: the independent cascade model (Kempe, Kleinberg and Tardos, KDD 2003) over the likelihoods of Clarkson,
//! Simons and Eckert (*Predicting Change Propagation in Complex Design*, J. Mech. Design 126(5), 2004).

pub mod burden;
pub mod change;
pub mod contracts;
pub mod everywhere;
pub mod exact;
pub mod likelihood;
pub mod outcomes;
pub mod parameters;
pub mod paths;
pub mod ports;
pub mod propagation;
mod report;
mod rests;
mod run;
pub mod sampling;
pub mod savings;
mod stores;
mod study;
pub mod volatility;

use std::borrow::Cow;

pub use atoll_kernel::network;
pub use change::ChangeKind;
pub use likelihood::Likelihoods;
pub use parameters::parameters;
pub use run::{Method, Ripple, RippleRun, TRIALS, TeamInvolvement};

use crate::sorted_map::SortedMap;

use self::network::{Edge, Network};
use self::sampling::Sampler;
use super::{Estimate, SEED, Simulation};
use crate::graph::Graph;
use crate::model::{ContextId, ElementKind, Landscape, Relationship, RelationshipId, TeamId};
use crate::order;

/// The registry's entry.
pub const SIMULATION: Simulation = Simulation {
    code: "ripple",
    name: "Ripple",
    question: "What does a change here do?",
    explanation: "A change in one context makes those change that depend on it, and they pass it on. Each relationship \
                  lets a change through with a likelihood: that of its pattern, more or less by the kind of change, by \
                  how the two are joined, by the contract in between, and by how often both of them change. The answer is \
                  how probably each context and each team has to act, by which ways a change gets there, who passes on \
                  and who takes in the most, and what a boundary would have to become to keep a change out.",
    asks_of: &[ElementKind::Context],
    asks_of_all: false,
    settings: report::settings,
    parameters,
    headline: "touched",
    estimate: report::estimate,
    start: Some(report::start),
};

/// A landscape made ready for ripples: rebuilt when the landscape changes, shared by all sources.
#[derive(Clone, Debug)]
pub struct RippleModel {
    /// The contexts by number; the teams follow them in the network.
    pub graph: Graph,
    /// The teams by number, after the contexts.
    pub teams: Vec<TeamId>,
    /// Contexts first, then teams; an edge leads to where a change goes.
    pub network: Network,
    /// How likely a change takes each step, and why.
    pub likelihoods: Likelihoods,
    /// The steps that a change of data takes through stores, for each context that it can start in.
    stores: SortedMap<usize, Vec<Edge>>,
    /// For each team, in the order of `teams`, the numbers of the contexts that it owns.
    owned: Vec<Vec<usize>>,
    /// The ends of every step between two contexts, by number and in order, and the relationship behind each.
    ends: Vec<(usize, usize)>,
    over: Vec<RelationshipId>,
}

impl RippleModel {
    /// The model of a landscape, for the usual mix of changes.
    pub fn of(landscape: &Landscape) -> Self {
        Self::of_kind(landscape, ChangeKind::Usual)
    }

    /// The model of a landscape, for changes of this kind.
    pub fn of_kind(landscape: &Landscape, kind: ChangeKind) -> Self {
        Self::with(landscape, Likelihoods::of_kind(landscape, kind), |likelihoods, relationship| {
            likelihoods.over(relationship)
        })
    }

    /// The model with these likelihoods, where `over` says how likely each relationship is passed.
    fn with(
        landscape: &Landscape,
        likelihoods: Likelihoods,
        over_relationship: impl Fn(&Likelihoods, &Relationship) -> [f64; 2],
    ) -> Self {
        let graph = Graph::of(landscape);
        let mut edges = Vec::new();
        let mut over: Vec<((usize, usize), RelationshipId)> = Vec::new();
        for link in &graph.links {
            let Some(relationship) = landscape.relationships.get(&link.relationship) else {
                continue;
            };
            let [to_downstream, to_upstream] = over_relationship(&likelihoods, relationship);
            let both_ways =
                [(link.upstream, link.downstream, to_downstream), (link.downstream, link.upstream, to_upstream)];
            for (from, to, likelihood) in both_ways.into_iter().filter(|(.., likelihood)| *likelihood > 0.0) {
                let draw = [from, to].map(|number| graph.contexts[number].number());
                edges.push(Edge { from, to, likelihood, draw });
                over.push(((from, to), link.relationship));
            }
        }
        let teams: Vec<TeamId> = landscape.teams.keys().copied().collect();
        let owns = |team: &TeamId| {
            let numbered = landscape.contexts.values().enumerate();
            numbered.filter(|(_, context)| context.owners.contains(team)).map(|(number, _)| number).collect()
        };
        let owned: Vec<Vec<usize>> = teams.iter().map(owns).collect();
        for (index, contexts) in owned.iter().enumerate() {
            let to = graph.contexts.len() + index;
            edges.extend(contexts.iter().map(|from| Edge { from: *from, to, likelihood: 1.0, draw: [0, 0] }));
        }
        let network = Network::new(graph.contexts.len() + teams.len(), edges);
        let stores = stores::steps(landscape, &graph, &likelihoods);
        order::sort_by_key(&mut over, |(ends, _)| *ends);
        let (ends, over) = over.into_iter().unzip();
        Self { graph, teams, network, likelihoods, stores, owned, ends, over }
    }

    /// The network of a change that starts at this number: with the stores that it shares, where its data changes.
    pub fn network_from(&self, source: usize) -> Cow<'_, Network> {
        match self.stores.get(&source) {
            None => Cow::Borrowed(&self.network),
            Some(steps) => {
                let edges = self.network.edges().iter().chain(steps).copied().collect();
                Cow::Owned(Network::new(self.network.nodes(), edges))
            }
        }
    }

    /// The relationships over which a change goes directly from one context to the other.
    pub fn relationships(&self, from: usize, to: usize) -> &[RelationshipId] {
        let first = self.ends.partition_point(|ends| *ends < (from, to));
        let last = self.ends.partition_point(|ends| *ends <= (from, to));
        self.over.get(first..last).unwrap_or_default()
    }

    /// The numbers of the teams that own each context.
    pub fn owners(&self) -> outcomes::Owners {
        let mut owners = vec![Vec::new(); self.graph.contexts.len()];
        for (team, contexts) in self.owned.iter().enumerate() {
            contexts.iter().for_each(|context| owners[*context].push(team));
        }
        owners
    }

    /// Starts the ripple from a context: exactly where that is feasible at once, else by sampling in steps.
    pub fn start(&self, source: ContextId) -> Option<RippleRun> {
        let source = self.graph.number(source)?;
        let network = self.network_from(source);
        Some(match exact::reach(&network, source, exact::WORK_LIMIT) {
            Some(reach) => RippleRun::Exact { source, reach },
            None => {
                let contexts = self.graph.contexts.len();
                RippleRun::Sampled { source, sampler: Box::new(Sampler::new(&network, source, contexts, SEED)) }
            }
        })
    }

    /// The whole ripple from a context, in one go.
    pub fn run(&self, source: ContextId) -> Option<Ripple> {
        let mut run = self.start(source)?;
        let network = self.network_from(self.graph.number(source)?);
        while !run.is_done() {
            run.step(&network);
        }
        Some(self.read(&run))
    }

    /// What is known of a ripple so far.
    pub fn read(&self, run: &RippleRun) -> Ripple {
        let contexts = self.graph.contexts.len();
        let (source, method) = match run {
            RippleRun::Exact { source, .. } => (*source, Method::Exact),
            RippleRun::Sampled { source, sampler } => {
                (*source, Method::Sampled { trials: sampler.trials(), seed: SEED })
            }
        };
        let reach: Vec<Estimate> = (0..contexts).map(|number| run.reach(number)).collect();
        let teams = self.teams.iter().zip(&self.owned).enumerate().map(|(index, (team, owned))| TeamInvolvement {
            team: *team,
            // Whoever owns the place where the change starts acts for certain: nothing is to be drawn or added up.
            involved: if owned.contains(&source) { Estimate::exact(1.0) } else { run.reach(contexts + index) },
            contexts_owned: owned.len(),
            contexts_touched: owned.iter().map(|context| reach[*context].value).sum::<f64>().min(owned.len() as f64),
        });
        let teams = teams.filter(|team| team.involved.value > 0.0).collect();
        let touched = match run {
            RippleRun::Exact { .. } => {
                let others = reach.iter().enumerate().filter(|(number, _)| *number != source);
                Estimate::exact(others.fold(0.0, |sum, (_, estimate)| sum + estimate.value))
            }
            RippleRun::Sampled { sampler, .. } => sampler.touched(),
        };
        let reach = self.graph.contexts.iter().copied().zip(reach).collect();
        Ripple { source: self.graph.contexts[source], method, reach, teams, touched }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::{EXAMPLES, synthetic};
    use crate::sketch::Sketch;

    fn involved(ripple: &Ripple, team: TeamId) -> &TeamInvolvement {
        ripple.teams.iter().find(|involved| involved.team == team).expect("a team that is involved")
    }

    #[test]
    fn whoever_owns_the_source_acts_for_certain() {
        let mut landscapes: Vec<Landscape> = EXAMPLES.iter().map(|example| example.landscape()).collect();
        // Too large to be computed: this one is drawn.
        landscapes.push(synthetic::landscape(300));
        for landscape in &landscapes {
            let model = RippleModel::of(landscape);
            for context in landscape.contexts.values().take(12) {
                let ripple = model.run(context.id).expect("a ripple");
                for team in &context.owners {
                    assert_eq!(involved(&ripple, *team).involved, Estimate::exact(1.0), "{}", context.name);
                }
                let owned = |team: &TeamInvolvement| team.contexts_touched <= team.contexts_owned as f64;
                assert!(ripple.teams.iter().all(owned), "more contexts are touched than there are: {}", context.name);
            }
        }
    }

    #[test]
    fn what_is_certain_is_not_a_sum_that_just_misses_it() {
        let mut sketch = Sketch::new();
        let [source, target] = ["Source", "Target"].map(|name| sketch.context(name));
        for name in ["One", "Two", "Three", "Four", "Five"] {
            let way = sketch.context(name);
            sketch.flow(source, way);
            sketch.flow(way, target);
        }
        sketch.flow(source, target);
        for parameter in parameters().into_iter().filter(|parameter| parameter.maximum <= 1.0) {
            let header = std::sync::Arc::make_mut(&mut sketch.landscape.header);
            header.assumptions.insert(parameter.key, 1.0);
        }
        let ripple = RippleModel::of(&sketch.landscape).run(source).expect("a ripple");
        assert!(ripple.reach.values().all(|reach| *reach == Estimate::exact(1.0)), "{:?}", ripple.reach);
    }
}
