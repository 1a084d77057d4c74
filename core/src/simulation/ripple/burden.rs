//! Changes from everywhere: who passes on the most, who takes in the most, and what lands on each in a month.
//!
//! In a small landscape every context is asked one by one, exactly where that is feasible; in a large one all are drawn
//! together.

use super::everywhere::Everywhere;
use super::network::Network;
use super::sampling::Sampler;
use super::{RippleModel, exact};
use crate::model::Landscape;
use crate::simulation::Estimate;

/// Up to so many contexts are asked one by one.
pub const ONE_BY_ONE_MAX: usize = 100;

/// Trials for all contexts of a larger landscape together.
const TRIALS: u32 = 256;

/// Work that is worth it for one source among many, in situations times nodes.
const WORK_LIMIT: usize = 100_000;

/// Blocks of draws for a source that is not computed.
const BLOCKS: u32 = 1;

/// What is known of the changes from those contexts that were asked so far.
#[derive(Clone, Debug)]
pub struct Burden {
    /// For each context how many others a change in it makes change on average: the column sum.
    pub passes_on: Vec<Estimate>,
    /// For each context the sum of the probabilities that it must follow a change elsewhere: the row sum.
    pub takes_in: Vec<f64>,
    /// Changes a month that begin in each context.
    pub own: Vec<f64>,
    /// Changes a month that come to each context from the others.
    pub from_others: Vec<f64>,
    /// Changes a month for which each team must act.
    pub of_teams: Vec<f64>,
    /// Whether every source was computed, and none drawn.
    pub is_exact: bool,
    seed: u64,
    asked: usize,
    /// All contexts of a large landscape: first with their changes a month, then each with one change.
    together: Option<Box<[Everywhere; 2]>>,
}

impl Burden {
    /// Nobody was asked yet.
    pub fn new(landscape: &Landscape, model: &RippleModel, seed: u64) -> Self {
        let contexts = model.graph.contexts.len();
        let changes = |context| model.likelihoods.volatility.changes(context);
        let own: Vec<f64> = landscape.contexts.values().map(|context| changes(context)).collect();
        let weighted = |weights: &[f64]| Everywhere::new(&model.network, weights, seed);
        let together = || Box::new([weighted(&own), weighted(&vec![1.0; contexts])]);
        Self {
            passes_on: vec![Estimate::default(); contexts],
            takes_in: vec![0.0; contexts],
            together: (contexts > ONE_BY_ONE_MAX).then(together),
            asked: 0,
            own,
            from_others: vec![0.0; contexts],
            of_teams: vec![0.0; model.teams.len()],
            is_exact: true,
            seed,
        }
    }

    /// What is left to do and what is done, in steps.
    pub fn work(&self) -> [usize; 2] {
        match &self.together {
            None => [self.takes_in.len() - self.asked, self.asked],
            Some(both) => {
                let drawn: u32 = both.iter().map(|it| it.trials().min(TRIALS)).sum();
                [(2 * TRIALS - drawn) as usize, drawn as usize]
            }
        }
    }

    /// Whether all is known.
    pub fn is_done(&self) -> bool {
        self.work()[0] == 0
    }

    /// Asks the next context, or draws a few trials of all.
    pub fn step(&mut self, model: &RippleModel) {
        if self.is_done() {
            return;
        }
        if let Some(mut both) = self.together.take() {
            let [changes, ones] = both.as_mut();
            let next = if changes.trials() < TRIALS { changes } else { ones };
            next.step(&model.network);
            self.read(&both);
            self.together = Some(both);
        } else {
            self.ask(model);
        }
    }

    fn read(&mut self, [changes, ones]: &[Everywhere; 2]) {
        self.is_exact = false;
        let contexts = self.takes_in.len();
        for number in 0..contexts {
            self.passes_on[number] = changes.touches(number);
            self.from_others[number] = changes.touched(number).value;
            self.takes_in[number] = ones.touched(number).value;
        }
        for (team, load) in self.of_teams.iter_mut().enumerate() {
            *load = changes.touched(contexts + team).value;
        }
    }

    fn ask(&mut self, model: &RippleModel) {
        let source = self.asked;
        let contexts = self.takes_in.len();
        let network = model.network_from(source);
        let (reach, passes_on) = match exact::reach(&network, source, WORK_LIMIT) {
            Some(reach) => {
                let others = reach.iter().take(contexts).enumerate().filter(|(number, _)| *number != source);
                let sum = others.fold(0.0, |sum, (_, share)| sum + share);
                (reach, Estimate::exact(sum))
            }
            None => self.drawn(&network, source),
        };
        let own = self.own[source];
        for (number, share) in reach.iter().take(contexts).enumerate().filter(|(number, _)| *number != source) {
            self.takes_in[number] += share;
            self.from_others[number] += own * share;
        }
        for (team, share) in reach.iter().skip(contexts).enumerate() {
            let is_owner = model.owned[team].contains(&source);
            self.of_teams[team] += own * if is_owner { 1.0 } else { *share };
        }
        self.passes_on[source] = passes_on;
        self.asked += 1;
    }

    fn drawn(&mut self, network: &Network, source: usize) -> (Vec<f64>, Estimate) {
        self.is_exact = false;
        let mut sampler = Sampler::new(network, source, self.takes_in.len(), self.seed);
        (0..BLOCKS).for_each(|_| sampler.step(network));
        let reach: Vec<f64> = (0..network.nodes()).map(|node| sampler.reach(node).value).collect();
        let others = self.takes_in.len().saturating_sub(1) as f64;
        // One block has no spread of its own: the sum of the shares' intervals holds the truth.
        let shares = (0..self.takes_in.len()).filter(|node| *node != source).map(|node| sampler.reach(node));
        let (low, high) = shares.fold((0.0, 0.0), |(low, high), share| (low + share.low, high + share.high));
        let touched = Estimate { value: sampler.touched().value, low, high };
        (reach, touched.within(0.0, others))
    }
}
