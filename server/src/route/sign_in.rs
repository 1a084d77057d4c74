//! `/api/sign-in`, `/api/sign-out`, `/api/me`: who somebody is, where the server lets people sign in.

use atoll_core::protocol::Me;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use chrono::Utc;
use serde::Deserialize;

use crate::access::sign_in::Onward;
use crate::access::{Presented, What};
use crate::app::App;
use crate::body::Sent;
use crate::error::Refusal;

/// Where somebody wants to be afterwards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Leaving {
    to: String,
}

/// What the issuer sends a browser back with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Returning {
    code: String,
    state: String,
}

/// Nothing: a request that is JSON so that no foreign page's form can make it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// `GET /api/sign-in?to=/…`
pub(crate) async fn leave(
    State(app): State<App>,
    leaving: Result<Query<Leaving>, QueryRejection>,
) -> Result<Response, Refusal> {
    let to = leaving.map(|Query(Leaving { to })| to).unwrap_or_default();
    Ok(onward(app.access.leave(&to)?))
}

/// `GET /api/sign-in/done?code=…&state=…`
pub(crate) async fn done(
    State(app): State<App>,
    presented: Presented,
    headers: HeaderMap,
    returning: Result<Query<Returning>, QueryRejection>,
) -> Result<Response, Refusal> {
    let Returning { code, state } = returning.map(|Query(returning)| returning).unwrap_or_default();
    let there = app.access.come_back(&headers, &code, &state, Utc::now()).await?;
    if let Some(person) = &there.person {
        app.access.note(What::SignedIn, None, (Some(&person.id), presented.address), "").await;
    }
    Ok(onward(there))
}

/// `POST /api/sign-out`
pub(crate) async fn sign_out(
    State(app): State<App>,
    presented: Presented,
    headers: HeaderMap,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Refusal> {
    let cookie = app.access.sign_out(&headers).await?;
    if let Some(person) = &presented.person {
        app.access.note(What::SignedOut, None, (Some(&person.id), presented.address), "").await;
    }
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]).into_response())
}

/// `GET /api/me`
pub(crate) async fn me(State(app): State<App>, presented: Presented) -> Json<Me> {
    Json(Me { person: presented.person, sign_in: app.access.sign_in() })
}

fn onward(onward: Onward) -> Response {
    let cookies = AppendHeaders(onward.cookies.into_iter().map(|cookie| (SET_COOKIE, cookie)).collect::<Vec<_>>());
    (StatusCode::SEE_OTHER, [(LOCATION, onward.to)], cookies).into_response()
}
