//! `/api/openapi.json` and `/api/docs`: the description of all addresses, for programs and for people.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse};

use crate::app::App;
use crate::openapi;

/// `GET /api/openapi.json`
pub(crate) async fn document(State(app): State<App>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], openapi::json(public(&app).as_deref()))
}

/// `GET /api/docs`
pub(crate) async fn page(State(app): State<App>) -> Html<String> {
    Html(openapi::page(public(&app).as_deref()))
}

/// `GET /api/docs.css`
pub(crate) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], openapi::PAGE_STYLE)
}

fn public(app: &App) -> Option<String> {
    app.access.public_url().map(|url| url.origin().to_owned())
}
