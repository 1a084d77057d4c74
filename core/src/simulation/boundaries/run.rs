//! The search: cuts at several resolutions from several seeds, slice by slice.

use super::cut::{self, Cut};
use super::model::Model;
use super::report;
use crate::model::Landscape;
use crate::simulation::{Refusal, Report, Request, Run};

/// The resolutions of the curve.
const CURVE: [f64; 11] = [0.125, 0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 8.0];

/// How many tries a whole search takes at each of the resolutions that are compared, unless it is said.
const TRIES: usize = 20;

/// How many it takes at most at the other resolutions of the curve.
const TRIES_OF_CURVE: usize = 5;

/// So many elements and ends of edges are gone through before one looks again, at least in one try.
const SLICE: usize = 40_000;

/// What a quick search goes through altogether, if it can.
const QUICK: usize = 60_000;

/// What was found at a resolution.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The resolution.
    pub resolution: f64,
    /// The cut of each try so far, in order.
    pub cuts: Vec<Vec<usize>>,
    /// How many tries there will be.
    tries: usize,
}

/// A search on its way.
pub(super) struct Search {
    model: Model,
    request: Request,
    /// The resolution that was chosen, half of it, twice of it, then those of the curve.
    found: Vec<Found>,
    /// Tries at the resolution that was chosen, with the priorities drawn anew each time.
    shaken: Found,
}

impl Search {
    /// A search that takes its time.
    pub(super) fn whole(landscape: &Landscape, request: &Request) -> Result<Self, Refusal> {
        let chosen = request.setting("seeds", "").parse().ok().filter(|tries| (1..=1_000).contains(tries));
        let tries = match request.effort {
            0 => chosen.unwrap_or(TRIES),
            effort => effort.min(1_000) as usize,
        };
        Self::new(landscape, request, |_, _| (tries, tries.min(TRIES_OF_CURVE)))
    }

    /// A search that is over within a frame or two: fewer tries the larger the landscape is, and no curve of the largest.
    pub(super) fn quick(landscape: &Landscape, request: &Request) -> Result<Self, Refusal> {
        Self::new(landscape, request, |size, resolutions| match QUICK / (size * resolutions).max(1) {
            0 => (1, usize::from(size * resolutions < 4 * QUICK)),
            tries => (tries.min(5), 1),
        })
    }

    fn new(
        landscape: &Landscape,
        request: &Request,
        tries: impl Fn(usize, usize) -> (usize, usize),
    ) -> Result<Self, Refusal> {
        let chosen: Option<f64> = request.setting("resolution", "1").parse().ok();
        let Some(chosen) = chosen.filter(|it| (0.001..=1_000.0).contains(it)) else {
            return Err(Refusal::new("A resolution is a number between 0.001 and 1000; 1 is usual."));
        };
        let model = Model::of(landscape, request)?;
        let compared = [chosen, chosen / 2.0, chosen * 2.0];
        let others = CURVE.into_iter().filter(|it| compared.iter().all(|other| (it / other - 1.0).abs() > 0.05));
        let others: Vec<f64> = others.collect();
        let (tries, of_curve) = tries(model.size(), compared.len() + others.len());
        let found = |tries: usize| move |resolution: f64| Found { resolution, cuts: Vec::new(), tries };
        let found = compared.into_iter().map(found(tries)).chain(others.into_iter().map(found(of_curve))).collect();
        let shaken = Found { resolution: chosen, cuts: Vec::new(), tries };
        let mut search = Self { model, request: request.clone(), found, shaken };
        search.attempt(0);
        Ok(search)
    }

    /// Tries once more at a resolution; after the last of them with other priorities.
    fn attempt(&mut self, place: usize) {
        let is_shaken = place >= self.found.len();
        let found = self.found.get_mut(place).unwrap_or(&mut self.shaken);
        let seed = self.request.seed.wrapping_add(found.cuts.len() as u64);
        found.cuts.push(match is_shaken {
            true => self.model.shaken(found.resolution, seed),
            false => self.model.leiden.solve(found.resolution, seed),
        });
    }

    /// Everything that is tried.
    fn all(&self) -> impl Iterator<Item = &Found> {
        self.found.iter().chain([&self.shaken])
    }

    /// What is cut.
    pub(super) fn model(&self) -> &Model {
        &self.model
    }

    /// The cuts that stand side by side: as drawn, fewer parts, suggested, more parts, and as the teams can bear.
    pub(super) fn cuts(&self) -> Vec<Cut> {
        let model = &self.model;
        let mut cuts = vec![Cut::of(model, "drawn", "As drawn", None, &model.drawn)];
        let mut add = |key, name, found: Option<&Found>| {
            let best = found.and_then(|found| Some((found.resolution, self.best(found)?)));
            let cut = best.map(|(resolution, groups)| Cut::of(model, key, name, Some(resolution), groups));
            cuts.extend(cut);
        };
        add("fewer", "Fewer, larger parts", self.found.get(1));
        add("suggested", "Suggested", self.found.first());
        add("more", "More, smaller parts", self.found.get(2));
        add("teams", "As many as the teams can own", self.bearable());
        cuts
    }

    /// The best cut of the curve that has a part for every team and no more than the teams can own.
    fn bearable(&self) -> Option<&Found> {
        let teams = self.model.landscape.teams.len();
        let most = teams as f64 * self.model.parts_a_team;
        let quality = |found: &Found| {
            let groups = self.best(found)?;
            let parts = self.parts(groups);
            let fits = teams > 0 && parts >= teams && parts as f64 <= most;
            fits.then(|| super::quality::modularity(groups, &self.model.pairs, 1.0))
        };
        let fitting = self.found.iter().filter_map(|found| Some((found, quality(found)?)));
        fitting.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(found, _)| found)
    }

    /// The curve: for each resolution how many parts the best cut has and what its modularity is at resolution 1.
    pub(super) fn curve(&self) -> Vec<(f64, usize, f64)> {
        let point = |found: &Found| {
            let groups = self.best(found)?;
            let quality = super::quality::modularity(groups, &self.model.pairs, 1.0);
            Some((found.resolution, self.parts(groups), quality))
        };
        let mut curve: Vec<(f64, usize, f64)> = self.found.iter().filter_map(point).collect();
        crate::order::sort_by(&mut curve, |a, b| a.0.total_cmp(&b.0));
        curve
    }

    /// Every try at the resolution that was chosen.
    pub(super) fn tries(&self) -> &[Vec<usize>] {
        self.found.first().map(|found| found.cuts.as_slice()).unwrap_or_default()
    }

    /// The cuts that were found with other priorities.
    pub(super) fn shaken(&self) -> &[Vec<usize>] {
        &self.shaken.cuts
    }

    /// Where chance began.
    pub(super) fn seed(&self) -> u64 {
        self.request.seed
    }

    fn best<'s>(&self, found: &'s Found) -> Option<&'s Vec<usize>> {
        cut::best(&self.model.leiden, found.resolution, &found.cuts)
    }

    /// How many parts a cut has, external systems aside.
    fn parts(&self, groups: &[usize]) -> usize {
        let inside = self.model.elements.list.iter().zip(groups).filter(|(element, _)| !element.is_external);
        inside.map(|(_, group)| *group).collect::<crate::sorted_set::SortedSet<usize>>().len()
    }
}

impl Run for Search {
    fn step(&mut self) {
        let mut gone_through = 0;
        while gone_through < SLICE {
            // Whoever has the smallest share of its tries is next: what is compared and the curve grow side by side.
            let open = self.all().enumerate().filter(|(_, found)| found.cuts.len() < found.tries);
            let share = |found: &Found| found.cuts.len() as f64 / found.tries.max(1) as f64;
            let Some(next) = open.min_by(|a, b| share(a.1).total_cmp(&share(b.1))).map(|(place, _)| place) else {
                return;
            };
            self.attempt(next);
            gone_through += self.model.size();
        }
    }

    fn progress(&self) -> f64 {
        let all: usize = self.all().map(|found| found.tries).sum();
        let done: usize = self.all().map(|found| found.cuts.len().min(found.tries)).sum();
        if done >= all { 1.0 } else { done as f64 / all as f64 }
    }

    fn report(&self) -> Report {
        report::of(self)
    }
}
