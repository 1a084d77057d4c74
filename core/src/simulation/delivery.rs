//! How long does a change take, from the idea to production? Work items, teams, hand-offs, branches, reviews, tests,
//! releases and failures of a landscape, as queues.

pub mod draws;
pub mod engine;
pub mod heap;
pub mod item;
pub mod model;
pub mod parameters;
pub mod practice;
pub mod reach;
pub mod reading;
mod release;
pub mod route;
pub mod tally;

#[cfg(test)]
mod tests;
