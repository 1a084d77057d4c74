//! A workshop in a machine: browsers and nodes over a network and a store that fail, driven by a seed.
//!
//! The browsers are real ([`atoll_core::sync::Replica`]) and so are the rooms ([`atoll_server::room::Room`]); clock,
//! network, disks and database are simulated, so that a seed always leads to the same run. `ATOLL_WORKSHOP_SEEDS` sets
//! how many seeds the long run tries, `ATOLL_WORKSHOP_FROM` from which one on.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says what it expects")]

mod browser;
mod drawing;
mod node;
mod plan;
mod store;
mod truth;
mod world;

use plan::{Plan, Sabotage};
use world::{Figures, World};

/// Seeds that once showed a mistake, and of what kind; they are always tried.
const KEPT: &[(u64, &str)] = &[
    (1_482, "a connection to a node that stops, over which nobody had joined yet, was never closed"),
    (2_260, "the same, with another node beside it"),
];

/// How many seeds are tried each time.
const FEW: u64 = 250;

/// How many seeds may pass before a broken machine is noticed.
const NOTICED_WITHIN: u64 = 120;

fn run(seed: u64, sabotage: Sabotage) -> Result<Figures, String> {
    World::new(&Plan::of(seed), sabotage).run().map_err(|problem| format!("seed {seed}: {problem}"))
}

#[test]
fn whatever_fails_everybody_agrees_in_the_end_and_nothing_is_lost() {
    let mut all = Figures::default();
    for seed in KEPT.iter().map(|(seed, _)| *seed).chain(0..FEW) {
        all += run(seed, Sabotage::None).unwrap_or_else(|problem| panic!("{problem}"));
    }
    println!("{all:?}");
    assert!(all.commands > 50_000 && all.refused > 50 && all.rejoined > 100, "the seeds try too little: {all:?}");
    assert!(all.resumed > 50 && all.opened > 50 && all.restored > 20 && all.restarts > 50, "{all:?}");
    assert!(all.store_failures > 50 && all.kept_in_doubt > 5 && all.overtaken > 5 && all.later > 20, "{all:?}");
}

#[test]
fn one_seed_leads_to_one_run() {
    let figures = |seed| format!("{:?}", run(seed, Sabotage::None));
    for seed in [1, 7] {
        assert_eq!(figures(seed), figures(seed));
    }
}

#[test]
fn every_broken_machine_is_noticed() {
    for sabotage in Sabotage::ALL {
        let noticed = (0..NOTICED_WITHIN).find_map(|seed| run(seed, sabotage).err());
        println!("{sabotage:?}: {}", noticed.as_deref().unwrap_or("not noticed"));
        assert!(noticed.is_some(), "{sabotage:?} goes unnoticed");
    }
}

#[test]
#[ignore = "a million commands take some minutes"]
fn a_million_commands() {
    let number = |name: &str, default| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (from, seeds) = (number("ATOLL_WORKSHOP_FROM", 1_000), number("ATOLL_WORKSHOP_SEEDS", 0));
    let (mut all, mut tried, mut failed) = (Figures::default(), 0, Vec::new());
    while if seeds > 0 { tried < seeds } else { all.commands < 1_000_000 } {
        match run(from + tried, Sabotage::None) {
            Ok(figures) => all += figures,
            Err(problem) => {
                println!("{problem}");
                failed.push(from + tried);
            }
        }
        tried += 1;
    }
    println!("{tried} seeds from {from}: {all:?}");
    assert!(failed.is_empty(), "seeds that fail: {failed:?}");
}
