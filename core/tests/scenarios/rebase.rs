//! A base that moves underneath: whatever happens there, every conflict can be decided either way, and then it merges.

use std::collections::BTreeMap;

use atoll_core::command::apply;
use atoll_core::model::Landscape;
use atoll_core::random::Random;
use atoll_core::scenario::{Choice, Conflict, merge, resolve};

use super::{ID, drawn, dream, is_about_drawing, outlook, start, with_scenario, without_it, without_scenarios};

/// More decisions than this for one scenario, and deciding does not come to an end.
const DECISIONS_MAX: usize = 400;

fn moved(base: &mut Landscape, random: &mut Random, steps: usize) {
    for _ in 0..steps {
        let command = drawn::command(random, base);
        if is_about_drawing(&command, base) {
            apply(base, &command).expect("it applies");
        }
    }
}

fn sort(conflict: &Conflict) -> &'static str {
    match conflict {
        Conflict::Field { .. } => "field",
        Conflict::Gone { .. } => "gone",
        Conflict::Twice { .. } => "twice",
        Conflict::ChangedUnderRemoval { .. } => "changed under removal",
        Conflict::Step { .. } => "step",
    }
}

#[test]
fn every_conflict_can_be_decided_either_way_and_then_the_scenario_merges() {
    let mut met: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for seed in 0..300 {
        let (landscape, mut random) = start(seed, 20);
        let mut base = with_scenario(landscape);
        dream(&mut base, &mut random, 15);
        moved(&mut base, &mut random, 40);
        let mut decisions = 0;
        loop {
            let before = outlook(&base);
            let Some(conflict) = before.conflicts.get(random.below(before.conflicts.len().max(1))) else { break };
            let told = conflict.told(&base, &before.landscape);
            assert!(told.ends_with('.') && told.len() > 20, "seed {seed}: {told}");
            for (choice, label) in conflict.choices() {
                let command = resolve(&base, ID, conflict, *choice);
                let command = command.unwrap_or_else(|reason| panic!("seed {seed}, {conflict:?}, {label}: {reason}"));
                let mut after = base.clone();
                apply(&mut after, &command).expect("a decision applies");
                assert_eq!(without_scenarios(&after), without_scenarios(&base), "seed {seed}: the base stays");
                // Another step may need the same that is gone.
                let is_shorter = after.scenarios[&ID].steps.len() < base.scenarios[&ID].steps.len();
                let is_over = !outlook(&after).conflicts.contains(conflict);
                let is_decided = if *choice == Choice::DropStep { is_shorter } else { is_over };
                assert!(is_decided, "seed {seed}: {conflict:?} is still there after {choice:?}");
            }
            let (choice, label) = conflict.choices()[random.below(conflict.choices().len())];
            *met.entry((sort(conflict), label)).or_default() += 1;
            let command = resolve(&base, ID, conflict, choice).expect("as before");
            apply(&mut base, &command).expect("a decision applies");
            decisions += 1;
            assert!(decisions < DECISIONS_MAX, "seed {seed}: {:?}", outlook(&base).conflicts);
        }
        let to_be = without_it(outlook(&base).landscape);
        let command = merge(&base, ID).unwrap_or_else(|reason| panic!("seed {seed}: {reason}"));
        apply(&mut base, &command).unwrap_or_else(|reason| panic!("seed {seed}: {reason}"));
        assert_eq!(base, to_be, "seed {seed}");
    }
    println!("{met:?}");
    assert_eq!(met.len(), 10, "every conflict, decided every way: {met:?}");
}

#[test]
fn what_the_base_says_where_the_scenario_says_nothing_holds() {
    let mut looked = 0;
    for seed in 0..60 {
        let (landscape, mut random) = start(seed, 20);
        let mut base = with_scenario(landscape);
        dream(&mut base, &mut random, 6);
        let touched: Vec<_> = outlook(&base).changes.touched().collect();
        let before = base.clone();
        moved(&mut base, &mut random, 20);
        let outlook = outlook(&base);
        if outlook.steps.iter().any(|step| step.result.is_err()) {
            continue;
        }
        for id in before.ids().filter(|id| !touched.contains(id) && id.number() != Some(ID.number())) {
            if !outlook.changes.touched().any(|it| it == id) {
                looked += 1;
                assert_eq!(outlook.landscape.get(id), base.get(id), "seed {seed}: {id}");
            }
        }
    }
    assert!(looked > 300, "only {looked} were looked at");
}

#[test]
fn a_conflict_that_is_over_is_not_decided() {
    let (landscape, mut random) = start(1, 0);
    let mut base = with_scenario(landscape);
    dream(&mut base, &mut random, 3);
    let conflict = Conflict::Step { index: 0, label: "Change".to_owned(), error: "It is over.".to_owned() };
    let refused = resolve(&base, ID, &conflict, Choice::DropStep).expect_err("it is not there");
    assert!(refused.to_string().contains("no more"), "{refused}");
}
