//! Atoll's server and command line: the outer shell around the core. What is decided is decided there; here it is
//! read, stored, answered and printed.

pub mod app;
pub mod cli;
pub mod landscapes;
pub mod store;

mod body;
mod error;
mod headers;
mod route;
mod router;
