//! What might move the bend: the same landscape with less coupling.

use std::sync::Arc;

use super::field::Field;
use crate::model::{Landscape, Relationship, RelationshipId, RelationshipKind};
use crate::order;
use crate::pattern;
use crate::simulation::footprint::Footprints;
use crate::simulation::team_design::demand::Demand;

/// The landscape as it is, or with less coupling.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Names it in files.
    pub code: &'static str,
    /// Names it on screen.
    pub name: &'static str,
    /// The work, where it differs from what is drawn.
    pub demand: Option<Demand>,
    /// The code bases, where they differ from what is drawn.
    pub bases: Option<Vec<Vec<usize>>>,
    /// Working days for which a change is on a branch of its own.
    pub branch_days: f64,
    /// Whether lead times are computed.
    pub has_lead: bool,
    /// The relationships that it changes.
    pub changed: Vec<RelationshipId>,
}

/// As drawn; with open hosts; with anticorruption layers; with a deployable for each context; trunk-based; all of these.
pub fn all(landscape: &Landscape, field: &Field) -> Vec<Variant> {
    let busiest = busiest(landscape, field);
    let pick = |fits: fn(&Relationship) -> bool| -> Vec<RelationshipId> {
        let of = |id: &&RelationshipId| landscape.relationships.get(*id).is_some_and(|it| fits(it));
        busiest.iter().filter(of).take(field.edges).copied().collect()
    };
    let (hosts, layers) = (pick(can_have_host), pick(can_have_layer));
    let with = |hosts: &[RelationshipId], layers: &[RelationshipId]| -> Option<Demand> {
        let changed = decoupled(landscape, hosts, layers);
        (!hosts.is_empty() || !layers.is_empty()).then(|| field.demand_of(&Footprints::of(&changed)))
    };
    let drawn = Variant {
        code: "drawn",
        name: "As drawn",
        demand: None,
        bases: None,
        branch_days: field.branch_days,
        has_lead: true,
        changed: Vec::new(),
    };
    let quiet = Variant { has_lead: false, ..drawn.clone() };
    let ours = (0..field.is_ours.len()).filter(|context| field.is_ours[*context]);
    let own: Vec<Vec<usize>> = ours.map(|context| vec![context]).collect();
    let trunk = field.trunk_days.min(field.branch_days);
    let everything = Variant {
        code: "everything",
        name: "All of these",
        demand: with(&hosts, &layers),
        bases: Some(own.clone()),
        branch_days: trunk,
        changed: hosts.iter().chain(&layers).copied().collect(),
        has_lead: true,
    };
    let open = with(&hosts, &[]);
    let damped = with(&[], &layers);
    vec![
        drawn,
        Variant { code: "hosts", name: "Open hosts", demand: open, changed: hosts, ..quiet.clone() },
        Variant { code: "layers", name: "Anticorruption layers", demand: damped, changed: layers, ..quiet.clone() },
        Variant { code: "deployables", name: "A deployable for each context", bases: Some(own), ..quiet.clone() },
        Variant { code: "trunk", name: "Trunk-based", branch_days: trunk, ..quiet },
        everything,
    ]
}

/// The relationships by how many changes a month travel between their ends, the most first.
fn busiest(landscape: &Landscape, field: &Field) -> Vec<RelationshipId> {
    let model = Footprints::of(landscape).model;
    let mut volumes: Vec<(RelationshipId, f64)> = Vec::new();
    for ((from, to), volume) in &field.demand.traffic {
        volumes.extend(model.relationships(*from, *to).iter().map(|id| (*id, *volume)));
    }
    order::sort_by(&mut volumes, |a, b| a.0.cmp(&b.0));
    volumes.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 += next.1;
        }
        is_same
    });
    order::sort_by(&mut volumes, |a, b| b.1.total_cmp(&a.1));
    volumes.into_iter().map(|(id, _)| id).collect()
}

fn has_ends(relationship: &Relationship) -> bool {
    !pattern::is_symmetric(relationship.kind) && relationship.kind != RelationshipKind::SeparateWays
}

fn can_have_host(it: &Relationship) -> bool {
    has_ends(it) && !(it.upstream_roles.open_host_service && it.upstream_roles.published_language)
}

fn can_have_layer(it: &Relationship) -> bool {
    has_ends(it) && !it.downstream_roles.anticorruption_layer
}

/// The landscape with open hosts and published languages here, and anticorruption layers there.
fn decoupled(landscape: &Landscape, hosts: &[RelationshipId], layers: &[RelationshipId]) -> Landscape {
    let mut changed = landscape.clone();
    for id in hosts {
        if let Some(relationship) = changed.relationships.get_mut(id) {
            let roles = &mut Arc::make_mut(relationship).upstream_roles;
            (roles.open_host_service, roles.published_language) = (true, true);
        }
    }
    for id in layers {
        if let Some(relationship) = changed.relationships.get_mut(id) {
            let roles = &mut Arc::make_mut(relationship).downstream_roles;
            (roles.anticorruption_layer, roles.conformist) = (true, false);
        }
    }
    changed
}
