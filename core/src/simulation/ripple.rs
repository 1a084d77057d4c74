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

mod draw;
pub mod everywhere;
pub mod exact;
pub mod network;
pub mod paths;
pub mod propagation;
pub mod sampling;

use crate::sorted_map::SortedMap;

use self::network::{Edge, Network};
use self::sampling::Sampler;
use super::report::{self, Better, Heat, Quantity};
use super::{Estimate, Parameter, Refusal, Report, Request, SEED, Simulation, Unit};
use crate::graph::Graph;
use crate::model::{ContextId, ElementId, ElementKind, Landscape, Relationship, RelationshipId, TeamId};
use crate::pattern::{self, PATTERNS, PatternPlace, Spread};

/// The registry's entry.
pub const SIMULATION: Simulation = Simulation {
    code: "ripple",
    name: "Ripple",
    question: "What does a change here do?",
    explanation: "A change in one context makes those change that depend on it, and they pass it on. Each relationship \
                  lets a change through with the likelihood that its pattern says. The answer is how probably each \
                  context, and each team, has to act.",
    asks_of: &[ElementKind::Context],
    asks_of_all: false,
    settings: |_| Vec::new(),
    parameters,
    headline: "touched",
    estimate: report,
    start: None,
};

fn report(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    let Some(ElementId::Context(source)) = request.subject else {
        return Err(Refusal::new("Choose the context in which the change starts."));
    };
    let ripple = RippleModel::of(landscape).run(source);
    let ripple = ripple.ok_or_else(|| Refusal::new("The context is not on the map."))?;
    let method = match ripple.method {
        Method::Exact => report::Method::Exact,
        Method::Sampled { trials, seed } => report::Method::Sampled { trials, seed },
    };
    let touched = Quantity::new("touched", "Other contexts touched", Unit::Count, ripple.touched).better(Better::Less);
    let heat = ripple.reach.iter().filter(|(_, reach)| reach.value > 0.0).map(|(id, reach)| Heat {
        element: (*id).into(),
        share: reach.value,
        words: Unit::Share.spell(reach.value),
    });
    Ok(Report {
        simulation: SIMULATION.code.to_owned(),
        subject: request.subject,
        summary: format!("It makes {} other contexts change as well, on average.", ripple.touched.spell(Unit::Count)),
        method,
        quantities: vec![touched],
        heat: heat.collect(),
        ..Report::default()
    })
}

/// How many trials a full run takes.
pub const TRIALS: u32 = 4_096;

/// One parameter for each way in which a pattern lets a change through.
pub fn parameters() -> Vec<Parameter> {
    let mut parameters = Vec::new();
    let mut add = |key: String, label: String, default: f64, maximum: f64| {
        let unit = if maximum > 1.0 { Unit::Times } else { Unit::Share };
        parameters.push(Parameter::assumed(&key, &label, unit, default).settable(0.0, maximum));
    };
    for spec in PATTERNS {
        match (spec.spread, spec.place) {
            (Spread::Factor(factor), _) => {
                add(key(spec.code, "factor"), format!("{} multiplies by", spec.name), factor, 2.0);
            }
            (Spread::Base { to_downstream, .. }, PatternPlace::Whole { letters: None, .. }) => {
                add(key(spec.code, "to_downstream"), format!("{}, either way", spec.name), to_downstream, 1.0);
            }
            (Spread::Base { to_downstream, to_upstream }, _) => {
                add(key(spec.code, "to_downstream"), format!("{}, downstream", spec.name), to_downstream, 1.0);
                add(key(spec.code, "to_upstream"), format!("{}, upstream", spec.name), to_upstream, 1.0);
            }
        }
    }
    parameters
}

fn key(code: &str, what: &str) -> String {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("ripple.{}.{what}", code.to_ascii_lowercase())
}

/// The likelihoods that hold in a landscape, by parameter key.
#[derive(Clone, Debug)]
pub struct Likelihoods {
    values: SortedMap<String, f64>,
}

impl Likelihoods {
    /// The defaults and what the landscape sets differently.
    pub fn of(landscape: &Landscape) -> Self {
        let values = parameters().into_iter().map(|parameter| (parameter.key.clone(), parameter.value(landscape)));
        Self { values: values.collect() }
    }

    /// The likelihood that a change travels over the relationship: to downstream, to upstream.
    pub fn over(&self, relationship: &Relationship) -> [f64; 2] {
        let spec = pattern::whole(relationship.kind);
        let to_downstream = self.value(spec.code, "to_downstream");
        if pattern::is_symmetric(relationship.kind) {
            return [to_downstream, to_downstream];
        }
        let factors = pattern::roles(relationship).map(|role| self.value(role.code, "factor"));
        let damped = factors.fold(to_downstream, |likelihood, factor| likelihood * factor);
        [damped.clamp(0.0, 1.0), self.value(spec.code, "to_upstream")]
    }

    fn value(&self, code: &str, what: &str) -> f64 {
        self.values.get(&key(code, what)).copied().unwrap_or(0.0)
    }
}

/// A landscape made ready for ripples: rebuilt when the landscape changes, shared by all sources.
#[derive(Clone, Debug)]
pub struct RippleModel {
    /// The contexts by number; the teams follow them in the network.
    pub graph: Graph,
    /// The teams by number, after the contexts.
    pub teams: Vec<TeamId>,
    /// Contexts first, then teams; an edge leads to where a change goes.
    pub network: Network,
    /// For each team, in the order of `teams`, the numbers of the contexts that it owns.
    owned: Vec<Vec<usize>>,
    /// The relationships that make up the edge between two contexts, by number.
    over: SortedMap<(usize, usize), Vec<RelationshipId>>,
}

impl RippleModel {
    /// The model of a landscape.
    pub fn of(landscape: &Landscape) -> Self {
        let graph = Graph::of(landscape);
        let likelihoods = Likelihoods::of(landscape);
        let mut edges = Vec::new();
        let mut over: SortedMap<(usize, usize), Vec<RelationshipId>> = SortedMap::new();
        for link in &graph.links {
            let Some(relationship) = landscape.relationships.get(&link.relationship) else {
                continue;
            };
            let [to_downstream, to_upstream] = likelihoods.over(relationship);
            let both_ways =
                [(link.upstream, link.downstream, to_downstream), (link.downstream, link.upstream, to_upstream)];
            for (from, to, likelihood) in both_ways.into_iter().filter(|(.., likelihood)| *likelihood > 0.0) {
                let draw = [from, to].map(|number| graph.contexts[number].number());
                edges.push(Edge { from, to, likelihood, draw });
                over.entry((from, to)).or_default().push(link.relationship);
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
        Self { graph, teams, network, owned, over }
    }

    /// The relationships over which a change goes directly from one context to the other.
    pub fn relationships(&self, from: usize, to: usize) -> &[RelationshipId] {
        self.over.get(&(from, to)).map_or(&[], Vec::as_slice)
    }

    /// Starts the ripple from a context: exactly where that is feasible at once, else by sampling in steps.
    pub fn start(&self, source: ContextId) -> Option<RippleRun> {
        let source = self.graph.number(source)?;
        Some(match exact::reach(&self.network, source, exact::WORK_LIMIT) {
            Some(reach) => RippleRun::Exact { source, reach },
            None => {
                let contexts = self.graph.contexts.len();
                RippleRun::Sampled { source, sampler: Sampler::new(&self.network, source, contexts, SEED) }
            }
        })
    }

    /// The whole ripple from a context, in one go.
    pub fn run(&self, source: ContextId) -> Option<Ripple> {
        let mut run = self.start(source)?;
        while !run.is_done() {
            run.step(&self.network);
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
                Estimate::exact(others.map(|(_, estimate)| estimate.value).sum())
            }
            RippleRun::Sampled { sampler, .. } => sampler.touched(),
        };
        let reach = self.graph.contexts.iter().copied().zip(reach).collect();
        Ripple { source: self.graph.contexts[source], method, reach, teams, touched }
    }
}

/// A ripple on its way.
#[derive(Clone, Debug)]
pub enum RippleRun {
    /// Computed at once.
    Exact {
        /// Where the change starts, by number.
        source: usize,
        /// The probability of each node.
        reach: Vec<f64>,
    },
    /// Sampled in steps.
    Sampled {
        /// Where the change starts, by number.
        source: usize,
        /// What was drawn so far.
        sampler: Sampler,
    },
}

impl RippleRun {
    /// Whether all is done that a full run does.
    pub fn is_done(&self) -> bool {
        match self {
            Self::Exact { .. } => true,
            Self::Sampled { sampler, .. } => sampler.trials() >= TRIALS,
        }
    }

    /// Goes on by one block of trials.
    pub fn step(&mut self, network: &Network) {
        if let Self::Sampled { sampler, .. } = self {
            sampler.step(network);
        }
    }

    fn reach(&self, node: usize) -> Estimate {
        match self {
            Self::Exact { reach, .. } => Estimate::exact(reach[node]),
            Self::Sampled { source, .. } if *source == node => Estimate::exact(1.0),
            Self::Sampled { sampler, .. } => sampler.reach(node),
        }
    }
}

/// What a change in one context does.
#[derive(Clone, Debug, PartialEq)]
pub struct Ripple {
    /// Where the change starts.
    pub source: ContextId,
    /// How the figures came about.
    pub method: Method,
    /// The probability that each context must change too; 1 for the source.
    pub reach: SortedMap<ContextId, Estimate>,
    /// The teams that can become involved, in the order of identifiers.
    pub teams: Vec<TeamInvolvement>,
    /// How many other contexts are touched on average.
    pub touched: Estimate,
}

/// How a ripple's figures came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Computed: no uncertainty but that of the likelihoods.
    Exact,
    /// Estimated by drawing.
    Sampled {
        /// How often.
        trials: u32,
        /// From which seed.
        seed: u64,
    },
}

/// What a ripple means for a team.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamInvolvement {
    /// Which team.
    pub team: TeamId,
    /// The probability that it must act at all.
    pub involved: Estimate,
    /// How many contexts it owns.
    pub contexts_owned: usize,
    /// How many of them it must change on average.
    pub contexts_touched: f64,
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
