//! A ripple on its way, and what is known of it.

use super::network::Network;
use super::sampling::Sampler;
use crate::model::{ContextId, TeamId};
use crate::simulation::Estimate;
use crate::sorted_map::SortedMap;

/// How many trials a full run takes.
pub const TRIALS: u32 = 4_096;

/// A ripple on its way.
#[derive(Clone, Debug)]
pub enum RippleRun {
    /// Computed at once.
    Exact {
        /// Where the change starts, by number.
        source: usize,
        /// The probability of each node.
        reach: Vec<f64>,
    },
    /// Sampled in steps.
    Sampled {
        /// Where the change starts, by number.
        source: usize,
        /// What was drawn so far.
        sampler: Box<Sampler>,
    },
}

impl RippleRun {
    /// Whether all is done that a full run does.
    pub fn is_done(&self) -> bool {
        match self {
            Self::Exact { .. } => true,
            Self::Sampled { sampler, .. } => sampler.trials() >= TRIALS,
        }
    }

    /// Goes on by one block of trials.
    pub fn step(&mut self, network: &Network) {
        if let Self::Sampled { sampler, .. } = self {
            sampler.step(network);
        }
    }

    pub(super) fn reach(&self, node: usize) -> Estimate {
        match self {
            Self::Exact { reach, .. } => Estimate::exact(reach[node]),
            Self::Sampled { source, .. } if *source == node => Estimate::exact(1.0),
            Self::Sampled { sampler, .. } => sampler.reach(node),
        }
    }
}

/// What a change in one context does.
#[derive(Clone, Debug, PartialEq)]
pub struct Ripple {
    /// Where the change starts.
    pub source: ContextId,
    /// How the figures came about.
    pub method: Method,
    /// The probability that each context must change too; 1 for the source.
    pub reach: SortedMap<ContextId, Estimate>,
    /// The teams that can become involved, in the order of identifiers.
    pub teams: Vec<TeamInvolvement>,
    /// How many other contexts are touched on average.
    pub touched: Estimate,
}

/// How a ripple's figures came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Computed: no uncertainty but that of the likelihoods.
    Exact,
    /// Estimated by drawing.
    Sampled {
        /// How often.
        trials: u32,
        /// From which seed.
        seed: u64,
    },
}

/// What a ripple means for a team.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamInvolvement {
    /// Which team.
    pub team: TeamId,
    /// The probability that it must act at all.
    pub involved: Estimate,
    /// How many contexts it owns.
    pub contexts_owned: usize,
    /// How many of them it must change on average.
    pub contexts_touched: f64,
}
