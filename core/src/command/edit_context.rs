//! Changes what is said of a context.

use serde::{Deserialize, Serialize};

use super::edit_command;
use crate::model::{
    Classification, ContextId, ContextKind, ElementId, Evolution, KnowledgeLevel, ProblemSpace, TeamId,
};

edit_command! {
    /// Changes a field of a context.
    EditContext[id: ContextId] of Context by ContextEdit;
    /// What its team calls it.
    Name(String) => name;
    /// Feature, application, system, or something outside.
    Kind(ContextKind) => kind;
    /// Its own strategic classification.
    Classification(Classification) => classification;
    /// Why it exists.
    Purpose(String) => purpose;
    /// What it answers for.
    Responsibilities(Vec<String>) => responsibilities;
    /// What it is built with.
    Technology(String) => technology;
    /// How the business earns by it.
    BusinessModel(String) => business_model;
    /// Where it stands between genesis and commodity.
    Evolution(Evolution) => evolution;
    /// Whether its model speaks of things or of rules about things.
    KnowledgeLevel(KnowledgeLevel) => knowledge_level;
    /// The domains and subdomains that it implements.
    Implements(Vec<ProblemSpace>) => implements;
    /// The context that it refines.
    Refines(Option<ContextId>) => refines;
    /// The teams that own it.
    Owners(Vec<TeamId>) => owners;
    /// Whether it is left off the map.
    OffMap(bool) => off_map;
}

impl EditContext {
    fn check(&self, draft: &super::Draft<'_>) -> Result<(), super::CommandError> {
        let named: Vec<ElementId> = match &self.edit {
            ContextEdit::Implements(parts) => parts.iter().map(|part| (*part).into()).collect(),
            ContextEdit::Refines(other) => other.iter().map(|id| (*id).into()).collect(),
            ContextEdit::Owners(teams) => teams.iter().map(|id| (*id).into()).collect(),
            _ => Vec::new(),
        };
        named.into_iter().try_for_each(|id| draft.require(id).map(drop))
    }
}
