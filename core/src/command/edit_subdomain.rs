//! Changes what is said of a subdomain.

use super::edits;
use crate::model::{Classification, DomainId, SubdomainId};

edits! {
    /// Changes a field of a subdomain.
    EditSubdomain[id: SubdomainId] by SubdomainEdit;
    /// What the business calls it.
    Name(String) => name;
    /// The domain that it is part of.
    Domain(DomainId) => domain;
    /// Core, supporting or generic.
    Classification(Classification) => classification;
    /// What it is for.
    Vision(String) => vision;
}
