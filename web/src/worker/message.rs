//! What the page and its worker say to each other.

use atoll_core::simulation::plot::Plot;
use atoll_core::simulation::{Refusal, Report, Request};
use serde::{Deserialize, Serialize};

/// What the page asks. The newest question is the one that is worked on; an older one is dropped.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ask {
    /// Counts up: answers to older questions are not listened to.
    pub number: u32,
    /// What to do; nothing to stop.
    pub task: Option<Task>,
}

/// Something to do.
#[derive(Debug, Serialize, Deserialize)]
pub struct Task {
    /// The code of the simulation.
    pub simulation: String,
    /// The question.
    pub request: Request,
    /// The landscape, as Atoll's own file.
    pub landscape: String,
    /// What is, where the landscape is what a scenario would bring.
    pub before: Option<String>,
    /// Which assumption counts most, instead of a run.
    pub is_sensitivity: bool,
}

/// What the worker says.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    /// The number of the question.
    pub number: u32,
    /// How much is done, 0 to 1.
    pub progress: f64,
    /// What is known by now.
    pub answered: Answered,
}

/// What is known.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answered {
    /// The answer so far, and that for what is.
    Report(Box<Report>, Option<Box<Report>>),
    /// The tornado chart.
    Sensitivity(Box<Plot>),
    /// Why there is none.
    Refused(Refusal),
}
