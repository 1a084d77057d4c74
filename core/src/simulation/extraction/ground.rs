//! What of a landscape matters for taking it apart: where each context ships, how large and busy it is, whose it is,
//! and how the contexts are tied to each other.

use super::assumptions::Assumptions;
use crate::graph::Graph;
use crate::model::{
    BoundedContext, ContextId, ContextKind, Coupling, Criticality, DeployableId, DeployableKind, ElementId,
    Integration, Landscape, Layer, Party, Relationship, RelationshipId, RelationshipKind, Strength, TeamId, Timing,
};
use crate::order;
use crate::pattern;
use crate::simulation::footprint::Footprints;
use crate::sorted_map::SortedMap;

/// Minutes in a year of 365 days.
pub(crate) const MINUTES_A_YEAR: f64 = 525_600.0;

/// More calls than this for one request say that nobody counted.
const CALLS_MAX: f64 = 10_000.0;

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

/// How two contexts are tied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tie {
    pub relationship: RelationshipId,
    /// The number of the context that supplies.
    pub upstream: usize,
    /// The number of the context that consumes.
    pub downstream: usize,
    pub kind: RelationshipKind,
    pub integration: Integration,
    /// Whether the downstream stands still without the upstream.
    pub waits: bool,
    /// Whether the downstream waits for an answer at all.
    pub is_call: bool,
    /// How often one request to the downstream calls the upstream; 1 where that is not said.
    pub calls: f64,
    /// How much of the upstream's inside the downstream is tied to.
    pub strength: Strength,
    /// Whether an interface, a contract or a named message stands between the two.
    pub has_seam: bool,
}

impl Tie {
    /// The context at the other end.
    pub(crate) fn other(&self, context: usize) -> usize {
        if self.upstream == context { self.downstream } else { self.upstream }
    }

    /// Whether it goes past what the other side publishes.
    pub(crate) fn is_entangled(&self) -> bool {
        matches!(self.kind, RelationshipKind::BigBallOfMud | RelationshipKind::SharedKernel)
            || matches!(self.strength, Strength::Strong | Strength::EntityReads)
            || self.integration == Integration::SharedDatabase
            || !self.has_seam
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

fn facts(landscape: &Landscape, graph: &Graph, assumptions: &Assumptions) -> Vec<Facts> {
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

fn ties(landscape: &Landscape, graph: &Graph) -> Vec<Tie> {
    let mut published: Vec<ContextId> = landscape.contracts.values().map(|contract| contract.context).collect();
    order::sort_by_key(&mut published, |context| *context);
    let mut named: Vec<RelationshipId> = landscape.messages.values().map(|message| message.relationship).collect();
    order::sort_by_key(&mut named, |relationship| *relationship);
    let mut ports: Vec<(ContextId, &str)> = Vec::new();
    for block in landscape.building_blocks.values().filter(|block| block.is_abstract || block.is_public) {
        ports.push((block.context, block.name.as_str()));
    }
    order::sort_by_key(&mut ports, |port| *port);
    let mut ties = Vec::with_capacity(graph.links.len());
    for link in &graph.links {
        let Some(it) = landscape.relationships.get(&link.relationship) else { continue };
        if it.kind == RelationshipKind::SeparateWays {
            continue;
        }
        let ends = [link.upstream, link.downstream].map(|number| graph.contexts[number]);
        let is_port = |context: &ContextId| ports.binary_search(&(*context, it.name.as_str())).is_ok();
        let has_seam = it.upstream_roles.open_host_service
            || it.upstream_roles.published_language
            || it.downstream_roles.anticorruption_layer
            || !it.versions.is_empty()
            || published.binary_search(&ends[0]).is_ok()
            || it.integration == Integration::InProcessMessage && named.binary_search(&it.id).is_ok()
            || !it.name.is_empty() && ends.iter().any(is_port);
        ties.push(tie(it, [link.upstream, link.downstream], has_seam));
    }
    ties
}

fn tie(it: &Relationship, [upstream, downstream]: [usize; 2], has_seam: bool) -> Tie {
    let is_call = match it.timing {
        Timing::Synchronous => true,
        Timing::Asynchronous => false,
        Timing::Undefined => match it.integration {
            Integration::InProcessCall | Integration::RemoteCall | Integration::SharedDatabase => true,
            Integration::Undefined => !pattern::is_symmetric(it.kind),
            _ => false,
        },
    };
    Tie {
        relationship: it.id,
        upstream,
        downstream,
        kind: it.kind,
        integration: it.integration,
        waits: is_call && it.coupling != Coupling::Soft,
        is_call,
        calls: f64::from(it.calls_per_request.max(1)).min(CALLS_MAX),
        strength: it.strength,
        has_seam,
    }
}
