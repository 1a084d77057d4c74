//! What stands in front, and what stands behind a request.

use super::building::Builder;
use crate::graph::Components;
use crate::model::Party;
use crate::pattern;

impl Builder<'_> {
    /// What actors use; and what is built and no other context takes anything from. Where that is nothing, all of it.
    pub(super) fn user_facing(&self) -> Vec<usize> {
        let mut is_facing = vec![false; self.contexts.len()];
        let mut is_consumed = vec![false; self.contexts.len()];
        for relationship in self.landscape.relationships.values() {
            let number = |party: Party| match party {
                Party::Context(id) => self.number(id),
                _ => None,
            };
            let is_actor = |party: Party| matches!(party, Party::Actor(_));
            match (number(relationship.upstream), number(relationship.downstream)) {
                (Some(upstream), Some(downstream)) => {
                    is_consumed[upstream] = true;
                    is_consumed[downstream] |= pattern::is_symmetric(relationship.kind);
                }
                (Some(context), None) if is_actor(relationship.downstream) => is_facing[context] = true,
                (None, Some(context)) if is_actor(relationship.upstream) => is_facing[context] = true,
                _ => {}
            }
        }
        let built: Vec<usize> = (0..self.contexts.len()).filter(|number| self.is_built(*number)).collect();
        let facing: Vec<usize> =
            built.iter().copied().filter(|number| is_facing[*number] || !is_consumed[*number]).collect();
        if facing.is_empty() { built } else { facing }
    }
}

/// How many remote calls stand behind a request to each context, its own and those of what it calls. Around a circle
/// each call counts once.
pub(super) fn remote_calls(contexts: usize, calls: &[(usize, usize, f64, bool)]) -> Vec<f64> {
    let mut of = vec![Vec::new(); contexts];
    for (consumer, supplier, count, is_remote) in calls {
        of[*consumer].push((*supplier, *count, *is_remote));
    }
    let circles = Components::find(contexts, |consumer, step| of[consumer].get(step).map(|call| call.0));
    let mut behind = vec![0.0_f64; contexts];
    for circle in 0..circles.count() {
        for consumer in circles.members(circle) {
            let mut sum = 0.0;
            for (supplier, count, is_remote) in &of[*consumer] {
                let further = if circles.of[*supplier] == circle { 0.0 } else { behind[*supplier] };
                sum += count * (f64::from(u8::from(*is_remote)) + further);
            }
            behind[*consumer] = sum.min(1e9);
        }
    }
    behind
}
