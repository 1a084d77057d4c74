//! Changes what is said of a subdomain.

use serde::{Deserialize, Serialize};

use super::edit_command;
use crate::model::{Classification, DomainId, Subdomain, SubdomainId};

edit_command! {
    /// Changes a field of a subdomain.
    EditSubdomain[id: SubdomainId] of Subdomain by SubdomainEdit;
    /// What the business calls it.
    Name(String) => name;
    /// The domain that it is part of.
    Domain(DomainId) => domain;
    /// Core, supporting or generic.
    Classification(Classification) => classification;
    /// What it is for.
    Vision(String) => vision;
}

impl EditSubdomain {
    fn check(&self, before: &Subdomain, draft: &super::Draft<'_>) -> Result<(), super::CommandError> {
        match self.edit {
            SubdomainEdit::Domain(domain) => draft.require_new(&[before.domain], &[domain]),
            _ => Ok(()),
        }
    }
}
