//! `/api/landscapes/{id}/revisions`: the log of a shared landscape, page by page, and what it was at a revision.

use atoll_core::protocol::{LoggedCommand, Opened, Revision};
use axum::Json;
use axum::extract::{RawPathParams, State};

use crate::access::{Allowed, ToView};
use crate::app::App;
use crate::error::Refusal;
use crate::page::Page;

/// `GET /api/landscapes/{id}/revisions?after=N&limit=M`
pub(crate) async fn list(
    State(app): State<App>,
    allowed: Allowed<ToView>,
    Page { after, limit }: Page,
) -> Result<Json<Vec<LoggedCommand>>, Refusal> {
    Ok(Json(app.landscapes.revisions(allowed.id, Revision(after), limit.max(1)).await?))
}

/// `GET /api/landscapes/{id}/revisions/{revision}`: the landscape as it was.
pub(crate) async fn show(
    State(app): State<App>,
    allowed: Allowed<ToView>,
    named: RawPathParams,
) -> Result<Json<Opened>, Refusal> {
    let revision = named.iter().find(|(name, _)| *name == "revision").and_then(|(_, number)| number.parse().ok());
    let malformed = || Refusal::Malformed("Name a revision by its number, as in “revisions/12”.".to_owned());
    let revision = revision.map(Revision).ok_or_else(malformed)?;
    app.landscapes.at(allowed.id, revision).await?.map(Json).ok_or_else(|| not_yet(revision))
}

/// The landscape has not come to this revision.
pub(super) fn not_yet(revision: Revision) -> Refusal {
    Refusal::Malformed(format!("The landscape has no revision {revision} yet."))
}
