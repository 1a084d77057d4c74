//! Changes what is said of an aggregate.

use serde::{Deserialize, Serialize};

use super::edit_command;
use crate::model::{AggregateId, ContextId, TeamId, Volatility};

edit_command! {
    /// Changes a field of an aggregate.
    EditAggregate[id: AggregateId] of Aggregate by AggregateEdit;
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

impl EditAggregate {
    fn check(&self, draft: &super::Draft<'_>) -> Result<(), super::CommandError> {
        match self.edit {
            AggregateEdit::Context(context) => draft.require(context.into()).map(drop),
            AggregateEdit::Owner(Some(team)) => draft.require(team.into()).map(drop),
            _ => Ok(()),
        }
    }
}
