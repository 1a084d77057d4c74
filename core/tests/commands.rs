//! What holds of every command, on landscapes that random commands made.
//!
//! Commands are drawn from the types themselves, so that a new one is tested as soon as it exists.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;

#[path = "commands/batches.rs"]
mod batches;
#[path = "commands/each.rs"]
mod each;
#[path = "commands/following.rs"]
mod following;
#[path = "commands/fuzz.rs"]
mod fuzz;
#[path = "commands/history.rs"]
mod history;
#[path = "commands/reading.rs"]
mod reading;
#[path = "commands/rebase.rs"]
mod rebase;
#[path = "commands/references.rs"]
mod references;
#[path = "commands/taking_back.rs"]
mod taking_back;

use atoll_core::gallery::EXAMPLES;
use atoll_core::model::Landscape;
use atoll_core::random::Random;

/// A landscape to start from and a stream of chance: an empty one, or one of the examples.
fn start(seed: u64) -> (Landscape, Random) {
    let landscape = match seed as usize % (EXAMPLES.len() + 1) {
        0 => Landscape::default(),
        number => EXAMPLES[number - 1].landscape(),
    };
    (landscape, Random::keyed(&[seed, 0xc0de]))
}
