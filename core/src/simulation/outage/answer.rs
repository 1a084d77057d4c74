//! How available everything in a system is: computed where that is feasible, drawn where it is not, and which of both.

use super::exact::{Exact, WORK_LIMIT};
use super::sampling::Sampler;
use super::system::System;
use crate::simulation::{Estimate, report};

/// Trials where nothing else is asked for, of small systems and of large ones.
const TRIALS: u64 = 32_768;
const TRIALS_OF_LARGE: u64 = 8_192;
/// From so many nodes on a system is large.
const LARGE: usize = 1_000;
/// A node that failed so often in the trials is known well enough to be ranked by them.
const FAILURES_MIN: u64 = 30;

/// What is known of a system.
#[derive(Clone, Debug)]
pub struct Answer {
    exact: Exact,
    drawn: Option<Sampler>,
    seed: u64,
}

impl Answer {
    /// What there is to know about these nodes of a system, each with the weight that it has when causes are ranked.
    /// Draws only where one of them cannot be computed; `effort` says how often, 0 for as often as is right.
    pub fn of(system: &System, tops: &[(usize, f64)], seed: u64, effort: u32) -> Self {
        // What is large and can be computed at all has few alternatives: there a short try says as much as a long one.
        let limit = if system.nodes().len() > LARGE { WORK_LIMIT / 5 } else { WORK_LIMIT };
        let exact = Exact::of(system, limit);
        let is_exact = tops.iter().all(|(top, _)| exact.availability(*top).is_some());
        let drawn = (!is_exact).then(|| {
            let trials = match effort {
                0 if system.nodes().len() > LARGE => TRIALS_OF_LARGE,
                0 => TRIALS,
                asked => u64::from(asked),
            };
            let mut sampler = Sampler::new(system, seed);
            while sampler.trials() < trials {
                sampler.step(system, tops);
            }
            sampler
        });
        Self { exact, drawn, seed }
    }

    /// The exact part.
    pub fn exact(&self) -> &Exact {
        &self.exact
    }

    /// The availability of a node; drawn ones are never above what all that it cannot do without allows.
    pub fn availability(&self, node: usize) -> Estimate {
        match (self.exact.availability(node), &self.drawn) {
            (Some(availability), _) => Estimate::exact(availability),
            (None, Some(drawn)) => {
                let Estimate { value, low, high } = drawn.availability(node);
                let most = self.exact.at_most(node);
                Estimate { value: value.min(most), low: low.min(most), high: high.min(most) }
            }
            (None, None) => Estimate { value: self.exact.at_most(node), low: 0.0, high: self.exact.at_most(node) },
        }
    }

    /// Birnbaum's importance of every node for these tops; with `weighted` for those that the answer was made for, the
    /// draws are asked as well.
    pub fn importance(&self, tops: &[(usize, f64)], weighted: bool) -> Vec<f64> {
        let mut importance = self.exact.importance(tops, |node| self.availability(node).value);
        if let Some(drawn) = self.drawn.as_ref().filter(|_| weighted) {
            for (node, importance) in importance.iter_mut().enumerate() {
                if drawn.failures(node) >= FAILURES_MIN {
                    *importance = importance.max(drawn.importance(node));
                }
            }
        }
        importance
    }

    /// How the figures came about.
    pub fn method(&self) -> report::Method {
        match &self.drawn {
            None => report::Method::Exact,
            Some(drawn) => report::Method::Sampled { trials: drawn.trials() as u32, seed: self.seed },
        }
    }
}
