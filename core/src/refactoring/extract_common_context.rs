//! A third context that two depend on, in place of each other.

use super::parts::{aggregates_of, named};
use super::relations::{is_directed, meant};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    AggregateId, ContextId, ElementId, IdSource, Landscape, Party, Relationship, RelationshipId, RelationshipKind,
};
use crate::order;

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "extract-common-context",
    name: "Extract a common context",
    about: "Moves what two contexts both need into a third, on which both depend; what joined the two leads there, but for what exposes aggregates that stay. The way out of a circle (Martin, Agile Software Development, 2002: Acyclic Dependencies Principle).",
    helps: &[
        "big-ball-of-mud",
        "cyclic-dependency",
        "distributed-monolith",
        "domains-depend-in-a-circle",
        "end-user-context-provides-services",
        "entity-reads-between-verticals",
        "foundation-consumes-core",
        "foundation-depends-on-vertical",
        "higher-sublayer-needed",
        "orchestration-provides-services",
        "side-reference",
        "upward-reference",
        "verticals-entangled",
    ],
    questions,
    plan,
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        let customer = sketch.aggregate(orders, "Customer");
        sketch.aggregate(billing, "Invoice");
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |it| it.exposed = vec![customer]);
        sketch.flow(billing, orders);
        let name = super::Answer::Text("Customers".to_owned());
        (vec![orders.into(), billing.into()], Answers::default().with("name", name))
    },
};

/// The two contexts, if anything joins them that could lead to a third.
fn two(landscape: &Landscape, selection: &[ElementId]) -> Option<[ContextId; 2]> {
    let (one, other) = match selection {
        [ElementId::Relationship(_)] => meant(landscape, selection, can_lead_away)?.contexts()?,
        [ElementId::Context(one), ElementId::Context(other)] => (*one, *other),
        _ => return None,
    };
    let are_there = one != other && [one, other].iter().all(|id| landscape.contexts.contains_key(id));
    (are_there && !joining(landscape, [one, other]).is_empty()).then_some([one, other])
}

fn can_lead_away(relationship: &Relationship) -> bool {
    relationship.kind != RelationshipKind::SeparateWays
}

fn joining(landscape: &Landscape, two: [ContextId; 2]) -> Vec<RelationshipId> {
    let ends = two.map(Party::Context);
    let joins = |it: &Relationship| ends.iter().all(|end| it.touches(*end)) && it.upstream != it.downstream;
    let all = landscape.relationships.values().filter(|it| joins(it) && can_lead_away(it));
    all.map(|it| it.id).collect()
}

/// The aggregates that both need: those that one exposes to the other, and those of one that the other's inside uses.
fn needed(landscape: &Landscape, two: [ContextId; 2]) -> Vec<AggregateId> {
    let exposed = joining(landscape, two).into_iter().filter_map(|id| landscape.relationships.get(&id));
    let mut needed: Vec<AggregateId> = exposed.flat_map(|it| it.exposed.iter().copied()).collect();
    for user in landscape.building_blocks.values().filter(|user| two.contains(&user.context)) {
        let used = user.uses.iter().filter_map(|id| landscape.building_blocks.get(id));
        let across = used.filter(|used| used.context != user.context && two.contains(&used.context));
        needed.extend(across.filter_map(|used| used.aggregate));
    }
    let is_of_two = |id: &AggregateId| landscape.aggregates.get(id).is_some_and(|it| two.contains(&it.context));
    needed.retain(is_of_two);
    order::sort_by_key(&mut needed, |id| *id);
    needed.dedup();
    needed
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let two = two(landscape, selection)?;
    let all: Vec<AggregateId> =
        two.iter().flat_map(|id| aggregates_of(landscape, *id)).map(|aggregate| aggregate.id).collect();
    let [one, other] = two.map(|id| landscape.name(id.into()));
    let mut questions = vec![Question::text("name", "Name of the new context", format!("Base of {one} and {other}"))];
    if !all.is_empty() {
        questions.push(Question::some("aggregates", "Aggregates that go there", &all, &needed(landscape, two)));
    }
    Some(questions)
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(two) = two(landscape, selection) else {
        return Err(Refusal::new("Select two contexts that are joined, or what joins them."));
    };
    let name = named(answers)?;
    let moving: Vec<AggregateId> = answers.some("aggregates");
    let mut work = Work::on(landscape, ids);
    let new = work.foundation(&name, two);
    for id in joining(landscape, two) {
        let Some(it) = landscape.relationships.get(&id) else { continue };
        let exposes_only_moving = it.exposed.iter().all(|id| moving.contains(id));
        if exposes_only_moving {
            lead_away(&mut work, it, new);
        }
    }
    work.move_aggregates(&moving, new);
    for context in two {
        work.draw(new, context);
    }
    work.settle(&[two[0], two[1], new]);
    work.draw_uses_of(new);
    work.draw_uses_between(two);
    let party = Party::Context(new);
    let of_new = work.now.relationships.values().filter(|it| it.touches(party)).map(|it| it.id);
    let of_new: Vec<RelationshipId> = of_new.collect();
    work.leave_process(&of_new);
    work.done()
}

/// Lets a relationship begin at the new context. One between equals becomes a plain one: there is a direction now.
fn lead_away(work: &mut Work<'_>, it: &Relationship, new: ContextId) {
    work.relationship(it.id, |it| {
        it.upstream = Party::Context(new);
        if !is_directed(it.kind) {
            it.kind = RelationshipKind::UpstreamDownstream;
        }
    });
}
