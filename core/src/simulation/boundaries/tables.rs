//! The tables of the answer: the cuts side by side, who moves and why, what holds each part together, pairs.

use super::cut::Cut;
use super::model::Model;
use super::reason::{Reason, ranked, sums};
use super::report::Sureness;
use super::run::Search;
use crate::order;
use crate::simulation::Unit;
use crate::simulation::report::{Cell, Table};

/// So many rows of what is long are shown.
const ROWS: usize = 200;

/// So many pairs are shown.
const PAIRS: usize = 40;

/// So many elements of a part are named.
const NAMED: usize = 6;

/// Every table.
pub(super) fn all(search: &Search, cuts: &[Cut], suggested: &Cut, sure: &Sureness) -> Vec<Table> {
    let model = search.model();
    vec![side_by_side(cuts), moved(model, suggested, sure), parts(model, suggested), pairs(search, suggested)]
}

fn side_by_side(cuts: &[Cut]) -> Table {
    let columns = [
        ("Cut", Unit::Word),
        ("Resolution", Unit::Number),
        ("Parts", Unit::Count),
        ("Sizes", Unit::Word),
        ("Modularity", Unit::Number),
        ("Calls across", Unit::Share),
        ("Structural modularity", Unit::Number),
        ("Interfaces a part", Unit::Number),
        ("In parts of a bad size", Unit::Share),
        ("Propagation cost", Unit::Share),
        ("Congruence", Unit::Share),
        ("Elements that move", Unit::Count),
        ("Like the one as drawn (MoJoFM)", Unit::Share),
    ];
    let mut table = Table::new("cuts", "The cuts side by side", &columns);
    let known = |value: Option<f64>| value.map_or(Cell::Nothing, Cell::from);
    for cut in cuts {
        let cells = vec![
            cut.name.into(),
            known(cut.resolution),
            cut.parts().into(),
            spread(&cut.sizes).into(),
            cut.modularity.into(),
            cut.decomposition.calls_between.into(),
            cut.decomposition.structural_modularity.into(),
            cut.decomposition.interfaces_a_part().into(),
            cut.decomposition.extreme.into(),
            cut.propagation_cost.into(),
            known(cut.congruence),
            cut.moved.len().into(),
            (cut.likeness / 100.0).into(),
        ];
        table.push(None, cells);
    }
    table
}

/// How large parts are: the least, the mean with the standard deviation, the most.
fn spread(sizes: &[usize]) -> String {
    let count = sizes.len().max(1) as f64;
    let mean = sizes.iter().sum::<usize>() as f64 / count;
    let variance = sizes.iter().map(|size| (*size as f64 - mean) * (*size as f64 - mean)).sum::<f64>() / count;
    let [least, most] = [sizes.iter().min(), sizes.iter().max()].map(|end| end.copied().unwrap_or_default());
    format!("{least} to {most}, mean {mean:.1} ± {:.1}", variance.sqrt())
}

fn moved(model: &Model, cut: &Cut, sure: &Sureness) -> Table {
    let columns = [
        ("Element", Unit::Word),
        ("From", Unit::Word),
        ("To", Unit::Word),
        ("Why", Unit::Word),
        ("Gain in weight", Unit::Number),
        ("Same from seed to seed", Unit::Share),
        ("Same with other priorities", Unit::Share),
    ];
    let mut table = Table::new("moved", "Elements that would move, and why", &columns);
    let mut reasons: Vec<Reason> = cut.moved.iter().map(|element| Reason::of(model, cut, *element)).collect();
    order::sort_by(&mut reasons, |a, b| b.total.total_cmp(&a.total));
    for reason in reasons.iter().take(ROWS) {
        let element = &model.elements.list[reason.element];
        let cells = vec![
            model.name(reason.element).into(),
            model.landscape.quoted(element.context.into()).into(),
            part_name(model, cut, cut.groups[reason.element], Some(reason.element)).into(),
            reason.words().into(),
            reason.total.into(),
            sure.by_chance[reason.element].into(),
            sure.by_priorities[reason.element].into(),
        ];
        table.push(Some(element.id), cells);
    }
    table
}

/// What a part is called: as the context that it goes on as, else by what is in it.
fn part_name(model: &Model, cut: &Cut, part: usize, but: Option<usize>) -> String {
    if let Some(context) = cut.labels.get(part).copied().flatten() {
        return model.landscape.quoted(context.into());
    }
    let others: Vec<usize> = cut.members(part).into_iter().filter(|at| Some(*at) != but).collect();
    match others.is_empty() {
        true => "a new context, alone".to_owned(),
        false => format!("a new context with {}", names(model, &others)),
    }
}

fn names(model: &Model, elements: &[usize]) -> String {
    let mut names: Vec<String> = elements.iter().take(NAMED).map(|at| model.name(*at)).collect();
    if elements.len() > NAMED {
        names.push(format!("{} more", elements.len() - NAMED));
    }
    names.join(", ")
}

/// What holds each part of a cut together, and to which other part most leads.
fn parts(model: &Model, cut: &Cut) -> Table {
    let columns = [
        ("Part", Unit::Word),
        ("Elements", Unit::Count),
        ("In it", Unit::Word),
        ("Held together by", Unit::Word),
        ("Most joined with", Unit::Word),
        ("By", Unit::Word),
        ("Weight across", Unit::Number),
    ];
    let mut table = Table::new("parts", "The parts of the suggested cut, and why the boundaries run there", &columns);
    for part in 0..cut.labels.len().min(ROWS) {
        let members = cut.members(part);
        let is_in = |at: usize| cut.groups[at] == part;
        let inside = sums(model, |one, other| is_in(one) && is_in(other));
        let mut across = vec![0.0; cut.labels.len()];
        for edge in model.edges.iter().filter(|edge| is_in(edge.one) != is_in(edge.other)) {
            across[cut.groups[if is_in(edge.one) { edge.other } else { edge.one }]] += edge.weight();
        }
        let nearest = (0..across.len()).max_by(|a, b| across[*a].total_cmp(&across[*b])).filter(|at| across[*at] > 0.0);
        let joins = nearest.map(|other| {
            sums(model, |a, b| (is_in(a) && cut.groups[b] == other) || (is_in(b) && cut.groups[a] == other))
        });
        let cells = vec![
            part_name(model, cut, part, None).into(),
            members.len().into(),
            names(model, &members).into(),
            told(&inside).into(),
            nearest.map_or(Cell::Nothing, |other| part_name(model, cut, other, None).into()),
            joins.as_deref().map_or(Cell::Nothing, |joins| told(joins).into()),
            nearest.map_or(Cell::Nothing, |other| across[other].into()),
        ];
        let context = cut.labels[part].map(Into::into);
        table.push(context, cells);
    }
    table
}

/// The criteria that draw together, each with its share.
fn told(sums: &[f64]) -> String {
    let ranked = ranked(sums, 1.0);
    let all: f64 = ranked.iter().map(|(_, sum)| sum).sum();
    let told: Vec<String> =
        ranked.iter().take(3).map(|(name, sum)| format!("{name} {:.0} %", 100.0 * sum / all)).collect();
    if told.is_empty() { "nothing: it stands alone".to_owned() } else { told.join(", ") }
}

/// The pairs that the suggested cut changes, those on which the tries agree first.
fn pairs(search: &Search, cut: &Cut) -> Table {
    let model = search.model();
    let columns = [
        ("One", Unit::Word),
        ("Other", Unit::Word),
        ("As drawn", Unit::Word),
        ("Suggested", Unit::Word),
        ("Tries that agree", Unit::Share),
        ("Weight", Unit::Number),
    ];
    let mut table = Table::new("pairs", "Pairs that would be put together or apart", &columns);
    let tries = search.tries();
    let mut rows: Vec<(usize, f64)> = Vec::new();
    for (place, edge) in model.edges.iter().enumerate() {
        let is_together = cut.groups[edge.one] == cut.groups[edge.other];
        if is_together == (model.drawn[edge.one] == model.drawn[edge.other]) {
            continue;
        }
        let agree = tries.iter().filter(|groups| (groups[edge.one] == groups[edge.other]) == is_together).count();
        rows.push((place, agree as f64 / tries.len().max(1) as f64));
    }
    let weight = |place: usize| model.edges[place].weight().abs();
    order::sort_by(&mut rows, |a, b| b.1.total_cmp(&a.1).then_with(|| weight(b.0).total_cmp(&weight(a.0))));
    let word = |is_together: bool| if is_together { "together" } else { "apart" };
    for (place, agree) in rows.into_iter().take(PAIRS) {
        let edge = &model.edges[place];
        let is_together = cut.groups[edge.one] == cut.groups[edge.other];
        let cells = vec![
            model.name(edge.one).into(),
            model.name(edge.other).into(),
            word(!is_together).into(),
            word(is_together).into(),
            agree.into(),
            edge.weight().into(),
        ];
        table.push(None, cells);
    }
    table
}
