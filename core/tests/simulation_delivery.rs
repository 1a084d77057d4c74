//! What holds of every delivery: the engine meets the formulas of queues, the two answers agree, nothing that makes work
//! slower makes it faster, and no landscape is too odd.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;
#[path = "simulation_delivery/engine.rs"]
mod engine;
#[path = "simulation_delivery/landscapes.rs"]
mod landscapes;
#[path = "simulation_delivery/laws.rs"]
mod laws;
