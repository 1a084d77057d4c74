//! The work that comes: how many changes a month begin in each context, and which contexts each of them touches.
//!
//! Footprints are drawn from the independent cascade, once, and every design of teams is judged on the same ones
//! (common random numbers): what two designs differ by is the designs. A step has a stream of its own for each trial,
//! so that a step that becomes less likely only ever takes contexts out of a footprint.

use std::borrow::Cow;

use crate::model::ContextId;
use crate::order;
use crate::random::Random;
use crate::simulation::ripple::network::Network;

/// The trials fall into so many parts, whose spread says how exact a figure is.
pub const PARTS: usize = 16;

/// Changes that begin in the same context and touch the same ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where they begin, by number.
    pub source: usize,
    /// Which contexts they touch, by number, ascending; the source is one of them.
    pub touched: Vec<usize>,
    /// How many were drawn in each part of the trials.
    pub drawn: [u32; PARTS],
}

/// Everything that comes in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Demand {
    /// Changes a month that begin in each context.
    pub rates: Vec<f64>,
    /// What was drawn, by source and by what is touched.
    pub changes: Vec<Change>,
    /// How many changes were drawn for each context in which some begin.
    pub trials: u32,
    /// From which context to which, by number, how many changes a month travel directly.
    pub traffic: Vec<((usize, usize), f64)>,
}

/// The network of a change that begins in the context of this number.
pub type NetworkOf<'a> = dyn Fn(usize) -> Cow<'a, Network> + 'a;

impl Demand {
    /// Draws `trials` changes for each context with a rate, rounded up to whole parts. Nodes beyond the contexts, and
    /// those in which `is_ours` says nobody works, are in no footprint; changes do travel through the latter.
    pub fn draw(
        network_of: &NetworkOf<'_>,
        contexts: &[ContextId],
        rates: Vec<f64>,
        is_ours: &[bool],
        (trials, seed): (u32, u64),
    ) -> Self {
        let trials = trials.div_ceil(PARTS as u32).max(1) * PARTS as u32;
        let mut demand = Self { rates, changes: Vec::new(), trials, traffic: Vec::new() };
        let mut walk = Walk { seen: vec![0; contexts.len()], round: 0, open: Vec::new() };
        let all = Random::keyed(&[seed]);
        for (source, id) in contexts.iter().enumerate() {
            let rate = demand.rates[source];
            if rate <= 0.0 {
                continue;
            }
            let network = network_of(source);
            let of_source = all.branch(id.number());
            let mut taken = vec![0_u32; network.edges().len()];
            let mut drawn: Vec<(Vec<usize>, usize)> = Vec::with_capacity(trials as usize);
            for trial in 0..trials {
                walk.run(&network, source, &of_source.branch(u64::from(trial)), |step| taken[step] += 1);
                let mut touched: Vec<usize> = walk.open.iter().copied().filter(|node| is_ours[*node]).collect();
                touched.sort_unstable();
                drawn.push((touched, trial as usize % PARTS));
            }
            let steps = network.edges().iter().zip(taken).filter(|(_, taken)| *taken > 0);
            let share = rate / f64::from(trials);
            demand.traffic.extend(steps.map(|(edge, taken)| ((edge.from, edge.to), f64::from(taken) * share)));
            demand.gather(source, drawn);
        }
        demand.add_up();
        demand
    }

    /// The same with as many trials as touch about `touches` contexts, and at most `most`: a landscape in which changes
    /// travel far needs fewer of them. The number is a power of two, so that small edits do not change it.
    pub fn draw_within(
        network_of: &NetworkOf<'_>,
        contexts: &[ContextId],
        rates: Vec<f64>,
        is_ours: &[bool],
        (touches, most, seed): (usize, u32, u64),
    ) -> Self {
        let few = Self::draw(network_of, contexts, rates, is_ours, (1, seed));
        let of_change = |change: &Change| change.touched.len() * change.drawn.iter().sum::<u32>() as usize;
        let touched: usize = few.changes.iter().map(of_change).sum();
        let times = (touches / touched.max(1)).clamp(1, (most / PARTS as u32).max(1) as usize);
        match times.ilog2() {
            0 => few,
            power => Self::draw(network_of, contexts, few.rates, is_ours, ((PARTS as u32) << power, seed)),
        }
    }

    /// One figure for each step.
    fn add_up(&mut self) {
        order::sort_by_key(&mut self.traffic, |(step, _)| *step);
        self.traffic.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 += next.1;
            }
            is_same
        });
    }

    fn gather(&mut self, source: usize, mut drawn: Vec<(Vec<usize>, usize)>) {
        order::sort_by(&mut drawn, |a, b| a.cmp(b));
        for (touched, part) in drawn {
            match self.changes.last_mut() {
                Some(last) if last.source == source && last.touched == touched => last.drawn[part] += 1,
                _ => {
                    let mut counts = [0; PARTS];
                    counts[part] = 1;
                    self.changes.push(Change { source, touched, drawn: counts });
                }
            }
        }
    }

    /// How many of these changes there are a month.
    pub fn volume(&self, change: &Change) -> f64 {
        let drawn: u32 = change.drawn.iter().sum();
        self.rates[change.source] * f64::from(drawn) / f64::from(self.trials)
    }

    /// The same, by one part of the trials alone.
    pub fn volume_in(&self, change: &Change, part: usize) -> f64 {
        let trials = f64::from(self.trials) / PARTS as f64;
        self.rates[change.source] * f64::from(change.drawn[part]) / trials
    }

    /// The same by all trials, or by one part of them.
    pub fn volume_of(&self, change: &Change, part: Option<usize>) -> f64 {
        part.map_or_else(|| self.volume(change), |part| self.volume_in(change, part))
    }

    /// All changes a month.
    pub fn total(&self) -> f64 {
        self.rates.iter().filter(|rate| **rate > 0.0).sum()
    }

    /// The same work at another pace.
    #[must_use]
    pub fn scaled(mut self, factor: f64) -> Self {
        self.rates.iter_mut().for_each(|rate| *rate *= factor);
        self.traffic.iter_mut().for_each(|(_, rate)| *rate *= factor);
        self
    }
}

/// A walk through a network that is used again and again.
struct Walk {
    seen: Vec<u32>,
    round: u32,
    open: Vec<usize>,
}

impl Walk {
    fn run(&mut self, network: &Network, source: usize, random: &Random, mut took: impl FnMut(usize)) {
        self.round += 1;
        self.open.clear();
        self.open.push(source);
        self.seen[source] = self.round;
        let mut next = 0;
        while let Some(&node) = self.open.get(next) {
            next += 1;
            for index in network.range(node) {
                let edge = &network.edges()[index];
                if edge.to >= self.seen.len()
                    || random.branch(edge.draw[0]).branch(edge.draw[1]).unit() >= edge.likelihood
                {
                    continue;
                }
                took(index);
                if self.seen[edge.to] != self.round {
                    self.seen[edge.to] = self.round;
                    self.open.push(edge.to);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::footprint::Footprints;
    use crate::simulation::ripple::exact;
    use crate::simulation::ripple::network::Edge;

    fn network(likelihood: f64) -> Network {
        let edge = |from, to, likelihood| Edge { from, to, likelihood, draw: [from as u64 + 10, to as u64 + 10] };
        Network::new(4, vec![edge(0, 1, likelihood), edge(1, 2, 0.5), edge(2, 0, 0.2), edge(0, 3, 1.0)])
    }

    fn draw(network: &Network, rates: Vec<f64>, trials: u32, seed: u64) -> Demand {
        let contexts: Vec<ContextId> = (0..rates.len()).map(|number| ContextId::new(number as u64 + 1)).collect();
        Demand::draw(&|_| Cow::Borrowed(network), &contexts, rates, &[true; 4], (trials, seed))
    }

    #[test]
    fn footprints_follow_the_cascade() {
        let network = network(0.4);
        let demand = draw(&network, vec![2.0, 0.0, 1.0], 8_000, 7);
        for source in [0, 2] {
            let exact = exact::reach(&network, source, exact::WORK_LIMIT).expect("small");
            for (target, exact) in exact.iter().enumerate().take(3) {
                let touching = demand.changes.iter().filter(|it| it.source == source && it.touched.contains(&target));
                let share = touching.map(|it| demand.volume(it)).sum::<f64>() / demand.rates[source];
                assert!((share - exact).abs() < 0.025, "{source} {target}: {share} and {exact}");
            }
        }
        let total: f64 = demand.changes.iter().map(|it| demand.volume(it)).sum();
        assert!((total - 3.0).abs() < 1e-9 && demand.total() == 3.0);
        assert!(demand.changes.iter().all(|it| it.source != 1 && !it.touched.contains(&3)), "3 is not a context");
        // From 0 in two changes a month with 0.4, and in one from 2 that goes back to 0 with 0.2.
        let over = demand.traffic.iter().find(|(step, _)| *step == (0, 1)).expect("a step").1;
        assert!((over - (2.0 * 0.4 + 0.2 * 0.4)).abs() < 0.06, "{over}");
    }

    #[test]
    fn less_likely_steps_only_take_contexts_away() {
        let [more, less] = [network(0.9), network(0.3)];
        let sizes = |network: &Network| -> Vec<usize> {
            let size = |change: &Change| change.touched.len() * change.drawn.iter().sum::<u32>() as usize;
            (0..200).map(|seed| draw(network, vec![1.0, 0.0, 0.0], 1, seed).changes.iter().map(size).sum()).collect()
        };
        let (more, less) = (sizes(&more), sizes(&less));
        assert!(more.iter().zip(&less).all(|(more, less)| more >= less));
        assert!(more.iter().sum::<usize>() > less.iter().sum::<usize>());
    }

    #[test]
    fn a_change_is_drawn_as_everywhere() {
        let landscape = crate::gallery::EXAMPLES[0].landscape();
        let footprints = Footprints::of(&landscape);
        let contexts = footprints.graph().contexts.clone();
        let mut rates = vec![0.0; contexts.len()];
        rates[0] = 1.0;
        let is_ours = vec![true; contexts.len()];
        let demand = Demand::draw(&|_| Cow::Borrowed(&footprints.model.network), &contexts, rates, &is_ours, (64, 9));
        let mut expected = vec![0_u32; contexts.len()];
        let mut touched = Vec::new();
        for trial in 0..64 {
            footprints.draw(0, &Random::keyed(&[9, contexts[0].number(), trial]), &mut touched);
            touched.iter().for_each(|context| expected[*context] += 1);
        }
        for (context, expected) in expected.iter().enumerate() {
            let touching = demand.changes.iter().filter(|change| change.touched.contains(&context));
            assert_eq!(touching.flat_map(|change| change.drawn).sum::<u32>(), *expected, "{context}");
        }
    }
}
