//! `/api/landscapes/{id}/revisions`: the log of a shared landscape, page by page.

use atoll_core::protocol::{LoggedCommand, Revision};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::id::Named;
use crate::app::App;
use crate::error::Refusal;

/// Which part of the log.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(crate) struct Page {
    /// Lines after this revision.
    after: u64,
    /// At most so many of them. A page of long lines holds fewer; only an empty one is the end.
    limit: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self { after: 0, limit: 100 }
    }
}

/// `GET /api/landscapes/{id}/revisions?after=N&limit=M`
pub(crate) async fn list(
    State(app): State<App>,
    Named(id): Named,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Vec<LoggedCommand>>, Refusal> {
    let malformed = |_| {
        let sentence = "Give “after” and “limit” as whole numbers, as in “?after=0&limit=100”.";
        Refusal::Malformed(sentence.to_owned())
    };
    let Query(Page { after, limit }) = page.map_err(malformed)?;
    Ok(Json(app.landscapes.revisions(id, Revision(after), limit.max(1)).await?))
}
