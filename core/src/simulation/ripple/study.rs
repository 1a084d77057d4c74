//! A question to the ripple on its way to its answer: first the ripple itself, then what changes together, then what
//! would keep it out, then changes from everywhere.

use super::burden::{Burden, ONE_BY_ONE_MAX};
use super::network::Network;
use super::outcomes::{self, Drawer, Outcomes, Owners};
use super::sampling::Sampler;
use super::savings::{self, Candidate, Measured, Saving};
use super::{ChangeKind, Ripple, RippleModel, RippleRun, TRIALS, exact};
use crate::model::{ElementId, Landscape};
use crate::simulation::{Estimate, Refusal, Report, Request, Run};

/// Steps of a network that are worth a slice when changes from everywhere are asked for.
const STEPS_A_SLICE: usize = 2_000;

/// Steps of single ripples that are worth a slice, and all slices together.
const VISITS_A_SLICE: usize = 1_000_000;
const VISITS_MAX: usize = 40_000_000;

/// From so many blocks on their means tell the spread of the mean.
const BLOCKS_ENOUGH: usize = 4;

/// Everything that is known so far.
pub(super) struct Study {
    pub(super) landscape: Landscape,
    pub(super) request: Request,
    pub(super) model: RippleModel,
    pub(super) source: usize,
    pub(super) network: Network,
    pub(super) run: RippleRun,
    pub(super) ripple: Ripple,
    /// Others touched, block by block; empty where it is computed.
    pub(super) touched: Vec<f64>,
    /// Teams that must act, block by block; empty where it is computed.
    pub(super) involved: Vec<f64>,
    pub(super) outcomes: Outcomes,
    drawer: Option<Drawer>,
    owners: Owners,
    now: Option<Measured>,
    candidates: Option<Vec<Candidate>>,
    /// What was tried so far, the best first.
    pub(super) savings: Vec<Saving>,
    /// Changes from everywhere.
    pub(super) burden: Burden,
    trials: u32,
    /// How many single ripples are drawn: fewer where each is a long one.
    ripples: u32,
}

impl Study {
    /// What can be said at once: computed, or a first block drawn.
    pub(super) fn new(landscape: &Landscape, request: &Request) -> Result<Self, Refusal> {
        let Some(ElementId::Context(source)) = request.subject else {
            return Err(Refusal::new("Choose the context in which the change starts."));
        };
        let code = request.setting("kind", ChangeKind::Usual.code());
        let kind = ChangeKind::of_code(code);
        let kind = kind.ok_or_else(|| Refusal::new(format!("There is no kind of change `{code}`.")))?;
        let model = RippleModel::of_kind(landscape, kind);
        let Some(source) = model.graph.number(source) else {
            return Err(Refusal::new("The context is not in the landscape."));
        };
        let network = model.network_from(source).into_owned();
        let contexts = model.graph.contexts.len();
        let owners = model.owners();
        let run = match exact::reach(&network, source, exact::WORK_LIMIT) {
            Some(reach) => RippleRun::Exact { source, reach },
            None => {
                let sampler = Sampler::new(&network, source, contexts, request.seed);
                RippleRun::Sampled { source, sampler: Box::new(sampler) }
            }
        };
        let computed = outcomes::exact(&network, source, contexts, &owners, outcomes::WORK_LIMIT);
        let drawer = computed.is_none().then(|| Drawer::new(&network, source, contexts, request.seed));
        let burden = Burden::new(landscape, &model, request.seed);
        let trials = if request.effort == 0 { TRIALS } else { request.effort };
        let edges = network.edges().len().max(1);
        let mut study = Self {
            ripple: model.read(&run),
            landscape: landscape.clone(),
            request: request.clone(),
            source,
            network,
            run,
            touched: Vec::new(),
            involved: Vec::new(),
            outcomes: computed.unwrap_or_default(),
            drawer,
            owners,
            now: None,
            candidates: None,
            savings: Vec::new(),
            burden,
            trials,
            ripples: trials.min(VISITS_MAX.div_ceil(edges) as u32).max(outcomes::BLOCK),
            model,
        };
        study.draw_ripple();
        study.draw_outcomes();
        Ok(study)
    }

    /// How many other contexts are touched on average.
    pub(super) fn touched_estimate(&self) -> Estimate {
        self.narrowed(self.ripple.touched, &self.touched, 0).within(0.0, self.ripple.reach.len() as f64 - 1.0)
    }

    /// How many teams must act on average.
    pub(super) fn teams_estimate(&self) -> Estimate {
        let sum = self.ripple.teams.iter().fold(0.0, |sum, team| sum + team.involved.value);
        if self.involved.is_empty() {
            return Estimate::exact(sum);
        }
        let drawn = Estimate::mean_of(&self.involved);
        self.narrowed(drawn, &self.involved, 1).within(0.0, self.model.teams.len() as f64)
    }

    /// An estimate of a few blocks, whose means say little of the spread, with the spread of single ripples instead.
    fn narrowed(&self, estimate: Estimate, blocks: &[f64], which: usize) -> Estimate {
        if blocks.is_empty() || blocks.len() >= BLOCKS_ENOUGH {
            return estimate;
        }
        let trials = f64::from(outcomes::BLOCK) * blocks.len() as f64;
        let half = 1.96 * self.outcomes.spread[which] / trials.sqrt();
        Estimate { value: estimate.value, low: estimate.value - half, high: estimate.value + half }
    }

    fn is_drawn(&self) -> bool {
        match &self.run {
            RippleRun::Exact { .. } => true,
            RippleRun::Sampled { sampler, .. } => sampler.trials() >= self.trials,
        }
    }

    fn has_outcomes(&self) -> bool {
        self.drawer.as_ref().is_none_or(|drawer| drawer.trials() >= self.ripples)
    }

    /// Draws one more block of the ripple, if there is something to draw.
    fn draw_ripple(&mut self) {
        let RippleRun::Sampled { sampler, .. } = &mut self.run else { return };
        let blocks = f64::from(sampler.trials() / outcomes::BLOCK);
        sampler.step(&self.network);
        let teams = |ripple: &Ripple| ripple.teams.iter().map(|team| team.involved.value).sum::<f64>();
        let before = if blocks > 0.0 { [self.ripple.touched.value, teams(&self.ripple)] } else { [0.0; 2] };
        self.ripple = self.model.read(&self.run);
        let after = [self.ripple.touched.value, teams(&self.ripple)];
        // The mean of a block is what it adds to the sum of the means.
        let [touched, involved] = [0, 1].map(|it| after[it] * (blocks + 1.0) - before[it] * blocks);
        self.touched.push(touched);
        self.involved.push(involved);
    }

    fn draw_outcomes(&mut self) {
        if let Some(drawer) = &mut self.drawer {
            let left = self.ripples.saturating_sub(drawer.trials());
            let slice = (VISITS_A_SLICE / self.network.edges().len().max(1)).clamp(16, outcomes::BLOCK as usize);
            drawer.step(&self.network, &self.owners, left.min(slice as u32));
            self.outcomes = drawer.outcomes();
        }
    }

    /// Tries the next measure, or finds out which there are to try.
    fn try_measure(&mut self) {
        let (model, source, seed) = (&self.model, self.source, self.request.seed);
        let Some(candidates) = &mut self.candidates else {
            let reach: Vec<f64> = self.ripple.reach.values().map(|reach| reach.value).collect();
            let mut candidates = savings::candidates(&self.landscape, model, source, &reach);
            candidates.reverse();
            self.candidates = Some(candidates);
            return;
        };
        let Some(candidate) = candidates.pop() else { return };
        let is_exact = matches!(self.run, RippleRun::Exact { .. });
        let now = self.now.get_or_insert_with(|| Measured::of(model, source, seed, is_exact));
        self.savings.push(savings::saving(&self.landscape, model, source, seed, (now, candidate)));
        let worth = |saving: &Saving| [saving.contexts.value, saving.teams.value];
        let order = |a: &Saving, b: &Saving| {
            let ([a_contexts, a_teams], [b_contexts, b_teams]) = (worth(a), worth(b));
            b_contexts.total_cmp(&a_contexts).then(b_teams.total_cmp(&a_teams))
        };
        crate::order::sort_by(&mut self.savings, order);
    }

    fn ask_everywhere(&mut self) {
        let is_small = self.model.graph.contexts.len() <= ONE_BY_ONE_MAX;
        let sources = if is_small { (STEPS_A_SLICE / self.network.edges().len().max(1)).clamp(1, 64) } else { 1 };
        (0..sources).for_each(|_| self.burden.step(&self.model));
    }

    /// What is left to do and what is done already, in slices.
    fn work(&self) -> [f64; 2] {
        let blocks = f64::from(self.trials.div_ceil(outcomes::BLOCK));
        let drawn = |trials: u32| f64::from(trials / outcomes::BLOCK).min(blocks);
        let mut done = [0.0; 2];
        let mut add = |left: f64, finished: f64| done = [done[0] + left, done[1] + finished];
        if let RippleRun::Sampled { sampler, .. } = &self.run {
            add(blocks - drawn(sampler.trials()), drawn(sampler.trials()));
        }
        if let Some(drawer) = &self.drawer {
            let (trials, all) = (f64::from(drawer.trials()), f64::from(self.ripples));
            add((all - trials) / f64::from(outcomes::BLOCK), trials / f64::from(outcomes::BLOCK));
        }
        match &self.candidates {
            None => add(20.0, 0.0),
            Some(left) => add(left.len() as f64, 1.0 + self.savings.len() as f64),
        }
        let [left, finished] = self.burden.work();
        add(left as f64, finished as f64);
        done
    }
}

impl Run for Study {
    fn step(&mut self) {
        if !self.is_drawn() {
            self.draw_ripple();
        } else if !self.has_outcomes() {
            self.draw_outcomes();
        } else if self.candidates.as_ref().is_none_or(|left| !left.is_empty()) {
            self.try_measure();
        } else {
            self.ask_everywhere();
        }
    }

    fn progress(&self) -> f64 {
        let [left, done] = self.work();
        if left <= 0.0 { 1.0 } else { done / (done + left) }
    }

    fn report(&self) -> Report {
        super::report::of(self)
    }
}
