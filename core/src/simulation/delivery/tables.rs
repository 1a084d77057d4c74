//! The tables: the four keys and their clusters, the teams, what is released, the ways back.

use super::factory::Path;
use super::figures::{COUNT, KEYS, SPECS};
use super::flows::Flows;
use super::reading::Reading;
use super::report::estimate;
use super::run::{Kept, Trial, Variant};
use super::tally::quantile;
use crate::model::Landscape;
use crate::simulation::dora::{CLUSTERS_2019, Key, Place};
use crate::simulation::queueing::batch::Economics;
use crate::simulation::report::{Cell, Table};
use crate::simulation::{Estimate, Unit};

/// Days of a week.
const WEEK: f64 = 7.0;

/// Every table.
pub(super) fn tables(
    landscape: &Landscape,
    reading: &Reading,
    flows: &Flows,
    values: &[Estimate; COUNT],
    kept: &[Kept],
    trials: &[Trial],
) -> Vec<Table> {
    let mut tables = vec![keys(values), teams(landscape, reading, flows, kept), docks(reading, flows)];
    tables.extend(paths(trials));
    tables
}

/// The cluster of one of the four keys, in words.
pub(super) fn cluster(key: Key, value: f64) -> String {
    CLUSTERS_2019.place(key, value).map_or_else(|| "–".to_owned(), Place::words)
}

fn keys(values: &[Estimate; COUNT]) -> Table {
    let columns = [
        ("Key", Unit::Word),
        ("Here", Unit::Word),
        ("From", Unit::Word),
        ("To", Unit::Word),
        ("Cluster of 2019", Unit::Word),
    ];
    let mut table = Table::new("dora", "The four keys of DORA", &columns);
    let keys = [Key::DeploymentFrequency, Key::LeadTime, Key::TimeToRestore, Key::ChangeFailRate];
    for (key, place) in keys.into_iter().zip(KEYS) {
        let (value, unit) = (values[place], SPECS[place].unit);
        let figures = [value.value, value.low, value.high].map(|figure| Cell::from(unit.spell(figure)));
        let mut cells = vec![Cell::from(key.name())];
        cells.extend(figures);
        let words = [value.low, value.high].map(|end| cluster(key, end));
        let word = if words[0] == words[1] { words[0].clone() } else { cluster(key, value.value) };
        cells.push(word.into());
        table.push(None, cells);
    }
    table
}

/// What each team gets, and how long work waits there.
fn teams(landscape: &Landscape, reading: &Reading, flows: &Flows, kept: &[Kept]) -> Table {
    let columns = [
        ("Team", Unit::Word),
        ("People", Unit::Count),
        ("Parts of changes", Unit::AMonth),
        ("From other teams", Unit::Share),
        ("Asked for", Unit::Share),
        ("Wait by formula", Unit::Days),
        ("Busy, drawn", Unit::Share),
        ("Wait, drawn", Unit::Days),
        ("Waiting, drawn", Unit::Count),
    ];
    let mut table = Table::new("teams", "The teams", &columns);
    for (number, (id, load)) in reading.teams.iter().zip(&flows.teams).enumerate() {
        let station = &reading.model.teams[number];
        let people = f64::from(station.people);
        let handed = if load.a_day > 0.0 { load.handed / load.a_day } else { 0.0 };
        let drawn = |of: &dyn Fn(&Kept) -> f64| match kept.len() {
            0 => Cell::Nothing,
            _ => Cell::from(estimate(&kept.iter().map(of).collect::<Vec<f64>>())),
        };
        let busy = |it: &Kept| it.teams[number].busy / it.days / people;
        let waited = |it: &Kept| it.teams[number].waited / it.teams[number].begun.max(1) as f64;
        let waiting = |it: &Kept| it.teams[number].waiting / it.days;
        let mut cells = vec![Cell::from(landscape.name((*id).into())), Cell::from(people)];
        cells.extend([load.a_day * super::practice::MONTH, handed, load.utilisation, load.waiting].map(Cell::from));
        cells.extend([drawn(&busy), drawn(&waited), drawn(&waiting)]);
        table.push(Some((*id).into()), cells);
    }
    table
}

/// What releases of a dock cost and what waiting for them costs, for a week, in person-days.
pub(super) fn economics(reading: &Reading, flows: &Flows, dock: usize) -> Economics {
    let numbers = &reading.numbers;
    let by_hand = reading.by_hand.get(dock).copied().unwrap_or_default();
    Economics {
        demand: flows.outlets.get(dock).map_or(0.0, |outlet| outlet.a_day * WEEK),
        release: numbers.get("release_days") + by_hand * numbers.get("tested_days"),
        holding: numbers.get("holding"),
    }
}

/// What is released: how often, how large, and what size would cost least.
fn docks(reading: &Reading, flows: &Flows) -> Table {
    let columns = [
        ("Release unit", Unit::Word),
        ("Changes", Unit::AMonth),
        ("Releases", Unit::AMonth),
        ("Changes in a release", Unit::Count),
        ("A change waits", Unit::Days),
        ("A release fails", Unit::Share),
        ("A release costs", Unit::PersonDays),
        ("Cheapest size", Unit::Count),
        ("Costs more than that", Unit::Share),
    ];
    let mut table = Table::new("releases", "What is released", &columns);
    for (dock, outlet) in flows.outlets.iter().enumerate().filter(|(_, outlet)| outlet.a_day > 0.0) {
        let economics = economics(reading, flows, dock);
        let more = economics.penalty(outlet.batch).map_or(Cell::Nothing, |times| Cell::from(times - 1.0));
        let month = super::practice::MONTH;
        let figures = [outlet.a_day * month, outlet.releases * month, outlet.batch, outlet.wait, outlet.fails];
        let mut cells = vec![Cell::from(reading.docks.get(dock).cloned().unwrap_or_default())];
        cells.extend(figures.map(Cell::from));
        cells.extend([Cell::from(economics.release), Cell::from(economics.best_size()), more]);
        table.push(None, cells);
    }
    table
}

/// Time to restore by each way, side by side.
fn paths(trials: &[Trial]) -> Option<Table> {
    let columns = [
        ("Way back", Unit::Word),
        ("Half within", Unit::Hours),
        ("85 % within", Unit::Hours),
        ("95 % within", Unit::Hours),
        ("Failure that users feel", Unit::MinutesAYear),
        ("Repairs that come undone", Unit::AYear),
    ];
    let mut table = Table::new("restore", "Ways back, if every team went this way", &columns);
    let place = |key: &str| SPECS.iter().position(|spec| spec.key == key).unwrap_or_default();
    for path in Path::ALL {
        let trial = trials.iter().find(|trial| trial.variant == Variant::Path(path));
        let Some(trial) = trial.filter(|trial| !trial.kept.is_empty()) else { continue };
        let hours = |share: f64| {
            let of = |kept: &Kept| {
                let mut all: Vec<f64> = kept.restores.iter().flatten().map(|days| 24.0 * days).collect();
                quantile(&mut all, share)
            };
            Cell::from(estimate(&trial.kept.iter().map(of).collect::<Vec<f64>>()))
        };
        let figure = |key: &str| {
            Cell::from(estimate(&trial.kept.iter().map(|kept| kept.values[place(key)]).collect::<Vec<f64>>()))
        };
        let figures = [hours(0.5), hours(0.85), hours(0.95), figure("lost"), figure("regressions")];
        let mut cells = vec![Cell::from(path.name())];
        cells.extend(figures);
        table.push(None, cells);
    }
    (!table.rows.is_empty()).then_some(table)
}
