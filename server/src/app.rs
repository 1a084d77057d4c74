//! What every request can use.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;

use crate::landscapes::Landscapes;
use crate::router::router;

/// The most bytes of a request, unless something else is asked for: 8 MiB.
pub const BODY_MAX: usize = 8 << 20;

/// What every request can use.
#[derive(Clone, Debug)]
pub struct App {
    /// The shared landscapes.
    pub landscapes: Arc<Landscapes>,
    /// The folder that the page is in.
    pub assets: PathBuf,
    /// The most bytes of a request.
    pub body_max: usize,
}

impl App {
    /// Everything that answers requests.
    pub fn router(self) -> Router {
        router(self)
    }
}
