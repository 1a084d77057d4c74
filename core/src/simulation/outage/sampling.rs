//! Availability by drawing, 512 trials side by side, for what is too entangled to be computed.
//!
//! Each bit of a block is a moment at which one looks. Failures are rare: a node draws how many trials it is until its
//! next one, and not every trial. Draws follow from a node's key alone, so that what an edit does not touch draws the
//! same.

use super::system::{Group, Knots, System};
use crate::random::Random;
use crate::simulation::Estimate;

const WORDS: usize = 8;
/// Trials in a block.
pub const BLOCK: u64 = 64 * WORDS as u64;
type Block = [u64; WORDS];
/// What fails more often than in one of twenty trials is drawn bit by bit; it is no cause to be ranked.
const OFTEN: f64 = -0.05;

/// Draws blocks of moments and keeps count.
#[derive(Clone, Debug)]
pub struct Sampler {
    trials: u64,
    /// The stream of every node, and the trial in which it fails next.
    streams: Vec<Random>,
    next: Vec<u64>,
    /// For each node how fast the chance to last falls: ln(own), which is 0 for what never fails.
    decay: Vec<f64>,
    down: Vec<u64>,
    /// For each node, how often it failed by itself and how much was down in these trials, by the weights.
    failed: Vec<u64>,
    felt: Vec<f64>,
    felt_in_all: f64,
    work: Vec<Block>,
    consumers: Consumers,
}

impl Sampler {
    /// Nothing is drawn yet.
    pub fn new(system: &System, seed: u64) -> Self {
        let nodes = system.nodes();
        let streams: Vec<Random> = nodes.iter().map(|node| Random::keyed(&[seed, node.key])).collect();
        let decay: Vec<f64> = nodes.iter().map(|node| libm::log(node.own)).collect();
        let mut sampler = Self {
            trials: 0,
            streams,
            next: vec![0; nodes.len()],
            decay,
            down: vec![0; nodes.len()],
            failed: vec![0; nodes.len()],
            felt: vec![0.0; nodes.len()],
            felt_in_all: 0.0,
            work: vec![[0; WORDS]; system.knots().count()],
            consumers: Consumers::of(system.knots()),
        };
        for node in 0..nodes.len() {
            sampler.next[node] = sampler.gap(node);
        }
        sampler
    }

    /// How many trials there were.
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// The availability of a node, with its interval.
    pub fn availability(&self, node: usize) -> Estimate {
        Estimate::share(self.trials - self.down[node], self.trials)
    }

    /// How often a node failed by itself.
    pub fn failures(&self, node: usize) -> u64 {
        self.failed[node]
    }

    /// Birnbaum's importance of a node for all that was weighted: how much more of it is down when the node fails.
    pub fn importance(&self, node: usize) -> f64 {
        let [failed, not] = [self.failed[node], self.trials - self.failed[node]].map(|count| count.max(1) as f64);
        (self.felt[node] / failed - (self.felt_in_all - self.felt[node]) / not).max(0.0)
    }

    /// Draws one more block; `weights` says what counts for the importance.
    pub fn step(&mut self, system: &System, weights: &[(usize, f64)]) {
        let knots = system.knots();
        self.work.iter_mut().for_each(|block| *block = [0; WORDS]);
        let mut failures: Vec<(usize, usize)> = Vec::new();
        for node in 0..self.next.len() {
            if self.decay[node] < OFTEN {
                let down = often(system.nodes()[node].own, &mut self.streams[node]);
                join(&mut self.work[knots.hard.of[node]], &down);
                continue;
            }
            while self.next[node] < self.trials + BLOCK {
                let lane = (self.next[node] - self.trials) as usize;
                self.work[knots.hard.of[node]][lane / 64] |= 1 << (lane % 64);
                failures.push((node, lane));
                self.next[node] = self.next[node].saturating_add(1).saturating_add(self.gap(node));
            }
        }
        spread(knots, &self.consumers, &mut self.work);
        for (node, down) in self.down.iter_mut().enumerate() {
            *down += ones(&self.work[knots.hard.of[node]]);
        }
        let mut felt = [0.0; BLOCK as usize];
        for (node, weight) in weights {
            each(&self.work[knots.hard.of[*node]], |lane| felt[lane] += weight);
        }
        self.felt_in_all += felt.iter().sum::<f64>();
        for (node, lane) in failures {
            self.failed[node] += 1;
            self.felt[node] += felt[lane];
        }
        self.trials += BLOCK;
    }

    /// How many trials a node lasts: a geometric draw by inversion.
    fn gap(&mut self, node: usize) -> u64 {
        match self.decay[node] {
            decay if decay < 0.0 => {
                let unit = 1.0 - self.streams[node].unit();
                (libm::log(unit) / decay) as u64
            }
            _ => u64::MAX,
        }
    }
}

/// In which trials of a block something is down that is up with this probability: every lane compares a random number
/// with it, binary digit by digit, until all lanes have met a digit that differs (about 10).
fn often(own: f64, random: &mut Random) -> Block {
    let (mut down, mut undecided) = ([0; WORDS], [u64::MAX; WORDS]);
    // A lane is down when its number is below 1 − own.
    let mut rest = ((1.0 - own) * 18_446_744_073_709_551_616.0) as u64;
    if own <= 0.0 {
        return undecided;
    }
    while rest != 0 {
        let is_one = 0_u64.wrapping_sub(rest >> 63);
        let mut open = 0;
        for word in 0..WORDS {
            let digits = random.bits();
            down[word] |= undecided[word] & !digits & is_one;
            undecided[word] &= !(digits ^ is_one);
            open |= undecided[word];
        }
        if open == 0 {
            break;
        }
        rest <<= 1;
    }
    down
}

/// Who is asked again when a knot goes down.
#[derive(Clone, Debug)]
struct Consumers {
    /// For each knot, those that cannot do without it.
    needs: Vec<Vec<usize>>,
    /// For each knot, the groups that it is in: whose, and which of them.
    groups: Vec<Vec<(usize, usize)>>,
}

impl Consumers {
    fn of(knots: &Knots) -> Self {
        let (mut needs, mut groups) = (vec![Vec::new(); knots.count()], vec![Vec::new(); knots.count()]);
        for knot in 0..knots.count() {
            for needed in &knots.needs[knot] {
                needs[*needed].push(knot);
            }
            for (number, group) in knots.groups[knot].iter().enumerate() {
                for member in group.members.iter().filter(|member| **member != knot) {
                    groups[*member].push((knot, number));
                }
            }
        }
        Self { needs, groups }
    }
}

/// Lets what failed take down what needs it, until nothing more goes down.
fn spread(knots: &Knots, consumers: &Consumers, down: &mut [Block]) {
    let failed = (0..down.len()).filter(|knot| down[*knot] != [0; WORDS]);
    let mut queue: std::collections::VecDeque<usize> = failed.collect();
    let mut is_queued = vec![false; down.len()];
    queue.iter().for_each(|knot| is_queued[*knot] = true);
    while let Some(knot) = queue.pop_front() {
        is_queued[knot] = false;
        let mut grows = |consumer: usize, more: &Block, down: &mut [Block]| {
            let before = down[consumer];
            join(&mut down[consumer], more);
            if down[consumer] != before && !std::mem::replace(&mut is_queued[consumer], true) {
                queue.push_back(consumer);
            }
        };
        for consumer in &consumers.needs[knot] {
            let more = down[knot];
            grows(*consumer, &more, down);
        }
        for (consumer, number) in &consumers.groups[knot] {
            let more = too_few(&knots.groups[*consumer][*number], *consumer, down);
            grows(*consumer, &more, down);
        }
    }
}

/// In which trials so many of a group are down that too few are left.
fn too_few(group: &Group, knot: usize, down: &[Block]) -> Block {
    let mut others = group.members.iter().filter(|member| **member != knot);
    if group.needed == 1 {
        // A knot that stands in for itself leaves one that is not down.
        if group.members.contains(&knot) {
            return [0; WORDS];
        }
        return others
            .fold([u64::MAX; WORDS], |all, member| std::array::from_fn(|word| all[word] & down[*member][word]));
    }
    let spare = group.members.len() - group.needed;
    // `at_least[j]`: more than j of those looked at are down.
    let mut at_least = vec![[0; WORDS]; spare + 1];
    for member in others.by_ref() {
        for j in (0..=spare).rev() {
            let before = if j == 0 { [u64::MAX; WORDS] } else { at_least[j - 1] };
            let more: Block = std::array::from_fn(|word| before[word] & down[*member][word]);
            join(&mut at_least[j], &more);
        }
    }
    at_least[spare]
}

fn join(block: &mut Block, more: &Block) {
    for (word, more) in block.iter_mut().zip(more) {
        *word |= more;
    }
}

fn ones(block: &Block) -> u64 {
    block.iter().map(|word| u64::from(word.count_ones())).sum()
}

fn each(block: &Block, mut visit: impl FnMut(usize)) {
    for (number, word) in block.iter().enumerate() {
        let mut rest = *word;
        while rest != 0 {
            visit(number * 64 + rest.trailing_zeros() as usize);
            rest &= rest - 1;
        }
    }
}
