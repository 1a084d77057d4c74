//! Queues in closed form: what a station of people or machines settles to, how stations feed each other, what priority,
//! batches, branches and hand-offs do.
//!
//! Every formula is exact for what it says, except [`Station::approximate`], and each names its source. Times and rates
//! share whatever unit the caller takes: a rate of items an hour goes with hours. What never settles, because more comes
//! than can be served, is a value and not an error: infinite times, and [`Steady::is_stable`] says so. What makes no
//! sense as a rate or a time (negative, not a number) counts as 0. Nothing here is NaN.
//!
//! | file | what is in it |
//! | --- | --- |
//! | `station` | one station: M/M/1, M/M/c, M/G/1, bulk arrivals, the approximation for everything else |
//! | `jackson` | stations that feed each other, with feedback |
//! | `priority` | classes that go before others, waiting for the server or taking it away; the conservation law |
//! | `batch` | batch size: the economic lot, waiting for the batch to fill, releases that fail |
//! | `merge` | how likely changes collide, by how many there are, by the age of a branch, by what they touch |
//! | `pooling` | the same people in sequence, each alone, or with one queue |
//!
//! Decision 0014 tells how they and the engine of discrete events are each other's test.

pub mod batch;
pub mod jackson;
pub mod merge;
pub mod pooling;
pub mod priority;
mod station;

pub use station::{Station, Steady, erlang_c};

/// A number that can be a rate, a time or a count: what is negative or not a number is 0.
fn amount(value: f64) -> f64 {
    if value > 0.0 { value } else { 0.0 }
}

/// A share: within 0 and 1, and 0 where it is not a number.
fn share(value: f64) -> f64 {
    amount(value).min(1.0)
}

/// The product of two amounts; nothing of something endless is nothing.
fn product(one: f64, other: f64) -> f64 {
    if one == 0.0 || other == 0.0 { 0.0 } else { one * other }
}
