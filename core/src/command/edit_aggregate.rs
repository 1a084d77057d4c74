//! Changes what is said of an aggregate.

use serde::{Deserialize, Serialize};

use super::edit_command;
use crate::model::{Aggregate, AggregateId, ContextId, TeamId, Volatility};

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
    fn check(&self, before: &Aggregate, draft: &super::Draft<'_>) -> Result<(), super::CommandError> {
        match self.edit {
            AggregateEdit::Context(context) => draft.require_new(&[before.context], &[context]),
            AggregateEdit::Owner(Some(team)) => draft.require_new(before.owner.as_slice(), &[team]),
            _ => Ok(()),
        }
    }
}
