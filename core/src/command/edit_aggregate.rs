//! Changes what is said of an aggregate.

use super::edits;
use crate::model::{AggregateId, TeamId};

edits! {
    /// Changes a field of an aggregate.
    EditAggregate[id: AggregateId] by AggregateEdit;
    /// The team that works on it.
    Owner(Option<TeamId>) => owner;
}
