//! What holds of every queue: the closed forms and the engine of discrete events say the same, whatever is served in
//! whatever order, and more load, larger batches, older branches never make anything better.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "simulation_queueing/closed_forms.rs"]
mod closed_forms;
#[path = "simulation_queueing/networks.rs"]
mod networks;
#[path = "simulation_queueing/stations.rs"]
mod stations;
