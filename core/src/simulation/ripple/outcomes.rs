//! What changes together: how many contexts and how many teams one change needs, as a distribution.
//!
//! The probabilities of single contexts do not tell this. Where the ripple is small, every set of contexts that can
//! change together is followed with its probability; above that, whole ripples are drawn one by one. Draws belong to the
//! step and the trial, so that what an edit did not touch draws the same.

use atoll_kernel::walk::Walk;

use super::network::{Edge, Network};
use crate::simulation::Estimate;

/// The sets are bits of a word.
const NODE_LIMIT: usize = 128;

/// So many situations times nodes are followed; beyond that ripples are drawn.
pub const WORK_LIMIT: usize = 400_000;

/// Trials that share a block, whose means are independent of each other.
pub const BLOCK: u32 = 512;

/// Who owns what: for each context the numbers of its teams.
pub type Owners = Vec<Vec<usize>>;

/// How many other contexts and how many teams a change needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// The probability that exactly so many other contexts must change, by their number.
    pub contexts: Vec<Estimate>,
    /// The probability that exactly so many teams must act, by their number.
    pub teams: Vec<Estimate>,
    /// The probability that more than one team must act.
    pub several_teams: Estimate,
    /// For every block of trials the share in which more than one team must act; empty where it was computed.
    pub several_by_block: Vec<f64>,
    /// The most other contexts that change together in one case of twenty, and the teams likewise.
    pub worst: [usize; 2],
    /// The standard deviation of the number of other contexts, and of teams.
    pub spread: [f64; 2],
}

impl Outcomes {
    fn of(contexts: Vec<Estimate>, teams: Vec<Estimate>, several_by_block: Vec<f64>, several: Estimate) -> Self {
        let worst = [&contexts, &teams].map(|shares| quantile(shares, 0.95));
        let spread = [&contexts, &teams].map(|shares| deviation(shares));
        Self { contexts, teams, several_teams: several, several_by_block, worst, spread }
    }
}

/// The standard deviation of a number that takes each value with this share.
fn deviation(shares: &[Estimate]) -> f64 {
    let numbered = || shares.iter().enumerate().map(|(number, share)| (number as f64, share.value));
    let mean = numbered().fold(0.0, |sum, (number, share)| sum + number * share);
    numbered().fold(0.0, |sum, (number, share)| sum + share * (number - mean) * (number - mean)).max(0.0).sqrt()
}

/// The least number that at least this share of cases does not exceed.
fn quantile(shares: &[Estimate], share: f64) -> usize {
    let mut sum = 0.0;
    for (number, estimate) in shares.iter().enumerate() {
        sum += estimate.value;
        if sum >= share - 1e-12 {
            return number;
        }
    }
    shares.len().saturating_sub(1)
}

/// The distribution exactly, among the first `contexts` nodes; nothing where that takes more work than `limit`.
pub fn exact(network: &Network, source: usize, contexts: usize, owners: &Owners, limit: usize) -> Option<Outcomes> {
    let order: Vec<usize> = network.reachable(source).into_iter().filter(|node| *node < contexts).collect();
    if order.len() > NODE_LIMIT {
        return None;
    }
    let sets = sets(network, &order, limit)?;
    let mut by_contexts = vec![0.0; order.len()];
    let mut by_teams: Vec<f64> = Vec::new();
    for (set, probability) in sets {
        by_contexts[set.count_ones() as usize - 1] += probability;
        let changed = order.iter().enumerate().filter(|(local, _)| set >> local & 1 == 1).map(|(_, node)| *node);
        let teams = count_teams(changed, owners, &mut Vec::new());
        by_teams.resize(by_teams.len().max(teams + 1), 0.0);
        by_teams[teams] += probability;
    }
    // An empty sum of floating-point numbers would be −0.
    let several = by_teams.iter().skip(2).fold(0.0, |sum, share| sum + share).clamp(0.0, 1.0);
    let computed = |shares: Vec<f64>| shares.into_iter().map(|it| Estimate::exact(it.clamp(0.0, 1.0))).collect();
    Some(Outcomes::of(computed(by_contexts), computed(by_teams), Vec::new(), Estimate::exact(several)))
}

fn count_teams(changed: impl Iterator<Item = usize>, owners: &Owners, teams: &mut Vec<usize>) -> usize {
    teams.clear();
    for node in changed {
        for team in owners.get(node).map_or(&[][..], Vec::as_slice) {
            if !teams.contains(team) {
                teams.push(*team);
            }
        }
    }
    teams.len()
}

#[derive(Clone, Copy)]
struct Situation {
    reached: u128,
    pending: u128,
    probability: f64,
}

/// Every set of nodes that can change together, as places in `order`, with its probability.
fn sets(network: &Network, order: &[usize], limit: usize) -> Option<Vec<(u128, f64)>> {
    let mut place = vec![usize::MAX; network.nodes()];
    for (local, node) in order.iter().enumerate() {
        place[*node] = local;
    }
    let steps: Vec<Vec<Edge>> = order
        .iter()
        .map(|node| {
            let inside = network.from(*node).iter().filter(|edge| place[edge.to] != usize::MAX);
            inside.map(|edge| Edge { to: place[edge.to], ..*edge }).collect()
        })
        .collect();
    let mut left = limit / order.len().max(1);
    let mut open = vec![Situation { reached: 1, pending: 1, probability: 1.0 }];
    let mut done: Vec<(u128, f64)> = Vec::new();
    while !open.is_empty() {
        let mut next: Vec<Situation> = Vec::new();
        for situation in open {
            if situation.pending == 0 {
                done.push((situation.reached, situation.probability));
                continue;
            }
            let first = next.len();
            look_at_next(situation, &steps, &mut next, left)?;
            left = left.checked_sub(next.len() - first)?;
        }
        merge(&mut next);
        open = next;
    }
    done.sort_unstable_by_key(|(set, probability)| (*set, probability.to_bits()));
    Some(done)
}

/// Lets the first pending node draw its steps, and notes every way in which that can end.
fn look_at_next(situation: Situation, steps: &[Vec<Edge>], next: &mut Vec<Situation>, most: usize) -> Option<()> {
    let node = situation.pending.trailing_zeros() as usize;
    let first = next.len();
    next.push(Situation { pending: situation.pending & !(1 << node), ..situation });
    for edge in &steps[node] {
        if next.len() - first > most {
            return None;
        }
        let bit = 1_u128 << edge.to;
        for index in first..next.len() {
            let here = next[index];
            if here.reached & bit != 0 {
                continue;
            }
            let probability = here.probability * edge.likelihood;
            let through = Situation { reached: here.reached | bit, pending: here.pending | bit, probability };
            if edge.likelihood >= 1.0 {
                next[index] = through;
            } else {
                next[index].probability = here.probability * (1.0 - edge.likelihood);
                next.push(through);
            }
        }
    }
    Some(())
}

/// Makes equal situations one, in an order that does not depend on how a sort leaves equals.
fn merge(situations: &mut Vec<Situation>) {
    situations.sort_unstable_by_key(|it| (it.reached, it.pending, it.probability.to_bits()));
    situations.dedup_by(|next, kept| {
        let is_equal = (next.reached, next.pending) == (kept.reached, kept.pending);
        if is_equal {
            kept.probability += next.probability;
        }
        is_equal
    });
}

/// Draws whole ripples from one source and counts what they need.
#[derive(Clone, Debug)]
pub struct Drawer {
    walk: Walk,
    /// How often exactly so many others changed, and so many teams had to act.
    counts: [Vec<u64>; 2],
    several_by_block: Vec<f64>,
    several_in_block: u32,
    teams: Vec<usize>,
}

impl Drawer {
    /// Nothing is drawn yet. The first `contexts` nodes are contexts; the others are left alone.
    pub fn new(network: &Network, source: usize, contexts: usize, seed: u64) -> Self {
        Self {
            walk: Walk::new(network, source, contexts, seed),
            counts: [Vec::new(), Vec::new()],
            several_by_block: Vec::new(),
            several_in_block: 0,
            teams: Vec::new(),
        }
    }

    /// How many ripples were drawn.
    pub fn trials(&self) -> u32 {
        self.walk.trials()
    }

    /// Draws so many ripples.
    pub fn step(&mut self, network: &Network, owners: &Owners, trials: u32) {
        for _ in 0..trials {
            self.walk.draw(network);
            let changed = self.walk.reached();
            let teams = count_teams(changed.iter().copied(), owners, &mut self.teams);
            for (counts, number) in self.counts.iter_mut().zip([changed.len() - 1, teams]) {
                counts.resize(counts.len().max(number + 1), 0);
                counts[number] += 1;
            }
            self.several_in_block += u32::from(teams > 1);
            if self.trials().is_multiple_of(BLOCK) {
                self.several_by_block.push(f64::from(self.several_in_block) / f64::from(BLOCK));
                self.several_in_block = 0;
            }
        }
    }

    /// What is known so far.
    pub fn outcomes(&self) -> Outcomes {
        let trials = u64::from(self.trials());
        let [contexts, teams] = &self.counts;
        let share = |counts: &Vec<u64>| counts.iter().map(|count| Estimate::share(*count, trials)).collect();
        let several = Estimate::share(teams.iter().skip(2).sum(), trials);
        Outcomes::of(share(contexts), share(teams), self.several_by_block.clone(), several)
    }
}

#[cfg(test)]
mod tests {
    use super::super::exact;
    use super::*;
    use crate::random::Random;

    fn edge(from: usize, to: usize, likelihood: f64) -> Edge {
        Edge { from, to, likelihood, draw: [from as u64, to as u64] }
    }

    #[test]
    fn a_chain_of_two_has_three_outcomes() {
        let network = Network::new(3, vec![edge(0, 1, 0.5), edge(1, 2, 0.4)]);
        let owners = vec![vec![0], vec![0, 1], vec![2]];
        let outcomes = super::exact(&network, 0, 3, &owners, WORK_LIMIT).expect("small");
        let values = |shares: &[Estimate]| shares.iter().map(|it| it.value).collect::<Vec<_>>();
        assert_eq!(values(&outcomes.contexts), [0.5, 0.3, 0.2]);
        assert_eq!(values(&outcomes.teams), [0.0, 0.5, 0.3, 0.2]);
        assert_eq!((outcomes.several_teams.value, outcomes.worst), (0.5, [2, 3]));
    }

    #[test]
    fn the_distribution_has_the_mean_of_the_single_probabilities_and_drawing_meets_it() {
        let mut random = Random::new(3);
        for _ in 0..40 {
            let edges = (0..12).map(|_| edge(random.below(6), random.below(6), random.unit())).collect();
            let network = Network::new(6, edges);
            let owners: Owners = (0..6).map(|node| vec![node / 2]).collect();
            let outcomes = super::exact(&network, 0, 6, &owners, WORK_LIMIT).expect("small");
            let mean: f64 = outcomes.contexts.iter().enumerate().map(|(count, it)| count as f64 * it.value).sum();
            let reach = exact::reach(&network, 0, exact::WORK_LIMIT).expect("small");
            assert!((mean - (reach.iter().sum::<f64>() - 1.0)).abs() < 1e-12);
            let all: f64 = outcomes.teams.iter().map(|it| it.value).sum();
            assert!((all - 1.0).abs() < 1e-12);
            let mut drawer = Drawer::new(&network, 0, 6, 9);
            drawer.step(&network, &owners, 8 * BLOCK);
            let (drawn, truth) = (drawer.outcomes().several_teams, outcomes.several_teams.value);
            let error = 4.5 * (truth * (1.0 - truth) / 4096.0).sqrt() + 1e-12;
            assert!((drawn.value - truth).abs() <= error, "{} {truth}", drawn.value);
        }
    }
}
