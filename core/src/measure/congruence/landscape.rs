//! Who has to coordinate and who does, by a landscape. How it is read is ours:
//!
//! - Teams stand for people and contexts for tasks: TA is 1 where a team owns a context.
//! - TD is the likelihood that a change travels over the relationships between two contexts, as the ripple assumes it;
//!   those between the same two count together, 1 − (1 − p)(1 − q). A context depends on itself with 1, so that two
//!   teams that own one context have to coordinate.

use super::Requirement;
use crate::graph::Graph;
use crate::model::{Landscape, Relationship, RelationshipKind};
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
    let mut parts: Vec<((usize, usize), [f64; 2], bool)> = Vec::new();
    let mut add = |one: usize, other: usize, likelihood: f64, is_published: bool| {
        if one != other {
            let weights = if one < other { [likelihood, 0.0] } else { [0.0, likelihood] };
            parts.push(((one.min(other), one.max(other)), weights, is_published));
        }
    };
    for it in entries(landscape, graph) {
        for one in &owners[it.from] {
            owners[it.to].iter().for_each(|other| add(*one, *other, it.likelihood, it.is_published));
        }
    }
    for together in owners.iter().filter(|owners| owners.len() > 1) {
        for one in together {
            together.iter().for_each(|other| add(*one, *other, 1.0, false));
        }
    }
    order::sort_by_key(&mut parts, |(teams, ..)| *teams);
    let of_one_pair = parts.chunk_by(|a, b| a.0 == b.0).map(|parts| {
        let [one, other] = [0, 1].map(|way| parts.iter().map(|(_, weights, _)| weights[way]).sum::<f64>());
        let is_published = parts.iter().all(|(.., is_published)| *is_published);
        Requirement { teams: parts[0].0, weight: one.max(other), is_published }
    });
    of_one_pair.collect()
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
        let [to_downstream, to_upstream] = *known.entry(kind).or_insert_with(|| likelihoods.over(relationship));
        let is_published = is_published(relationship);
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
fn is_published(relationship: &Relationship) -> bool {
    relationship.upstream_roles.open_host_service || relationship.upstream_roles.published_language
}
