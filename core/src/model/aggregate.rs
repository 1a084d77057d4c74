//! An aggregate: what a context keeps consistent as one.

use serde::{Deserialize, Serialize};

use super::{AggregateId, ContextId, Held, TeamId, is_default};

/// A cluster of objects inside a context that changes as one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Aggregate {
    /// Names it.
    pub id: AggregateId,
    /// The context that holds it.
    pub context: ContextId,
    /// What it is called in that context's language.
    pub name: String,
    /// The module that it lies in, if the context has modules.
    #[serde(skip_serializing_if = "is_default")]
    pub module: String,
    /// What it answers for.
    #[serde(skip_serializing_if = "is_default")]
    pub responsibilities: Vec<String>,
    /// The team that works on it, where that is not the context's.
    #[serde(skip_serializing_if = "is_default")]
    pub owner: Option<TeamId>,
    /// How often its structure is expected to change.
    #[serde(skip_serializing_if = "is_default")]
    pub volatility: Volatility,
    /// Text of an imported file that belongs here.
    #[serde(skip_serializing_if = "is_default")]
    pub held: Vec<Held>,
}

/// How often something is expected to change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Volatility {
    /// Not said.
    #[default]
    Undefined,
    /// Hardly ever.
    Rarely,
    /// As often as most.
    Normal,
    /// All the time.
    Often,
}

words! {
    Volatility {
        Undefined "not said",
        Rarely "rarely",
        Normal "as often as most",
        Often "often",
    }
}
