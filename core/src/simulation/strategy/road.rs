//! What it takes to get from the drawn landscape to each shape, once.

use super::shapes::Shape;
use crate::model::{DataStoreKind, Integration};
use crate::simulation::extraction::assumptions::Assumptions;
use crate::simulation::extraction::ground::Ground;
use crate::simulation::extraction::pert::Sum;
use crate::simulation::extraction::plumbing::{Phase, Plumbing, is_transaction};
use crate::simulation::extraction::work::{Item, Way, Work, circles, services, sum};

/// The effort of getting to a shape.
pub(crate) fn effort(shape: Shape, ground: &Ground<'_>, assumptions: &Assumptions) -> Sum {
    match shape {
        Shape::Drawn => Sum::default(),
        Shape::Monolith => merging(ground, assumptions),
        Shape::Modules => merging(ground, assumptions).and(&sum(apart(ground, false, assumptions).iter(), true)),
        Shape::Services => sum(apart(ground, true, assumptions).iter(), true),
    }
}

/// Bringing what ships apart into one process: each context that is not in the largest part, and each call between the
/// parts.
fn merging(ground: &Ground<'_>, assumptions: &Assumptions) -> Sum {
    let inside: usize = ground.sites.iter().map(|site| site.members.len()).sum();
    let largest = ground.sites.iter().map(|site| site.members.len()).max().unwrap_or_default();
    let is_inside = |context: usize| ground.site_of[context].is_some();
    let calls = ground.ties.iter().filter(|tie| {
        let is_remote = matches!(tie.integration, Integration::RemoteCall | Integration::BrokerMessage);
        is_remote && is_inside(tie.upstream) && is_inside(tie.downstream)
    });
    let moved = vec![assumptions.pert("strategy.merge_days"); inside - largest];
    Sum::together(moved).and(&Sum::together(calls.map(|_| assumptions.days(Plumbing::Address))))
}

/// Taking every context out of what it ships in, one after the other, each joint once; the last one of a part stays. Of
/// services everything is done, of modules only what makes them modules.
fn apart(ground: &Ground<'_>, is_service: bool, assumptions: &Assumptions) -> Vec<Item> {
    let mut ground = ground.clone();
    let (circles, mut number) = (circles(&ground), services(&ground));
    let mut items = Vec::new();
    for site in 0..ground.sites.len() {
        let members = ground.sites[site].members.clone();
        if members.len() < 2 {
            continue;
        }
        for (index, context) in members.iter().enumerate() {
            let work = Work::of(&ground, &circles, *context, number, Way::Modules, assumptions);
            let is_last = index + 1 == members.len();
            let wanted = |item: &Item| item.plumbing.joint().phase == Phase::Modularise || is_service && !is_last;
            items.extend(work.items.into_iter().filter(wanted));
            ground.extract(*context);
            number += 1;
        }
    }
    items
}

/// Pairs of contexts that one transaction changes: the one writes the other's entities, or both write one store.
pub(crate) fn transactions(ground: &Ground<'_>) -> Vec<(usize, usize)> {
    let by_call = ground.ties.iter().filter(|tie| is_transaction(tie));
    let mut pairs: Vec<(usize, usize)> = by_call.map(|tie| (tie.upstream, tie.downstream)).collect();
    for store in ground.landscape.data_stores.values() {
        if matches!(store.kind, DataStoreKind::Warehouse | DataStoreKind::Cache) {
            continue;
        }
        // Each further writer of a store joins its first one.
        let mut writers = store.writers.iter().filter_map(|id| ground.graph.number(*id));
        let first = writers.next();
        pairs.extend(first.into_iter().flat_map(|first| writers.clone().map(move |other| (first, other))));
    }
    for pair in &mut pairs {
        *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
    }
    crate::order::sort_by_key(&mut pairs, |pair| *pair);
    pairs.dedup();
    pairs.retain(|(one, other)| one != other && ground.site_of[*one].is_some() && ground.site_of[*other].is_some());
    pairs
}

/// How many instances of everything run today: those of each deployable, by its part of the code.
pub(crate) fn instances_today(ground: &Ground<'_>, assumptions: &Assumptions) -> f64 {
    let lines = |members: &[usize]| members.iter().map(|it| ground.facts[*it].lines).sum::<f64>();
    let all: f64 = ground.sites.iter().map(|site| lines(&site.members)).sum();
    let unsaid = assumptions.value("instances");
    let of = ground.sites.iter().map(|site| site.instances.unwrap_or(unsaid) * lines(&site.members));
    if all > 0.0 { of.sum::<f64>() / all } else { unsaid }
}
