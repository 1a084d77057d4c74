//! The tables of a whole landscape.

use super::causes::spent_on;
use super::composition::slow_share;
use super::whole::Whole;
use crate::order;
use crate::simulation::Unit;
use crate::simulation::report::{Cell, Table};

/// For how many contexts it is said what costs them most.
const EXPLAINED: usize = 30;
/// How many rows a table of pairs has; those below matter least.
const ROWS: usize = 100;

/// Every context: how available it is, how long it is down, and what costs it most.
pub(super) fn contexts(whole: &Whole<'_>) -> Table {
    let columns = [
        ("Context", Unit::Word),
        ("Used by people", Unit::Word),
        ("Availability", Unit::Availability),
        ("Down", Unit::MinutesAYear),
        ("Left of the budget", Unit::MinutesAYear),
        ("What costs it most", Unit::Word),
    ];
    let mut table = Table::new("contexts", "Who is down for how long", &columns);
    for (rank, number) in whole.ranked().into_iter().enumerate() {
        let costs = if rank < EXPLAINED {
            let spent = spent_on(whole.landscape, &whole.model, &whole.causes.answer, number, 3);
            let shown = spent.iter().map(|it| format!("{} {}", it.name, Unit::Count.spell(it.minutes)));
            Cell::from(shown.collect::<Vec<_>>().join(", "))
        } else {
            Cell::Nothing
        };
        let facing = if whole.model.user_facing.contains(&number) { "yes" } else { "no" };
        let cells = vec![
            Cell::from(whole.name(number)),
            Cell::from(facing),
            Cell::from(whole.causes.answer.availability(number)),
            Cell::from(whole.minutes[number]),
            Cell::from(whole.budget() - whole.minutes[number].value),
            costs,
        ];
        table.push(Some(whole.model.contexts[number].into()), cells);
    }
    table
}

/// Everything that can fail: what it costs, how much of what people use hangs on it, and what it takes down.
pub(super) fn causes(whole: &Whole<'_>) -> Table {
    let columns = [
        ("What fails", Unit::Word),
        ("Down by itself", Unit::MinutesAYear),
        ("Minutes that it costs what people use", Unit::MinutesAYear),
        ("Importance", Unit::Share),
        ("Contexts down for certain", Unit::Count),
        ("On average", Unit::Count),
    ];
    let mut table = Table::new("causes", "What causes the minutes", &columns);
    for cause in whole.causes.causes.iter().take(2 * ROWS) {
        let cells = vec![
            Cell::from(cause.name.as_str()),
            Cell::from(cause.own_minutes),
            Cell::from(cause.caused_minutes),
            Cell::from(cause.importance),
            Cell::from(cause.certain),
            Cell::from(cause.radius),
        ];
        table.push(cause.element, cells);
    }
    table
}

/// The rule of the extra 9: what somebody waits for and is less available than ten times better than the promise.
pub(super) fn extra_nine(whole: &Whole<'_>) -> Table {
    let columns = [
        ("Needs", Unit::Word),
        ("What", Unit::Word),
        ("Available", Unit::Availability),
        ("Should be", Unit::Availability),
        ("Makes the promise impossible", Unit::Word),
    ];
    let title = "Dependencies without the extra nine";
    let mut table = Table::new("extra_nine", title, &columns);
    let (target, answer) = (whole.assumptions.target, &whole.causes.answer);
    let should = 1.0 - (1.0 - target) / 10.0;
    let mut short: Vec<([usize; 2], f64)> = Vec::new();
    for [consumer, supplier] in &whole.model.direct {
        let available = answer.availability(*supplier).value;
        if available < should {
            short.push(([*consumer, *supplier], available));
        }
    }
    order::sort_by(&mut short, |a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    short.dedup();
    for ([consumer, supplier], available) in short.into_iter().take(ROWS) {
        let cells = vec![
            Cell::from(whole.name(consumer)),
            Cell::from(whole.name(supplier)),
            Cell::from(available),
            Cell::from(should),
            Cell::from(if available < target { "yes" } else { "no" }),
        ];
        table.push(Some(whole.model.contexts[supplier].into()), cells);
    }
    table
}

/// How many remote calls stand behind a request, and how often one of them is slow.
pub(super) fn calls(whole: &Whole<'_>) -> Table {
    let columns = [
        ("Context", Unit::Word),
        ("Remote calls for a request", Unit::Count),
        ("Requests with a slow one", Unit::Share),
    ];
    let mut table = Table::new("calls", "Slow calls", &columns);
    let mut numbers: Vec<usize> = (0..whole.model.contexts.len()).collect();
    numbers.retain(|number| whole.model.remote_calls[*number] > 0.0);
    let calls = &whole.model.remote_calls;
    order::sort_by(&mut numbers, |a, b| calls[*b].total_cmp(&calls[*a]).then(a.cmp(b)));
    for number in numbers.into_iter().take(ROWS) {
        let slow = slow_share(whole.assumptions.slow, calls[number]);
        let cells = vec![Cell::from(whole.name(number)), Cell::from(calls[number]), Cell::from(slow)];
        table.push(Some(whole.model.contexts[number].into()), cells);
    }
    table
}
