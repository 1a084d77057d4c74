//! `/healthz` and `/readyz`: whether the server lives, and whether it is to be sent requests.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;

use crate::app::App;
use crate::drain::Phase;

/// A database that takes longer than this does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// How the server is.
#[derive(Debug, Serialize)]
pub(crate) struct Health {
    status: &'static str,
}

/// `GET /healthz`: the process lives and answers. Whoever restarts servers asks this: to start one anew because its
/// database is away would help nobody.
pub(crate) async fn alive() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// `GET /readyz`: the server can do its work. Whoever spreads requests asks this. That the database has every table is
/// not asked again: the server brings it up to date before it listens.
pub(crate) async fn ready(State(app): State<App>) -> (StatusCode, Json<Health>) {
    let status =
        if app.draining.phase() > Phase::Serving { Err("the server is about to stop") } else { database(&app).await };
    match status {
        Ok(()) => (StatusCode::OK, Json(Health { status: "ok" })),
        Err(status) => (StatusCode::SERVICE_UNAVAILABLE, Json(Health { status })),
    }
}

async fn database(app: &App) -> Result<(), &'static str> {
    let asked = tokio::time::timeout(PATIENCE, app.landscapes.ping()).await;
    asked.map_err(|_| "the database does not answer in time")?.map_err(|error| {
        tracing::error!(%error, "the database does not answer");
        "the database does not answer"
    })
}
