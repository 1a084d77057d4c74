//! `/api/landscapes/{id}/milestones`: the revisions of a shared landscape that have a name.

use atoll_core::protocol::{Milestone, NameRevision};
use axum::Json;
use axum::extract::State;
use chrono::Utc;

use super::revisions::not_yet;
use crate::access::{Allowed, ToEdit, ToView};
use crate::app::App;
use crate::body::Sent;
use crate::error::Refusal;

/// `GET /api/landscapes/{id}/milestones`
pub(crate) async fn list(State(app): State<App>, allowed: Allowed<ToView>) -> Result<Json<Vec<Milestone>>, Refusal> {
    Ok(Json(app.landscapes.milestones(allowed.id).await?))
}

/// `PUT /api/landscapes/{id}/milestones`, for those who may edit: gives a revision a name, or takes it off.
pub(crate) async fn name(
    State(app): State<App>,
    Allowed { id, grant, .. }: Allowed<ToEdit>,
    Sent(NameRevision { revision, name }): Sent<NameRevision>,
) -> Result<Json<Vec<Milestone>>, Refusal> {
    let name = name.trim();
    if name.chars().count() > Milestone::NAME_MAX {
        let sentence = format!("Give the revision a name of at most {} characters.", Milestone::NAME_MAX);
        return Err(Refusal::Malformed(sentence));
    }
    let is_there = app.landscapes.name_revision(id, revision, name, grant.person.as_ref(), Utc::now()).await?;
    if !is_there {
        return Err(not_yet(revision));
    }
    Ok(Json(app.landscapes.milestones(id).await?))
}
