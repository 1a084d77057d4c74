//! How long does a change take, from the idea to production? Work items, teams, hand-offs, branches, reviews, tests,
//! releases and failures of a landscape, as queues.
//!
//! | file | what is in it |
//! | --- | --- |
//! | `factory` | what the engine runs on: plain numbers |
//! | `reading`, `practice`, `parameters` | those numbers of a landscape, its policies and its assumptions |
//! | `route`, `reach` | who has a part in a change |
//! | `engine`, `arrival`, `passage`, `release`, `item`, `event`, `draws`, `tally` | the run of events, and what it counts |
//! | `flows`, `exposure`, `outlet`, `restore`, `moments` | the same by formula |
//! | `run` | replications, and shorter ones along the curves |
//! | `figures`, `report`, `plots`, `tables` | the answer |

mod arrival;
pub mod draws;
pub mod engine;
pub mod event;
pub mod exposure;
pub mod factory;
pub mod figures;
pub mod flows;
pub mod item;
pub mod moments;
pub mod outlet;
pub mod parameters;
mod passage;
mod plots;
pub mod practice;
pub mod reach;
pub mod reading;
mod release;
mod report;
pub mod restore;
pub mod route;
pub mod run;
mod tables;
pub mod tally;

use super::{Setting, Simulation};

/// The registry's entry.
pub const SIMULATION: Simulation = Simulation {
    code: "delivery",
    name: "Delivery",
    question: "How long does a change take, and how often does one fail?",
    explanation: "Changes come to the contexts. Each touches those that the ripple draws, and the teams that own them \
                  all have a part in it. A part waits until somebody of the team is free; between teams there is a \
                  hand-off. What is done is reviewed, waits on its branch, is merged, sometimes with a conflict, passes \
                  tests and environments, and waits for its release. A release fails the more often the more is in it; \
                  then the feature is switched off, the release rolled back, or an urgent repair goes before all other \
                  work. The formulas of queues say it at once; the run of events says how it spreads.",
    asks_of: &[],
    asks_of_all: true,
    settings: |_| settings(),
    parameters: parameters::parameters,
    headline: "lead_time",
    estimate: report::computed,
    start: Some(run::start),
};

/// What can be chosen: what is drawn, or what if.
fn settings() -> Vec<Setting> {
    vec![
        Setting::new(
            "branching",
            "Branches",
            &[
                ("as_drawn", "as drawn"),
                ("long_lived", "long-lived everywhere"),
                ("short_lived", "short-lived everywhere"),
                ("trunk", "trunk with toggles everywhere"),
            ],
        ),
        Setting::new(
            "release",
            "Releases",
            &[
                ("as_drawn", "as drawn"),
                ("each_change", "each change on its own"),
                ("weekly", "weekly"),
                ("monthly", "monthly"),
                ("quarterly", "every quarter"),
            ],
        ),
        Setting::new(
            "hotfix_path",
            "Way back after a failure",
            &[
                ("as_drawn", "as drawn"),
                ("main_pipeline", "main pipeline"),
                ("pre_production", "dedicated pre-production"),
                ("toggle_off", "toggle off"),
                ("roll_back", "roll back"),
                ("canary", "canary"),
            ],
        ),
        Setting::new("priority", "Urgent repairs", &[("first", "before all other work"), ("in_turn", "in their turn")]),
        Setting::new(
            "coordination",
            "Teams that a change needs",
            &[("parallel", "begin at once, the last one counts"), ("sequential", "one after the other")],
        ),
        Setting::new("items", "Items of a replication", &[("5000", "5,000"), ("20000", "20,000"), ("50000", "50,000")]),
    ]
}

#[cfg(test)]
mod tests;
