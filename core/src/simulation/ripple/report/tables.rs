//! The tables of the ripple: contexts, teams, what would keep it out, changes from everywhere.

use super::super::savings::{Place, Saving};
use super::super::study::Study;
use super::name;
use crate::model::Landscape;
use crate::refactoring;
use crate::simulation::Unit;
use crate::simulation::report::{Cell, Table};

/// More rows than this nobody reads.
const ROWS: usize = 200;

/// The contexts that are reached, the likeliest first.
pub(super) fn contexts(study: &Study) -> Table {
    let columns = [
        ("Context", Unit::Word),
        ("Must change", Unit::Share),
        ("Teams", Unit::Word),
        ("Changes beside the usual", Unit::Times),
        ("Known by", Unit::Word),
    ];
    let mut table = Table::new("contexts", "Contexts that must change as well", &columns);
    let others = study.ripple.reach.iter().filter(|(id, reach)| **id != study.ripple.source && reach.value > 0.0);
    let mut reached: Vec<_> = others.map(|(id, reach)| (*id, *reach)).collect();
    crate::order::sort_by(&mut reached, |a, b| b.1.value.total_cmp(&a.1.value).then(a.0.cmp(&b.0)));
    for (id, reach) in reached.into_iter().take(ROWS) {
        let Some(context) = study.landscape.contexts.get(&id) else { continue };
        let owners = study.landscape.owners_of(context);
        let owners: Vec<String> = owners.into_iter().map(|team| name(&study.landscape, team)).collect();
        let volatility = study.model.likelihoods.volatility.reading(id);
        let cells = vec![
            name(&study.landscape, id).into(),
            reach.into(),
            owners.join(", ").into(),
            volatility.ratio.into(),
            volatility.basis.word().into(),
        ];
        table.push(Some(id.into()), cells);
    }
    table
}

/// The teams that must act, the likeliest first.
pub(super) fn teams(study: &Study) -> Table {
    let columns = [
        ("Team", Unit::Word),
        ("Must act", Unit::Share),
        ("Contexts owned", Unit::Count),
        ("Of these touched", Unit::Count),
    ];
    let mut table = Table::new("teams", "Teams that must act", &columns);
    let mut teams: Vec<_> = study.ripple.teams.iter().collect();
    crate::order::sort_by(&mut teams, |a, b| b.involved.value.total_cmp(&a.involved.value).then(a.team.cmp(&b.team)));
    for team in teams.into_iter().take(ROWS) {
        let cells = vec![
            name(&study.landscape, team.team).into(),
            team.involved.into(),
            team.contexts_owned.into(),
            team.contexts_touched.into(),
        ];
        table.push(Some(team.team.into()), cells);
    }
    table
}

/// How a sentence names where something could be done.
pub(super) fn place(landscape: &Landscape, place: Place) -> String {
    match place {
        Place::Relationship(id) => landscape.quoted(id.into()),
        Place::Supplier(id) => landscape.quoted(id.into()),
        Place::Store(id) => landscape.quoted(id.into()),
    }
}

/// What would keep the ripple out, the best first; nothing before it was tried.
pub(super) fn savings(study: &Study) -> Option<Table> {
    let helps = |saving: &&Saving| saving.contexts.value > 0.0 || saving.teams.value > 0.0;
    study.savings.iter().find(helps)?;
    let columns = [
        ("What", Unit::Word),
        ("Where", Unit::Word),
        ("Contexts fewer", Unit::Count),
        ("Teams fewer", Unit::Count),
        ("Refactoring", Unit::Word),
        ("Its code", Unit::Word),
    ];
    let mut table = Table::new("savings", "What would keep it out", &columns);
    for saving in study.savings.iter().filter(helps).take(ROWS) {
        let found = saving.refactoring.and_then(refactoring::refactoring);
        let (called, code) = match found {
            Some(it) => (Cell::from(it.name), Cell::from(it.code)),
            None => (Cell::from(by_hand(saving)), Cell::Nothing),
        };
        let cells = vec![
            saving.candidate.measure.name().into(),
            place(&study.landscape, saving.candidate.place).into(),
            saving.contexts.into(),
            saving.teams.into(),
            called,
            code,
        ];
        table.push(saving.selection.first().copied(), cells);
    }
    Some(table)
}

/// What to do where no refactoring does it.
fn by_hand(saving: &Saving) -> &'static str {
    use super::super::savings::Measure;
    match saving.candidate.measure {
        Measure::KeptVersion => "publish a contract first",
        Measure::Messages => "change how the two are joined",
        Measure::OpenHost => "set both roles of the upstream",
        Measure::AnticorruptionLayer | Measure::OwnStore => "draw it",
    }
}

/// Who passes on and who takes in the most, and what lands where in a month; nothing before all were asked.
pub(super) fn everywhere(study: &Study) -> Vec<Table> {
    let burden = &study.burden;
    if !burden.is_done() {
        return Vec::new();
    }
    let columns = [
        ("Context", Unit::Word),
        ("Passes on: others touched by a change here", Unit::Count),
        ("Takes in: sum over changes elsewhere", Unit::Count),
        ("Own changes", Unit::AMonth),
        ("Changes from others", Unit::AMonth),
        ("All changes", Unit::AMonth),
    ];
    let mut contexts = Table::new("everywhere", "Multipliers and absorbers", &columns);
    let mut order: Vec<usize> = (0..burden.own.len()).collect();
    crate::order::sort_by(&mut order, |a, b| {
        burden.passes_on[*b].value.total_cmp(&burden.passes_on[*a].value).then(a.cmp(b))
    });
    for number in order.into_iter().take(ROWS) {
        let id = study.model.graph.contexts[number];
        let (own, others) = (burden.own[number], burden.from_others[number]);
        let cells = vec![
            name(&study.landscape, id).into(),
            burden.passes_on[number].into(),
            burden.takes_in[number].into(),
            own.into(),
            others.into(),
            (own + others).into(),
        ];
        contexts.push(Some(id.into()), cells);
    }
    let mut teams = Table::new(
        "team_load",
        "Changes a month by team",
        &[("Team", Unit::Word), ("Changes for which it must act", Unit::AMonth)],
    );
    let mut order: Vec<usize> = (0..burden.of_teams.len()).collect();
    crate::order::sort_by(&mut order, |a, b| burden.of_teams[*b].total_cmp(&burden.of_teams[*a]).then(a.cmp(b)));
    for number in order.into_iter().take(ROWS) {
        let id = study.model.teams[number];
        teams.push(Some(id.into()), vec![name(&study.landscape, id).into(), burden.of_teams[number].into()]);
    }
    vec![contexts, teams]
}
