//! Changes what is said of a relationship.

use super::edits;
use crate::model::{
    AggregateId, DownstreamRights, DownstreamRoles, Integration, Party, RelationshipId, RelationshipKind, UpstreamRoles,
};

edits! {
    /// Changes a field of a relationship.
    EditRelationship[id: RelationshipId] by RelationshipEdit;
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
