//! The cascade by drawing, 512 trials side by side.
//!
//! Each bit of a block is a trial. Whether a step lets the change through is drawn once for each trial: one draw serves
//! all targets. Draws belong to the step, not to the walk, so that a step which an edit did not touch draws the same
//! (common random numbers) and a comparison shows the edit alone.
//!
//! Nodes are looked at in the order of a [`Plan`]. Each takes in what its arriving steps bring: that reads many blocks
//! and writes one, and costs less than to hand out news along the leaving steps. Where most of a group still grows, all
//! of it is looked at; else only what a node leads to that grew.

mod plan;

use self::plan::Plan;
use crate::draw::{ALL, Block, WORDS, WORDS_DRAWN, bernoulli};
use crate::network::Network;

/// Trials in a block.
pub const BLOCK: u32 = 64 * WORDS as u32;

/// How many random bits are drawn for each trial of a step that is looked at.
pub const BITS_DRAWN: f64 = 64.0 * WORDS_DRAWN as f64 / BLOCK as f64;

/// Where more than this part of a group grew in a pass, the next pass looks at all of it.
const CROWD: usize = 5;

/// Draws blocks of trials from one source and keeps count.
#[derive(Clone, Debug)]
pub struct Sampler {
    source: usize,
    seed: u64,
    blocks: u32,
    hits: Vec<u32>,
    /// Nodes below this count as touched; those above only read along.
    counted: usize,
    /// For every block, how often its trials together touched a node that counts, the source apart.
    touched: Vec<u64>,
    /// Made at the first step.
    plan: Option<Plan>,
    work: Work,
}

/// What a step needs and the next can use again, by place or by arriving step.
#[derive(Clone, Debug, Default)]
struct Work {
    /// In which trials a place is reached.
    reach: Vec<Block>,
    /// In which trials an arriving step lets the change through, if that is drawn.
    live: Vec<Block>,
    is_drawn: Vec<bool>,
    /// Something that leads here grew since this was looked at.
    is_due: Vec<bool>,
    /// Whether a place grew when it was looked at in the last pass over all of a group.
    grew: Vec<bool>,
}

impl Sampler {
    /// Nothing is drawn yet. The first `counted` nodes count as touched when they are reached.
    pub fn new(network: &Network, source: usize, counted: usize, seed: u64) -> Self {
        let hits = vec![0; network.nodes()];
        Self { source, seed, blocks: 0, hits, counted, touched: Vec::new(), plan: None, work: Work::default() }
    }

    /// How many trials there were.
    #[inline]
    pub fn trials(&self) -> u32 {
        self.blocks * BLOCK
    }

    /// In how many trials the ripple reached a node.
    #[inline]
    pub fn hits(&self, node: usize) -> u32 {
        self.hits[node]
    }

    /// For every block, how often its trials together touched a node that counts, the source apart.
    #[inline]
    pub fn touched(&self) -> &[u64] {
        &self.touched
    }

    /// How many nodes can be touched that count, the source apart.
    #[inline]
    pub fn others(&self) -> usize {
        self.counted.saturating_sub(usize::from(self.source < self.counted))
    }

    /// Draws one more block. It must be the same network in each step.
    #[inline(never)]
    pub fn step(&mut self, network: &Network) {
        let plan = self.plan.get_or_insert_with(|| Plan::new(network, self.source, self.seed));
        Pass { plan, block: u64::from(self.blocks), work: &mut self.work }.spread();
        let mut touched = 0;
        for (node, reach) in plan.nodes.iter().zip(&self.work.reach) {
            let hits: u32 = reach.iter().map(|word| word.count_ones()).sum();
            self.hits[*node] += hits;
            touched += if *node < self.counted && *node != self.source { u64::from(hits) } else { 0 };
        }
        self.touched.push(touched);
        self.blocks += 1;
    }
}

/// One block on its way through the network.
struct Pass<'a> {
    plan: &'a Plan,
    block: u64,
    work: &'a mut Work,
}

impl Pass<'_> {
    /// Lets the block's trials run until nothing more is reached.
    fn spread(&mut self) {
        self.work.reset(self.plan.nodes.len(), self.plan.from.len());
        self.work.reach[0] = ALL;
        self.tell(0);
        let mut begin = 0;
        for end in &self.plan.ends {
            self.settle(begin..*end);
            begin = *end;
        }
    }

    /// Looks at the places of a group until none of them grows any more.
    fn settle(&mut self, group: std::ops::Range<usize>) {
        loop {
            let (mut looked_at, mut grew) = (0, 0);
            for place in group.clone() {
                if std::mem::take(&mut self.work.is_due[place]) {
                    looked_at += 1;
                    if self.take_in(place) {
                        grew += 1;
                        self.tell(place);
                    }
                }
            }
            if looked_at == 0 || group.len() == 1 {
                return;
            }
            if grew * CROWD > group.len() {
                self.settle_crowd(group.clone());
            }
        }
    }

    /// Looks at all places of a group while many of them grow, then tells what they lead to.
    fn settle_crowd(&mut self, group: std::ops::Range<usize>) {
        loop {
            let mut grew = 0;
            for place in group.clone() {
                let more = self.take_in(place);
                self.work.grew[place] = more;
                grew += usize::from(more);
            }
            if grew * CROWD <= group.len() {
                break;
            }
        }
        self.work.is_due[group.clone()].fill(false);
        for place in group.clone() {
            let is_last = |to: &&u32| **to as usize >= group.end;
            if self.work.grew[place] {
                self.tell(place);
            } else if self.work.reach[place] != [0; WORDS] {
                let later = self.plan.to[self.plan.leaving.of(place)].iter().filter(is_last);
                later.for_each(|to| self.work.is_due[*to as usize] = true);
            }
        }
    }

    /// Where a place leads to has something to take in.
    fn tell(&mut self, place: usize) {
        for to in &self.plan.to[self.plan.leaving.of(place)] {
            self.work.is_due[*to as usize] = true;
        }
    }

    /// Adds the trials in which a step brings the change here; answers whether there were more than before.
    #[inline]
    fn take_in(&mut self, place: usize) -> bool {
        let (plan, work) = (self.plan, &mut *self.work);
        let steps = plan.arriving.of(place);
        if !std::mem::replace(&mut work.is_drawn[place], true) {
            let drawn = plan.threshold[steps.clone()].iter().zip(&plan.stream[steps.clone()]);
            for (live, (threshold, stream)) in work.live[steps.clone()].iter_mut().zip(drawn) {
                *live = bernoulli(*threshold, stream.branch(self.block));
            }
        }
        let before = work.reach[place];
        let mut reach = before;
        gather(&work.reach, &plan.from[steps.clone()], &work.live[steps], &mut reach);
        work.reach[place] = reach;
        (0..WORDS).fold(0, |grew, word| grew | (before[word] ^ reach[word])) != 0
    }
}

/// Adds to `sum` what comes from these places by these steps. Apart from its callers, so that whatever they do, the words
/// stay side by side in registers.
#[inline(never)]
fn gather(reach: &[Block], from: &[u32], live: &[Block], sum: &mut Block) {
    let mut reached = *sum;
    for (from, live) in from.iter().zip(live) {
        let from = &reach[*from as usize];
        for word in 0..WORDS {
            reached[word] |= from[word] & live[word];
        }
    }
    *sum = reached;
}

impl Work {
    fn reset(&mut self, places: usize, steps: usize) {
        self.reach.clear();
        self.reach.resize(places, [0; WORDS]);
        self.live.resize(steps, [0; WORDS]);
        for flags in [&mut self.is_drawn, &mut self.is_due, &mut self.grew] {
            flags.clear();
            flags.resize(places, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Edge;

    #[test]
    fn what_an_edit_does_not_touch_draws_the_same() {
        let edge = |from, to, likelihood| Edge { from, to, likelihood, draw: [from as u64, to as u64] };
        let before = Network::new(4, vec![edge(0, 1, 0.3), edge(1, 2, 0.5)]);
        let after = Network::new(4, vec![edge(0, 1, 0.3), edge(1, 2, 0.5), edge(0, 3, 0.9)]);
        let [mut one, mut two] = [&before, &after].map(|network| Sampler::new(network, 0, 4, 42));
        for _ in 0..4 {
            one.step(&before);
            two.step(&after);
        }
        assert_eq!(one.hits[..3], two.hits[..3]);
        assert!(two.hits[3] > 0);
    }
}
