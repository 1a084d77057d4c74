//! What does it take to pull a context out of what it ships in, and in which order? From tiers through modules to a
//! service: which code stays, which joints have to be built, what it takes, and whether it is worth it.
//!
//! Code that is reused costs what COCOMO II says ([`reuse`]); what joins contexts inside a process becomes what the
//! plumbing table says ([`plumbing`]); each piece is a PERT estimate ([`pert`]), summed up by formula and by drawing.
//! What a month brings is counted in this landscape's own figures ([`worth`]).

mod answer;
pub(crate) mod assumptions;
pub(crate) mod drawn;
mod facts;
pub(crate) mod figures;
pub(crate) mod ground;
mod inside;
mod order;
pub mod pert;
pub mod plumbing;
mod question;
pub mod reuse;
mod running;
mod sequence;
mod specs;
mod tables;
pub(crate) mod teams;
mod ties;
pub(crate) mod work;
pub(crate) mod worth;

use self::answer::Answer;
use self::drawn::Drawn;
use self::figures::Effort;
use self::question::{Question, Target};
use self::sequence::Sequence;
use self::work::Item;
use super::report::{Method, Report};
use super::{Refusal, Request, Run, Simulation};
use crate::model::{ElementKind, Landscape};

/// The registry's entry.
pub const SIMULATION: Simulation = Simulation {
    code: "extraction",
    name: "Extraction",
    question: "What does it take to pull this context out, and is it worth it?",
    explanation: "A context leaves what it ships in by two steps: it becomes a module with kept boundaries, then a \
                  service. Business rules, handlers and contracts stay; the plumbing between contexts changes, joint \
                  by joint. What stays is not free: it has to be understood, integrated and tested again. Each piece \
                  of work has a least, a likely and a most, which together give the effort. It is worth it where the \
                  context has another load than the rest, where teams collide, or where its faults bring others down: \
                  the answer says which of the three holds here. Without a subject it gives the order in which to \
                  take contexts out, and where to stop.",
    asks_of: &[ElementKind::Context, ElementKind::Deployable],
    asks_of_all: true,
    settings: question::settings,
    parameters: assumptions::parameters,
    headline: "effort",
    estimate,
    start: Some(start),
};

/// The answer by formula, and the pieces of work whose sum is drawn.
fn closed(landscape: &Landscape, request: &Request) -> Result<(Report, Vec<Item>, bool), Refusal> {
    let question = Question::of(landscape, request)?;
    let (mut report, items) = match question.target {
        Target::Context(context) => {
            let answer = Answer::of(&question, context);
            (answer.report(), answer.items().to_vec())
        }
        Target::Site(site) => {
            let sequence = Sequence::of(&question, site);
            (sequence.report(), sequence.items())
        }
    };
    report.subject = request.subject;
    Ok((report, items, question.is_together))
}

fn estimate(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    closed(landscape, request).map(|(report, ..)| report)
}

fn start(landscape: &Landscape, request: &Request) -> Result<Box<dyn Run>, Refusal> {
    let (report, items, is_together) = closed(landscape, request)?;
    let drawn = Drawn::new(items, is_together, request.seed, request.effort);
    Ok(Box::new(Extraction { report, drawn, seed: request.seed }))
}

/// The effort on its way: drawn trial by trial, beside what needs no drawing.
struct Extraction {
    report: Report,
    drawn: Drawn,
    seed: u64,
}

impl Run for Extraction {
    fn step(&mut self) {
        self.drawn.step();
    }

    fn progress(&self) -> f64 {
        self.drawn.progress()
    }

    fn report(&self) -> Report {
        let mut report = self.report.clone();
        let (totals, sorted) = (self.drawn.totals.clone(), self.drawn.sorted());
        if totals.is_empty() {
            return report;
        }
        report.method = Method::Sampled { trials: u32::try_from(totals.len()).unwrap_or(u32::MAX), seed: self.seed };
        let effort = Effort::Drawn { totals, sorted };
        let before = report.quantity("effort").cloned().unwrap_or_default();
        let why = before.why.split("; by ").next().unwrap_or_default().to_owned();
        for drawn in effort.quantities(&why, &before.rests_on) {
            if let Some(quantity) = report.quantities.iter_mut().find(|it| it.key == drawn.key) {
                *quantity = drawn;
            }
        }
        if let Some(plot) = report.plots.iter_mut().find(|it| it.key == "effort") {
            *plot = effort.plot();
        }
        report
    }
}
