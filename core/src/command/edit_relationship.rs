//! Changes what is said of a relationship.

use super::edits;
use crate::model::{AggregateId, DownstreamRoles, Party, RelationshipId, RelationshipKind, UpstreamRoles};

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
    /// Which of the upstream's aggregates the downstream sees.
    Exposed(Vec<AggregateId>) => exposed;
}
