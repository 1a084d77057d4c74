//! Monolith, modular monolith or services, for this landscape: three shapes of the same contexts, each with what it
//! costs here a month, what it is like, and what it takes to get there.
//!
//! No list of pros and cons: each figure is counted on a copy of the landscape that has the shape. What cannot be had
//! in person-days (latency, independence, minutes away) stands beside the costs and is not added to them.

mod drawn;
mod ledger;
mod report;
mod road;
mod shapes;
mod verdict;

use self::drawn::Drawing;
use self::ledger::{Given, Ledger};
use self::shapes::Shape;
use super::extraction::assumptions::{self, Assumptions};
use super::extraction::ground::Ground;
use super::{Parameter, Refusal, Report, Request, Run, Simulation, Unit};
use crate::model::Landscape;

/// The registry's entry.
pub const SIMULATION: Simulation = Simulation {
    code: "strategy",
    name: "Strategy",
    question: "Monolith, modular monolith or services: what fits this landscape?",
    explanation: "The same contexts, teams and relationships are given three shapes: one process cut by technology, one \
                  process cut into modules, and a service for each context. In each shape the landscape's own changes, \
                  teams, requests and outages are followed: which changes collide, cross a release or take others with \
                  them, who goes down with whom, how many instances run. Each is worth what the assumptions say, and \
                  the way there is spread over some months. The answer says which shape costs least, by how much, and \
                  which assumption would turn that round.",
    asks_of: &[],
    asks_of_all: true,
    settings: |_| Vec::new(),
    parameters,
    headline: "services_over_modules",
    estimate,
    start: Some(start),
};

/// More contexts than this are too many to be followed while one draws.
const CONTEXTS_MAX: usize = 1_000;

/// Times as many changes as today, for the curve that shows where the verdict turns.
const TIMES: [f64; 9] = [0.125, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 8.0];

/// What strategy assumes beside what extraction does.
fn parameters() -> Vec<Parameter> {
    let assumed = |name: &str, label: &str, unit: Unit, [value, low, high]: [f64; 3]| {
        Parameter::assumed(&format!("strategy.{name}"), label, unit, value).plausible(low, high).settable(0.0, 1_000.0)
    };
    let days = Unit::PersonDays;
    let mut parameters = vec![
        assumed("touch_days", "One more context that a change takes with it costs", days, [0.5, 0.1, 2.0]),
        assumed("saga_days", "A saga in place of a transaction costs a month", days, [0.5, 0.1, 2.0]),
        assumed("merge_days", "Bringing a context into another process takes", days, [8.0, 3.0, 30.0]),
    ];
    parameters.extend(assumptions::parameters());
    parameters
}

/// What was found out about every shape.
struct Studied {
    ledgers: Vec<Ledger>,
    assumptions: Assumptions,
    parameters: Vec<Parameter>,
    /// What each shape costs a month with so many times as many changes, in the order of the ledgers.
    curves: Vec<Vec<(f64, f64)>>,
    /// What each shape costs a month if one team owned everything.
    one_team: Vec<f64>,
}

fn estimate(landscape: &Landscape, request: &Request) -> Result<Report, Refusal> {
    study(landscape, request).map(|(_, report)| report)
}

fn start(landscape: &Landscape, request: &Request) -> Result<Box<dyn Run>, Refusal> {
    let (studied, report) = study(landscape, request)?;
    Ok(Box::new(Drawing::new(&studied, report, request.seed, request.effort)))
}

/// What was found out, and the answer by formula.
fn study(landscape: &Landscape, request: &Request) -> Result<(Studied, Report), Refusal> {
    let parameters = parameters();
    let assumptions = Assumptions::of(landscape, parameters.clone());
    let drawn = Ground::of(landscape, &assumptions);
    let inside = drawn.site_of.iter().flatten().count();
    if inside < 2 {
        return Err(Refusal::new(
            "Draw at least two contexts that are not outside: one alone can be cut in no other way.",
        ));
    }
    if inside > CONTEXTS_MAX {
        let sentence = format!(
            "There are {inside} contexts, and up to {CONTEXTS_MAX} can be followed: ask about a part of the landscape."
        );
        return Err(Refusal::new(sentence));
    }
    let mut studied =
        Studied { ledgers: Vec::new(), assumptions, parameters, curves: Vec::new(), one_team: Vec::new() };
    let given = Given {
        transactions: road::transactions(&drawn),
        instances: road::instances_today(&drawn, &studied.assumptions),
        seed: request.seed,
    };
    let mut shapes = Shape::THREE.to_vec();
    if !drawn.is_unplaced {
        shapes.push(Shape::Drawn);
    }
    for shape in shapes {
        studied.add(shape, landscape, &drawn, &given);
    }
    let report = report::report(&studied, &drawn);
    Ok((studied, report))
}

impl Studied {
    /// Looks at one more shape.
    fn add(&mut self, shape: Shape, landscape: &Landscape, drawn: &Ground<'_>, given: &Given) {
        let copy = shape.of(landscape);
        let mut ground = Ground::of(&copy, &self.assumptions);
        let effort = road::effort(shape, drawn, &self.assumptions);
        let ledger = Ledger::of(shape, &ground, given, effort, &self.assumptions);
        let changes: Vec<f64> = ground.facts.iter().map(|facts| facts.changes).collect();
        let mut curve = Vec::with_capacity(TIMES.len());
        for times in TIMES {
            ground.facts.iter_mut().zip(&changes).for_each(|(facts, changes)| facts.changes = changes * times);
            curve.push((times, ledger.with_changes(&ground, times, &self.assumptions).total(&self.assumptions).mean));
        }
        for (facts, changes) in ground.facts.iter_mut().zip(&changes) {
            (facts.changes, facts.team) = (*changes, None);
        }
        self.one_team.push(ledger.with_changes(&ground, 1.0, &self.assumptions).total(&self.assumptions).mean);
        self.curves.push(curve);
        self.ledgers.push(ledger);
    }
}
