//! A second implementation beside the first.

use std::sync::Arc;

use super::parts::named;
use super::relations::supplies;
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    BoundedContext, BuildingBlock, BuildingBlockId, ContextId, ElementId, ElementKind, IdSource, Landscape, Party,
    Toggle, ToggleKind,
};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "branch-by-abstraction",
    name: "Branch by abstraction",
    about: "Puts an abstraction in front of a context or a building block and a second implementation beside the first, with a release toggle that says which of the two answers; both are there while it lasts. Helps where something large is replaced without a long-lived branch (Hammant, Branch by abstraction, 2007; Fowler, BranchByAbstraction, 2014).",
    helps: &[],
    questions,
    plan,
    example: |sketch| {
        let context = sketch.context("Shop");
        sketch.team("Blue", &[context]);
        let block = |name: &str| BuildingBlock { context, name: name.to_owned(), ..BuildingBlock::default() };
        let prices = sketch.add(block("Price calculator"));
        sketch.add(BuildingBlock { uses: vec![prices], ..block("Basket") });
        (vec![prices.into()], Answers::default())
    },
};

/// What is replaced.
enum Old {
    Block(Arc<BuildingBlock>),
    Context(Arc<BoundedContext>),
}

fn old(landscape: &Landscape, selection: &[ElementId]) -> Option<Old> {
    match selection {
        [ElementId::BuildingBlock(id)] => {
            let block = landscape.building_blocks.get(id).filter(|block| !block.is_abstract)?;
            landscape.contexts.contains_key(&block.context).then(|| Old::Block(block.clone()))
        }
        [ElementId::Context(id)] => {
            let context = landscape.contexts.get(id).filter(|context| !context.is_external())?;
            Some(Old::Context(context.clone()))
        }
        _ => None,
    }
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let name = match old(landscape, selection)? {
        Old::Block(block) => block.name.clone(),
        Old::Context(context) => context.name.clone(),
    };
    let words: Vec<String> = name.to_lowercase().split_whitespace().map(str::to_owned).collect();
    Some(vec![
        Question::text("name", "Name of the second implementation", format!("{name} (new)")),
        Question::text("toggle", "Name of the toggle", format!("new-{}", words.join("-"))),
        Question::text("expires", "The toggle is gone by (a day as 2026-03-31, or nothing)", ""),
    ])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(old) = old(landscape, selection) else {
        return Err(Refusal::new("Select a context of ours, or a building block that is not abstract."));
    };
    let name = named(answers)?;
    let expires = match answers.text("expires") {
        "" => None,
        text => Some(text.parse().map_err(|_| Refusal::new(format!("“{text}” is not a day like 2026-03-31.")))?),
    };
    let mut work = Work::on(landscape, ids);
    let context = match &old {
        Old::Block(block) => before_block(&mut work, block, &name),
        Old::Context(context) => before_context(&mut work, context, &name),
    };
    let owner = work.now.contexts.get(&context).and_then(|it| work.now.owners_of(it).first().copied());
    work.add(Toggle {
        name: work.free_name(ElementKind::Toggle, answers.text("toggle")),
        kind: ToggleKind::Release,
        context: Some(context),
        owner,
        expires,
        ..Toggle::default()
    });
    work.done()
}

/// Whoever used the block uses the abstraction, which hands on to both implementations.
fn before_block(work: &mut Work<'_>, old: &BuildingBlock, name: &str) -> ContextId {
    let plain = BuildingBlock {
        context: old.context,
        kind: old.kind,
        ring: old.ring,
        is_public: old.is_public,
        ..BuildingBlock::default()
    };
    let users = work.now.building_blocks.values().filter(|it| it.uses.contains(&old.id) && it.id != old.id);
    let users: Vec<BuildingBlockId> = users.map(|it| it.id).collect();
    let new = work.add(BuildingBlock { name: name.to_owned(), aggregate: old.aggregate, ..plain.clone() });
    let (title, uses) = (format!("{}: abstraction", old.name), vec![old.id, new]);
    let abstraction = work.add(BuildingBlock { name: title, is_abstract: true, uses, ..plain });
    let instead = |id: &BuildingBlockId| if *id == old.id { abstraction } else { *id };
    for user in users {
        work.block(user, |it| it.uses = it.uses.iter().map(instead).collect());
    }
    old.context
}

/// Consumers are joined with the abstraction, which both implementations refine and to which both are upstream: it hands
/// on to them. What a consumer uses of the inside of the old one it goes on using there.
fn before_context(work: &mut Work<'_>, old: &BoundedContext, name: &str) -> ContextId {
    let abstraction = work.offspring(old.id, &format!("{}: abstraction", old.name));
    let new = work.offspring(old.id, name);
    work.context(abstraction, |it| it.refines = old.refines);
    for implementation in [old.id, new] {
        work.context(implementation, |it| it.refines = Some(abstraction));
    }
    for it in supplies(&work.now, old.id) {
        work.relationship(it.id, |it| {
            it.upstream = Party::Context(abstraction);
            it.exposed.clear();
        });
    }
    work.settle(&[old.id, abstraction]);
    for implementation in [old.id, new] {
        work.draw(implementation, abstraction);
    }
    work.draw_uses_of(old.id);
    abstraction
}
