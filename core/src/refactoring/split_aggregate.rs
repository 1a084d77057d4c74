//! One aggregate for each entity.

use super::parts::blocks_of;
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    Aggregate, AggregateId, BuildingBlock, BuildingBlockId, BuildingBlockKind, ElementId, ElementKind, IdSource,
    Landscape, RelationshipId,
};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "split-aggregate",
    name: "Split aggregate by entities",
    about: "Gives entities of an aggregate aggregates of their own, with each as the root; what only one of them uses goes with it. Helps where an aggregate keeps more consistent than has to be (Context Mapper, AR-1; Vernon, Implementing Domain-Driven Design, chapter 10).",
    helps: &["several-aggregate-roots", "aggregate-reached-past-its-root"],
    questions,
    plan,
    example: |sketch| {
        let context = sketch.context("Orders");
        let order = sketch.aggregate(context, "Order");
        let block = |name: &str, kind| BuildingBlock {
            context,
            aggregate: Some(order),
            name: name.to_owned(),
            kind,
            ..BuildingBlock::default()
        };
        let street = sketch.add(block("Street", BuildingBlockKind::ValueObject));
        let entity = BuildingBlockKind::Entity;
        let customer = sketch.add(BuildingBlock { uses: vec![street], ..block("Customer", entity) });
        sketch.add(BuildingBlock { is_root: true, uses: vec![customer], ..block("Order", entity) });
        (vec![order.into()], Answers::default())
    },
};

/// The entities of an aggregate, its root first.
fn entities(landscape: &Landscape, aggregate: AggregateId) -> Vec<BuildingBlockId> {
    let blocks = blocks_of(landscape, aggregate);
    let entities = blocks.iter().filter(|block| block.kind == BuildingBlockKind::Entity);
    let (mut roots, others): (Vec<_>, Vec<_>) = entities.partition(|block| block.is_root);
    roots.extend(others);
    roots.into_iter().map(|block| block.id).collect()
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let [ElementId::Aggregate(aggregate)] = selection else { return None };
    landscape.aggregates.get(aggregate)?;
    let entities = entities(landscape, *aggregate);
    let others = entities.get(1..).filter(|others| !others.is_empty())?;
    Some(vec![Question::some("entities", "Entities that get an aggregate of their own", others, others)])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let [ElementId::Aggregate(old)] = selection else { return Err(Refusal::new("Select one aggregate.")) };
    let Some(aggregate) = landscape.aggregates.get(old) else { return Err(Refusal::new("Select one aggregate.")) };
    let mut work = Work::on(landscape, ids);
    let leaving: Vec<BuildingBlockId> = answers.some("entities");
    for entity in &leaving {
        let name = work.name(*entity);
        let new = work.add(Aggregate {
            context: aggregate.context,
            name: work.free_name(ElementKind::Aggregate, &name),
            module: aggregate.module.clone(),
            owner: aggregate.owner,
            volatility: aggregate.volatility,
            criticality: aggregate.criticality,
            ..Aggregate::default()
        });
        work.block(*entity, |block| (block.aggregate, block.is_root) = (Some(new), true));
        for follower in followers(landscape, *old, *entity, &leaving) {
            work.block(follower, |block| block.aggregate = Some(new));
        }
        expose_too(&mut work, *old, new);
    }
    work.done()
}

/// What only this entity of the aggregate uses, and that is no entity itself.
fn followers(
    landscape: &Landscape,
    old: AggregateId,
    entity: BuildingBlockId,
    leaving: &[BuildingBlockId],
) -> Vec<BuildingBlockId> {
    let blocks = blocks_of(landscape, old);
    let is_only_user = |used: BuildingBlockId| {
        blocks.iter().filter(|block| block.id != used && block.uses.contains(&used)).all(|block| block.id == entity)
    };
    let used = blocks.iter().find(|block| block.id == entity).map(|block| block.uses.clone()).unwrap_or_default();
    let mut own: Vec<BuildingBlockId> = Vec::new();
    for block in &blocks {
        let is_part = block.kind != BuildingBlockKind::Entity && !block.is_root && !leaving.contains(&block.id);
        if is_part && used.contains(&block.id) && is_only_user(block.id) {
            own.push(block.id);
        }
    }
    own
}

/// Whoever sees the old aggregate goes on seeing what was in it.
fn expose_too(work: &mut Work<'_>, old: AggregateId, new: AggregateId) {
    let exposing = work.now.relationships.values().filter(|it| it.exposed.contains(&old));
    let ids: Vec<RelationshipId> = exposing.map(|it| it.id).collect();
    for id in ids {
        work.relationship(id, |it| it.exposed.push(new));
    }
}
