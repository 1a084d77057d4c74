//! Every address on one page.

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::map_response;
use axum::routing::{get, post};
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

use crate::app::App;
use crate::error::Refusal;
use crate::headers;
use crate::route::{assets, commands, health, landscapes, revisions};

/// Everything that answers requests.
pub(crate) fn router(app: App) -> Router {
    let api = Router::new()
        .route("/landscapes", post(landscapes::create))
        .route("/landscapes/{id}", get(landscapes::open))
        .route("/landscapes/{id}/commands", post(commands::submit))
        .route("/landscapes/{id}/revisions", get(revisions::list))
        .fallback(async || Refusal::NoSuchAddress)
        .method_not_allowed_fallback(async || Refusal::NoSuchMethod)
        .layer(DefaultBodyLimit::max(app.body_max))
        .layer(CompressionLayer::new())
        .layer(map_response(headers::keep_nowhere));

    Router::new()
        .route("/healthz", get(health::check).layer(map_response(headers::keep_nowhere)))
        .nest("/api", api)
        .fallback_service(assets::service(&app.assets))
        .layer(map_response(headers::secure))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_failure(()))
        .with_state(app)
}

/// What the log calls a request: the address as it is written above, because a landscape's identifier opens it.
fn span(request: &Request) -> tracing::Span {
    let path = request.extensions().get::<MatchedPath>().map_or("(a file)", MatchedPath::as_str);
    tracing::debug_span!("request", method = %request.method(), path)
}
