//! The outages of a whole landscape: who is down for how long, what causes it, and what another form would bring.

use super::causes::{Cause, Causes, causes};
use super::composition::{minutes_a_year, slow_share};
use super::forms::{self, Outcome};
use super::model::{Form, Model};
use super::parameters::Assumptions;
use super::{CALCULUS, RESTS_ON, SIMULATION, caveats, tables};
use crate::model::{ElementId, Landscape};
use crate::order;
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Better, Heat, Quantity};
use crate::simulation::{Estimate, Refusal, Report, Request, Unit};

/// How many bars a picture has.
const BARS: usize = 20;

/// A landscape looked at as a whole.
pub(super) struct Whole<'a> {
    pub landscape: &'a Landscape,
    pub assumptions: Assumptions,
    pub model: Model,
    pub causes: Causes,
    /// How long each context is down, in minutes a year.
    pub minutes: Vec<Estimate>,
}

impl<'a> Whole<'a> {
    pub(super) fn of(landscape: &'a Landscape, request: &Request) -> Result<Self, Refusal> {
        if landscape.contexts.is_empty() {
            return Err(Refusal::new("Draw a context first: there is nothing yet that could be down."));
        }
        let assumptions = Assumptions::of(landscape, request);
        let model = Model::of(landscape, &assumptions, Form::Drawn);
        if model.user_facing.is_empty() {
            return Err(Refusal::new("Every context is an external system: draw one of your own that needs them."));
        }
        let causes = causes(landscape, &model, request.seed, request.effort);
        let down = |number: usize| {
            let Estimate { value, low, high } = causes.answer.availability(number);
            Estimate { value: minutes_a_year(value), low: minutes_a_year(high), high: minutes_a_year(low) }
        };
        let minutes = (0..model.contexts.len()).map(down).collect();
        Ok(Self { landscape, assumptions, model, causes, minutes })
    }

    /// The minutes a year that may be spent.
    pub(super) fn budget(&self) -> f64 {
        minutes_a_year(self.assumptions.target)
    }

    pub(super) fn name(&self, number: usize) -> String {
        super::named(self.landscape, self.model.contexts[number].into())
    }

    /// The context that people use and that is down longest.
    pub(super) fn worst(&self) -> usize {
        let facing = self.model.user_facing.iter().copied();
        facing
            .max_by(|a, b| self.minutes[*a].value.total_cmp(&self.minutes[*b].value).then(b.cmp(a)))
            .unwrap_or_default()
    }

    /// The contexts, what people use and is down longest first.
    pub(super) fn ranked(&self) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..self.model.contexts.len()).collect();
        order::sort_by(&mut numbers, |a, b| self.minutes[*b].value.total_cmp(&self.minutes[*a].value).then(a.cmp(b)));
        numbers
    }
}

/// The answer for the whole landscape.
pub(super) fn report(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    let whole = Whole::of(landscape, request)?;
    let outcomes = forms::outcomes(landscape, &whole.assumptions, (&whole.model, &whole.causes.answer), request.seed);
    let mut quantities = quantities(&whole);
    quantities.extend(of_reach(&whole).into_iter().chain(of_forms(&outcomes)));
    Ok(Report {
        simulation: SIMULATION.code.to_owned(),
        subject: None,
        summary: summary(&whole),
        method: whole.causes.answer.method(),
        quantities,
        plots: vec![minutes_plot(&whole), caused_plot(&whole), radius_plot(&whole), forms::plot(landscape, &outcomes)],
        tables: vec![
            tables::contexts(&whole),
            tables::causes(&whole),
            forms::table(&outcomes, whole.budget()),
            forms::by_context(landscape, &outcomes),
            tables::extra_nine(&whole),
            tables::calls(&whole),
        ],
        heat: heat(&whole),
        caveats: caveats(&whole.model, &whole.causes.answer),
    })
}

fn summary(whole: &Whole<'_>) -> String {
    let (worst, budget) = (whole.worst(), whole.budget());
    let facing = &whole.model.user_facing;
    let over = facing.iter().filter(|number| whole.minutes[**number].value > budget).count();
    let promise = Unit::Availability.spell(whole.assumptions.target);
    let kept = match over {
        0 => format!("All {} contexts that people use keep {promise}", facing.len()),
        over => format!("{over} of {} contexts that people use do not keep {promise}", facing.len()),
    };
    let first = whole
        .causes
        .causes
        .first()
        .map_or_else(String::new, |cause| format!(" Most of it is caused by {}.", named_cause(cause)));
    format!(
        "{kept}; {} is down longest, {}.{first}",
        whole.name(worst),
        Unit::MinutesAYear.spell(whole.minutes[worst].value)
    )
}

fn named_cause(cause: &Cause) -> String {
    format!("“{}” ({} in all)", cause.name, Unit::MinutesAYear.spell(cause.caused_minutes))
}

fn quantities(whole: &Whole<'_>) -> Vec<Quantity> {
    let facing = &whole.model.user_facing;
    let count = facing.len() as f64;
    let mean =
        |end: fn(&Estimate) -> f64| facing.iter().map(|number| end(&whole.minutes[*number])).sum::<f64>() / count;
    let mean = Estimate { value: mean(|it| it.value), low: mean(|it| it.low), high: mean(|it| it.high) };
    let (worst, budget) = (whole.worst(), whole.budget());
    let over = facing.iter().filter(|number| whole.minutes[**number].value > budget).count();
    let of_worst = whole.minutes[worst];
    let spell = |minutes: f64| Unit::MinutesAYear.spell(minutes);
    vec![
        Quantity::new("minutes_down", "Mean time down of what people use", Unit::MinutesAYear, mean)
            .better(Better::Less)
            .because(
                format!(
                    "The mean over {} contexts of (1 − availability) × 525,600; a context is up when it, its process, \
                     its data stores and everything that it waits for are up, each counted once.",
                    facing.len()
                ),
                CALCULUS,
                RESTS_ON,
            ),
        Quantity::new("worst_minutes", "The longest time down", Unit::MinutesAYear, of_worst)
            .better(Better::Less)
            .because(
                format!("{}: {}, of a budget of {}.", whole.name(worst), spell(of_worst.value), spell(budget)),
                CALCULUS,
                RESTS_ON,
            ),
        Quantity::exact("over_budget", "Contexts over their budget", Unit::Count, over as f64)
            .better(Better::Less)
            .because(
                format!("{over} of {} are down for more than {}.", facing.len(), spell(budget)),
                CALCULUS,
                RESTS_ON,
            ),
        Quantity::exact("budget", "Error budget", Unit::MinutesAYear, budget).because(
            format!("(1 − {}) × 525,600 minutes.", Unit::Availability.spell(whole.assumptions.target)),
            CALCULUS,
            &[],
        ),
    ]
}

/// What one fault and one slow call do.
fn of_reach(whole: &Whole<'_>) -> Vec<Quantity> {
    let facing = &whole.model.user_facing;
    let calls = facing.iter().map(|number| whole.model.remote_calls[*number]).fold(0.0, f64::max);
    let widest = whole.causes.causes.iter().max_by(|a, b| a.radius.total_cmp(&b.radius));
    vec![
        Quantity::exact(
            "largest_radius",
            "Most contexts that one fault takes down",
            Unit::Count,
            widest.map_or(0.0, |it| it.radius),
        )
        .better(Better::Less)
        .because(
            widest.map_or_else(String::new, |it| {
                let count = Unit::Count.spell(it.radius);
                format!("When {} fails, {count} contexts go down with it on average.", it.name)
            }),
            "The sum of Birnbaum's importance over all contexts (Birnbaum 1969).",
            RESTS_ON,
        ),
        Quantity::exact(
            "slow",
            "Requests with a slow call, at worst",
            Unit::Share,
            slow_share(whole.assumptions.slow, calls),
        )
        .better(Better::Less)
        .because(
            format!(
                "1 − (1 − {})^n with n = {} remote calls behind a request.",
                Unit::Share.spell(whole.assumptions.slow),
                Unit::Count.spell(calls)
            ),
            "Dean and Barroso, The Tail at Scale, CACM 56(2), 2013.",
            &["outage.slow.share"],
        ),
    ]
}

fn of_forms(outcomes: &[Outcome]) -> Vec<Quantity> {
    let quantity = |outcome: &Outcome| {
        let (key, name) = match outcome.form {
            Form::Drawn => return None,
            Form::Monolith => ("minutes_monolith", "Mean time down as one monolith"),
            Form::Modular => ("minutes_modular", "Mean time down as one modular monolith"),
            Form::Services => ("minutes_services", "Mean time down as services"),
        };
        let why = format!(
            "The same contexts and relationships {}; a fault of a context takes {} of them down on average.",
            outcome.form.name(),
            Unit::Count.spell(outcome.radius)
        );
        Some(
            Quantity::exact(key, name, Unit::MinutesAYear, outcome.mean())
                .better(Better::Less)
                .because(why, CALCULUS, RESTS_ON),
        )
    };
    outcomes.iter().filter_map(quantity).collect()
}

fn minutes_plot(whole: &Whole<'_>) -> Plot {
    let [x, y] = [Axis::new("Context", Unit::Word), Axis::new("Down", Unit::MinutesAYear)];
    let shown: Vec<usize> = whole.ranked().into_iter().take(BARS).collect();
    let bars = shown.iter().map(|number| Point::estimated_bar(whole.name(*number), whole.minutes[*number])).collect();
    let budget = shown.iter().map(|number| Point::bar(whole.name(*number), whole.budget())).collect();
    let says = format!("The longest first; the budget is {}.", Unit::MinutesAYear.spell(whole.budget()));
    Plot::new("minutes", "Minutes down in a year", PlotKind::Bars, x, y)
        .saying(says)
        .with("Down", bars)
        .with("Budget", budget)
}

fn caused_plot(whole: &Whole<'_>) -> Plot {
    let mut causes: Vec<&Cause> = whole.causes.causes.iter().collect();
    order::sort_by(&mut causes, |a, b| b.importance.total_cmp(&a.importance).then(a.name.cmp(&b.name)));
    let [x, y] = [Axis::new("What fails", Unit::Word), Axis::new("Importance", Unit::Share)];
    let bars = causes.iter().take(BARS).map(|cause| Point::bar(cause.name.as_str(), cause.importance)).collect();
    Plot::new("importance", "Where redundancy pays", PlotKind::Bars, x, y)
        .saying("The share of what people use that is down because this is down (Birnbaum's importance).")
        .with("Importance", bars)
}

fn radius_plot(whole: &Whole<'_>) -> Plot {
    let mut causes: Vec<&Cause> = whole.causes.causes.iter().collect();
    order::sort_by(&mut causes, |a, b| b.radius.total_cmp(&a.radius).then(a.name.cmp(&b.name)));
    let [x, y] = [Axis::new("What fails", Unit::Word), Axis::new("Contexts down with it", Unit::Count)];
    let bars = causes.iter().take(BARS).map(|cause| Point::bar(cause.name.as_str(), cause.radius)).collect();
    Plot::new("radius", "How much one fault takes down", PlotKind::Bars, x, y)
        .saying("How many contexts go down with it, on average; what is buffered counts in part.")
        .with("Contexts", bars)
}

fn heat(whole: &Whole<'_>) -> Vec<Heat> {
    let most = whole.minutes.iter().map(|minutes| minutes.value).fold(0.0, f64::max);
    let of = |(number, minutes): (usize, &Estimate)| Heat {
        element: ElementId::from(whole.model.contexts[number]),
        share: if most > 0.0 { minutes.value / most } else { 0.0 },
        words: format!("down {}", Unit::MinutesAYear.spell(minutes.value)),
    };
    whole.minutes.iter().enumerate().map(of).collect()
}
