//! Where the past of a shared landscape is.

use atoll_core::protocol::{LandscapeId, Token};

use super::Session;

impl Session {
    /// The shared landscape that is drawn, and what opens it.
    pub fn shared_source(&self) -> Option<(LandscapeId, Option<Token>)> {
        let shared = self.shared()?;
        let replica = shared.replica.borrow();
        Some((replica.id, replica.token.clone()))
    }
}
