//! By which ways the change gets there, and what makes each step as likely as it is.

use super::super::paths::{self, Path};
use super::super::study::Study;
use super::name;
use crate::model::{ContextId, RelationshipId};
use crate::pattern;
use crate::simulation::Unit;
use crate::simulation::report::Table;
use crate::sorted_set::SortedSet;

/// So many contexts are looked for, the likeliest ones; fewer in a network of more steps than can be searched at once.
const TARGETS: usize = 8;
const TARGETS_OF_MANY: usize = 2;
const MANY: usize = 4_000;
/// So many ways to each.
const WAYS: usize = 3;
/// So many ways are told.
const ROWS: usize = 15;

/// The likeliest ways and, for their steps, what makes them likely.
pub(super) fn tables(study: &Study) -> Vec<Table> {
    let ways = likeliest(study);
    vec![table_of_ways(study, &ways), table_of_steps(study, &ways)]
}

/// The likeliest ways to the likeliest contexts, the likeliest first.
fn likeliest(study: &Study) -> Vec<Path> {
    let reach = study.ripple.reach.values().enumerate();
    let mut targets: Vec<(f64, usize)> = reach
        .filter(|(number, reach)| *number != study.source && reach.value > 0.0)
        .map(|(number, reach)| (reach.value, number))
        .collect();
    crate::order::sort_by(&mut targets, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let count = if study.network.edges().len() > MANY { TARGETS_OF_MANY } else { TARGETS };
    let to = |target: usize| paths::most_likely(&study.network, study.source, target, WAYS);
    let mut ways: Vec<Path> = targets.into_iter().take(count).flat_map(|(_, target)| to(target)).collect();
    crate::order::sort_by(&mut ways, |a, b| b.likelihood.total_cmp(&a.likelihood).then_with(|| a.nodes.cmp(&b.nodes)));
    ways.truncate(ROWS);
    ways
}

fn called(study: &Study, number: usize) -> String {
    study.model.graph.contexts.get(number).map(|id| name(&study.landscape, *id)).unwrap_or_default()
}

fn table_of_ways(study: &Study, ways: &[Path]) -> Table {
    let columns = [("To", Unit::Word), ("Way", Unit::Word), ("Every step of it is taken", Unit::Share)];
    let mut table = Table::new("ways", "The likeliest ways", &columns);
    for way in ways {
        let Some(target) = way.nodes.last().copied() else { continue };
        let mut words = called(study, study.source);
        for step in way.nodes.windows(2) {
            let patterns = patterns(study, step[0], step[1]);
            words.push_str(&format!(" → {} ({patterns})", called(study, step[1])));
        }
        let element = study.model.graph.contexts.get(target).map(|id| (*id).into());
        table.push(element, vec![called(study, target).into(), words.into(), way.likelihood.into()]);
    }
    table
}

/// By which patterns, or by which store, a change gets from one to the other.
fn patterns(study: &Study, from: usize, to: usize) -> String {
    let relationships = study.model.relationships(from, to).iter();
    let of = relationships.filter_map(|id| study.landscape.relationships.get(id)).map(|it| pattern::describe(it));
    let words: Vec<String> = of.collect();
    if words.is_empty() { "a shared data store".to_owned() } else { words.join("; ") }
}

fn table_of_steps(study: &Study, ways: &[Path]) -> Table {
    let columns = [
        ("From", Unit::Word),
        ("To", Unit::Word),
        ("By the pattern", Unit::Share),
        ("Kind of change", Unit::Times),
        ("Joined by", Unit::Times),
        ("Strength", Unit::Times),
        ("Contract", Unit::Times),
        ("Volatility of both", Unit::Times),
        ("Database kept away", Unit::Times),
        ("Likelihood", Unit::Share),
    ];
    let mut table = Table::new("steps", "Why each step is so likely (factors on the odds)", &columns);
    let mut told: SortedSet<(usize, usize)> = SortedSet::new();
    for step in ways.iter().flat_map(|way| way.nodes.windows(2)) {
        let (from, to) = (step[0], step[1]);
        if !told.insert((from, to)) {
            continue;
        }
        for id in study.model.relationships(from, to) {
            let Some(&source) = study.model.graph.contexts.get(from) else { continue };
            push(study, &mut table, *id, (source, [from, to]));
        }
    }
    table
}

fn push(study: &Study, table: &mut Table, id: RelationshipId, (source, ends): (ContextId, [usize; 2])) {
    let Some(relationship) = study.landscape.relationships.get(&id) else { return };
    let [down, up] = study.model.likelihoods.steps(relationship);
    let is_down = relationship.contexts().is_some_and(|(upstream, _)| upstream == source);
    let step = if is_down { down } else { up };
    let mut cells: Vec<_> = ends.map(|number| called(study, number).into()).to_vec();
    cells.push(step.base.into());
    cells.extend(step.factors.map(Into::into));
    cells.push(step.likelihood.into());
    table.push(Some(id.into()), cells);
}
