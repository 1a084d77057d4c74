//! What every request can use.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;

use crate::access::Access;
use crate::drain::Draining;
use crate::landscapes::Landscapes;
use crate::metrics::Metrics;
use crate::rooms::Rooms;
use crate::router;

/// The most bytes of a request, unless something else is asked for: 8 MiB.
pub const BODY_MAX: usize = 8 << 20;

/// What every request can use.
#[derive(Clone, Debug)]
pub struct App {
    /// The shared landscapes.
    pub landscapes: Arc<Landscapes>,
    /// Where they are drawn on together.
    pub rooms: Arc<Rooms>,
    /// Who may do what.
    pub access: Arc<Access>,
    /// The folder that the page is in.
    pub assets: PathBuf,
    /// The most bytes of a request.
    pub body_max: usize,
    /// How far the server is from its end.
    pub draining: Draining,
    /// What was counted, if everybody who reaches the server may see it.
    pub metrics: Option<Metrics>,
}

impl App {
    /// A server of these landscapes and this page; all else is as it is where nobody asks for anything else.
    pub fn new(landscapes: Arc<Landscapes>, rooms: Arc<Rooms>, access: Arc<Access>, assets: PathBuf) -> Self {
        Self { landscapes, rooms, access, assets, body_max: BODY_MAX, draining: Draining::never(), metrics: None }
    }

    /// Everything that answers requests.
    pub fn router(self) -> Router {
        router::router(self)
    }

    /// What answers those who run the server, at an address of their own: how it is, and these figures.
    pub fn operations(self, metrics: Metrics) -> Router {
        router::operations(Self { metrics: Some(metrics), ..self })
    }
}
