//! What would keep a change out: for the steps that matter most, the same ripple with a better boundary.
//!
//! Both ripples are computed, or both are drawn from the same random numbers: a step that stays the same draws the same,
//! and a boundary that changes nothing saves exactly nothing.

mod improvement;

use super::contracts::Standing;
use super::network::Network;
use super::sampling::Sampler;
use super::{ChangeKind, Likelihoods, RippleModel, exact};
use crate::model::{
    ContextId, DataStoreId, ElementId, Integration, Landscape, Relationship, RelationshipId, RelationshipKind,
};
use crate::pattern;
use crate::simulation::Estimate;

use improvement::{improve, offered};

/// So many relationships are tried.
const BOUNDARIES: usize = 8;

/// Blocks of draws for each ripple that is not computed.
const BLOCKS: u32 = 4;

/// What can be done at a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The downstream translates.
    AnticorruptionLayer,
    /// The upstream serves all by one protocol in a published language.
    OpenHost,
    /// The old version stays beside the new one.
    KeptVersion,
    /// Messages instead of calls or a shared database.
    Messages,
    /// Every writer has a store of its own.
    OwnStore,
}

impl Measure {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::AnticorruptionLayer => "Anticorruption layer at the downstream",
            Self::OpenHost => "Open host with a published language at the upstream",
            Self::KeptVersion => "Contract in versions, the old one kept",
            Self::Messages => "Messages through a broker",
            Self::OwnStore => "A data store for each writer",
        }
    }

    /// The code of the refactoring that does it.
    pub fn refactoring(self, relationship: Option<&Relationship>) -> Option<&'static str> {
        let is_by_data = relationship.is_some_and(|it| it.integration == Integration::SharedDatabase);
        match self {
            Self::AnticorruptionLayer => Some("introduce-anticorruption-layer"),
            Self::OpenHost => Some("introduce-open-host"),
            Self::KeptVersion => Some("version-contract"),
            Self::Messages => is_by_data.then_some("split-data-store"),
            Self::OwnStore => Some("split-data-store"),
        }
    }
}

/// Something that could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where.
    pub place: Place,
    /// What.
    pub measure: Measure,
}

/// Where something could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a relationship.
    Relationship(RelationshipId),
    /// At a context, for all that it supplies.
    Supplier(ContextId),
    /// At a data store.
    Store(DataStoreId),
}

/// What it would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Saving {
    /// What is done, and where.
    pub candidate: Candidate,
    /// What is to be selected for the refactoring.
    pub selection: Vec<ElementId>,
    /// The refactoring that does it, where it is offered for the selection.
    pub refactoring: Option<&'static str>,
    /// How many contexts fewer are touched on average.
    pub contexts: Estimate,
    /// How many teams fewer must act on average.
    pub teams: Estimate,
}

/// What can be tried: at the relationships over which the ripple goes with the highest probability, and at the stores
/// that the changed context shares.
pub fn candidates(landscape: &Landscape, model: &RippleModel, source: usize, reach: &[f64]) -> Vec<Candidate> {
    let mut flows: Vec<(f64, RelationshipId)> = Vec::new();
    for link in &model.graph.links {
        let Some(relationship) = landscape.relationships.get(&link.relationship) else { continue };
        let [down, up] = model.likelihoods.over(relationship);
        let share = |number: usize| reach.get(number).copied().unwrap_or_default();
        // A step back to where the change began does no more harm.
        let to = |number: usize| if number == source { 0.0 } else { 1.0 };
        let flow = share(link.upstream) * down * to(link.downstream) + share(link.downstream) * up * to(link.upstream);
        if flow > 0.0 {
            flows.push((flow, link.relationship));
        }
    }
    crate::order::sort_by(&mut flows, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut candidates: Vec<Candidate> = Vec::new();
    for (_, id) in flows.into_iter().take(BOUNDARIES) {
        let Some(relationship) = landscape.relationships.get(&id) else { continue };
        for measure in [Measure::AnticorruptionLayer, Measure::OpenHost, Measure::KeptVersion, Measure::Messages] {
            let place = match (measure, relationship.contexts()) {
                (Measure::OpenHost, Some((upstream, _))) => Place::Supplier(upstream),
                _ => Place::Relationship(id),
            };
            let candidate = Candidate { place, measure };
            if is_new(relationship, measure, &model.likelihoods) && !candidates.contains(&candidate) {
                candidates.push(candidate);
            }
        }
    }
    let id = model.graph.contexts[source];
    for store in landscape.data_stores.values().filter(|_| model.likelihoods.kind.is_of_data()) {
        let uses = |id| store.writers.contains(id) || store.readers.contains(id);
        let users = landscape.contexts.keys().filter(|id| uses(id)).count();
        if uses(&id) && users > 1 {
            candidates.push(Candidate { place: Place::Store(store.id), measure: Measure::OwnStore });
        }
    }
    candidates
}

/// Whether the measure is not there already, and makes sense for the relationship.
fn is_new(relationship: &Relationship, measure: Measure, likelihoods: &Likelihoods) -> bool {
    let is_directed = is_directed(relationship);
    let roles = relationship.upstream_roles;
    match measure {
        Measure::AnticorruptionLayer => is_directed && !relationship.downstream_roles.anticorruption_layer,
        Measure::OpenHost => is_directed && !(roles.open_host_service && roles.published_language),
        Measure::KeptVersion => {
            let is_kept = relationship
                .contexts()
                .is_some_and(|(upstream, _)| likelihoods.standing(relationship, upstream) == Standing::Kept);
            is_directed && !is_kept && matches!(likelihoods.kind, ChangeKind::Usual | ChangeKind::Breaking)
        }
        Measure::Messages => matches!(
            relationship.integration,
            Integration::SharedDatabase | Integration::RemoteCall | Integration::InProcessCall
        ),
        Measure::OwnStore => false,
    }
}

/// Whether one end supplies the other.
fn is_directed(relationship: &Relationship) -> bool {
    !pattern::is_symmetric(relationship.kind) && relationship.kind != RelationshipKind::SeparateWays
}

/// A ripple to compare with: its reach exactly, or block by block.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Others touched and teams involved: one figure if computed, else one for each block.
    contexts: Vec<f64>,
    teams: Vec<f64>,
    is_exact: bool,
}

impl Measured {
    /// The ripple of a model from a source, computed where `may_compute` and that is feasible.
    pub fn of(model: &RippleModel, source: usize, seed: u64, may_compute: bool) -> Self {
        let network = model.network_from(source);
        let computed = if may_compute { exact::reach(&network, source, exact::WORK_LIMIT) } else { None };
        match computed {
            Some(reach) => {
                let [contexts, teams] = sums(model, source, |node| reach[node]);
                Self { contexts: vec![contexts], teams: vec![teams], is_exact: true }
            }
            None => Self::drawn(model, &network, source, seed),
        }
    }

    fn drawn(model: &RippleModel, network: &Network, source: usize, seed: u64) -> Self {
        let mut sampler = Sampler::new(network, source, model.graph.contexts.len(), seed);
        let (mut contexts, mut teams, mut before) = (Vec::new(), Vec::new(), [0.0; 2]);
        for block in 1..=BLOCKS {
            sampler.step(network);
            let sum = sums(model, source, |node| sampler.reach(node).value).map(|mean| mean * f64::from(block));
            contexts.push(sum[0] - before[0]);
            teams.push(sum[1] - before[1]);
            before = sum;
        }
        Self { contexts, teams, is_exact: false }
    }

    /// What the other ripple has less of: contexts and teams.
    fn less(&self, after: &Self) -> [Estimate; 2] {
        [(&self.contexts, &after.contexts), (&self.teams, &after.teams)].map(|(before, after)| {
            let differences: Vec<f64> = before.iter().zip(after).map(|(before, after)| before - after).collect();
            match differences.as_slice() {
                [only] => Estimate::exact(*only),
                many => Estimate::mean_of(many),
            }
        })
    }
}

/// Others touched and teams involved.
fn sums(model: &RippleModel, source: usize, share: impl Fn(usize) -> f64) -> [f64; 2] {
    let contexts = model.graph.contexts.len();
    let touched = (0..contexts).filter(|node| *node != source).map(&share).fold(0.0, |sum, share| sum + share);
    let team = |index: usize| if model.owned[index].contains(&source) { 1.0 } else { share(contexts + index) };
    [touched, (0..model.teams.len()).map(team).fold(0.0, |sum, share| sum + share)]
}

/// What a candidate would bring beside the ripple as it is.
pub fn saving(
    landscape: &Landscape,
    model: &RippleModel,
    source: usize,
    seed: u64,
    (now, candidate): (&Measured, Candidate),
) -> Saving {
    let mut after = landscape.clone();
    let kept = improve(&mut after, candidate);
    let likelihoods = Likelihoods::of_kind(&after, model.likelihoods.kind);
    let changed = RippleModel::with(&after, likelihoods, |likelihoods, relationship| {
        let standing = kept.filter(|id| *id == relationship.id).map(|_| Standing::Kept);
        likelihoods.steps_with(relationship, standing).map(|step| step.likelihood)
    });
    let mut then = Measured::of(&changed, source, seed, now.is_exact);
    let mut before = std::borrow::Cow::Borrowed(now);
    if then.is_exact != now.is_exact {
        // Only what came about in the same way can be compared step by step.
        then = Measured::of(&changed, source, seed, false);
        before = std::borrow::Cow::Owned(Measured::of(model, source, seed, false));
    }
    let [contexts, teams] = before.less(&then);
    let (selection, refactoring) = offered(landscape, candidate);
    Saving { candidate, selection, refactoring, contexts, teams }
}
