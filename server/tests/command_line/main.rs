//! The program as people and scripts call it.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says what it expects")]

mod backup;
mod check;
mod convert;
mod diff;
mod help;
mod measure;
mod operating;
mod program;
mod serve;
mod standing;
mod survival;
