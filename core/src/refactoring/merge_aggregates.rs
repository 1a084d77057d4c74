//! One aggregate out of two.

use std::sync::Arc;

use super::merging::both;
use super::parts::{all_of, blocks_of, named};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{Aggregate, AggregateId, BuildingBlock, ElementId, IdSource, Landscape};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "merge-aggregates",
    name: "Merge aggregates",
    about: "Makes one aggregate out of two of a context; the root of the first is the root of both. Helps where two must be consistent with each other at every moment (Context Mapper, AR-6).",
    helps: &[],
    questions,
    plan,
    example: |sketch| {
        let (context, reader) = (sketch.context("Orders"), sketch.context("Reports"));
        let aggregates = ["Order", "Order line"].map(|name| {
            let aggregate = sketch.aggregate(context, name);
            let name = name.to_owned();
            sketch.add(BuildingBlock {
                context,
                aggregate: Some(aggregate),
                name,
                is_root: true,
                ..BuildingBlock::default()
            });
            aggregate
        });
        let kind = crate::model::RelationshipKind::UpstreamDownstream;
        sketch.relate(context, reader, kind, |it| it.exposed = vec![aggregates[1]]);
        (aggregates.map(ElementId::from).to_vec(), Answers::default())
    },
};

fn two(landscape: &Landscape, selection: &[ElementId]) -> Option<[Arc<Aggregate>; 2]> {
    let ids: Vec<AggregateId> = all_of(landscape, selection)?;
    let [one, other] = ids.as_slice() else { return None };
    let [one, other] = [landscape.aggregates.get(one)?.clone(), landscape.aggregates.get(other)?.clone()];
    (one.context == other.context).then_some([one, other])
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let [one, _] = two(landscape, selection)?;
    Some(vec![Question::text("name", "Name of both", one.name.clone())])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some([one, other]) = two(landscape, selection) else {
        return Err(Refusal::new("Select two aggregates of one context."));
    };
    let [ours, theirs] = [&one, &other].map(|aggregate| blocks_of(landscape, aggregate.id));
    let is_ours = |block: &&Arc<BuildingBlock>| !block.name.is_empty() && ours.iter().any(|it| it.name == block.name);
    if let Some(block) = theirs.iter().find(is_ours) {
        let name = &block.name;
        return Err(Refusal::new(format!("Both aggregates have a “{name}”: rename or merge these first.")));
    }
    let name = named(answers)?;
    let mut work = Work::on(landscape, ids);
    let has_root = ours.iter().any(|block| block.is_root);
    for block in &theirs {
        work.block(block.id, |block| block.is_root &= !has_root);
    }
    work.aggregate(one.id, |it| unite(it, &other, name));
    let (from, to) = (ElementId::from(other.id), ElementId::from(one.id));
    work.follow(&[from, to], &|id| Some(if id == from { to } else { id }));
    work.remove(other.id);
    work.settle(&[one.context]);
    work.done()
}

fn unite(it: &mut Aggregate, other: &Aggregate, name: String) {
    it.name = name;
    both(&mut it.responsibilities, &other.responsibilities);
    both(&mut it.invariants, &other.invariants);
    if it.module.is_empty() {
        it.module.clone_from(&other.module);
    }
    it.owner = it.owner.or(other.owner);
    it.volatility = it.volatility.max(other.volatility);
    it.criticality = it.criticality.max(other.criticality);
    it.held.extend(other.held.iter().cloned());
}
