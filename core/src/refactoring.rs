//! Architectural refactorings: one a file, and the list of them in the order in which they are offered.
//!
//! A refactoring asks what it needs to know and answers with commands, which together are one step that can be undone.
//! It changes nothing itself. Whatever it moves, merges or removes, what named it is repaired.

use crate::command::{Batch, Command};
use crate::model::{ElementId, ElementKind, IdSource, Landscape, Party};
use crate::rule::Finding;
use crate::sketch::Sketch;

mod answer;
mod common;
mod merging;
mod parts;
pub mod recut;
mod relations;
mod splitting;
mod versions;
mod work;

mod assign_owner;
mod branch_by_abstraction;
mod extract_aggregates_by_cohesion;
mod extract_aggregates_by_volatility;
mod extract_common_context;
mod extract_service;
mod extract_shared_kernel;
mod finish_branch_by_abstraction;
mod introduce_anticorruption_layer;
mod introduce_open_host;
mod invert_dependency;
mod merge_aggregates;
mod merge_contexts;
mod move_down;
mod partnership_to_shared_kernel;
mod regroup_teams;
mod shared_kernel_to_partnership;
mod split_aggregate;
mod split_context_by_features;
mod split_context_by_owner;
mod split_data_store;
mod suspend_partnership;
mod version_contract;

pub use answer::{Answer, Answers, Ask, Question, Refusal};

/// A change of structure that people know by a name.
#[derive(Debug)]
pub struct Refactoring {
    /// Its short name, as in an address.
    pub code: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it does and when it helps, with the source where there is one.
    pub about: &'static str,
    /// The codes of the rules whose findings it can mend.
    pub helps: &'static [&'static str],
    /// What it has to know about this selection; nothing where it does not apply to it.
    pub questions: fn(&Landscape, &[ElementId]) -> Option<Vec<Question>>,
    /// What it does, in order, given an answer to every question.
    pub plan: Plan,
    /// Draws the least landscape that shows it, and answers with what to select and what to answer.
    pub example: fn(&mut Sketch) -> (Vec<ElementId>, Answers),
}

/// What a refactoring does to a landscape and a selection in it, given answers and fresh identifiers.
pub type Plan = fn(&Landscape, &[ElementId], &Answers, &mut IdSource) -> Result<Vec<Command>, Refusal>;

/// Every refactoring: of aggregates and contexts, of relationships, of what runs, of contracts, of teams.
pub const REFACTORINGS: [&Refactoring; 23] = [
    &split_aggregate::REFACTORING,
    &split_context_by_features::REFACTORING,
    &split_context_by_owner::REFACTORING,
    &extract_aggregates_by_volatility::REFACTORING,
    &extract_aggregates_by_cohesion::REFACTORING,
    &merge_aggregates::REFACTORING,
    &merge_contexts::REFACTORING,
    &extract_shared_kernel::REFACTORING,
    &suspend_partnership::REFACTORING,
    &shared_kernel_to_partnership::REFACTORING,
    &partnership_to_shared_kernel::REFACTORING,
    &extract_common_context::REFACTORING,
    &invert_dependency::REFACTORING,
    &move_down::REFACTORING,
    &introduce_anticorruption_layer::REFACTORING,
    &introduce_open_host::REFACTORING,
    &version_contract::REFACTORING,
    &branch_by_abstraction::REFACTORING,
    &finish_branch_by_abstraction::REFACTORING,
    &extract_service::REFACTORING,
    &split_data_store::REFACTORING,
    &assign_owner::REFACTORING,
    &regroup_teams::REFACTORING,
];

/// The refactoring of this code.
pub fn refactoring(code: &str) -> Option<&'static Refactoring> {
    REFACTORINGS.iter().find(|refactoring| refactoring.code == code).copied()
}

/// The refactorings that apply to what is selected.
pub fn offered(landscape: &Landscape, selection: &[ElementId]) -> Vec<&'static Refactoring> {
    let applies = |it: &&&Refactoring| (it.questions)(landscape, selection).is_some();
    REFACTORINGS.iter().filter(applies).copied().collect()
}

/// The refactorings that can mend a finding, each with the selection to use.
pub fn offered_for(landscape: &Landscape, finding: &Finding) -> Vec<(&'static Refactoring, Vec<ElementId>)> {
    let helping = REFACTORINGS.iter().filter(|it| it.helps.contains(&finding.code));
    let mut selections = None;
    let offer = |refactoring: &&'static Refactoring| {
        let selections = selections.get_or_insert_with(|| selections_of(landscape, &finding.targets));
        let fits = |selection: &&Vec<ElementId>| (refactoring.questions)(landscape, selection).is_some();
        Some((*refactoring, selections.iter().find(fits)?.clone()))
    };
    helping.filter_map(offer).collect()
}

/// What could be selected of the targets of a finding: all, those of one kind, one alone, the ends of a relationship,
/// what lies in a domain.
fn selections_of(landscape: &Landscape, targets: &[ElementId]) -> Vec<Vec<ElementId>> {
    let mut selections = vec![targets.to_vec()];
    let mut kinds: Vec<ElementKind> = Vec::new();
    for kind in targets.iter().map(|id| id.kind()) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    selections.extend(kinds.iter().map(|kind| targets.iter().copied().filter(|id| id.kind() == *kind).collect()));
    selections.extend(targets.iter().map(|id| vec![*id]));
    for id in targets {
        match id {
            ElementId::Relationship(id) => {
                let ends = landscape.relationships.get(id).map(|relationship| relationship.parties());
                let Some(ends) = ends.map(|ends: [Party; 2]| ends.map(ElementId::from)) else { continue };
                selections.extend([ends.to_vec(), vec![ends[0]], vec![ends[1]]]);
            }
            ElementId::Domain(id) => {
                let contexts = landscape.contexts.values().filter(|context| landscape.home_of(context) == Some(*id));
                selections.push(contexts.map(|context| context.id.into()).collect());
            }
            _ => {}
        }
    }
    selections
}

/// The refactoring as one command, which is one step to undo. A question without an answer is answered as suggested.
///
/// # Errors
///
/// Says why it cannot be done: it does not apply to the selection, an answer makes no sense, or nothing would change.
pub fn command(
    refactoring: &Refactoring,
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Command, Refusal> {
    let Some(questions) = (refactoring.questions)(landscape, selection) else {
        return Err(Refusal::new(format!("“{}” does not apply to what is selected.", refactoring.name)));
    };
    let answers = answers.completed(&questions)?;
    let commands = (refactoring.plan)(landscape, selection, &answers, ids)?;
    let command: Command = Batch { commands }.into();
    if command.changes(landscape)?.is_empty() {
        return Err(Refusal::new(format!("“{}” would change nothing here.", refactoring.name)));
    }
    Ok(command)
}
