//! Reads which part of a long list is asked for, and says where that is none.

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;

use crate::error::Refusal;

/// Which part of a list whose lines have numbers: `?after=N&limit=M`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(crate) struct Page {
    /// Lines after this number.
    pub(crate) after: u64,
    /// At most so many of them. A page of long lines holds fewer; only an empty one is the end.
    pub(crate) limit: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self { after: 0, limit: 100 }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let query: Result<Query<Self>, QueryRejection> = Query::try_from_uri(&parts.uri);
        query.map(|Query(page)| page).map_err(|_| {
            let sentence = "Give “after” and “limit” as whole numbers, as in “?after=0&limit=100”.";
            Refusal::Malformed(sentence.to_owned())
        })
    }
}
