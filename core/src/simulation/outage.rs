//! What is down when this is down? Availability over who needs whom at run time.
//!
//! A context is up when its own process is up, everything that it cannot do without is up, and of every group of
//! alternatives so many are up as it needs. What several need is counted once, at any depth and however many ways lead
//! there. It is computed exactly where that is feasible ([`exact`]), drawn moment by moment where it is not
//! ([`sampling`]), and drawn year by year ([`timeline`]) for what a mean does not tell: ordinary and bad years.
//!
//! Source: Treynor, Dahlin, Rau and Beyer, *The Calculus of Service Availability*, ACM Queue 15(2), 2017.

pub mod answer;
mod buffers;
mod building;
pub mod causes;
pub mod composition;
mod diagram;
pub mod exact;
mod facing;
pub mod forms;
pub mod model;
mod moment;
pub mod network;
pub mod parameters;
mod radius;
pub mod sampling;
mod sets;
pub mod system;
mod tables;
pub mod timeline;
pub mod ways;
mod whole;
mod years;

use self::answer::Answer;
use self::model::Model;
use super::{Refusal, Report, Request, Simulation};
use crate::model::{ElementId, ElementKind, Landscape};

/// The registry's entry.
pub const SIMULATION: Simulation = Simulation {
    code: "outage",
    name: "Outage",
    question: "What is down when this is down, and for how long in a year?",
    explanation: "Every context, process, data store and external system is down for some minutes a year by its own \
                  faults. A context that waits for another is down with it; one that lives on messages or a cache is \
                  down only when what is stored is used up; one that has alternatives is down only when too few are \
                  left. What several need is counted once, however many ways lead there. The answer is how long what \
                  people use is down, who spends the error budget, what one fault takes down with it, and what would \
                  be different as one monolith, as modules or as services.",
    asks_of: &[ElementKind::Context, ElementKind::Deployable, ElementKind::DataStore],
    asks_of_all: true,
    settings: parameters::settings,
    parameters: parameters::parameters,
    headline: "minutes_down",
    estimate,
    start: Some(years::start),
};

const CALCULUS: &str = "Treynor, Dahlin, Rau and Beyer, The Calculus of Service Availability, ACM Queue 15(2), 2017.";
const RUN_SOURCE: &str =
    "Alternating renewal processes: failures by chance while a thing is up, repairs that take time.";
/// What every figure about minutes rests on.
const RESTS_ON: &[&str] = &[
    "outage.context.availability",
    "outage.process.availability",
    "outage.store.availability",
    "outage.external.availability",
    "outage.network.availability",
    "outage.context.minutes",
    "outage.process.minutes",
    "outage.store.minutes",
    "outage.external.minutes",
    "outage.buffer.minutes",
    "outage.unsaid.share",
    "outage.crash.monolith",
    "outage.crash.modular",
    "outage.instances.needed",
    "outage.repair.spread",
];

fn estimate(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    match request.subject {
        Some(subject) => radius::report(landscape, request, subject),
        None => whole::report(landscape, request),
    }
}

/// What a table calls an element: its name, or its kind where it has none.
fn named(landscape: &Landscape, element: ElementId) -> String {
    match landscape.name(element) {
        name if name.is_empty() => landscape.quoted(element),
        name => name,
    }
}

/// What the figures do not say.
fn caveats(model: &Model, answer: &Answer) -> Vec<String> {
    let mut caveats = vec![
        "Things are taken to fail independently, but for what is drawn as shared: a process, a data store, a supplier. \
         A shared zone, network or deployment fails for several at once and is not drawn."
            .to_owned(),
        "Available means up: an answer that is wrong, late or degraded counts as up, and retries that make an outage \
         worse are left out."
            .to_owned(),
        "What is not said of a context is an assumption about its kind; outages a year and minutes to restore, measured, \
         take its place."
            .to_owned(),
    ];
    if model.unsaid > 0 {
        caveats.push(format!(
            "{} of the relationships say nothing of what an outage does; for them the assumed share gets through.",
            model.unsaid
        ));
    }
    if (0..model.parts.len()).any(|node| model.is_buffer(node)) {
        caveats.push(
            "How long a buffer holds is compared with how long outages last, by the spread that was chosen; outages of \
             two suppliers at a time are not added up."
                .to_owned(),
        );
    }
    if answer.method() != super::report::Method::Exact {
        caveats.push(
            "Too many alternatives and buffers hang together to be computed: figures are drawn, and causes behind \
             alternatives are ranked from few failures."
                .to_owned(),
        );
    }
    caveats
}
