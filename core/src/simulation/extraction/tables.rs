//! What the answer about one context shows beside its figures: reasons, rings, heat.

use super::assumptions::Assumptions;
use super::figures::spread;
use super::ground::Ground;
use super::inside::Inside;
use super::work::Item;
use super::worth::{Presence, Reason, Worth};
use crate::model::ElementId;
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Cell, Heat, Table};
use crate::simulation::{Estimate, Unit};
use crate::sorted_map::SortedMap;

/// The rings, from the inside, and the contracts between contexts.
const RINGS: [&str; 3] = ["Domain ring", "Application ring", "Infrastructure ring"];

/// The three reasons: whether each is there, why, and what it brings.
pub(crate) fn reasons(worth: &Worth, assumptions: &Assumptions) -> Table {
    let columns =
        [("Reason", Unit::Word), ("Is it there?", Unit::Word), ("Because", Unit::Word), ("A month", Unit::PersonDays)];
    let mut table = Table::new("reasons", "Is it worth it? The three reasons", &columns);
    for (reason, presence) in Reason::ALL.iter().zip(&worth.reasons) {
        let told: Vec<&str> =
            worth.lines.iter().filter(|line| line.reason == *reason).map(|line| line.words.as_str()).collect();
        let (verdict, because) = match presence {
            Presence::There => ("yes", told.join("; ")),
            Presence::Missing(why) => ("no", why.clone()),
            Presence::Unsaid(why) => ("not said", why.clone()),
        };
        let days = spread(&worth.days(Some(*reason), assumptions));
        table.push(None, vec![reason.word().into(), verdict.into(), because.into(), days.into()]);
    }
    let told: Vec<&str> =
        worth.lines.iter().filter(|line| line.reason == Reason::Running).map(|line| line.words.as_str()).collect();
    let days = spread(&worth.days(Some(Reason::Running), assumptions));
    table.push(None, vec![Reason::Running.word().into(), "cost".into(), told.join("; ").into(), days.into()]);
    table
}

/// Gain a month by reason, and what running costs.
pub(crate) fn gains(worth: &Worth, assumptions: &Assumptions) -> Plot {
    let reasons = Reason::ALL.into_iter().chain([Reason::Running]);
    let bar = |reason: Reason| {
        let days = spread(&worth.days(Some(reason), assumptions));
        Point::estimated_bar(super::assumptions::sentence(reason.word()), days)
    };
    let [x, y] = [Axis::new("Reason", Unit::Word), Axis::new("Gain a month", Unit::PersonDays)];
    let all = spread(&worth.days(None, assumptions));
    let says = format!("Together {} a month.", all.spell(Unit::PersonDays));
    Plot::new("gains", "What a month brings, by reason", PlotKind::Bars, x, y)
        .saying(says)
        .with("Gain", reasons.map(bar).collect())
}

/// Rings: how many building blocks, and what stays of each.
pub(crate) fn inside(inside: &Inside, assumptions: &Assumptions) -> Table {
    let columns = [("Of the code", Unit::Word), ("Building blocks", Unit::Count), ("What happens", Unit::Word)];
    let mut table = Table::new("inside", "What stays and what changes", &columns);
    let changed = Unit::Share.spell(assumptions.value("infrastructure_changed"));
    let happens = [
        "stays: the same rules, wherever it runs".to_owned(),
        "stays: the same commands and handlers, however they arrive".to_owned(),
        format!("{changed} of it change: adapters, configuration, dispatch"),
    ];
    for ((ring, count), words) in RINGS.iter().zip(inside.rings).zip(happens) {
        table.push(None, vec![(*ring).into(), (count as f64).into(), words.into()]);
    }
    let caught = inside.entangled_blocks as f64;
    table.push(
        None,
        vec![
            "Of the inner rings, entangled".into(),
            caught.into(),
            "changes: reaches past a boundary or outwards".into(),
        ],
    );
    table.push(
        None,
        vec!["Contracts".into(), Cell::Nothing, "stay: commands, queries and events keep their shape".into()],
    );
    table
}

/// What stays and what changes as two bars.
pub(crate) fn stays(inside: &Inside) -> Plot {
    let stays = inside.stays;
    let changes = Estimate { value: 1.0 - stays.value, low: 1.0 - stays.high, high: 1.0 - stays.low };
    let [x, y] = [Axis::new("Code", Unit::Word), Axis::new("Share of the code", Unit::Share)];
    let says = format!("{} of the code stays as it is.", stays.spell(Unit::Share));
    let bars = vec![Point::estimated_bar("Stays", stays), Point::estimated_bar("Changes", changes)];
    Plot::new("stays", "What stays and what changes", PlotKind::Bars, x, y).saying(says).with("Share", bars)
}

/// Where the share of code that stays comes from.
pub(crate) fn why_stays(inside: &Inside, assumptions: &Assumptions) -> String {
    let changed = Unit::Share.spell(assumptions.value("infrastructure_changed"));
    let share = Unit::Share.spell(assumptions.value("infrastructure_share"));
    let assumed = assumptions.value("assumed_blocks");
    let entangled = Unit::Share.spell(inside.entangled);
    let past = format!("{entangled} of its boundary goes past what is published, and takes inner code with it");
    if inside.blocks() == 0 {
        return format!(
            "no building blocks are drawn: {share} of the code is taken to be infrastructure, {changed} of which change; {past}"
        );
    }
    let [domain, application, infrastructure] = inside.rings;
    format!(
        "{domain} building blocks in the domain ring, {application} in the application ring, {infrastructure} in the infrastructure ring, {changed} of which change, and {} of the inner ones entangled; the assumption of {share} infrastructure weighs as {assumed} more; {past}",
        inside.entangled_blocks
    )
}

/// The work on the map: the context itself, and each relationship and store by what it takes.
pub(crate) fn heat_of_work(ground: &Ground<'_>, context: usize, items: &[Item]) -> Vec<Heat> {
    let mut days: SortedMap<ElementId, f64> = SortedMap::new();
    items.iter().for_each(|item| *days.entry(item.element).or_default() += item.days.mean());
    let most = days.values().copied().fold(0.0, f64::max);
    let own = ground.element(context);
    let heat = |(element, days): (&ElementId, &f64)| Heat {
        element: *element,
        share: if *element == own { 1.0 } else { days / most.max(f64::MIN_POSITIVE) },
        words: Unit::PersonDays.spell(*days),
    };
    days.iter().map(heat).collect()
}
