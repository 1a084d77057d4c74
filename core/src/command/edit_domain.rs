//! Changes what is said of a domain.

use serde::{Deserialize, Serialize};

use super::edit_command;
use crate::model::{Domain, DomainId, DomainKind, Frame};

edit_command! {
    /// Changes a field of a domain.
    EditDomain[id: DomainId] of Domain by DomainEdit;
    /// What the business calls it.
    Name(String) => name;
    /// Vertical or foundation.
    Kind(DomainKind) => kind;
    /// What it is for.
    Vision(String) => vision;
    /// The least room that its region takes; none lets the region shrink to its contexts.
    Frame(Option<Frame>) => frame;
}

impl EditDomain {
    fn check(&self, _: &Domain, _: &super::Draft<'_>) -> Result<(), super::CommandError> {
        Ok(())
    }
}
