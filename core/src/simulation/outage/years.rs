//! A run: year after year is drawn, and what they were like is gathered.

use super::composition::minutes_a_year;
use super::model::{Form, Model};
use super::parameters::Assumptions;
use super::timeline::{Drawing, Timeline, Year};
use super::{RESTS_ON, RUN_SOURCE, estimate, named};
use crate::model::{ElementId, Landscape};
use crate::order;
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Better, Cell, Method, Quantity, Table};
use crate::simulation::{Estimate, Refusal, Report, Request, Run, Unit};

/// How many years are drawn where nothing else is asked for, and of large landscapes.
const YEARS: u32 = 1_000;
const YEARS_OF_LARGE: u32 = 100;
/// From so many contexts on a landscape is large.
const LARGE: usize = 200;
/// How much is looked at in a slice: some ten milliseconds.
const SLICE: usize = 400_000;
/// How many spans a histogram has.
const SPANS: usize = 24;

/// Years on their way.
pub(super) struct Years {
    landscape: Landscape,
    /// The answer by formula, to which the drawn figures are added.
    formula: Report,
    model: Model,
    timeline: Timeline,
    /// The contexts that are followed, and the one that the figures are about.
    followed: Vec<usize>,
    about: usize,
    years: Vec<Vec<Year>>,
    /// The year that is on its way.
    year: Option<Drawing>,
    budget: f64,
    seed: u64,
    count: u32,
}

/// Begins to draw years.
pub(super) fn start(landscape: &Landscape, request: &Request) -> Result<Box<dyn Run>, Refusal> {
    // The effort is a number of years; what the formula has to draw, it draws as often as it finds right.
    let formula = estimate(landscape, &Request { effort: 0, ..request.clone() })?;
    let assumptions = Assumptions::of(landscape, request);
    let model = Model::of(landscape, &assumptions, Form::Drawn);
    let asked = match request.subject {
        Some(ElementId::Context(id)) => model.number(id),
        _ => None,
    };
    let followed = match asked {
        Some(number) => vec![number],
        None => model.user_facing.clone(),
    };
    // What is down longest by formula; of equals the first.
    let down = |number: usize| formula.heat.iter().find(|heat| heat.element == model.contexts[number].into());
    let share =
        |number: usize| if request.subject.is_none() { down(number).map_or(0.0, |heat| heat.share) } else { 0.0 };
    let longest = |a: &usize, b: &usize| share(followed[*a]).total_cmp(&share(followed[*b])).then(b.cmp(a));
    let about = (0..followed.len()).max_by(longest).unwrap_or_default();
    let count = match request.effort {
        0 if model.contexts.len() > LARGE => YEARS_OF_LARGE,
        0 => YEARS,
        asked => asked.clamp(2, 1_000_000),
    };
    Ok(Box::new(Years {
        landscape: landscape.clone(),
        formula,
        timeline: Timeline::of(&model, assumptions.repair),
        model,
        followed,
        about,
        years: Vec::new(),
        year: None,
        budget: minutes_a_year(assumptions.target),
        seed: request.seed,
        count,
    }))
}

impl Run for Years {
    fn step(&mut self) {
        let mut work = SLICE;
        while work > 0 && self.years.len() < self.count as usize {
            let number = self.years.len() as u64;
            let year = self.year.get_or_insert_with(|| self.timeline.year(self.seed, number));
            let done = self.timeline.go_on(year, work);
            if done >= work {
                return;
            }
            let of = |context: &usize| self.timeline.of_node(year, *context);
            self.years.push(self.followed.iter().map(of).collect());
            self.year = None;
            // Drawing when things fail is work as well.
            work = work.saturating_sub(done + self.model.parts.len());
        }
    }

    fn progress(&self) -> f64 {
        // A year that has begun counts a little, so that one sees that it goes on.
        let begun = self.year.as_ref().map_or(0.0, Drawing::progress);
        (self.years.len() as f64 + begun).min(f64::from(self.count)) / f64::from(self.count)
    }

    fn report(&self) -> Report {
        let mut report = self.formula.clone();
        if self.years.is_empty() || self.followed.is_empty() {
            return report;
        }
        report.method = Method::Replicated {
            replications: self.years.len() as u32,
            items: self.followed.len() as u32,
            seed: self.seed,
        };
        let minutes = self.minutes(self.about);
        let mut drawn = self.quantities(&minutes);
        drawn.append(&mut report.quantities);
        report.quantities = drawn;
        report.plots.insert(0, self.histogram(&minutes));
        report.tables.insert(0, self.table());
        report
    }
}

impl Years {
    /// How long one of the followed was down in each year.
    fn minutes(&self, place: usize) -> Vec<f64> {
        self.years.iter().map(|year| year[place].minutes).collect()
    }

    fn name(&self, place: usize) -> String {
        named(&self.landscape, self.model.contexts[self.followed[place]].into())
    }

    fn quantities(&self, minutes: &[f64]) -> Vec<Quantity> {
        let name = self.name(self.about);
        let years = minutes.len();
        let missed: Vec<f64> = minutes.iter().map(|it| f64::from(u8::from(*it > self.budget))).collect();
        let count = missed.iter().sum::<f64>() as u64;
        let sorted = sorted(minutes);
        let of = |key: &str, called: &str, value: Estimate, why: String| {
            Quantity::new(key, called, Unit::MinutesAYear, value)
                .better(Better::Less)
                .because(why, RUN_SOURCE, RESTS_ON)
        };
        let mut found = vec![
            of(
                "year_p50",
                "Down in an ordinary year",
                quantile(&sorted, 0.5),
                format!("In half of {years} drawn years {name} is down for no more than this."),
            ),
            of(
                "year_p95",
                "Down in a bad year",
                quantile(&sorted, 0.95),
                format!("In 95 of 100 drawn years {name} is down for no more than this."),
            ),
            Quantity::drawn("year_mean", "Down in a drawn year", Unit::MinutesAYear, minutes.to_vec())
                .better(Better::Less)
                .because(format!("The mean over {years} drawn years of {name}."), RUN_SOURCE, RESTS_ON),
            Quantity::drawn("year_missed", "Years that miss the promise", Unit::Share, missed)
                .better(Better::Less)
                .because(
                    format!(
                        "In {count} of {years} drawn years {name} is down for more than {}.",
                        Unit::MinutesAYear.spell(self.budget)
                    ),
                    RUN_SOURCE,
                    RESTS_ON,
                ),
        ];
        found[3].value = Estimate::share(count, years as u64);
        found
    }

    fn histogram(&self, minutes: &[f64]) -> Plot {
        let sorted = sorted(minutes);
        // The last of a hundred may be far out: what lies beyond stands in the last span.
        let most = quantile(&sorted, 0.99).value.max(self.budget).max(1.0);
        let span = most / SPANS as f64;
        let mut counts = [0_u32; SPANS + 1];
        for minutes in minutes {
            counts[((minutes / span) as usize).min(SPANS)] += 1;
        }
        let points = counts.iter().enumerate().map(|(place, count)| Point::at(place as f64 * span, f64::from(*count)));
        let [x, y] = [Axis::new("Down in a year", Unit::MinutesAYear), Axis::new("Years", Unit::Count)];
        let says = format!(
            "How long {} is down in each of {} drawn years; the budget is {}.",
            self.name(self.about),
            minutes.len(),
            Unit::MinutesAYear.spell(self.budget)
        );
        Plot::new("years", "Years, by how long it is down", PlotKind::Histogram, x, y)
            .saying(says)
            .with("Years", points.collect())
    }

    fn table(&self) -> Table {
        let columns = [
            ("Context", Unit::Word),
            ("Ordinary year", Unit::MinutesAYear),
            ("Bad year (1 in 20)", Unit::MinutesAYear),
            ("Mean", Unit::MinutesAYear),
            ("Outages", Unit::AYear),
            ("Longest outage, mean", Unit::Minutes),
            ("Years that miss the promise", Unit::Share),
        ];
        let mut table = Table::new("years", "Drawn years", &columns);
        for place in 0..self.followed.len() {
            let minutes = self.minutes(place);
            let sorted = sorted(&minutes);
            let mean_of = |figure: fn(&Year) -> f64| {
                Estimate::mean_of(&self.years.iter().map(|year| figure(&year[place])).collect::<Vec<f64>>())
            };
            let missed = minutes.iter().filter(|it| **it > self.budget).count() as u64;
            let cells = vec![
                Cell::from(self.name(place)),
                Cell::from(quantile(&sorted, 0.5)),
                Cell::from(quantile(&sorted, 0.95)),
                Cell::from(mean_of(|year| year.minutes).within(0.0, f64::INFINITY)),
                Cell::from(mean_of(|year| f64::from(year.outages)).within(0.0, f64::INFINITY)),
                Cell::from(mean_of(|year| year.longest).within(0.0, f64::INFINITY)),
                Cell::from(Estimate::share(missed, minutes.len() as u64)),
            ];
            table.push(Some(self.model.contexts[self.followed[place]].into()), cells);
        }
        table
    }
}

fn sorted(draws: &[f64]) -> Vec<f64> {
    let mut sorted = draws.to_vec();
    order::sort_by(&mut sorted, f64::total_cmp);
    sorted
}

/// A quantile of draws that are in order, with its interval at 95 % from the ranks, which needs no assumption about how
/// they are spread: the number of draws below it is binomial.
fn quantile(sorted: &[f64], share: f64) -> Estimate {
    let count = sorted.len() as f64;
    let at = |rank: f64| {
        let place = (rank.max(0.0) as usize).min(sorted.len().saturating_sub(1));
        sorted.get(place).copied().unwrap_or_default()
    };
    let (middle, half) = (count * share, 1.96 * (count * share * (1.0 - share)).sqrt());
    Estimate {
        value: at(libm::ceil(middle) - 1.0),
        low: at(libm::floor(middle - half) - 1.0),
        high: at(libm::ceil(middle + half)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_lies_within_the_ranks_around_it() {
        let draws: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(quantile(&draws, 0.5), Estimate { value: 50.0, low: 40.0, high: 61.0 });
        assert_eq!(quantile(&[7.0], 0.95), Estimate::exact(7.0));
    }
}
