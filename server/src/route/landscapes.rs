//! `/api/landscapes`: makes, opens and removes shared landscapes.

use atoll_core::protocol::{Create, Created, Mine, Opened};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse as _, Response};
use chrono::Utc;

use crate::access::{Allowed, Denial, Presented, ToOwn, ToView, What};
use crate::app::App;
use crate::body::Sent;
use crate::error::Refusal;
use crate::landscapes::Failure;

/// `GET /api/landscapes`: those that whoever is signed in may open without a link.
pub(crate) async fn list(State(app): State<App>, presented: Presented) -> Result<Json<Vec<Mine>>, Refusal> {
    let Some(person) = &presented.person else { return Err(Denial::SignInFirst.into()) };
    Ok(Json(app.access.landscapes_of(person, Utc::now()).await?))
}

/// `POST /api/landscapes`
pub(crate) async fn create(
    State(app): State<App>,
    presented: Presented,
    Sent(request): Sent<Create>,
) -> Result<Response, Refusal> {
    app.access.may_create(&presented)?;
    let created: Created = app.landscapes.create(request, Utc::now()).await?;
    let person = presented.person.as_ref();
    if let Some(person) = person {
        app.access.keep_for(created.id, person).await?;
    }
    let who = (person.map(|person| person.id.as_str()), presented.address);
    app.access.note(What::Created, Some(created.id), who, "").await;
    let location = format!("/api/landscapes/{}", created.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(created)).into_response())
}

/// `GET /api/landscapes/{id}`
pub(crate) async fn open(State(app): State<App>, allowed: Allowed<ToView>) -> Result<Json<Opened>, Refusal> {
    Ok(Json(app.landscapes.open(allowed.id).await?))
}

/// `DELETE /api/landscapes/{id}`: with its log, its links and everything else but what was noted about it.
pub(crate) async fn remove(State(app): State<App>, allowed: Allowed<ToOwn>) -> Result<StatusCode, Refusal> {
    if !app.access.store().remove(allowed.id).await.map_err(Failure::from)? {
        return Err(Failure::Unknown.into());
    }
    app.access.withdraw(allowed.id, |_| true);
    app.access.note_by(&allowed.grant, What::Removed, "").await;
    Ok(StatusCode::NO_CONTENT)
}
