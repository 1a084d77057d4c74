//! `/api/landscapes`: makes and opens shared landscapes.

use atoll_core::protocol::{Create, Created, Opened};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse as _, Response};
use chrono::Utc;

use super::id::Named;
use crate::app::App;
use crate::body::Sent;
use crate::error::Refusal;

/// `POST /api/landscapes`
pub(crate) async fn create(State(app): State<App>, Sent(request): Sent<Create>) -> Result<Response, Refusal> {
    let created: Created = app.landscapes.create(request, Utc::now()).await?;
    let location = format!("/api/landscapes/{}", created.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(created)).into_response())
}

/// `GET /api/landscapes/{id}`
pub(crate) async fn open(State(app): State<App>, Named(id): Named) -> Result<Json<Opened>, Refusal> {
    Ok(Json(app.landscapes.open(id).await?))
}
