//! The landscape that an address names.

use atoll_core::protocol::LandscapeId;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::app::App;
use crate::error::Refusal;
use crate::landscapes::Failure;

/// The landscape that an address names. What can be no identifier is that of no landscape.
#[derive(Debug)]
pub(crate) struct Named(pub(crate) LandscapeId);

impl FromRequestParts<App> for Named {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let named = Path::<String>::from_request_parts(parts, app).await.ok();
        named.and_then(|Path(id)| id.parse().ok()).map(Self).ok_or(Refusal::Failed(Failure::Unknown))
    }
}
