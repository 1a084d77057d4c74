//! What is down when this is down: a context, a deployable or a data store, by name.

use super::answer::Answer;
use super::causes::{Spent, all_contexts, spent_on};
use super::composition::{MINUTES_A_YEAR, minutes_a_year};
use super::model::{Form, Model};
use super::parameters::Assumptions;
use super::{CALCULUS, RESTS_ON, SIMULATION, caveats, named};
use crate::model::{ContextId, ElementId, Landscape};
use crate::order;
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Better, Cell, Heat, Quantity, Table};
use crate::simulation::{Estimate, Refusal, Report, Request, Unit};

/// What counts as certain.
const CERTAIN: f64 = 1.0 - 1e-9;
/// What the subject takes down must be down this much more often than without it: else it has nothing to do with it.
const FELT: f64 = 1e-9;

/// A context that goes down with the subject.
struct Down {
    number: usize,
    id: ContextId,
    share: Estimate,
}

/// The answer for one subject.
pub(super) fn report(landscape: &Landscape, request: &Request, subject: ElementId) -> Result<Report, Refusal> {
    let assumptions = Assumptions::of(landscape, request);
    let model = Model::of(landscape, &assumptions, Form::Drawn);
    let faults = model.faults_of(subject);
    if faults.is_empty() {
        return Err(Refusal::new(
            "Choose a context, a deployable or a data store of this landscape: that can go down.",
        ));
    }
    let all = all_contexts(&model);
    let answer = Answer::of(&model.system, &all, request.seed, request.effort);
    let failed = Answer::of(&model.system.with_own(&faults), &all, request.seed, request.effort);
    let mut down: Vec<Down> = Vec::new();
    for (number, id) in model.contexts.iter().enumerate() {
        let up = failed.availability(number);
        let is_felt = answer.availability(number).value - up.value > FELT;
        if is_felt || faults.iter().any(|(node, _)| *node == number) {
            let share = Estimate { value: 1.0 - up.value, low: 1.0 - up.high, high: 1.0 - up.low };
            down.push(Down { number, id: *id, share });
        }
    }
    order::sort_by(&mut down, |a, b| b.share.value.total_cmp(&a.share.value).then(a.number.cmp(&b.number)));
    let certain: Vec<&Down> = down.iter().filter(|down| down.share.value >= CERTAIN).collect();
    let name = named(landscape, subject);
    let others: Vec<String> =
        certain.iter().filter(|it| subject != it.id.into()).map(|it| landscape.quoted(it.id.into())).collect();
    let maybe = down.len() - certain.len();
    let mut report = Report {
        simulation: SIMULATION.code.to_owned(),
        subject: Some(subject),
        summary: summary(&name, &others, maybe),
        method: failed.method(),
        quantities: quantities(landscape, &model, &answer, &down, subject),
        plots: vec![plot(landscape, &name, &down)],
        tables: vec![table(landscape, &model, &down)],
        heat: down.iter().map(heat).collect(),
        caveats: caveats(&model, &answer),
    };
    if let ElementId::Context(id) = subject
        && let Some(number) = model.number(id)
    {
        let (plot, table) = budget(landscape, &model, &answer, number, assumptions.target);
        report.plots.push(plot);
        report.tables.push(table);
    }
    Ok(report)
}

fn summary(name: &str, others: &[String], maybe: usize) -> String {
    let sure = match others {
        [] => format!("When {name} is down, no other context is down for certain"),
        [one] => format!("When {name} is down, {one} is down as well"),
        _ => {
            let shown = others.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
            let more = if others.len() > 6 { format!(" and {} more", others.len() - 6) } else { String::new() };
            format!("When {name} is down, {} others are down as well: {shown}{more}", others.len())
        }
    };
    match maybe {
        0 => format!("{sure}."),
        1 => format!("{sure}; one more goes down in some cases."),
        _ => format!("{sure}; {maybe} more go down in some cases."),
    }
}

fn quantities(
    landscape: &Landscape,
    model: &Model,
    answer: &Answer,
    down: &[Down],
    subject: ElementId,
) -> Vec<Quantity> {
    let certain = down.iter().filter(|down| down.share.value >= CERTAIN).count();
    let sum = |end: fn(&Estimate) -> f64| down.iter().map(|down| end(&down.share)).sum::<f64>();
    let expected = Estimate { value: sum(|it| it.value), low: sum(|it| it.low), high: sum(|it| it.high) };
    let facing = down.iter().filter(|down| model.user_facing.contains(&down.number));
    let facing: f64 = facing.map(|down| down.share.value).sum();
    let minutes = match subject {
        ElementId::Context(id) => model.number(id).map(|number| answer.availability(number)),
        _ => model.faults_of(subject).first().map(|(node, _)| answer.availability(*node)),
    };
    let minutes = minutes.unwrap_or(Estimate::exact(1.0));
    let minutes = Estimate {
        value: minutes_a_year(minutes.value),
        low: minutes_a_year(minutes.high),
        high: minutes_a_year(minutes.low),
    };
    let name = named(landscape, subject);
    vec![
        Quantity::new("contexts_down", "Contexts down with it", Unit::Count, expected).better(Better::Less).because(
            format!(
                "{certain} of {} contexts are down for certain when {name} is; with those that are down in some cases, \
                 each by its probability, it is {}.",
                model.contexts.len(),
                Unit::Count.spell(expected.value)
            ),
            CALCULUS,
            RESTS_ON,
        ),
        Quantity::exact("certain", "Down for certain", Unit::Count, certain as f64).better(Better::Less).because(
            format!("What cannot do without {name}, at any depth, itself included where it is a context: each once."),
            CALCULUS,
            RESTS_ON,
        ),
        Quantity::exact("facing_down", "Down among what people use", Unit::Count, facing).better(Better::Less).because(
            format!("Of {} contexts that people use, each by its probability.", model.user_facing.len()),
            CALCULUS,
            RESTS_ON,
        ),
        Quantity::new("minutes_down", "Down in a year", Unit::MinutesAYear, minutes).better(Better::Less).because(
            format!("{name} is down by its own faults and by those of what it cannot do without: (1 − availability) × 525,600 minutes."),
            CALCULUS,
            RESTS_ON,
        ),
    ]
}

fn heat(down: &Down) -> Heat {
    let words = match down.share.value {
        share if share >= CERTAIN => "down".to_owned(),
        share => format!("down in {} of cases", Unit::Share.spell(share)),
    };
    Heat { element: down.id.into(), share: down.share.value.clamp(0.0, 1.0), words }
}

fn plot(landscape: &Landscape, name: &str, down: &[Down]) -> Plot {
    let [x, y] = [Axis::new("Context", Unit::Word), Axis::new("Down with it", Unit::Share)];
    let bar = |down: &Down| Point::estimated_bar(landscape.name(down.id.into()), down.share);
    Plot::new("radius", "What goes down with it", PlotKind::Bars, x, y)
        .saying(format!("How probably each context is down when {name} is."))
        .with("Down", down.iter().take(30).map(bar).collect())
}

fn table(landscape: &Landscape, model: &Model, down: &[Down]) -> Table {
    let columns = [("Context", Unit::Word), ("Down with it", Unit::Share), ("Used by people", Unit::Word)];
    let mut table = Table::new("radius", "What goes down with it", &columns);
    for down in down {
        let facing = if model.user_facing.contains(&down.number) { "yes" } else { "no" };
        let cells = vec![Cell::from(landscape.name(down.id.into())), Cell::from(down.share), Cell::from(facing)];
        table.push(Some(down.id.into()), cells);
    }
    table
}

/// Who spends the minutes of a context.
fn budget(landscape: &Landscape, model: &Model, answer: &Answer, number: usize, target: f64) -> (Plot, Table) {
    let spent = spent_on(landscape, model, answer, number, 100);
    let budget = minutes_a_year(target);
    let down = minutes_a_year(answer.availability(number).value);
    let [x, y] = [Axis::new("Cause", Unit::Word), Axis::new("Minutes a year", Unit::MinutesAYear)];
    let says = format!(
        "It is down {}, and {} may be spent at {}.",
        Unit::MinutesAYear.spell(down),
        Unit::MinutesAYear.spell(budget),
        Unit::Availability.spell(target)
    );
    let bars = spent.iter().take(20).map(|it| Point::bar(it.name.as_str(), it.minutes)).collect();
    let plot =
        Plot::new("budget", "Who spends its error budget", PlotKind::Bars, x, y).saying(says).with("Spent", bars);
    let columns =
        [("Cause", Unit::Word), ("Saved if it never failed", Unit::MinutesAYear), ("Of the budget", Unit::Share)];
    let mut table = Table::new("budget", "Who spends its error budget", &columns);
    for Spent { element, name, minutes } in spent {
        let share = minutes / budget.max(1.0 / MINUTES_A_YEAR);
        table.push(element, vec![Cell::from(name), Cell::from(minutes), Cell::from(share)]);
    }
    (plot, table)
}
