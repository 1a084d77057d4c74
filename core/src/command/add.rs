//! Adds one record.

use serde::{Deserialize, Serialize};

use super::{CommandError, Draft};
use crate::model::Record;

/// Adds a record, whose identifier must be new; what it belongs to must be there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Add {
    /// The record as it will be.
    pub record: Record,
}

impl Add {
    /// Adds this record.
    pub fn new(record: impl Into<Record>) -> Self {
        Self { record: record.into() }
    }

    pub(super) fn run(&self, draft: &mut Draft<'_>) -> Result<(), CommandError> {
        let id = self.record.id();
        if draft.get(id).is_some() {
            return Err(CommandError::Exists(id));
        }
        self.record.holders().into_iter().try_for_each(|holder| draft.require(holder).map(drop))?;
        draft.put(self.record.clone());
        Ok(())
    }
}
