//! What of a landscape matters for taking it apart: where each context ships, how large and busy it is, whose it is,
//! and how the contexts are tied to each other.

use super::assumptions::Assumptions;
use super::facts::{Facts, facts};
use super::ties::{Tie, ties};
use crate::graph::Graph;
use crate::model::{ContextId, DeployableId, DeployableKind, ElementId, Landscape};
use crate::order;
use crate::simulation::footprint::Footprints;

/// Minutes in a year of 365 days.
pub(crate) const MINUTES_A_YEAR: f64 = 525_600.0;

/// A landscape made ready to be taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Ground<'a> {
    /// The landscape itself.
    pub landscape: &'a Landscape,
    /// Its contexts by number.
    pub graph: Graph,
    /// What ships as one.
    pub sites: Vec<Site>,
    /// Where each context ships; nothing of what is outside.
    pub site_of: Vec<Option<usize>>,
    /// What is known of each context.
    pub facts: Vec<Facts>,
    /// How contexts are tied, in the order of relationships.
    pub ties: Vec<Tie>,
    /// The ties of each context, by number.
    pub ties_of: Vec<Vec<usize>>,
    /// Whether the landscape says of nothing where it ships.
    pub is_unplaced: bool,
    /// Which contexts a change touches.
    pub footprints: Footprints,
}

/// What ships as one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Site {
    /// Which deployable; nothing where none is drawn.
    pub id: Option<DeployableId>,
    /// How it is cut.
    pub kind: DeployableKind,
    /// How many tiers it has.
    pub tiers: usize,
    /// How many run; nothing where that is not said.
    pub instances: Option<f64>,
    /// The contexts in it, by number.
    pub members: Vec<usize>,
}

impl Site {
    /// Whether it is cut by technology and not along contexts.
    pub(crate) fn is_tiered(&self) -> bool {
        self.kind == DeployableKind::TieredMonolith || self.kind == DeployableKind::Undefined && self.tiers > 0
    }
}

impl<'a> Ground<'a> {
    /// The ground of a landscape under these assumptions.
    pub(crate) fn of(landscape: &'a Landscape, assumptions: &Assumptions) -> Self {
        let graph = Graph::of(landscape);
        let facts = facts(landscape, &graph, assumptions);
        let ties = ties(landscape, &graph);
        let mut ties_of = vec![Vec::new(); graph.contexts.len()];
        for (index, tie) in ties.iter().enumerate() {
            ties_of[tie.upstream].push(index);
            ties_of[tie.downstream].push(index);
        }
        let (sites, site_of, is_unplaced) = sites(landscape, &graph);
        let footprints = Footprints::of(landscape);
        Self { landscape, graph, sites, site_of, facts, ties, ties_of, is_unplaced, footprints }
    }

    /// The same with a context in a site of its own.
    pub(crate) fn extract(&mut self, context: usize) {
        if let Some(site) = self.site_of[context] {
            self.sites[site].members.retain(|member| *member != context);
            self.site_of[context] = Some(self.sites.len());
            self.sites.push(Site { kind: DeployableKind::Service, members: vec![context], ..Site::default() });
        }
    }

    /// Whether the two ship together.
    pub(crate) fn is_together(&self, one: usize, other: usize) -> bool {
        self.site_of[one].is_some() && self.site_of[one] == self.site_of[other]
    }

    /// The ties of a context to what ships with it.
    pub(crate) fn boundary(&self, context: usize) -> impl Iterator<Item = &Tie> {
        let ties = self.ties_of[context].iter().map(|index| &self.ties[*index]);
        ties.filter(move |tie| self.is_together(tie.upstream, tie.downstream))
    }

    /// How likely a change in one context directly needs one in another: at least one of the ways there lets it through.
    pub(crate) fn spread(&self, from: usize, to: usize) -> f64 {
        let ways = self.footprints.model.network.from(from).iter().filter(|edge| edge.to == to);
        1.0 - ways.map(|edge| 1.0 - edge.likelihood).product::<f64>()
    }

    /// The context behind a number.
    pub(crate) fn id(&self, context: usize) -> ContextId {
        self.graph.contexts[context]
    }

    /// The element behind a number.
    pub(crate) fn element(&self, context: usize) -> ElementId {
        self.id(context).into()
    }

    /// Everything that stands still when a context does, directly or not, the context itself included.
    pub(crate) fn needing(&self, contexts: &[usize]) -> Vec<bool> {
        let mut seen = vec![false; self.facts.len()];
        let mut open: Vec<usize> = contexts.to_vec();
        open.iter().for_each(|context| seen[*context] = true);
        while let Some(at) = open.pop() {
            for tie in self.ties_of[at].iter().map(|index| &self.ties[*index]) {
                if tie.waits && tie.upstream == at && !std::mem::replace(&mut seen[tie.downstream], true) {
                    open.push(tie.downstream);
                }
            }
        }
        seen
    }
}

/// What ships as one, where each context is, and whether nothing is said of any. Of a context in several deployables
/// the first counts. Where no deployable is drawn, all that is not outside is taken to ship as one; where some are, a
/// context in none is taken to ship alone.
fn sites(landscape: &Landscape, graph: &Graph) -> (Vec<Site>, Vec<Option<usize>>, bool) {
    let mut site_of: Vec<Option<usize>> = vec![None; graph.contexts.len()];
    let is_outside = |number: usize| landscape.contexts.get(&graph.contexts[number]).is_some_and(|it| it.is_external());
    let mut sites: Vec<Site> = Vec::new();
    for deployable in landscape.deployables.values() {
        let mut members = Vec::new();
        for number in deployable.contexts.iter().filter_map(|context| graph.number(*context)) {
            if site_of[number].is_none() && !is_outside(number) {
                site_of[number] = Some(sites.len());
                members.push(number);
            }
        }
        order::sort_by_key(&mut members, |member| *member);
        if !members.is_empty() {
            let instances = (deployable.instances > 0).then(|| f64::from(deployable.instances));
            let (id, tiers) = (Some(deployable.id), deployable.tiers.len());
            sites.push(Site { id, kind: deployable.kind, tiers, instances, members });
        }
    }
    let left: Vec<usize> = (0..site_of.len()).filter(|it| site_of[*it].is_none() && !is_outside(*it)).collect();
    let is_unplaced = sites.is_empty();
    if is_unplaced && !left.is_empty() {
        left.iter().for_each(|context| site_of[*context] = Some(0));
        sites.push(Site { members: left, ..Site::default() });
        return (sites, site_of, true);
    }
    for context in left {
        site_of[context] = Some(sites.len());
        sites.push(Site { members: vec![context], ..Site::default() });
    }
    (sites, site_of, is_unplaced)
}
