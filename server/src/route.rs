//! What answers requests: one resource a file; take the request apart, ask the landscapes, put the answer together.

pub(crate) mod assets;
pub(crate) mod commands;
pub(crate) mod health;
pub(crate) mod landscapes;
pub(crate) mod links;
pub(crate) mod live;
pub(crate) mod metrics;
pub(crate) mod milestones;
pub(crate) mod openapi;
pub(crate) mod revisions;
pub(crate) mod sign_in;
