//! Changes what is said of a context.

use super::edits;
use crate::model::{Classification, ContextId, ProblemSpace, TeamId};

edits! {
    /// Changes a field of a context.
    EditContext[id: ContextId] by ContextEdit;
    /// What its team calls it.
    Name(String) => name;
    /// Its own strategic classification.
    Classification(Classification) => classification;
    /// Why it exists.
    Purpose(String) => purpose;
    /// The domains and subdomains that it implements.
    Implements(Vec<ProblemSpace>) => implements;
    /// The teams that own it.
    Owners(Vec<TeamId>) => owners;
    /// Whether it is left off the map.
    OffMap(bool) => off_map;
}
