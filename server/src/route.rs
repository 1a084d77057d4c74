//! What answers requests: one resource a file; take the request apart, ask the landscapes, put the answer together.

pub(crate) mod assets;
pub(crate) mod commands;
pub(crate) mod health;
pub(crate) mod landscapes;
pub(crate) mod revisions;

mod id;
