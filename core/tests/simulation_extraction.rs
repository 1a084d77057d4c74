//! What holds of extraction, by hand on small landscapes and on any landscape.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;

#[path = "simulation_extraction/any.rs"]
mod any;
#[path = "simulation_extraction/small.rs"]
mod small;
