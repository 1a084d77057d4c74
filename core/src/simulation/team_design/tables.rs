//! The comparison of teams in tables.

use super::Study;
use super::figures::lines;
use crate::measure::channels;
use crate::model::Landscape;
use crate::simulation::report::Table;
use crate::simulation::{Estimate, Unit};

/// The designs side by side.
pub(super) fn designs(study: &Study) -> Table {
    let columns = [
        ("Design", Unit::Word),
        ("Lead time", Unit::Days),
        ("Work", Unit::Days),
        ("In queues", Unit::Days),
        ("At hand-offs", Unit::Days),
        ("Rework", Unit::Days),
        ("Finding out again", Unit::Days),
        ("Agreeing", Unit::Days),
        ("Generalists' extra", Unit::Days),
        ("Hand-offs", Unit::Number),
        ("Busy", Unit::Share),
        ("Busiest team", Unit::Share),
        ("Flow efficiency", Unit::Share),
        ("Lines within teams", Unit::Count),
        ("Pairs of teams", Unit::Count),
    ];
    let mut table = Table::new("designs", "The same people and work in each design", &columns);
    let others = &study.others;
    let people = [
        &study.drawn.people,
        &others.functional.people,
        &others.private.people,
        &others.pooled.people,
        &others.cross.people,
    ];
    for ((_, name, judged), people) in study.judged.iter().zip(people) {
        let (outcome, days) = (&judged.outcome, judged.outcome.days);
        let busiest = outcome.stations.iter().map(|load| load.utilisation).fold(0.0, f64::max);
        let [within, between] = lines(people, channels::channels(people.len() as u64));
        let lead: Estimate = judged.estimate(|it| it.days.lead());
        let mut cells = vec![(*name).into(), lead.into()];
        let parts = [days.touch, days.waiting, days.delay, days.rework, days.relearning, days.agreeing, days.penalty];
        cells.extend(parts.map(Into::into));
        let rest = [outcome.hand_offs, outcome.utilisation, busiest, days.efficiency(), within as f64, between as f64];
        cells.extend(rest.map(Into::into));
        table.push(None, cells);
    }
    table
}

/// The teams as they are drawn, the busiest first.
pub(super) fn teams(study: &Study, landscape: &Landscape) -> Table {
    let columns = [
        ("Team", Unit::Word),
        ("People", Unit::Number),
        ("Contexts", Unit::Count),
        ("Items a month", Unit::AMonth),
        ("Busy", Unit::Share),
        ("Wait for somebody", Unit::Days),
    ];
    let mut table = Table::new("teams", "The teams as they are drawn", &columns);
    let loads = &study.judged("drawn").outcome.stations;
    let mut order: Vec<usize> = (0..loads.len()).filter(|team| study.on.crews[*team].capacity > 0.0).collect();
    crate::order::sort_by(&mut order, |a, b| loads[*b].utilisation.total_cmp(&loads[*a].utilisation));
    for team in order {
        let (crew, load) = (&study.on.crews[team], &loads[team]);
        let cells = vec![
            landscape.quoted(crew.team.into()).into(),
            crew.people.into(),
            crew.owned.len().into(),
            load.arrivals.into(),
            load.utilisation.into(),
            load.wait.into(),
        ];
        table.push(Some(crew.team.into()), cells);
    }
    table
}

/// The contexts of each cross-functional team.
pub(super) fn proposed(study: &Study, landscape: &Landscape) -> Table {
    let columns = [("Team", Unit::Count), ("Contexts", Unit::Word), ("People", Unit::Number), ("Busy", Unit::Share)];
    let mut table = Table::new("proposed", "The cross-functional teams that are compared", &columns);
    let outcome = &study.judged("cross").outcome;
    for part in 0..study.others.division.teams.len() {
        let inside = study.on.contexts.iter().zip(&study.others.division.part_of).filter(|(_, of)| **of == Some(part));
        let names: Vec<String> = inside.map(|(id, _)| landscape.quoted((*id).into())).collect();
        let busy = outcome.stations.get(part).map_or(0.0, |load| load.utilisation);
        let people = study.others.cross.people.get(part).copied().unwrap_or(0.0);
        table.push(None, vec![(part + 1).into(), names.join(", ").into(), people.into(), busy.into()]);
    }
    table
}
