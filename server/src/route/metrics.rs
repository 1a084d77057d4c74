//! `/metrics`: what was counted, for Prometheus and whoever reads its format.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::error::Refusal;
use crate::metrics::Metrics;

/// `GET /metrics`
pub(crate) async fn show(State(app): State<App>) -> Result<Response, Refusal> {
    let metrics = app.metrics.ok_or(Refusal::NoSuchAddress)?;
    Ok(([(CONTENT_TYPE, Metrics::MEDIA_TYPE)], metrics.render()).into_response())
}
