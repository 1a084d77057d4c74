//! `/api/landscapes/{id}/links`: who may open a landscape; `…/audit`: what was noted about that.

use atoll_core::protocol::{Audited, Link, LinkId, MadeLink, MakeLink};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::Utc;

use crate::access::{Allowed, ToOwn, What, link_id, token};
use crate::app::App;
use crate::body::Sent;
use crate::error::Refusal;
use crate::landscapes::Failure;
use crate::page::Page;
use crate::store;

/// The most links that open a landscape at the same time.
const LINKS_MAX: usize = 200;

/// The most lines of what was noted in one answer.
const AUDITS_MAX: usize = 1_000;

/// `GET /api/landscapes/{id}/links`
pub(crate) async fn list(State(app): State<App>, allowed: Allowed<ToOwn>) -> Result<Json<Vec<Link>>, Refusal> {
    Ok(Json(app.access.store().links(allowed.id).await.map_err(Failure::from)?))
}

/// `POST /api/landscapes/{id}/links`
pub(crate) async fn make(
    State(app): State<App>,
    allowed: Allowed<ToOwn>,
    Sent(asked): Sent<MakeLink>,
) -> Result<(StatusCode, Json<MadeLink>), Refusal> {
    let at = Utc::now();
    if asked.label.chars().count() > Link::LABEL_MAX || asked.label.contains(char::is_control) {
        let most = Link::LABEL_MAX;
        let sentence = format!("What is written down about a link is one line of at most {most} characters.");
        return Err(Refusal::Malformed(sentence));
    }
    if asked.expires.is_some_and(|expires| expires <= at) {
        let sentence = "This link would open nothing from the beginning. Let it end later.";
        return Err(Refusal::Malformed(sentence.to_owned()));
    }
    let kept = app.access.store();
    let links = kept.links(allowed.id).await.map_err(Failure::from)?;
    if links.iter().filter(|link| link.is_valid(at)).count() >= LINKS_MAX {
        let sentence = format!("A landscape has at most {LINKS_MAX} links. Take one back first.");
        return Err(Refusal::Malformed(sentence));
    }
    let (id, token) = (link_id().map_err(Failure::NoChance)?, token().map_err(Failure::NoChance)?);
    let MakeLink { right, label, expires } = asked;
    let link = Link { id, right, label, made: at, expires, revoked: None };
    kept.add_link(allowed.id, &link, &store::TokenHash::of(&token)).await.map_err(Failure::from)?;
    let details = format!("link {} to {}", link.id.0, link.right.words());
    app.access.note_by(&allowed.grant, What::LinkMade, &details).await;
    Ok((StatusCode::CREATED, Json(MadeLink { link, token })))
}

/// `DELETE /api/landscapes/{id}/links/{link}`: when the answer is there, nobody can do anything by this link any more.
pub(crate) async fn revoke(
    State(app): State<App>,
    allowed: Allowed<ToOwn>,
    Path((_, link)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let link = LinkId(link);
    if allowed.grant.link.as_ref() == Some(&link) {
        let sentence = "This is the link that you use yourself. Make another one that lets you share, open the \
                        landscape with it, and take this one back from there.";
        return Err(Refusal::Malformed(sentence.to_owned()));
    }
    if !app.access.store().revoke_link(allowed.id, &link, Utc::now()).await.map_err(Failure::from)? {
        return Err(Refusal::NoSuchLink);
    }
    app.access.withdraw(allowed.id, |grant| grant.link.as_ref() == Some(&link));
    app.access.note_by(&allowed.grant, What::LinkRevoked, &format!("link {}", link.0)).await;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/landscapes/{id}/audit?after=N&limit=M`
pub(crate) async fn audit(
    State(app): State<App>,
    allowed: Allowed<ToOwn>,
    Page { after, limit }: Page,
) -> Result<Json<Vec<Audited>>, Refusal> {
    let limit = limit.clamp(1, AUDITS_MAX);
    let lines = app.access.store().audits(Some(allowed.id), after, limit).await.map_err(Failure::from)?;
    Ok(Json(lines.into_iter().map(told).collect()))
}

/// A line as it is told.
pub(crate) fn told(store::Audited { number, entry }: store::Audited) -> Audited {
    let store::AuditEntry { at, landscape, person, address, what, details } = entry;
    Audited { number, at, landscape, person, address, what, details }
}
