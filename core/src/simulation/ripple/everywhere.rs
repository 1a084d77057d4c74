//! Changes everywhere at once: how many others a change in each node touches (a multiplier touches many), and how often
//! each is touched by a change somewhere else (an absorber is touched often). What [`atoll_kernel::everywhere`] adds up,
//! as estimates with their intervals, which are Student's.

use atoll_kernel::everywhere as kernel;

use super::network::Network;
use crate::simulation::Estimate;

/// Draws trials and keeps count, for all sources.
#[derive(Clone, Debug)]
pub struct Everywhere(kernel::Everywhere);

impl Everywhere {
    /// Nothing is drawn yet. The first nodes count when they are touched, as many as there are weights: how many changes
    /// start at each, in whatever unit the answer is to have.
    pub fn new(network: &Network, weights: &[f64], seed: u64) -> Self {
        Self(kernel::Everywhere::new(network, weights, seed))
    }

    /// How many trials there were.
    pub fn trials(&self) -> u32 {
        self.0.trials()
    }

    /// How many other nodes that count a change in this one touches, on average.
    pub fn touches(&self, node: usize) -> Estimate {
        self.mean(self.0.touches(node)).within(0.0, self.0.others(node) as f64)
    }

    /// How many of the changes that start in other nodes touch this one, on average.
    pub fn touched(&self, node: usize) -> Estimate {
        self.mean(self.0.touched(node)).within(0.0, f64::INFINITY)
    }

    fn mean(&self, of: kernel::Sum) -> Estimate {
        Estimate::mean(of.sum, of.squares, u64::from(self.trials()))
    }

    /// Draws a few more trials. It must be the same network in each step.
    pub fn step(&mut self, network: &Network) {
        self.0.step(network);
    }
}
