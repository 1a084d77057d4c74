//! What was acknowledged is there, once, and everybody sees it: with the real program, killed again and again while the
//! browsers' own machine ([`atoll_core::sync::Replica`]) draws through it.
//!
//! A few kills run with the other tests; `ATOLL_KILLS=100` makes it a hundred.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says what it expects")]

mod balancer;
mod browser;
mod cluster;
mod full_disk;
mod judge;
mod node;
mod one_node;
mod two_nodes;
mod workshop;

/// How often servers are killed, unless `ATOLL_KILLS` says otherwise.
const KILLS: usize = 6;

/// How often servers are to be killed.
fn kills() -> usize {
    std::env::var("ATOLL_KILLS").map_or(KILLS, |text| text.parse().expect("ATOLL_KILLS is a number"))
}
