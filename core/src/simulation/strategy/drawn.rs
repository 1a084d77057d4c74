//! The same comparison by drawing: every price and every effort from its distribution, the same price for all shapes in
//! one trial, so that one sees how often each shape costs least.

use super::Studied;
use super::ledger::COSTS;
use crate::random::Random;
use crate::simulation::extraction::assumptions::sentence;
use crate::simulation::extraction::drawn::{TRIALS, TRIALS_MAX, quantile};
use crate::simulation::extraction::pert::{Pert, Sum, normal};
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Better, Method, Quantity};
use crate::simulation::{Estimate, Report, Run, Unit};

/// So many trials are one slice.
const SLICE: usize = 1_024;
/// How many points a distribution function is drawn with.
const POINTS: usize = 40;
/// Where the streams of efforts begin, beyond those of prices.
const EFFORTS: u64 = 1_000;

/// A shape to be drawn.
struct Drawable {
    key: &'static str,
    word: &'static str,
    quantities: [f64; 9],
    effort: Sum,
    totals: Vec<f64>,
}

/// The comparison on its way.
pub(super) struct Drawing {
    report: Report,
    shapes: Vec<Drawable>,
    prices: Vec<Pert>,
    horizon: f64,
    seed: u64,
    trials: usize,
    done: usize,
    /// In how many trials each shape costs least.
    least: Vec<u64>,
}

impl Drawing {
    /// Nothing drawn yet, beside what is computed.
    pub(super) fn new(studied: &Studied, report: Report, seed: u64, effort: u32) -> Self {
        let shapes: Vec<Drawable> = studied
            .ledgers
            .iter()
            .map(|it| Drawable {
                key: it.shape.key(),
                word: it.shape.word(),
                quantities: it.quantities,
                effort: it.effort,
                totals: Vec::new(),
            })
            .collect();
        let trials = (if effort == 0 { TRIALS } else { effort }).min(TRIALS_MAX) as usize;
        let prices = COSTS.iter().map(|(price, _)| studied.assumptions.pert(price)).collect();
        let horizon = studied.assumptions.value("horizon_months").max(1.0);
        let least = vec![0; shapes.len()];
        Self { report, shapes, prices, horizon, seed, trials, done: 0, least }
    }

    /// One trial: a price for everybody, an effort for each shape.
    fn trial(&mut self) {
        let stream = |number: u64| Random::keyed(&[self.seed, number, self.done as u64]);
        let prices = self.prices.iter().enumerate();
        let prices: Vec<f64> = prices.map(|(index, price)| price.draw(&mut stream(index as u64))).collect();
        let efforts = self.shapes.iter().enumerate().map(|(index, shape)| {
            let deviations = normal(&mut stream(EFFORTS + index as u64));
            shape.effort.at(deviations) / self.horizon
        });
        let efforts: Vec<f64> = efforts.collect();
        let mut best = (f64::INFINITY, 0);
        for (index, (shape, effort)) in self.shapes.iter_mut().zip(efforts).enumerate() {
            let costs = shape.quantities.iter().zip(&prices).fold(0.0, |sum, (quantity, price)| sum + quantity * price);
            let total = costs + effort;
            shape.totals.push(total);
            if total < best.0 {
                best = (total, index);
            }
        }
        self.least[best.1] += 1;
        self.done += 1;
    }
}

impl Run for Drawing {
    fn step(&mut self) {
        let end = self.trials.min(self.done + SLICE);
        while self.done < end {
            self.trial();
        }
    }

    fn progress(&self) -> f64 {
        self.done as f64 / self.trials.max(1) as f64
    }

    fn report(&self) -> Report {
        let mut report = self.report.clone();
        if self.done == 0 {
            return report;
        }
        report.method = Method::Sampled { trials: u32::try_from(self.done).unwrap_or(u32::MAX), seed: self.seed };
        let [x, y] = [Axis::new("Shape", Unit::Word), Axis::new("How often it costs least", Unit::Share)];
        let mut bars = Vec::new();
        let [cost, share] =
            [Axis::new("Cost a month", Unit::PersonDays), Axis::new("Probability that it costs no more", Unit::Share)];
        let mut steps = Plot::new("distribution", "What each shape may cost a month", PlotKind::Steps, cost, share)
            .saying("Where one curve lies wholly left of another, prices do not decide.");
        for (shape, least) in self.shapes.iter().zip(&self.least) {
            let mut sorted = shape.totals.clone();
            sorted.sort_by(f64::total_cmp);
            let value = Estimate::mean_of(&shape.totals).value;
            let [low, high] = [0.025, 0.975].map(|share| quantile(&sorted, share));
            if let Some(total) = report.quantities.iter_mut().find(|it| it.key == format!("total_{}", shape.key)) {
                total.value = Estimate { value, low: low.min(value), high: high.max(value) };
                total.draws.clone_from(&shape.totals);
            }
            let often = Estimate::share(*least, self.done as u64);
            let name = format!("{}: how often it costs least", sentence(shape.word));
            let quantity = Quantity::new(&format!("least_{}", shape.key), &name, Unit::Share, often);
            let why = format!("in {least} of {} draws of all prices and efforts", self.done);
            report.quantities.push(quantity.better(Better::More).because(
                why,
                "Atoll; Wilson 1927 for the interval.",
                &[],
            ));
            bars.push(Point::estimated_bar(sentence(shape.word), often));
            let shares = (0..=POINTS).map(|step| step as f64 / POINTS as f64);
            steps = steps.with(&sentence(shape.word), shares.map(|it| Point::at(quantile(&sorted, it), it)).collect());
        }
        let best = bars.iter().max_by(|one, other| one.y.total_cmp(&other.y));
        let says = best.map(|bar| format!("{} costs least in {} of the draws.", bar.label, Unit::Share.spell(bar.y)));
        let plot = Plot::new("least", "How often each shape costs least", PlotKind::Bars, x, y);
        report.plots.push(plot.saying(says.unwrap_or_default()).with("Draws", bars));
        report.plots.push(steps);
        report
    }
}
