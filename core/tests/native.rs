//! Atoll's own file: what is written is read back, files of every version load for ever, and nonsense is told where it is.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;

#[path = "native/broken.rs"]
mod broken;
#[path = "native/golden.rs"]
mod golden;
#[path = "native/hostile.rs"]
mod hostile;
#[path = "native/round_trip.rs"]
mod round_trip;
