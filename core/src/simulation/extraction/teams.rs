//! What teams that change one process do to each other: changes that collide, talks before releases.

use super::assumptions::Assumptions;
use super::ground::{Ground, Site};
use crate::model::{DeployableKind, TeamId};
use crate::order;

/// Days in a month.
const DAYS: f64 = 30.0;

/// The likelihood that two changes at once collide: module boundaries lower it.
pub(crate) fn collision_chance(site: &Site, assumptions: &Assumptions) -> f64 {
    let factor = match site.kind {
        DeployableKind::ModularMonolith => assumptions.value("modular_factor"),
        _ => 1.0,
    };
    (assumptions.value("collision_chance") * factor).clamp(0.0, 1.0)
}

/// Collisions a month: each change meets what other teams merge while its branch lives, 1 − (1 − q)^n.
pub(crate) fn collisions(ground: &Ground<'_>, members: &[usize], chance: f64) -> f64 {
    let by_team = by_team(ground, members);
    let all: f64 = by_team.iter().map(|(_, changes)| changes).sum();
    let of = |member: &usize| {
        let facts = &ground.facts[*member];
        let own = by_team.iter().find(|(team, _)| *team == facts.team).map_or(0.0, |(_, changes)| *changes);
        let merged = (all - own).max(0.0) * facts.branch_days / DAYS;
        facts.changes * (1.0 - libm::pow(1.0 - chance, merged))
    };
    members.iter().map(of).sum()
}

/// Talks a month: before each release the teams that ship together agree.
pub(crate) fn talks(ground: &Ground<'_>, members: &[usize]) -> f64 {
    let others = teams_of(ground, members).len().saturating_sub(1) as f64;
    let cadence = cadence(ground, members);
    let changes: f64 = members.iter().map(|it| ground.facts[*it].changes).sum();
    (DAYS / cadence).min(changes) * others
}

/// Days from one release of these to the next: that of the slowest of their teams.
pub(crate) fn cadence(ground: &Ground<'_>, members: &[usize]) -> f64 {
    members.iter().map(|it| ground.facts[*it].cadence_days).fold(1.0, f64::max)
}

/// Changes a month by team; those that nobody owns are one.
fn by_team(ground: &Ground<'_>, members: &[usize]) -> Vec<(Option<TeamId>, f64)> {
    let mut by_team: Vec<(Option<TeamId>, f64)> = Vec::new();
    for facts in members.iter().map(|member| &ground.facts[*member]) {
        match by_team.iter_mut().find(|(team, _)| *team == facts.team) {
            Some((_, changes)) => *changes += facts.changes,
            None => by_team.push((facts.team, facts.changes)),
        }
    }
    by_team
}

/// The teams that own these contexts, each once.
pub(crate) fn teams_of(ground: &Ground<'_>, members: &[usize]) -> Vec<TeamId> {
    let mut teams: Vec<TeamId> = members.iter().filter_map(|member| ground.facts[*member].team).collect();
    order::sort_by_key(&mut teams, |team| *team);
    teams.dedup();
    teams
}
