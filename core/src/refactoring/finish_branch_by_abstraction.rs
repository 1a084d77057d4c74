//! The end of a branch by abstraction.

use super::parts::options;
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{BuildingBlock, BuildingBlockId, ContextId, ElementId, IdSource, Landscape, ToggleId, ToggleKind};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "finish-branch-by-abstraction",
    name: "Finish a branch by abstraction",
    about: "Takes out the implementation that is replaced, the release toggle and, as chosen, the abstraction. What a context held that goes is kept by the one that stays. Helps as soon as everybody is on the new one (Fowler, BranchByAbstraction, 2014).",
    helps: &[],
    questions,
    plan,
    example: |sketch| {
        let (selection, _) = (super::branch_by_abstraction::REFACTORING.example)(sketch);
        let mut ids = IdSource::after(&sketch.landscape, 0);
        let begin = &super::branch_by_abstraction::REFACTORING;
        let begun = super::command(begin, &sketch.landscape, &selection, &Answers::default(), &mut ids);
        if let Ok(changes) = begun.and_then(|command| Ok(command.changes(&sketch.landscape)?)) {
            sketch.landscape.apply(&changes);
        }
        let toggles = sketch.landscape.toggles.keys().map(|id| (*id).into());
        (toggles.collect(), Answers::default())
    },
};

/// The implementations that a release toggle chooses from, and the abstraction that they answer to.
struct Branch<T> {
    abstraction: T,
    implementations: Vec<T>,
}

/// The abstract building blocks of the context of the toggle that hand on to two and more that are not abstract.
fn blocks(landscape: &Landscape, context: ContextId) -> Vec<Branch<BuildingBlockId>> {
    let is_real = |id: &&BuildingBlockId| {
        landscape.building_blocks.get(*id).is_some_and(|it| !it.is_abstract && it.context == context)
    };
    let branch = |abstraction: &BuildingBlock| Branch {
        abstraction: abstraction.id,
        implementations: abstraction.uses.iter().filter(is_real).copied().collect(),
    };
    let abstract_ones = landscape.building_blocks.values().filter(|it| it.is_abstract && it.context == context);
    abstract_ones.map(|it| branch(it)).filter(|branch| branch.implementations.len() > 1).collect()
}

/// The contexts that refine the context of the toggle.
fn contexts(landscape: &Landscape, abstraction: ContextId) -> Option<Branch<ContextId>> {
    let refining = landscape.contexts.values().filter(|it| it.refines == Some(abstraction) && it.id != abstraction);
    let implementations: Vec<ContextId> = refining.map(|it| it.id).collect();
    let is_there = landscape.contexts.contains_key(&abstraction) && implementations.len() > 1;
    is_there.then_some(Branch { abstraction, implementations })
}

fn toggle(landscape: &Landscape, selection: &[ElementId]) -> Option<(ToggleId, ContextId)> {
    let [ElementId::Toggle(id)] = selection else { return None };
    let toggle = landscape.toggles.get(id).filter(|toggle| toggle.kind == ToggleKind::Release)?;
    Some((*id, toggle.context?))
}

/// Of several branches the one that the toggle is named after is proposed.
fn proposed(landscape: &Landscape, toggle: ToggleId, of: &[Vec<ElementId>]) -> usize {
    let words = |name: &str| name.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
    let named = words(&landscape.name(toggle.into()));
    let is_named = |ids: &Vec<ElementId>| {
        let name = ids.first().map(|id| words(&landscape.name(*id))).unwrap_or_default();
        !name.trim().is_empty() && named.contains(name.trim())
    };
    of.iter().position(is_named).unwrap_or_default()
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let (toggle, context) = toggle(landscape, selection)?;
    let to_ids = |ids: &[BuildingBlockId]| ids.iter().map(|id| (*id).into()).collect::<Vec<ElementId>>();
    let mut branches: Vec<Vec<ElementId>> =
        blocks(landscape, context).iter().map(|branch| to_ids(&branch.implementations)).collect();
    if let Some(branch) = contexts(landscape, context) {
        branches.push(branch.implementations.iter().map(|id| (*id).into()).collect());
    }
    let place = proposed(landscape, toggle, &branches);
    let branch = branches.get(place)?;
    let before: usize = branches[..place].iter().map(Vec::len).sum();
    let all: Vec<ElementId> = branches.iter().flatten().copied().collect();
    let name = branch.first().map(|id| landscape.name(*id)).unwrap_or_default();
    let keep = [("remove", "goes"), ("keep", "stays")].map(|(key, word)| (key.to_owned(), word.to_owned())).to_vec();
    Some(vec![
        Question::one("goes", "The one that goes", options(landscape, &all), before),
        Question::one("stays", "The one that stays", options(landscape, &all), before + branch.len() - 1),
        Question::text("name", "Name of the one that stays", name),
        Question::one("abstraction", "The abstraction", keep, 0),
    ])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some((toggle, context)) = toggle(landscape, selection) else {
        return Err(Refusal::new("Select the release toggle of a branch by abstraction."));
    };
    let removes = answers.one("abstraction") == "remove";
    let name = super::parts::named(answers)?;
    let mut work = Work::on(landscape, ids);
    work.remove(toggle);
    let refused = || Refusal::new("The one that goes and the one that stays have to answer to one abstraction.");
    match (answers.one("goes").parse(), answers.one("stays").parse()) {
        (Ok(ElementId::BuildingBlock(goes)), Ok(ElementId::BuildingBlock(stays))) if goes != stays => {
            let all = blocks(landscape, context);
            let has_both = |it: &&Branch<_>| [goes, stays].iter().all(|id| it.implementations.contains(id));
            let branch = all.iter().find(has_both).ok_or_else(refused)?;
            let is_last = branch.implementations.len() == 2;
            finish_block(&mut work, goes, stays, Some(branch.abstraction).filter(|_| removes && is_last));
            work.block(stays, |it| it.name = name);
        }
        (Ok(ElementId::Context(goes)), Ok(ElementId::Context(stays))) if goes != stays => {
            let branch = contexts(landscape, context).ok_or_else(refused)?;
            let is_last = branch.implementations.len() == 2;
            work.absorb(stays, goes);
            if removes && is_last {
                work.absorb(stays, branch.abstraction);
            }
            work.context(stays, |it| it.name = name);
        }
        _ => return Err(refused()),
    }
    work.done()
}

/// Removes a building block and its abstraction; whoever used either uses the one that stays.
fn finish_block(
    work: &mut Work<'_>,
    goes: BuildingBlockId,
    stays: BuildingBlockId,
    abstraction: Option<BuildingBlockId>,
) {
    let gone: Vec<BuildingBlockId> = std::iter::once(goes).chain(abstraction).collect();
    let marks = gone.iter().filter_map(|id| work.now.building_blocks.get(id)).map(|it| (it.is_public, it.is_root));
    let (is_public, is_root) = marks.fold((false, false), |all, it| (all.0 | it.0, all.1 | it.1));
    work.block(stays, |it| {
        it.uses.retain(|id| !gone.contains(id));
        it.is_public |= is_public;
        it.is_root |= is_root;
    });
    let to = ElementId::from(stays);
    let gone: Vec<ElementId> = gone.into_iter().map(ElementId::from).collect();
    let but: Vec<ElementId> = gone.iter().copied().chain([to]).collect();
    work.follow(&but, &|id| Some(if gone.contains(&id) { to } else { id }));
    gone.into_iter().for_each(|id| work.remove(id));
}
