//! `/api/landscapes/{id}/commands`: changes shared landscapes.

use atoll_core::protocol::{COMMANDS_MAX, Submit, Submitted};
use axum::Json;
use axum::extract::State;
use chrono::Utc;

use super::id::Named;
use crate::app::App;
use crate::body::Sent;
use crate::error::Refusal;

/// `POST /api/landscapes/{id}/commands`
pub(crate) async fn submit(
    State(app): State<App>,
    Named(id): Named,
    Sent(Submit { commands }): Sent<Submit>,
) -> Result<Json<Submitted>, Refusal> {
    if commands.len() > COMMANDS_MAX {
        let sentence = format!("The request holds {} commands. Send at most {COMMANDS_MAX} at once.", commands.len());
        return Err(Refusal::Malformed(sentence));
    }
    Ok(Json(app.landscapes.submit(id, commands, Utc::now()).await?))
}
