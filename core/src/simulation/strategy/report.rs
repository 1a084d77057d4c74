//! The answer about strategy: criteria and costs by shape, the verdict, and what would turn it round.

use super::Studied;
use super::ledger::{COSTS, Ledger, scaled};
use super::shapes::Shape;
use super::verdict::{Verdict, sentence};
use crate::simulation::extraction::assumptions::sentence as capital;
use crate::simulation::extraction::figures::{caveats, spread};
use crate::simulation::extraction::ground::Ground;
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Better, Cell, Heat, Quantity, Report, Table};
use crate::simulation::{Estimate, Unit};

const OURS: &str = "Atoll: this landscape's figures in each shape times what is assumed.";

/// A criterion that no price is put on: its key, its name, its unit, which way it is good, and the figure.
type Criterion = (&'static str, &'static str, Unit, Better, fn(&Ledger) -> f64);

const CRITERIA: [Criterion; 7] = [
    ("independence", "Changes that one team releases alone", Unit::Share, Better::More, |it| it.independence),
    ("teams", "Teams in one process, on average over changes", Unit::Number, Better::Less, |it| it.teams),
    ("wait", "Wait for the next release, on average over changes", Unit::Days, Better::Less, |it| it.wait),
    ("minutes", "Minutes away of what users stand before", Unit::MinutesAYear, Better::Less, |it| it.minutes),
    ("latency", "Time between processes for a request of a user", Unit::Milliseconds, Better::Less, |it| it.latency),
    ("transactions", "Transactions that are cut", Unit::Count, Better::Less, |it| it.quantities[7]),
    ("effort", "Effort to get there, once", Unit::PersonDays, Better::Less, |it| it.effort.mean),
];

/// The whole answer.
pub(super) fn report(studied: &Studied, drawn: &Ground<'_>) -> Report {
    let verdict = Verdict::of(studied);
    let members: Vec<usize> = (0..drawn.facts.len()).filter(|it| drawn.site_of[*it].is_some()).collect();
    Report {
        simulation: "strategy".to_owned(),
        summary: sentence(studied, &verdict),
        quantities: quantities(studied, &verdict),
        plots: vec![totals(studied), costs_plot(studied), curve(studied)],
        tables: vec![criteria(studied), costs(studied), turns(studied, &verdict), instead(studied)],
        heat: heat(studied, drawn),
        caveats: told(drawn, &members),
        ..Report::default()
    }
}

fn total(studied: &Studied, ledger: &Ledger) -> Estimate {
    spread(&ledger.total(&studied.assumptions))
}

fn quantities(studied: &Studied, verdict: &Verdict) -> Vec<Quantity> {
    let [_, modules, services] = [0, 1, 2].map(|index| &studied.ledgers[index]);
    let difference = spread(&services.less(modules, &studied.assumptions));
    let spelled = |ledger: &Ledger| Unit::PersonDays.spell(ledger.total(&studied.assumptions).mean);
    let why = format!("{} for services less {} for a modular monolith", spelled(services), spelled(modules));
    let mut all = vec![
        Quantity::new(
            "services_over_modules",
            "Services cost more than a modular monolith by, a month",
            Unit::PersonDays,
            difference,
        )
        .because(why, OURS, &[]),
        Quantity::exact(
            "margin",
            "What the second costs more than the first, a month",
            Unit::PersonDays,
            verdict.margin,
        )
        .because("the difference of the two least totals", OURS, &[]),
        Quantity::exact(
            "likelihood",
            "Likelihood that the first costs less than the second",
            Unit::Share,
            verdict.likelihood,
        )
        .because(
            "prices vary as PERT between what is plausible, those that both rest on together; normal approximation",
            OURS,
            &[],
        ),
    ];
    for ledger in &studied.ledgers {
        let name = format!("{}: cost a month", capital(ledger.shape.word()));
        let key = format!("total_{}", ledger.shape.key());
        let parts = COSTS.iter().enumerate().map(|(index, (_, name))| {
            format!("{} {}", name.to_lowercase(), Unit::PersonDays.spell(ledger.cost(index, &studied.assumptions).mean))
        });
        let parts: Vec<String> = parts.collect();
        let months = studied.assumptions.value("horizon_months");
        let why = format!(
            "{}; the way there, {} spread over {months:.0} months",
            parts.join(", "),
            Unit::PersonDays.spell(ledger.effort.mean)
        );
        all.push(Quantity::new(&key, &name, Unit::PersonDays, total(studied, ledger)).better(Better::Less).because(
            why,
            OURS,
            &[],
        ));
    }
    for (key, name, unit, better, figure) in CRITERIA {
        for ledger in &studied.ledgers {
            let name = format!("{}: {}", capital(ledger.shape.word()), lower(name));
            let value = if key == "effort" { spread(&ledger.effort) } else { Estimate::exact(figure(ledger)) };
            let quantity = Quantity::new(&format!("{key}_{}", ledger.shape.key()), &name, unit, value);
            all.push(quantity.better(better).because(why_of(key), OURS, &[]));
        }
    }
    all
}

/// The same with a small letter.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn why_of(key: &str) -> &'static str {
    match key {
        "independence" => {
            "share of changes whose whole footprint lies in one process of one team; footprints are drawn from the ripple of this shape"
        }
        "teams" => "teams that own a part of the process in which a change is made, weighed by changes a month",
        "minutes" => {
            "product of the availabilities of every process that is needed, each once, and of the network between them"
        }
        "latency" => "calls between processes for one request, those of calls multiplied, times a round trip",
        "transactions" => "pairs of contexts that one transaction changes and that then ship apart",
        _ => {
            "pieces of work of the extraction, each joint once; going back into one process is counted by context and call"
        }
    }
}

fn columns<'a>(studied: &Studied, first: &'a str, unit: Unit) -> Vec<(&'a str, Unit)> {
    let shapes = studied.ledgers.iter().map(|ledger| match ledger.shape {
        Shape::Monolith => "Monolith",
        Shape::Modules => "Modular monolith",
        Shape::Services => "Services",
        Shape::Drawn => "As it is drawn",
    });
    std::iter::once((first, Unit::Word)).chain(shapes.map(|name| (name, unit))).collect()
}

/// Criteria that no price is put on, by shape, and which shape is best at each.
fn criteria(studied: &Studied) -> Table {
    let mut columns = columns(studied, "Criterion", Unit::Word);
    columns.push(("Best", Unit::Word));
    let mut table = Table::new("criteria", "What each shape is like here", &columns);
    for (_, name, unit, better, figure) in CRITERIA {
        let sign = if better == Better::More { -1.0 } else { 1.0 };
        let figures: Vec<f64> = studied.ledgers.iter().map(figure).collect();
        let best = figures.iter().map(|it| sign * it).fold(f64::INFINITY, f64::min);
        let is_best = |it: &f64| (sign * it - best).abs() <= 1e-9 * best.abs().max(1e-9);
        let all = figures.iter().all(is_best);
        let words = studied.ledgers.iter().zip(&figures).filter(|(_, it)| is_best(it));
        let words: Vec<&str> = words.map(|(ledger, _)| ledger.shape.word()).collect();
        let mut cells: Vec<Cell> = vec![name.into()];
        for (ledger, it) in studied.ledgers.iter().zip(&figures) {
            let text = if name == CRITERIA[6].1 { spread(&ledger.effort).spell(unit) } else { unit.spell(*it) };
            cells.push(text.into());
        }
        cells.push(if all { "no difference".into() } else { words.join(", ").into() });
        table.push(None, cells);
    }
    table
}

/// Person-days a month, cost by cost.
fn costs(studied: &Studied) -> Table {
    let mut table = Table::new("costs", "What each shape costs a month", &columns(studied, "Cost", Unit::PersonDays));
    let row = |name: &str, of: &dyn Fn(&Ledger) -> Estimate| {
        std::iter::once(Cell::from(name)).chain(studied.ledgers.iter().map(|ledger| Cell::from(of(ledger)))).collect()
    };
    for (index, (_, name)) in COSTS.iter().enumerate() {
        table.push(None, row(name, &|ledger| spread(&ledger.cost(index, &studied.assumptions))));
    }
    let horizon = studied.assumptions.value("horizon_months").max(1.0);
    table.push(None, row("The way there, spread", &|ledger| spread(&scaled(&ledger.effort, 1.0 / horizon))));
    table.push(None, row("Together", &|ledger| total(studied, ledger)));
    table
}

/// Where single assumptions turn the order of first and second round.
fn turns(studied: &Studied, verdict: &Verdict) -> Table {
    let columns = [
        ("Assumption", Unit::Word),
        ("Now", Unit::Word),
        ("Where both cost the same", Unit::Word),
        ("Plausible", Unit::Word),
        ("Turns the order round?", Unit::Word),
    ];
    let [first, second] = [verdict.first, verdict.second].map(|index| studied.ledgers[index].shape.word());
    let title = format!("What would have to change for {second} to cost less than {first}");
    let mut table = Table::new("turns", &title, &columns);
    for turn in &verdict.turns {
        let unit = turn.parameter.unit;
        let range = format!("{} to {}", unit.spell(turn.parameter.low), unit.spell(turn.parameter.high));
        let verdict = if turn.is_plausible { "yes, and that is plausible" } else { "only beyond what is plausible" };
        let label = turn.parameter.label.as_str();
        table.push(
            None,
            vec![label.into(), unit.spell(turn.now).into(), unit.spell(turn.at).into(), range.into(), verdict.into()],
        );
    }
    table
}

/// What would cost least if the landscape were another.
fn instead(studied: &Studied) -> Table {
    let mut columns = columns(studied, "If", Unit::PersonDays);
    columns.push(("Costs least", Unit::Word));
    let mut table = Table::new("instead", "What would cost least if the landscape were another", &columns);
    let mut row = |name: String, totals: Vec<f64>| {
        let best = totals.iter().enumerate().min_by(|one, other| one.1.total_cmp(other.1));
        let best = best.map(|(index, _)| studied.ledgers[index].shape.word()).unwrap_or_default();
        let cells = std::iter::once(Cell::from(name)).chain(totals.into_iter().map(Cell::from));
        table.push(None, cells.chain([Cell::from(best)]).collect());
    };
    row("one team owned everything".to_owned(), studied.one_team.clone());
    for (index, times) in super::TIMES.iter().enumerate() {
        let name = if *times == 1.0 { "as it is".to_owned() } else { format!("{times} times as many changes") };
        row(name, studied.curves.iter().map(|curve| curve[index].1).collect());
    }
    table
}

/// The totals with their intervals.
fn totals(studied: &Studied) -> Plot {
    let bars = studied.ledgers.iter().map(|it| Point::estimated_bar(capital(it.shape.word()), total(studied, it)));
    let [x, y] = [Axis::new("Shape", Unit::Word), Axis::new("Cost a month", Unit::PersonDays)];
    Plot::new("totals", "What each shape costs a month", PlotKind::Bars, x, y)
        .saying("The whiskers hold 95 % of what prices within their plausible ranges give; they move together.")
        .with("Cost", bars.collect())
}

/// Each cost, shape beside shape.
fn costs_plot(studied: &Studied) -> Plot {
    let [x, y] = [Axis::new("Cost", Unit::Word), Axis::new("Cost a month", Unit::PersonDays)];
    let plot = Plot::new("costs", "Where each shape costs", PlotKind::Bars, x, y);
    let horizon = studied.assumptions.value("horizon_months").max(1.0);
    let with = |plot: Plot, ledger: &Ledger| {
        let costs = COSTS.iter().enumerate();
        let bars = costs
            .map(|(index, (_, name))| Point::estimated_bar(*name, spread(&ledger.cost(index, &studied.assumptions))));
        let way = Point::estimated_bar("The way there, spread", spread(&scaled(&ledger.effort, 1.0 / horizon)));
        plot.with(&capital(ledger.shape.word()), bars.chain([way]).collect())
    };
    studied.ledgers.iter().fold(plot.saying("One shape's advantage is another's cost: both are counted here."), with)
}

/// What each shape costs with fewer and with more changes.
fn curve(studied: &Studied) -> Plot {
    let [x, y] = [Axis::new("Changes, against today", Unit::Times), Axis::new("Cost a month", Unit::PersonDays)];
    let plot = Plot::new("growth", "Where the verdict turns as changes grow", PlotKind::Curve, x, y);
    let best_at = |index: usize| {
        let costs = studied.curves.iter().enumerate();
        let best = costs.min_by(|one, other| one.1[index].1.total_cmp(&other.1[index].1));
        best.map(|(shape, _)| studied.ledgers[shape].shape.word()).unwrap_or_default()
    };
    let [fewest, most] = [best_at(0), best_at(super::TIMES.len() - 1)];
    let says = match fewest == most {
        true => format!("With an eighth of the changes and with eight times as many: {fewest}."),
        false => format!("With an eighth of the changes: {fewest}. With eight times as many: {most}."),
    };
    let points = |curve: &Vec<(f64, f64)>| curve.iter().map(|(times, cost)| Point::at(*times, *cost)).collect();
    let series = studied.ledgers.iter().zip(&studied.curves);
    series.fold(plot.saying(says), |plot, (ledger, curve)| plot.with(&capital(ledger.shape.word()), points(curve)))
}

/// How often a change in each context would touch another one if each were a service.
fn heat(studied: &Studied, drawn: &Ground<'_>) -> Vec<Heat> {
    let services = &studied.ledgers[2];
    let inside = (0..drawn.facts.len()).filter(|it| drawn.site_of[*it].is_some());
    let heat = |it: usize| Heat {
        element: drawn.element(it),
        share: services.crossing[it].clamp(0.0, 1.0),
        words: format!("{} of its changes would touch another service", Unit::Share.spell(services.crossing[it])),
    };
    inside.map(heat).collect()
}

fn told(drawn: &Ground<'_>, members: &[usize]) -> Vec<String> {
    let mut all = vec![
        "Shapes are compared whole: the best cut may be a modular monolith with one or two services. Extraction gives that order.".to_owned(),
        "Prices are assumptions; what a team learns, hires or loses on the way is not in them.".to_owned(),
        "No study shows that one of the three shapes is better in general.".to_owned(),
        "Footprints are drawn: shares have an error of up to three percentage points, the same in every shape.".to_owned(),
    ];
    if drawn.is_unplaced {
        all.push("As it is drawn is not compared: no deployable is drawn.".to_owned());
    }
    all.extend(caveats(drawn, members));
    all
}
