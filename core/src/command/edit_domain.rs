//! Changes what is said of a domain.

use super::edits;
use crate::model::{DomainId, DomainKind, Frame};

edits! {
    /// Changes a field of a domain.
    EditDomain[id: DomainId] by DomainEdit;
    /// What the business calls it.
    Name(String) => name;
    /// Vertical or foundation.
    Kind(DomainKind) => kind;
    /// What it is for.
    Vision(String) => vision;
    /// The least room that its region takes; none lets the region shrink to its contexts.
    Frame(Option<Frame>) => frame;
}
