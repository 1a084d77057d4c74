//! Who has to coordinate and who does, by a landscape. How it is read is ours:
//!
//! - Teams stand for people and contexts for tasks: TA is 1 where a team owns a context.
//! - TD is the likelihood that a change travels over the relationships between two contexts, as their patterns alone
//!   say it: who has to talk does not depend on how often. Those between the same two count together,
//!   1 − (1 − p)(1 − q). A context depends on itself with 1, so that two teams that own one context have to coordinate.
//! - Teams that collaborate, where one facilitates another, or that interact in a way that is not said, talk. That one
//!   uses what another offers as a service is enough where all that it needs is published: by an open host service, a
//!   published language, or a version of a contract that is neither a draft nor retired.

use super::{Contact, Need, Requirement};
use crate::graph::Graph;
use crate::model::{InteractionMode, Landscape, Lifecycle, Relationship, RelationshipKind, TeamId};
use crate::order;
use crate::simulation::ripple::Likelihoods;
use crate::sorted_map::SortedMap;

/// One context depends on another.
#[derive(Clone, Copy)]
struct Entry {
    from: usize,
    to: usize,
    likelihood: f64,
    is_published: bool,
}

/// Who has to coordinate. `owners` has the numbers of the teams that own each context of the graph, each once.
pub fn required(landscape: &Landscape, graph: &Graph, owners: &[Vec<usize>]) -> Vec<Requirement> {
    let mut parts: Vec<((usize, usize), Part)> = Vec::new();
    let mut add = |one: usize, other: usize, weight: f64, need: Need| {
        if one != other {
            let way = usize::from(one > other);
            parts.push(((one.min(other), one.max(other)), Part { way, weight, need }));
        }
    };
    for it in entries(landscape, graph) {
        let need = if it.is_published { Need::Service } else { Need::Talk };
        for one in &owners[it.from] {
            owners[it.to].iter().for_each(|other| add(*one, *other, it.likelihood, need));
        }
    }
    for together in owners.iter().filter(|owners| owners.len() > 1) {
        for one in together {
            together.iter().for_each(|other| add(*one, *other, 1.0, Need::Talk));
        }
    }
    order::sort_by_key(&mut parts, |(teams, _)| *teams);
    let of_one_pair = parts.chunk_by(|a, b| a.0 == b.0).map(|parts| {
        let each = |way: usize| parts.iter().map(|(_, part)| part).filter(move |part| part.way == way);
        let [one, other] = [0, 1].map(|way| each(way).map(|part| part.weight).sum::<f64>());
        let needs = [0, 1].map(|way| each(way).map(|part| part.need).max().unwrap_or_default());
        Requirement { teams: parts[0].0, weight: one.max(other), needs }
    });
    of_one_pair.collect()
}

/// Something for which one of two teams needs the other.
struct Part {
    /// 0 where the team with the lower number needs the other one, 1 for the other way.
    way: usize,
    weight: f64,
    need: Need,
}

/// Who communicates, by the interactions of teams that are there. `numbers` are those of the teams.
pub fn contacts(landscape: &Landscape, numbers: &SortedMap<TeamId, usize>) -> Vec<Contact> {
    let contacts = landscape.interactions.values().filter_map(|interaction| {
        let [provider, consumer] = [*numbers.get(&interaction.provider)?, *numbers.get(&interaction.consumer)?];
        let is_service = interaction.mode == InteractionMode::XAsAService;
        (provider != consumer).then_some(Contact { provider, consumer, is_service })
    });
    contacts.collect()
}

/// TD without its diagonal, in the order of the ends.
fn entries(landscape: &Landscape, graph: &Graph) -> Vec<Entry> {
    let likelihoods = Likelihoods::of(landscape);
    // There are few different kinds of relationships, and looking up a likelihood takes the making of texts.
    let mut known: SortedMap<(RelationshipKind, [bool; 4]), [f64; 2]> = SortedMap::new();
    let mut entries = Vec::with_capacity(graph.links.len());
    for link in &graph.links {
        let Some(relationship) = landscape.relationships.get(&link.relationship) else {
            continue;
        };
        let kind = (relationship.kind, roles(relationship));
        let [to_downstream, to_upstream] = *known.entry(kind).or_insert_with(|| likelihoods.by_pattern(relationship));
        let is_published = is_published(landscape, relationship);
        let ways = [(link.downstream, link.upstream, to_downstream), (link.upstream, link.downstream, to_upstream)];
        for (from, to, likelihood) in ways.into_iter().filter(|(.., likelihood)| *likelihood > 0.0) {
            entries.push(Entry { from, to, likelihood, is_published });
        }
    }
    order::sort_by_key(&mut entries, |it| (it.from, it.to));
    entries.dedup_by(|next, kept| {
        let is_parallel = (next.from, next.to) == (kept.from, kept.to);
        if is_parallel {
            kept.likelihood = 1.0 - (1.0 - kept.likelihood) * (1.0 - next.likelihood);
            kept.is_published &= next.is_published;
        }
        is_parallel
    });
    entries
}

fn roles(relationship: &Relationship) -> [bool; 4] {
    let (upstream, downstream) = (relationship.upstream_roles, relationship.downstream_roles);
    [upstream.open_host_service, upstream.published_language, downstream.anticorruption_layer, downstream.conformist]
}

/// Whether the downstream can go by something published, without asking.
pub(crate) fn is_published(landscape: &Landscape, relationship: &Relationship) -> bool {
    let holds = |lifecycle: Lifecycle| !matches!(lifecycle, Lifecycle::Draft | Lifecycle::Retired);
    let mut versions = relationship.versions.iter().filter_map(|id| landscape.versions.get(id));
    relationship.upstream_roles.open_host_service
        || relationship.upstream_roles.published_language
        || versions.any(|version| holds(version.lifecycle) && landscape.contracts.contains_key(&version.contract))
}
