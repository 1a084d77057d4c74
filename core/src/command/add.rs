//! Adds one record.

use serde::{Deserialize, Serialize};

use super::{CommandError, Draft};
use crate::model::{ElementId, Record};

/// Adds a record, whose identifier must be new and whose whole must be there.
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
        match &self.record {
            Record::Subdomain(subdomain) => drop(draft.require(subdomain.domain.into())?),
            Record::Aggregate(aggregate) => drop(draft.require(aggregate.context.into())?),
            Record::Relationship(relationship) => {
                for party in relationship.parties() {
                    draft.require(ElementId::from(party))?;
                }
            }
            Record::Header(_) | Record::Domain(_) | Record::Context(_) | Record::Team(_) => {}
        }
        draft.put(self.record.clone());
        Ok(())
    }
}
