//! What is down when this is down? Availability over who needs whom at run time.
//!
//! A context is up when its own process is up, everything that it cannot do without is up, and of every group of
//! alternatives so many are up as it needs. What several need is counted once, at any depth and however many ways lead
//! there.
//!
//! Source: Treynor, Dahlin, Rau and Beyer, *The Calculus of Service Availability*, ACM Queue 15(2), 2017.

pub mod composition;
pub mod diagram;
pub mod exact;
pub mod network;
pub mod sampling;
pub mod system;
