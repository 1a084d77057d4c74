//! Every address on one page.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_response, map_response_with_state};
use axum::routing::{delete, get, post};
use tower_http::compression::CompressionLayer;

use crate::access::origin;
use crate::app::App;
use crate::error::Refusal;
use crate::route::{
    assets, commands, health, landscapes, links, live, metrics, milestones, openapi, revisions, sign_in,
};
use crate::{headers, logging};

/// Everything that answers requests.
pub(crate) fn router(app: App) -> Router {
    let api = Router::new()
        .route("/me", get(sign_in::me))
        .route("/sign-in", get(sign_in::leave))
        .route("/sign-in/done", get(sign_in::done))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/landscapes", get(landscapes::list).post(landscapes::create))
        .route("/landscapes/{id}", get(landscapes::open).delete(landscapes::remove))
        .route("/landscapes/{id}/audit", get(links::audit))
        .route("/landscapes/{id}/links", get(links::list).post(links::make))
        .route("/landscapes/{id}/links/{link}", delete(links::revoke))
        .route("/landscapes/{id}/commands", post(commands::submit))
        .route("/landscapes/{id}/revisions", get(revisions::list))
        .route("/live", get(live::join))
        .route("/landscapes/{id}/revisions/{revision}", get(revisions::show))
        .route("/landscapes/{id}/milestones", get(milestones::list).put(milestones::name))
        .route("/openapi.json", get(openapi::document))
        .route("/docs", get(openapi::page))
        .route("/docs.css", get(openapi::style))
        .fallback(async || Refusal::NoSuchAddress)
        .method_not_allowed_fallback(async || Refusal::NoSuchMethod)
        .layer(DefaultBodyLimit::max(app.body_max))
        .layer(from_fn_with_state(app.clone(), origin::ours_only))
        .layer(CompressionLayer::new())
        .layer(map_response(headers::keep_nowhere));

    Router::new()
        .merge(health())
        .merge(if app.metrics.is_some() { figures() } else { Router::new() })
        .nest("/api", api)
        .fallback_service(assets::service(&app.assets))
        .layer(map_response_with_state(app.clone(), headers::secure))
        .layer(from_fn(logging::watch))
        .with_state(app)
}

/// What answers those who run the server, at an address of their own.
pub(crate) fn operations(app: App) -> Router {
    Router::new().merge(health()).merge(figures()).layer(from_fn(logging::watch)).with_state(app)
}

/// Whether the server lives, and whether it can do its work.
fn health() -> Router<App> {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .layer(map_response(headers::keep_nowhere))
}

/// What was counted.
fn figures() -> Router<App> {
    Router::new().route("/metrics", get(metrics::show)).layer(map_response(headers::keep_nowhere))
}
