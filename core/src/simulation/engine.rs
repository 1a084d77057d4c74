//! Discrete events: what has no closed form is played through, event by event, with time that is only a number.
//!
//! | file | what is in it |
//! | --- | --- |
//! | `calendar` | which event comes next |
//! | `streams` | chance: a stream of its own for each item and stage, so that designs can be compared item by item |
//! | `distribution` | how long something takes: what is drawn, and its mean and spread in closed form |
//! | `record` | averages over time and over items, after a warm-up |
//! | `station` | servers with queues, priority, interruption |
//! | `network` | stations that feed each other, played through as often as wanted |
//!
//! Nothing here reads a clock, and no sum is made in an order that depends on anything but the input: the same model and
//! the same seed give the same bits everywhere. Decision 0014 tells why it is built so and how fast it is.

mod calendar;
mod distribution;
pub mod network;
mod record;
mod station;
mod streams;
mod ziggurat;

pub use calendar::Calendar;
pub use distribution::{Distribution, Lottery};
pub use record::{Level, Tally};
pub use station::{Discipline, Finished, Started, Station, Ticket};
pub use streams::Streams;
