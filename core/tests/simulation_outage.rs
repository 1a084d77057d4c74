//! What holds of every outage: the exact figures are those of trying everything, the drawn ones agree with them, and
//! neither does what an outage cannot.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "simulation_outage/engine.rs"]
mod engine;
