//! `/api/landscapes/{id}/commands`: changes shared landscapes, as far as whoever asks may.

use atoll_core::protocol::{COMMANDS_MAX, Right, Submit, Submitted};
use axum::Json;
use axum::extract::State;

use crate::access::{Allowed, Denial, ToComment};
use crate::app::App;
use crate::body::Measured;
use crate::error::Refusal;

/// `POST /api/landscapes/{id}/commands`
pub(crate) async fn submit(
    State(app): State<App>,
    Allowed { id, grant, .. }: Allowed<ToComment>,
    Measured(Submit { commands }, bytes): Measured<Submit>,
) -> Result<Json<Submitted>, Refusal> {
    if commands.len() > COMMANDS_MAX {
        let sentence = format!("The request holds {} commands. Send at most {COMMANDS_MAX} at once.", commands.len());
        return Err(Refusal::Malformed(sentence));
    }
    let needs = commands.iter().map(|submission| Right::needed_for(&submission.command)).max().unwrap_or_default();
    if grant.right < needs {
        return Err(Denial::TooLittle { has: grant.right, needs }.into());
    }
    app.access.submission(&grant, commands.len(), bytes)?;
    let right = grant.right;
    Ok(Json(app.rooms.submit(id, Submit { commands }, bytes, grant.person, right).await?))
}
