//! What if the teams were cut differently? Functional teams against cross-functional ones, for this landscape.

pub mod attribution;
pub mod chain;
pub mod demand;
pub mod flow;
mod waiting;
