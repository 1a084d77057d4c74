//! What would happen if: one simulation a file, and what all of them have in common.
//!
//! Nothing here reads a clock; what is drawn by chance follows from a seed. No figure leaves without its interval, no
//! parameter without saying where it comes from.

pub mod boundaries;
pub mod comparison;
pub mod delivery;
pub mod dora;
pub mod engine;
mod estimate;
pub mod export;
pub mod extraction;
pub mod footprint;
pub mod growth;
pub mod number;
pub mod outage;
mod parameter;
pub mod plot;
pub mod queueing;
pub mod report;
mod request;
pub mod ripple;
pub mod sensitivity;
pub mod strategy;
pub mod team_design;
mod unit;

pub use estimate::Estimate;
pub use parameter::{Evidence, Parameter, Setting};
pub use report::Report;
pub use request::{Refusal, Request, Run, SEED};
pub use unit::Unit;

use crate::model::{ElementKind, Landscape};

/// Every simulation, in the order that menus show them.
pub const SIMULATIONS: [&Simulation; 8] = [
    &ripple::SIMULATION,
    &outage::SIMULATION,
    &delivery::SIMULATION,
    &team_design::SIMULATION,
    &extraction::SIMULATION,
    &growth::SIMULATION,
    &strategy::SIMULATION,
    &boundaries::SIMULATION,
];

/// What panels and the command line need to offer a simulation.
#[derive(Debug)]
pub struct Simulation {
    /// Its short name: `ripple`.
    pub code: &'static str,
    /// What menus call it.
    pub name: &'static str,
    /// The question that it answers.
    pub question: &'static str,
    /// How it works, in a few sentences that a workshop understands.
    pub explanation: &'static str,
    /// The kinds of element that it can be asked about; none where it is about the whole landscape only.
    pub asks_of: &'static [ElementKind],
    /// Whether it can be asked about the whole landscape.
    pub asks_of_all: bool,
    /// What can be chosen.
    pub settings: fn(&Landscape) -> Vec<Setting>,
    /// What can be set, with the defaults.
    pub parameters: fn() -> Vec<Parameter>,
    /// The key of the figure that stands for the answer: the one that the tornado chart is about.
    pub headline: &'static str,
    /// The answer by formula, quick enough to be live while one drags.
    pub estimate: fn(&Landscape, &Request) -> Result<Report, Refusal>,
    /// Begins what has to be drawn by chance; nothing where the formula says all.
    pub start: Option<Start>,
}

/// Begins a run, or says what is missing.
pub type Start = fn(&Landscape, &Request) -> Result<Box<dyn Run>, Refusal>;

/// The simulation of this code.
pub fn simulation(code: &str) -> Option<&'static Simulation> {
    SIMULATIONS.iter().find(|simulation| simulation.code == code).copied()
}
