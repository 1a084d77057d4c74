//! What holds of every suggestion of boundaries: the order of nodes and the unit of weights change nothing, constraints
//! hold, what is put together is connected; and whatever can be drawn is answered.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;

#[path = "boundaries/clustering.rs"]
mod clustering;
#[path = "boundaries/landscapes.rs"]
mod landscapes;
