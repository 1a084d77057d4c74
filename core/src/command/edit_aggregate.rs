//! Changes what is said of an aggregate.

use super::edits;
use crate::model::{AggregateId, ContextId, TeamId, Volatility};

edits! {
    /// Changes a field of an aggregate.
    EditAggregate[id: AggregateId] by AggregateEdit;
    /// What it is called.
    Name(String) => name;
    /// The context that holds it.
    Context(ContextId) => context;
    /// What it answers for.
    Responsibilities(Vec<String>) => responsibilities;
    /// The team that works on it.
    Owner(Option<TeamId>) => owner;
    /// How often its structure is expected to change.
    Volatility(Volatility) => volatility;
}
