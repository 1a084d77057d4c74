//! Changes what is said of a relationship.

use serde::{Deserialize, Serialize};

use super::edit_command;
use crate::model::{
    AggregateId, DownstreamRights, DownstreamRoles, Integration, Party, Relationship, RelationshipId, RelationshipKind,
    UpstreamRoles,
};

edit_command! {
    /// Changes a field of a relationship.
    EditRelationship[id: RelationshipId] of Relationship by RelationshipEdit;
    /// Who influences.
    Upstream(Party) => upstream;
    /// Who is influenced.
    Downstream(Party) => downstream;
    /// The pattern of the relationship as a whole.
    Kind(RelationshipKind) => kind;
    /// What the upstream does for its consumers.
    UpstreamRoles(UpstreamRoles) => upstream_roles;
    /// What the downstream does about its supplier.
    DownstreamRoles(DownstreamRoles) => downstream_roles;
    /// How the two are joined technically.
    Integration(Integration) => integration;
    /// What people call the relationship.
    Name(String) => name;
    /// What it is built with.
    Technology(String) => technology;
    /// Which of the upstream's aggregates the downstream sees.
    Exposed(Vec<AggregateId>) => exposed;
    /// What the downstream may decide about the upstream.
    DownstreamRights(DownstreamRights) => downstream_rights;
}

impl EditRelationship {
    fn check(&self, before: &Relationship, draft: &super::Draft<'_>) -> Result<(), super::CommandError> {
        match &self.edit {
            RelationshipEdit::Upstream(party) => draft.require_new(&[before.upstream], &[*party]),
            RelationshipEdit::Downstream(party) => draft.require_new(&[before.downstream], &[*party]),
            RelationshipEdit::Exposed(aggregates) => draft.require_new(&before.exposed, aggregates),
            _ => Ok(()),
        }
    }
}
