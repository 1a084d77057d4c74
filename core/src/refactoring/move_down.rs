//! What several lines of business consume, moved below them.

use super::parts::{blocks_of, named, options};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    AggregateId, BuildingBlock, BuildingBlockId, ContextId, DomainId, DomainKind, ElementId, IdSource, Landscape,
    Party, ProblemSpace,
};
use crate::order;

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "move-consumed-element-down",
    name: "Move a consumed element down",
    about: "Moves an aggregate or a building block that others consume into a shared context below, in a foundation: an existing one or a new one. Whoever consumed it is joined with that, and so is the context that it comes from. Helps where one line of business reaches into another (OutSystems, Architecture Canvas: move what is consumed to a lower layer).",
    helps: &["internals-used-by-another-context", "use-without-relationship"],
    questions,
    plan,
    example: |sketch| {
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        for (context, name) in [(shop, "Retail"), (claims, "Insurance")] {
            let domain = sketch.domain(name, DomainKind::Vertical);
            sketch.edit_context(context, |it| it.implements.push(ProblemSpace::Domain(domain)));
        }
        let customer = sketch.aggregate(shop, "Customer");
        let aggregate = Some(customer);
        let name = "Customer".to_owned();
        sketch.add(BuildingBlock { context: shop, aggregate, name, is_root: true, ..BuildingBlock::default() });
        let kind = crate::model::RelationshipKind::UpstreamDownstream;
        sketch.relate(shop, claims, kind, |it| it.exposed = vec![customer]);
        (vec![customer.into()], Answers::default())
    },
};

/// What moves, from where, and who consumes it there.
struct Consumed {
    aggregate: Option<AggregateId>,
    blocks: Vec<BuildingBlockId>,
    context: ContextId,
    consumers: Vec<ContextId>,
}

fn consumed(landscape: &Landscape, selection: &[ElementId]) -> Option<Consumed> {
    let (aggregate, block) = match selection {
        [ElementId::Aggregate(id)] => (Some(*id), None),
        [ElementId::BuildingBlock(id)] => {
            let aggregate = landscape.building_blocks.get(id)?.aggregate;
            (aggregate.filter(|id| landscape.aggregates.contains_key(id)), Some(*id))
        }
        _ => return None,
    };
    let (context, blocks) = match (aggregate, block) {
        (Some(id), _) => {
            let blocks = blocks_of(landscape, id).iter().map(|block| block.id).collect();
            (landscape.aggregates.get(&id)?.context, blocks)
        }
        (None, Some(id)) => (landscape.building_blocks.get(&id)?.context, vec![id]),
        (None, None) => return None,
    };
    let home = landscape.home_of(landscape.contexts.get(&context)?);
    let is_low = home.is_some_and(|home| landscape.domains[&home].kind == DomainKind::Foundation);
    let mut consumers = consumers(landscape, context, aggregate, &blocks);
    let is_elsewhere = |id: &ContextId| home.is_none() || landscape.home_of(&landscape.contexts[id]) != home;
    let is_shared = !is_low && consumers.iter().any(is_elsewhere);
    order::sort_by_key(&mut consumers, |id| *id);
    consumers.dedup();
    is_shared.then_some(Consumed { aggregate, blocks, context, consumers })
}

/// The other contexts that see the aggregate or use one of the building blocks.
fn consumers(
    landscape: &Landscape,
    context: ContextId,
    aggregate: Option<AggregateId>,
    blocks: &[BuildingBlockId],
) -> Vec<ContextId> {
    let uses = |it: &BuildingBlock| it.uses.iter().any(|id| blocks.contains(id));
    let users = landscape.building_blocks.values().filter(|it| uses(it)).map(|it| it.context);
    let exposes = |exposed: &[AggregateId]| aggregate.is_some_and(|aggregate| exposed.contains(&aggregate));
    let seeing = landscape.relationships.values().filter(|it| exposes(&it.exposed));
    let seeing = seeing.filter_map(|it| match (it.upstream, it.downstream) {
        (Party::Context(upstream), Party::Context(downstream)) if upstream == context => Some(downstream),
        _ => None,
    });
    users.chain(seeing).filter(|id| *id != context && landscape.contexts.contains_key(id)).collect()
}

/// The contexts in foundations.
fn shared(landscape: &Landscape) -> Vec<ContextId> {
    let is_low = |id: DomainId| landscape.domains[&id].kind == DomainKind::Foundation;
    let low = landscape.contexts.values().filter(|it| !it.is_external() && landscape.home_of(it).is_some_and(is_low));
    low.map(|context| context.id).collect()
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let consumed = consumed(landscape, selection)?;
    let mut places = vec![("new".to_owned(), "a new context".to_owned())];
    places.extend(options(landscape, &shared(landscape)));
    let moved = consumed.aggregate.map(ElementId::from).or(consumed.blocks.first().map(|id| (*id).into()))?;
    let name = format!("{} (shared)", landscape.name(moved));
    Some(vec![
        Question::one("where", "Where it goes", places, 0),
        Question::text("name", "Name of a new context", name),
    ])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(consumed) = consumed(landscape, selection) else {
        return Err(Refusal::new("Select an aggregate or a building block that others consume."));
    };
    let mut work = Work::on(landscape, ids);
    let first = consumed.consumers.first().copied().unwrap_or(consumed.context);
    let to = match answers.element("where") {
        Some(there) => there,
        None => work.foundation(&named(answers)?, [consumed.context, first]),
    };
    match consumed.aggregate {
        Some(aggregate) => work.move_aggregates(&[aggregate], to),
        None => consumed.blocks.iter().for_each(|block| work.move_block(*block, to)),
    }
    work.draw(to, consumed.context);
    work.draw_uses_of(to);
    work.done()
}
