//! The same landscape as one monolith, as one modular monolith, as services, and as it is drawn, side by side.

use super::answer::Answer;
use super::causes::all_contexts;
use super::composition::minutes_a_year;
use super::model::{Form, Model};
use super::parameters::Assumptions;
use crate::model::{ContextId, Landscape};
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Cell, Table};
use crate::simulation::{Estimate, Unit};

/// What a form comes to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Which form.
    pub form: Form,
    /// For each context that people use, how long it is down, in minutes a year.
    pub minutes: Vec<(ContextId, Estimate)>,
    /// How many contexts a fault of a context takes down on average, itself included.
    pub radius: f64,
    /// The most that a fault of one context takes down.
    pub largest: f64,
}

impl Outcome {
    /// The mean over the contexts that people use, in minutes a year.
    pub fn mean(&self) -> f64 {
        self.minutes.iter().map(|(_, minutes)| minutes.value).sum::<f64>() / self.minutes.len().max(1) as f64
    }

    /// The most over the contexts that people use, in minutes a year.
    pub fn worst(&self) -> f64 {
        self.minutes.iter().map(|(_, minutes)| minutes.value).fold(0.0, f64::max)
    }
}

/// What each form comes to. The contexts that people use are the same in each.
pub fn outcomes(landscape: &Landscape, assumptions: &Assumptions, drawn: (&Model, &Answer), seed: u64) -> Vec<Outcome> {
    let outcome = |form: Form| {
        if form == Form::Drawn {
            return outcome(form, drawn.0, drawn.1);
        }
        let model = Model::of(landscape, assumptions, form);
        let answer = Answer::of(&model.system, &all_contexts(&model), seed, 0);
        outcome(form, &model, &answer)
    };
    Form::ALL.into_iter().map(outcome).collect()
}

fn outcome(form: Form, model: &Model, answer: &Answer) -> Outcome {
    let down = |number: &usize| {
        let Estimate { value, low, high } = answer.availability(*number);
        Estimate { value: minutes_a_year(value), low: minutes_a_year(high), high: minutes_a_year(low) }
    };
    let minutes = model.user_facing.iter().map(|number| (model.contexts[*number], down(number))).collect();
    let importance = answer.importance(&all_contexts(model), true);
    let radius = |number: usize| match model.crashes[number] {
        Some((share, crash)) => (1.0 - share) * importance[number] + share * importance[crash],
        None => importance[number],
    };
    let radii: Vec<f64> = (0..model.contexts.len()).map(radius).collect();
    let mean = radii.iter().sum::<f64>() / radii.len().max(1) as f64;
    Outcome { form, minutes, radius: mean, largest: radii.into_iter().fold(0.0, f64::max) }
}

/// The forms as a table, a row each.
pub fn table(outcomes: &[Outcome], budget: f64) -> Table {
    let columns = [
        ("Form", Unit::Word),
        ("Mean minutes down", Unit::MinutesAYear),
        ("Worst", Unit::MinutesAYear),
        ("Over the budget", Unit::Count),
        ("Contexts that a fault takes down, on average", Unit::Count),
        ("At most", Unit::Count),
    ];
    let mut table = Table::new("forms", "One monolith, modules or services", &columns);
    for outcome in outcomes {
        let over = outcome.minutes.iter().filter(|(_, minutes)| minutes.value > budget).count();
        let cells = vec![
            Cell::from(outcome.form.name()),
            Cell::from(outcome.mean()),
            Cell::from(outcome.worst()),
            Cell::from(over),
            Cell::from(outcome.radius),
            Cell::from(outcome.largest),
        ];
        table.push(None, cells);
    }
    table
}

/// How many contexts the comparison shows one by one.
const SHOWN: usize = 12;

/// The forms side by side for each context that people use.
pub fn plot(landscape: &Landscape, outcomes: &[Outcome]) -> Plot {
    let best = outcomes.iter().min_by(|a, b| a.mean().total_cmp(&b.mean()));
    let says = best.map_or_else(String::new, |best| {
        let figures: Vec<String> =
            outcomes.iter().map(|it| format!("{} {}", it.form.name(), Unit::MinutesAYear.spell(it.mean()))).collect();
        format!("Least down on average {}: {}.", best.form.name(), figures.join(", "))
    });
    let [x, y] = [Axis::new("Context", Unit::Word), Axis::new("Down", Unit::MinutesAYear)];
    let mut plot = Plot::new("forms", "One monolith, modules or services", PlotKind::Bars, x, y).saying(says);
    for outcome in outcomes {
        let bar = |(id, minutes): &(ContextId, Estimate)| Point::estimated_bar(landscape.name((*id).into()), *minutes);
        plot = plot.with(outcome.form.name(), outcome.minutes.iter().take(SHOWN).map(bar).collect());
    }
    plot
}

/// For each context that people use, how long it is down in each form.
pub fn by_context(landscape: &Landscape, outcomes: &[Outcome]) -> Table {
    let mut columns = vec![("Context", Unit::Word)];
    columns.extend(outcomes.iter().map(|outcome| (outcome.form.name(), Unit::MinutesAYear)));
    let mut table = Table::new("forms_by_context", "Down in each form", &columns);
    let rows = outcomes.first().map_or(0, |outcome| outcome.minutes.len());
    for row in 0..rows {
        let id = outcomes[0].minutes[row].0;
        let mut cells = vec![Cell::from(landscape.name(id.into()))];
        cells.extend(outcomes.iter().map(|outcome| Cell::from(outcome.minutes[row].1)));
        table.push(Some(id.into()), cells);
    }
    table
}
