//! What holds of every scenario and of every difference, on landscapes and steps that chance drew.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/drawn.rs"]
mod drawn;

#[path = "scenarios/differences.rs"]
mod differences;
#[path = "scenarios/examples.rs"]
mod examples;
#[path = "scenarios/pairs.rs"]
mod pairs;
#[path = "scenarios/rebase.rs"]
mod rebase;
#[path = "scenarios/steps.rs"]
mod steps;

use atoll_core::command::{Add, Command, Remove, apply};
use atoll_core::gallery::EXAMPLES;
use atoll_core::model::{ElementKind, Landscape, Scenario, ScenarioId};
use atoll_core::random::Random;
use atoll_core::scenario;

/// A landscape without scenarios that chance made of nothing or of an example.
fn start(seed: u64, steps: usize) -> (Landscape, Random) {
    let landscape = match seed as usize % (EXAMPLES.len() + 1) {
        0 => Landscape::default(),
        number => EXAMPLES[number - 1].landscape(),
    };
    let mut random = Random::keyed(&[seed, 0x5ce_a10]);
    (without_scenarios(&drawn::grown(landscape, &mut random, steps)), random)
}

fn without_scenarios(landscape: &Landscape) -> Landscape {
    Landscape::from_records(landscape.records().filter(|record| record.id().kind() != ElementKind::Scenario))
}

/// The scenario that every test is about.
const ID: ScenarioId = ScenarioId::new(0xa110);

/// The landscape with an empty scenario.
fn with_scenario(mut landscape: Landscape) -> Landscape {
    let scenario = Scenario { id: ID, name: "To be".to_owned(), ..Scenario::default() };
    apply(&mut landscape, &Add::new(scenario).into()).expect("a scenario can be added");
    landscape
}

/// Lets a scenario do so many random things; answers with what that makes of the landscape, done directly.
fn dream(base: &mut Landscape, random: &mut Random, steps: usize) -> Landscape {
    let mut to_be = base.clone();
    let mut done = 0;
    while done < steps {
        let command = drawn::command(random, &to_be);
        if !(is_about_drawing(&command, &to_be) && is_about_drawing(&command, &outlook(base).landscape)) {
            continue;
        }
        let label = if random.unit() < 0.5 { "Change" } else { command.label() };
        let step = scenario::add_step(base, ID, label, &command).expect("what applies can be a step");
        apply(base, &step).expect("a step can be noted");
        apply(&mut to_be, &command).expect("it applied before");
        done += 1;
    }
    without_scenarios(&to_be)
}

/// Whether a command applies and leaves scenarios alone.
fn is_about_drawing(command: &Command, landscape: &Landscape) -> bool {
    let changes = command.changes(landscape);
    changes.is_ok_and(|changes| changes.touched().all(|id| id.kind() != ElementKind::Scenario))
}

fn outlook(base: &Landscape) -> scenario::Outlook {
    scenario::outlook(base, &base.scenarios[&ID])
}

/// The landscape without the scenario and without what names it.
fn without_it(mut landscape: Landscape) -> Landscape {
    apply(&mut landscape, &Remove { elements: [ID.into()].into() }.into()).expect("the scenario is there");
    landscape
}
