//! In which order to take contexts out: the greatest gain for its effort first, the boundaries looked at again after
//! each.

use super::assumptions::Assumptions;
use super::ground::Ground;
use super::work::{Way, Work, circles, services};
use super::worth::Worth;
use crate::order;

/// So many contexts of a site are looked at as candidates: those that change most.
pub(crate) const CANDIDATES: usize = 40;

/// One step: a context leaves what is left of its site.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    /// What has to be done.
    pub work: Work,
    /// What it is worth a month, as things stand then.
    pub worth: Worth,
    /// Person-days it takes.
    pub effort: f64,
    /// Person-days a month that it brings, above what it costs to run.
    pub gain: f64,
}

impl Step {
    /// A step from the ground as it is.
    pub(crate) fn of(
        ground: &Ground<'_>,
        circles: &[(usize, usize)],
        context: usize,
        services: usize,
        way: Way,
        assumptions: &Assumptions,
    ) -> Self {
        let work = Work::of(ground, circles, context, services, way, assumptions);
        let worth = Worth::of(ground, context, assumptions);
        let effort = work.days(None, false).mean;
        let gain = worth.days(None, assumptions).mean;
        Self { work, worth, effort, gain }
    }

    /// Months after which it has paid for itself; nothing where it never does.
    pub(crate) fn payback(&self) -> Option<f64> {
        (self.gain > 0.0).then(|| self.effort / self.gain)
    }

    /// Whether it is worth it within so many months: one of the three reasons is there, and it pays back in time.
    pub(crate) fn is_worth_it(&self, horizon: f64) -> bool {
        self.worth.present() > 0 && self.payback().is_some_and(|months| months <= horizon)
    }

    /// Gain for effort: what the order goes by.
    fn ratio(&self) -> f64 {
        self.gain / self.effort.max(f64::MIN_POSITIVE)
    }
}

/// The order in which the contexts of a site leave it, all but the last, which is what remains.
pub(crate) fn order_of(ground: &Ground<'_>, site: usize, way: Way, assumptions: &Assumptions) -> Vec<Step> {
    let mut ground = ground.clone();
    let circles = circles(&ground);
    let mut left = candidates(&ground, site);
    let mut number = services(&ground);
    let mut steps: Vec<Step> = Vec::new();
    while ground.sites[site].members.len() > 1 && !left.is_empty() {
        let of = |context: &usize| Step::of(&ground, &circles, *context, number, way, assumptions);
        let mut best: Option<Step> = None;
        for step in left.iter().map(of) {
            if best.as_ref().is_none_or(|best| step.ratio() > best.ratio()) {
                best = Some(step);
            }
        }
        let Some(step) = best else { break };
        left.retain(|context| *context != step.work.context);
        ground.extract(step.work.context);
        number += 1;
        steps.push(step);
    }
    steps
}

/// The contexts of a site that are looked at: all, or of very many those that change most and are asked most.
fn candidates(ground: &Ground<'_>, site: usize) -> Vec<usize> {
    let mut members = ground.sites[site].members.clone();
    if members.len() > CANDIDATES {
        let key = |it: &usize| (ground.facts[*it].changes, ground.facts[*it].requests.unwrap_or_default());
        order::sort_by(&mut members, |one, other| {
            let [one, other] = [key(one), key(other)];
            other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1))
        });
        members.truncate(CANDIDATES);
        order::sort_by_key(&mut members, |member| *member);
    }
    members
}
