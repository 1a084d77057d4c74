//! Growth in tables.

use super::Study;
use super::figures::{at, doubling};
use super::variant::Variant;
use crate::measure::channels;
use crate::model::Landscape;
use crate::simulation::Unit;
use crate::simulation::report::{Cell, Table};

/// Every number of teams.
pub(super) fn by_teams(study: &Study) -> Table {
    let columns = [
        ("Teams", Unit::Count),
        ("Changes that need several", Unit::Share),
        ("Teams for a change", Unit::Number),
        ("Work on a change", Unit::PersonDays),
        ("Conflicts for a change", Unit::Number),
        ("Throughput", Unit::AMonth),
        ("For each team", Unit::AMonth),
        ("Pairs that have to coordinate", Unit::Count),
        ("Pairs of teams", Unit::Count),
        ("Lead time", Unit::Days),
    ];
    let mut table = Table::new("teams", "As drawn, with more and more teams", &columns);
    for (at, pairs) in study.drawn().iter().zip(&study.pairs) {
        let cells = vec![
            at.teams.into(),
            at.crossing.into(),
            at.touched.into(),
            at.work.into(),
            at.pain.into(),
            at.throughput.into(),
            (at.throughput.value / at.teams as f64).into(),
            (*pairs).into(),
            (channels::channels(at.teams as u64) as f64).into(),
            at.lead.map_or(Cell::Nothing, Cell::Number),
        ];
        table.push(None, cells);
    }
    table
}

/// What decoupling moves.
pub(super) fn by_variant(study: &Study) -> Table {
    let columns = [
        ("Variant", Unit::Word),
        ("Bends at", Unit::Count),
        ("Changes that need several", Unit::Share),
        ("Conflicts for a change", Unit::Number),
        ("Throughput now", Unit::AMonth),
        ("What twice the teams bring", Unit::Times),
        ("Relationships changed", Unit::Count),
    ];
    let mut table = Table::new("variants", "What decoupling moves", &columns);
    for (variant, curve) in &study.variants {
        let Some(now) = at(curve, study.now) else { continue };
        let Variant { name, changed, .. } = variant;
        let bends = study.knee(curve).teams.map_or_else(|| format!("beyond {}", study.field.most).into(), Cell::from);
        let more = doubling(study, curve).and_then(|figures| figures.first().copied());
        let cells = vec![
            (*name).into(),
            bends,
            now.crossing.into(),
            now.pain.into(),
            now.throughput.into(),
            more.map_or(Cell::Nothing, Cell::Number),
            changed.len().into(),
        ];
        table.push(None, cells);
    }
    table
}

/// The division at the number of teams of today.
pub(super) fn division(study: &Study, landscape: &Landscape) -> Table {
    let columns = [("Team", Unit::Count), ("Contexts", Unit::Word), ("Teams that share them", Unit::Count)];
    let mut table = Table::new("division", &format!("The contexts among {} teams", study.now), &columns);
    let Some(division) = study.divisions.get(study.now.saturating_sub(1)) else { return table };
    for (part, teams) in division.teams.iter().enumerate() {
        let inside = study.field.contexts.iter().zip(&division.part_of).filter(|(_, of)| **of == Some(part));
        let names: Vec<String> = inside.map(|(id, _)| landscape.quoted((*id).into())).collect();
        table.push(None, vec![(part + 1).into(), names.join(", ").into(), (*teams).into()]);
    }
    table
}
