//! The cascade by drawing, 512 trials side by side.
//!
//! Each bit of a block is a trial. Whether a step lets the change through is drawn once for each trial: one draw serves
//! all targets. Draws belong to the step, not to the walk, so that a step which an edit did not touch draws the same
//! (common random numbers) and a comparison shows the edit alone.

use super::network::{Edge, Network};
use crate::random::Random;
use crate::simulation::Estimate;

/// 64-bit words in a block.
const WORDS: usize = 8;
/// Trials in a block.
const BLOCK: u32 = 64 * WORDS as u32;

type Block = [u64; WORDS];

/// Draws blocks of trials from one source and keeps count.
#[derive(Clone, Debug)]
pub struct Sampler {
    source: usize,
    blocks: u32,
    /// The stream of every step.
    streams: Vec<Random>,
    hits: Vec<u32>,
    /// Nodes below this count as touched; those above only read along.
    counted: usize,
    /// For every block, how often its trials together touched a node that counts, the source apart.
    touched: Vec<u64>,
    work: Work,
}

/// What a step needs and the next can use again.
#[derive(Clone, Debug, Default)]
struct Work {
    reach: Vec<Block>,
    sent: Vec<Block>,
    live: Vec<Option<Block>>,
    queue: std::collections::VecDeque<usize>,
    queued: Vec<bool>,
}

impl Sampler {
    /// Nothing is drawn yet. The first `counted` nodes count as touched when they are reached.
    pub fn new(network: &Network, source: usize, counted: usize, seed: u64) -> Self {
        let hits = vec![0; network.nodes()];
        let stream = |edge: &Edge| Random::keyed(&[seed, edge.draw[0], edge.draw[1]]);
        let streams = network.edges().iter().map(stream).collect();
        Self { source, blocks: 0, streams, hits, counted, touched: Vec::new(), work: Work::default() }
    }

    /// How many trials there were.
    pub fn trials(&self) -> u32 {
        self.blocks * BLOCK
    }

    /// How often the ripple reached a node.
    pub fn reach(&self, node: usize) -> Estimate {
        Estimate::share(u64::from(self.hits[node]), u64::from(self.trials()))
    }

    /// How many nodes that count, the source apart, were touched on average. The spread is that of the blocks' means,
    /// which are independent of each other.
    pub fn touched(&self) -> Estimate {
        let means = self.touched.iter().map(|sum| *sum as f64 / f64::from(BLOCK));
        let (sum, squares) = means.fold((0.0, 0.0), |(sum, squares), mean| (sum + mean, squares + mean * mean));
        let others = self.counted.saturating_sub(usize::from(self.source < self.counted)) as f64;
        Estimate::mean(sum, squares, self.touched.len() as u64).within(0.0, others)
    }

    /// Draws one more block.
    pub fn step(&mut self, network: &Network) {
        self.spread(network);
        let mut touched = 0;
        for (node, reach) in self.work.reach.iter().enumerate() {
            let hits: u32 = reach.iter().map(|word| word.count_ones()).sum();
            self.hits[node] += hits;
            touched += if node < self.counted && node != self.source { u64::from(hits) } else { 0 };
        }
        self.touched.push(touched);
        self.blocks += 1;
    }

    /// Lets the block's trials run until nothing more is reached.
    fn spread(&mut self, network: &Network) {
        let work = &mut self.work;
        work.reset(network);
        work.reach[self.source] = [u64::MAX; WORDS];
        work.queue.push_back(self.source);
        while let Some(node) = work.queue.pop_front() {
            work.queued[node] = false;
            let news: Block = std::array::from_fn(|word| work.reach[node][word] & !work.sent[node][word]);
            work.sent[node] = work.reach[node];
            for index in network.range(node) {
                let edge = &network.edges()[index];
                let live = *work.live[index]
                    .get_or_insert_with(|| draw(edge, self.streams[index].branch(u64::from(self.blocks))));
                let target = &mut work.reach[edge.to];
                let mut grown = 0;
                for word in 0..WORDS {
                    let more = news[word] & live[word] & !target[word];
                    target[word] |= more;
                    grown |= more;
                }
                if grown != 0 && !std::mem::replace(&mut work.queued[edge.to], true) {
                    work.queue.push_back(edge.to);
                }
            }
        }
    }
}

impl Work {
    fn reset(&mut self, network: &Network) {
        let (nodes, edges) = (network.nodes(), network.edges().len());
        self.reach.clear();
        self.reach.resize(nodes, [0; WORDS]);
        self.sent.clear();
        self.sent.resize(nodes, [0; WORDS]);
        self.live.clear();
        self.live.resize(edges, None);
        self.queued.clear();
        self.queued.resize(nodes, false);
        self.queue.clear();
    }
}

/// In which trials of a block a step lets the change through.
fn draw(edge: &Edge, mut random: Random) -> Block {
    if edge.likelihood >= 1.0 {
        return [u64::MAX; WORDS];
    }
    bernoulli((edge.likelihood * 18_446_744_073_709_551_616.0) as u64, &mut random)
}

/// Independent bits, each set with probability `threshold` / 2⁶⁴, without bias: every lane compares a random number with
/// the threshold, binary digit by digit, until all lanes have met a digit that differs (about 10).
///
/// Which digit of which lane is drawn when depends on nothing: a lane that is set stays set when the threshold rises.
fn bernoulli(threshold: u64, random: &mut Random) -> Block {
    let (mut set, mut undecided, mut rest) = ([0; WORDS], [u64::MAX; WORDS], threshold);
    // A lane whose digits were equal so far and whose remaining threshold is 0 can only be at or above it: not set.
    while rest != 0 {
        let digits: Block = std::array::from_fn(|_| random.bits());
        let is_one = 0_u64.wrapping_sub(rest >> 63);
        let mut open = 0;
        for word in 0..WORDS {
            set[word] |= undecided[word] & !digits[word] & is_one;
            undecided[word] &= !(digits[word] ^ is_one);
            open |= undecided[word];
        }
        if open == 0 {
            break;
        }
        rest <<= 1;
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_is_set_as_often_as_asked() {
        for likelihood in [0.08, 0.5, 0.75, 0.999] {
            let threshold = (likelihood * 18_446_744_073_709_551_616.0) as u64;
            let mut random = Random::new(7);
            let ones = |block: Block| block.iter().map(|word| word.count_ones()).sum::<u32>();
            let set: u32 = (0..500).map(|_| ones(bernoulli(threshold, &mut random))).sum();
            let (share, n) = (f64::from(set) / 256_000.0, 256_000.0_f64);
            let error = (likelihood * (1.0 - likelihood) / n).sqrt();
            assert!((share - likelihood).abs() < 4.0 * error, "{likelihood}: {share}");
        }
        assert_eq!(bernoulli(0, &mut Random::new(1)), [0; WORDS]);
    }

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
