//! What a route asks for: a landscape, and the least right to it. There is no other way for a route to a landscape.

use std::marker::PhantomData;

use atoll_core::protocol::{LandscapeId, Right};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use chrono::Utc;

use super::presented::Presented;
use super::{Denial, Grant};
use crate::app::App;
use crate::error::Refusal;

/// The least right that a route takes.
pub(crate) trait Least: Send {
    /// Which.
    const RIGHT: Right;
}

/// It shows something.
#[derive(Debug)]
pub(crate) struct ToView;
/// It takes comments, and from those who may draw everything else.
#[derive(Debug)]
pub(crate) struct ToComment;
/// It changes something for all.
#[derive(Debug)]
pub(crate) struct ToEdit;
/// It is about who may do what.
#[derive(Debug)]
pub(crate) struct ToOwn;

impl Least for ToView {
    const RIGHT: Right = Right::View;
}
impl Least for ToComment {
    const RIGHT: Right = Right::Comment;
}
impl Least for ToEdit {
    const RIGHT: Right = Right::Edit;
}
impl Least for ToOwn {
    const RIGHT: Right = Right::Own;
}

/// The landscape that the address names, for somebody who has at least this right to it.
#[derive(Debug)]
pub(crate) struct Allowed<L> {
    /// Which landscape.
    pub(crate) id: LandscapeId,
    /// What they may do, and by what.
    pub(crate) grant: Grant,
    least: PhantomData<L>,
}

impl<L: Least> FromRequestParts<App> for Allowed<L> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let named = RawPathParams::from_request_parts(parts, app).await.ok();
        let named = named.and_then(|named| named.iter().find(|(name, _)| *name == "id")?.1.parse().ok());
        let presented = Presented::from_request_parts(parts, app).await?;
        // What can be no identifier is that of no landscape, and is a guess as any other.
        let Some(id) = named else { return Err(app.access.refuse(&presented, None).into()) };
        let grant = app.access.authorise(id, &presented, Utc::now()).await?;
        if grant.right < L::RIGHT {
            return Err(Denial::TooLittle { has: grant.right, needs: L::RIGHT }.into());
        }
        Ok(Self { id, grant, least: PhantomData })
    }
}
