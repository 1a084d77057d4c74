//! Atoll's server and command line: the outer shell around the core. What is decided is decided there; here it is
//! read, stored, answered and printed.

pub mod access;
pub mod app;
pub mod cli;
pub mod drain;
pub mod landscapes;
pub mod logging;
pub mod metrics;
pub mod openapi;
pub mod room;
pub mod rooms;
pub mod store;

mod body;
mod error;
mod headers;
mod page;
mod route;
mod router;
