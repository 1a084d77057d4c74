//! The drawn run: replications of the landscape as it is, then shorter ones along the curves.

use super::engine::Engine;
use super::factory::{Model, Path};
use super::figures::{self, COUNT};
use super::item::{Cause, Spent};
use super::reading::{self, Reading};
use super::report;
use super::tally::{Tally, TeamTally, quantile};
use crate::model::Landscape;
use crate::simulation::{Refusal, Report, Request, Run};

/// Replications, unless the request says how many.
const REPLICATIONS: u32 = 10;

/// Items of a replication along a curve; more where failures are looked at, which are few.
const ITEMS_OF_A_POINT: u64 = 1_000;
const ITEMS_OF_A_PATH: u64 = 2_000;

/// Replications of each point.
const REPLICATIONS_OF_A_POINT: u64 = 3;

/// Items between two looks: some milliseconds.
const SLICE: u64 = 2_000;

/// Branch ages of the merge curve, in days.
pub const AGES: [f64; 7] = [0.25, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0];

/// Batch sizes of the U-curve.
pub const BATCHES: [u32; 6] = [1, 2, 5, 10, 20, 50];

/// How many shares of changes the distribution of lead times is told at: 5 %, 10 %, … 100 %.
pub const SHARES: usize = 20;

/// What is kept of a replication.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The figures, in the order of [`figures::SPECS`].
    pub values: [f64; COUNT],
    /// The lead time below which 5 %, 10 %, … of the changes lie.
    pub shares: [f64; SHARES],
    /// Mean days by cause.
    pub spent: Spent,
    /// Every time to restore, by path, in days.
    pub restores: [Vec<f64>; Path::ALL.len()],
    /// What each team did.
    pub teams: Vec<TeamTally>,
    /// Days that were counted.
    pub days: f64,
    /// Items on their way by Little's law: those done in a day times how long they took.
    pub little: f64,
    /// Whether it ended before as much was done as was asked for.
    pub is_cut_off: bool,
}

impl Kept {
    fn of(tally: &Tally, reading: &Reading) -> Self {
        let values = figures::of_tally(tally, reading);
        let mut leads = tally.leads.clone();
        Self {
            values,
            shares: std::array::from_fn(|place| quantile(&mut leads, (place + 1) as f64 / SHARES as f64)),
            spent: Cause::ALL.map(|cause| tally.mean(cause)),
            restores: tally.restores.clone(),
            teams: tally.teams.clone(),
            days: tally.days(),
            little: tally.done_days / tally.days(),
            is_cut_off: tally.is_cut_off,
        }
    }
}

/// What is varied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Variant {
    /// Nothing: the landscape as it is drawn.
    Drawn,
    /// Every branch is this old when it is merged.
    Age(f64),
    /// Every release has so many changes.
    Batch(u32),
    /// Every team restores in this way.
    Path(Path),
}

/// A model and what its replications found.
pub struct Trial {
    /// What it varies.
    pub variant: Variant,
    /// The numbers that it runs on.
    pub model: Model,
    /// Its replications so far.
    pub kept: Vec<Kept>,
}

struct Job {
    trial: usize,
    number: u64,
    items: u64,
}

/// A delivery run on its way.
pub struct DeliveryRun {
    reading: Reading,
    landscape: Landscape,
    request: Request,
    trials: Vec<Trial>,
    jobs: Vec<Job>,
    next: usize,
    engine: Option<Engine>,
}

/// Begins the run.
///
/// # Errors
/// A sentence that says what has to be drawn first.
pub fn start(landscape: &Landscape, request: &Request) -> Result<Box<dyn Run>, Refusal> {
    let reading = reading::read(landscape, request)?;
    let mut trials = vec![Trial { variant: Variant::Drawn, model: reading.model.clone(), kept: Vec::new() }];
    trials.extend(variants(&reading, landscape, request));
    let replications = if request.effort == 0 { REPLICATIONS } else { request.effort.min(1_000) };
    let items = items(request);
    let drawn = (0..u64::from(replications)).map(|number| Job { trial: 0, number, items });
    let points = trials.iter().enumerate().skip(1).flat_map(|(trial, it)| {
        let is_path = matches!(it.variant, Variant::Path(_));
        let items = if is_path { ITEMS_OF_A_PATH } else { ITEMS_OF_A_POINT };
        (0..REPLICATIONS_OF_A_POINT).map(move |number| Job { trial, number, items })
    });
    let jobs = drawn.chain(points).collect();
    let (landscape, request) = (landscape.clone(), request.clone());
    Ok(Box::new(DeliveryRun { reading, landscape, request, trials, jobs, next: 0, engine: None }))
}

/// How many items a replication has.
pub fn items(request: &Request) -> u64 {
    match request.setting("items", "5000") {
        "50000" => 50_000,
        "20000" => 20_000,
        _ => 5_000,
    }
}

/// The models along the curves.
fn variants(reading: &Reading, landscape: &Landscape, request: &Request) -> Vec<Trial> {
    let trial = |variant, model| Trial { variant, model, kept: Vec::new() };
    let ages = AGES.map(|age| trial(Variant::Age(age), at_age(&reading.model, age)));
    let batches = BATCHES.map(|batch| trial(Variant::Batch(batch), in_batches(&reading.model, batch)));
    let codes = ["main_pipeline", "pre_production", "toggle_off", "roll_back", "canary"];
    let paths = Path::ALL.into_iter().zip(codes).filter_map(|(path, code)| {
        let asked = reading::read(landscape, &request.clone().with("hotfix_path", code)).ok()?;
        Some(trial(Variant::Path(path), asked.model))
    });
    ages.into_iter().chain(batches).chain(paths).collect()
}

/// The model with branches of this age, merged as soon as they are ready.
pub fn at_age(model: &Model, days: f64) -> Model {
    let mut model = model.clone();
    for practice in &mut model.practices {
        (practice.branch_days, practice.is_held, practice.integration_days) = (days, false, 0.0);
    }
    model
}

/// The model with releases of this size, whatever the calendar says.
pub fn in_batches(model: &Model, batch: u32) -> Model {
    let mut model = model.clone();
    for dock in &mut model.docks {
        (dock.batch, dock.cadence_days) = (batch, 0.0);
    }
    model
}

impl Run for DeliveryRun {
    fn step(&mut self) {
        let Some(job) = self.jobs.get(self.next) else { return };
        let trial = &mut self.trials[job.trial];
        let seed = self.request.seed;
        let engine = self.engine.get_or_insert_with(|| Engine::new(&trial.model, seed, job.number, job.items));
        if !engine.advance(&trial.model, SLICE) {
            return;
        }
        if let Some(engine) = self.engine.take() {
            trial.kept.push(Kept::of(&engine.into_tally(), &self.reading));
        }
        self.next += 1;
    }

    fn progress(&self) -> f64 {
        if self.next >= self.jobs.len() {
            return 1.0;
        }
        let all: u64 = self.jobs.iter().map(|job| job.items).sum();
        let done: u64 = self.jobs[..self.next].iter().map(|job| job.items).sum();
        let running = self.engine.as_ref().map_or(0.0, Engine::progress) * self.jobs[self.next].items as f64;
        ((done as f64 + running) / all.max(1) as f64).min(0.999)
    }

    fn report(&self) -> Report {
        report::drawn(&self.landscape, &self.request, &self.reading, &self.trials)
    }
}
