//! Changes what is said of a domain.

use super::edits;
use crate::model::DomainId;

edits! {
    /// Changes a field of a domain.
    EditDomain[id: DomainId] by DomainEdit;
    /// What the business calls it.
    Name(String) => name;
}
