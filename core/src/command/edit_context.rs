//! Changes what is said of a context.

use super::edits;
use crate::model::{Classification, ContextId, ContextKind, Evolution, KnowledgeLevel, ProblemSpace, TeamId};

edits! {
    /// Changes a field of a context.
    EditContext[id: ContextId] by ContextEdit;
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
