//! Time to restore by formula: notice, decide, then the quick way out or a repair that goes through the team.

use super::factory::{Model, Path, Practice};
use super::flows::{Flows, fails};
use super::moments::{self, Moments};

/// Failures of one kind: of one team's changes, restored in one way.
#[derive(Clone, Copy, Debug)]
pub struct Restore {
    /// How often in a day.
    pub a_day: f64,
    /// Which way the team goes.
    pub path: Path,
    /// How long it takes.
    pub time: Moments,
    /// The share of users who meet it.
    pub exposed: f64,
    /// Repairs a day that go out on their own.
    pub urgent: f64,
    /// Repairs a day that are forgotten on a living branch.
    pub forgotten: f64,
}

/// Every kind of failure.
pub fn restores(flows: &Flows, model: &Model) -> Vec<Restore> {
    let mut restores = Vec::new();
    for (number, source) in model.sources.iter().enumerate() {
        let Some(team) = source.owners.first().copied().filter(|_| source.a_day > 0.0) else { continue };
        let practice = &model.practices[model.teams[team as usize].practice as usize];
        let outlet = &flows.outlets[source.dock as usize];
        let a_day = source.a_day * fails(model, number, 1) * outlet.failures_a_fault;
        let works = practice.way_out(source);
        let [quick, slow] = times(flows, model, team, practice);
        let kept = libm::pow(1.0 - model.failures.forgotten, f64::from(practice.living_branches));
        let kinds = [(works, quick, 0.0), (1.0 - works, slow, 1.0)];
        for (share, time, urgent) in kinds.into_iter().filter(|(share, ..)| *share > 0.0) {
            let a_day = a_day * share;
            let urgent = a_day * urgent;
            let (path, exposed) = (practice.path, practice.exposed);
            restores.push(Restore { a_day, path, time, exposed, urgent, forgotten: urgent * (1.0 - kept) });
        }
    }
    restores
}

/// How long the quick way out takes, and a repair.
fn times(flows: &Flows, model: &Model, team: u32, practice: &Practice) -> [Moments; 2] {
    let station = &model.teams[team as usize];
    let load = &flows.teams[team as usize];
    let detection = Moments::exponential(model.failures.detection_days);
    let sum = |parts: &[Moments]| {
        parts
            .iter()
            .fold(detection, |sum, part| Moments { mean: sum.mean + part.mean, variance: sum.variance + part.variance })
    };
    let decision = Moments::fixed(model.failures.decision_days);
    let days = model.work.repair_days * practice.effort / station.pace.max(1e-6);
    let mut parts = vec![decision, Moments::delayed(load.urgent_waiting, load.delayed), Moments::exponential(days)];
    if practice.is_hotfix_reviewed {
        parts.push(Moments::exponential(practice.review_days));
        parts.push(Moments::even(practice.board_days));
    }
    parts.extend(practice.hotfix_gates.iter().map(|gate| Moments::exponential(*gate)));
    [sum(&[decision, Moments::fixed(practice.way_out_days)]), sum(&parts)]
}

/// The time below which this share of the failures is over; not a number without failures.
pub fn quantile(restores: &[Restore], share: f64) -> f64 {
    let kinds: Vec<(f64, Moments)> = restores.iter().map(|it| (it.a_day, it.time)).collect();
    moments::quantile(&kinds, share)
}
