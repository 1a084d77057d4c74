//! The cascade by drawing: what the sampler in [`atoll_kernel::sampling`] counts, as estimates with their intervals.

use atoll_kernel::sampling as kernel;

use super::network::Network;
use crate::simulation::Estimate;

pub use kernel::BITS_DRAWN;

/// Draws blocks of trials from one source and keeps count.
#[derive(Clone, Debug)]
pub struct Sampler(kernel::Sampler);

impl Sampler {
    /// Nothing is drawn yet. The first `counted` nodes count as touched when they are reached.
    pub fn new(network: &Network, source: usize, counted: usize, seed: u64) -> Self {
        Self(kernel::Sampler::new(network, source, counted, seed))
    }

    /// How many trials there were.
    pub fn trials(&self) -> u32 {
        self.0.trials()
    }

    /// How often the ripple reached a node.
    pub fn reach(&self, node: usize) -> Estimate {
        Estimate::share(u64::from(self.0.hits(node)), u64::from(self.trials()))
    }

    /// How many nodes that count, the source apart, were touched on average. The spread is that of the blocks' means,
    /// which are independent of each other.
    pub fn touched(&self) -> Estimate {
        let means = self.0.touched().iter().map(|sum| *sum as f64 / f64::from(kernel::BLOCK));
        let (sum, squares) = means.fold((0.0, 0.0), |(sum, squares), mean| (sum + mean, squares + mean * mean));
        Estimate::mean(sum, squares, self.0.touched().len() as u64).within(0.0, self.0.others() as f64)
    }

    /// Draws one more block. It must be the same network in each step.
    pub fn step(&mut self, network: &Network) {
        self.0.step(network);
    }
}
