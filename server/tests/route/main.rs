//! The addresses of the server, one module each, asked in memory over a database file that is thrown away.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says what it expects")]

mod assets;
mod commands;
mod health;
mod house;
mod landscapes;
mod live;
mod milestones;
mod openapi;
mod revisions;
mod schema;
mod snapshots;
mod trouble;
mod watching;
