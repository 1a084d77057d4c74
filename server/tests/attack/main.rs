//! Attacks on a real server, each of which docs/security.md names with what came of it.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says what it expects")]

mod bodies;
mod connections;
mod frames;
mod issuer;
mod live;
mod pages;
mod rights;
mod server;
mod sign_in;
mod smuggling;
mod socket;
mod tokens;
