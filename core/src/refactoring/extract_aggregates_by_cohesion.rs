//! A context for aggregates that belong together.

use super::parts::{aggregates_of, all_of, blocks_of, named, one_context};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{Aggregate, AggregateId, BuildingBlock, ContextId, ElementId, IdSource, Landscape};
use crate::sorted_set::SortedSet;

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "extract-aggregates-by-cohesion",
    name: "Extract aggregates by cohesion",
    about: "Takes the chosen aggregates out of a context into one of their own. Proposed are those that nothing joins with the rest. Helps where a context has grown around two ideas (Context Mapper, AR-5).",
    helps: &[],
    questions,
    plan,
    example: |sketch| {
        let context = sketch.context("Shop");
        let [supply, stock] = ["Supply", "Stock"].map(|name| sketch.aggregate(context, name));
        let block = |name: &str, aggregate| BuildingBlock {
            context,
            aggregate: Some(aggregate),
            name: name.to_owned(),
            ..BuildingBlock::default()
        };
        let item = sketch.add(block("Stock item", stock));
        sketch.add(BuildingBlock { uses: vec![item], ..block("Delivery", supply) });
        sketch.aggregate(context, "Order");
        let name = super::Answer::Text("Warehouse".to_owned());
        (vec![supply.into(), stock.into()], Answers::default().with("name", name))
    },
};

/// The context, and the aggregates that are proposed: those that are selected, or the fewest that nothing joins with
/// the others; without any the last.
fn proposed(landscape: &Landscape, selection: &[ElementId]) -> Option<(ContextId, Vec<AggregateId>)> {
    if let Some(context) = one_context(landscape, selection) {
        let aggregates = aggregates_of(landscape, context.id);
        return (aggregates.len() > 1).then(|| (context.id, apart(landscape, &aggregates)));
    }
    let selected: Vec<AggregateId> = all_of(landscape, selection)?;
    let context = landscape.aggregates.get(selected.first()?)?.context;
    let all = aggregates_of(landscape, context);
    let is_here = |id: &AggregateId| all.iter().any(|aggregate| aggregate.id == *id);
    let fits = landscape.contexts.contains_key(&context) && selected.iter().all(is_here) && selected.len() < all.len();
    fits.then_some((context, selected))
}

fn apart(landscape: &Landscape, aggregates: &[std::sync::Arc<Aggregate>]) -> Vec<AggregateId> {
    let mut clusters: Vec<SortedSet<AggregateId>> = aggregates.iter().map(|it| [it.id].into()).collect();
    for aggregate in aggregates {
        for user in blocks_of(landscape, aggregate.id) {
            let used = user.uses.iter().filter_map(|id| landscape.building_blocks.get(id)?.aggregate);
            for used in used {
                join(&mut clusters, aggregate.id, used);
            }
        }
    }
    let smallest = clusters.iter().rev().min_by_key(|cluster| cluster.len()).filter(|_| clusters.len() > 1);
    match smallest {
        Some(cluster) => cluster.iter().copied().collect(),
        None => aggregates.last().map(|it| it.id).into_iter().collect(),
    }
}

fn join(clusters: &mut Vec<SortedSet<AggregateId>>, one: AggregateId, other: AggregateId) {
    let place = |id: AggregateId| clusters.iter().position(|cluster| cluster.contains(&id));
    if let (Some(one), Some(other)) = (place(one), place(other))
        && one != other
    {
        let moving = clusters[one.max(other)].clone();
        clusters[one.min(other)].extend(moving);
        clusters.remove(one.max(other));
    }
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let (context, chosen) = proposed(landscape, selection)?;
    let all: Vec<AggregateId> = aggregates_of(landscape, context).iter().map(|it| it.id).collect();
    let name = match chosen.as_slice() {
        [only] if !landscape.name((*only).into()).trim().is_empty() => landscape.name((*only).into()),
        _ => format!("{} 2", landscape.name(context.into())),
    };
    Some(vec![
        Question::some("aggregates", "Aggregates to take out", &all, &chosen),
        Question::text("name", "Name of the new context", name),
    ])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some((context, _)) = proposed(landscape, selection) else {
        return Err(Refusal::new("Select a context, or aggregates of one context."));
    };
    let chosen: Vec<AggregateId> = answers.some("aggregates");
    let count = aggregates_of(landscape, context).len();
    if chosen.is_empty() || chosen.len() == count {
        return Err(Refusal::new("Some aggregates have to be taken out, and some have to stay."));
    }
    let mut work = Work::on(landscape, ids);
    work.extract(context, &named(answers)?, &chosen);
    work.done()
}
