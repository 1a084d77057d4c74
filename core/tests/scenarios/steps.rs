//! Steps over a base that nobody touches.

use atoll_core::change::Changes;
use atoll_core::command::apply;
use atoll_core::format::native;
use atoll_core::random::Random;
use atoll_core::scenario::{self, merge};

use super::{ID, dream, outlook, start, with_scenario, without_it, without_scenarios};

#[test]
fn a_scenario_over_an_untouched_base_is_its_commands_one_after_the_other() {
    let mut joined = 0;
    for seed in 0..120 {
        let (landscape, mut random) = start(seed, 20);
        let mut base = with_scenario(landscape.clone());
        let to_be = dream(&mut base, &mut random, 25);
        let outlook = outlook(&base);
        assert_eq!(without_scenarios(&outlook.landscape), to_be, "seed {seed}");
        assert_eq!(outlook.conflicts, [], "seed {seed}");
        assert_eq!(outlook.changes, Changes::between(&base, &outlook.landscape), "seed {seed}");
        assert!(outlook.steps.iter().all(|step| step.result.is_ok()), "seed {seed}");
        assert_eq!(without_scenarios(&base), landscape, "seed {seed}: the base is as it was");
        joined += 25 - outlook.steps.len();

        let read = native::parse(&native::write(&base)).expect("a scenario can be saved");
        assert_eq!(read, base, "seed {seed}");

        let merged = merge(&base, ID).unwrap_or_else(|reason| panic!("seed {seed}: {reason}"));
        let mut after = base.clone();
        let changes = apply(&mut after, &merged).expect("a merge applies");
        assert!(after.scenarios.is_empty(), "seed {seed}");
        assert_eq!(after, without_it(outlook.landscape), "seed {seed}");
        after.apply(&changes.invert());
        assert_eq!(after, base, "seed {seed}: a merge is one thing to undo");
    }
    assert!(joined > 20, "only {joined} steps were joined or did nothing");
}

#[test]
fn steps_are_taken_out_and_moved_or_it_is_said_why_not() {
    let (mut moved, mut refused) = (0, 0);
    for seed in 0..60 {
        let (landscape, mut random) = start(seed, 10);
        let mut base = with_scenario(landscape);
        dream(&mut base, &mut random, 12);
        for _ in 0..6 {
            let count = base.scenarios[&ID].steps.len();
            let (from, to) = (random.below(count + 1), random.below(count + 1));
            let command = if random.unit() < 0.5 {
                scenario::move_step(&base, ID, from, to)
            } else {
                scenario::remove_step(&base, ID, from)
            };
            match command {
                Ok(command) => {
                    moved += 1;
                    apply(&mut base, &command).expect("it can be noted");
                }
                Err(reason) => {
                    refused += 1;
                    assert!(reason.to_string().ends_with('.'), "{reason}");
                }
            }
            let _ = outlook(&base);
        }
    }
    assert!(moved > 100 && refused > 20, "{moved} moved, {refused} refused");
}

#[test]
fn scenarios_that_say_nonsense_are_worked_out_all_the_same() {
    for seed in 0..60 {
        let mut random = Random::keyed(&[seed, 0xbad]);
        let landscape = super::drawn::grown(super::start(seed, 0).0, &mut random, 150);
        for scenario in landscape.scenarios.values() {
            let outlook = scenario::outlook(&landscape, scenario);
            assert_eq!(outlook.steps.len(), scenario.steps.len());
            for conflict in &outlook.conflicts {
                let told = conflict.told(&landscape, &outlook.landscape);
                assert!(told.ends_with('.') && told.len() > 20, "seed {seed}: {told}");
                for (choice, _) in conflict.choices() {
                    let command = scenario::resolve(&landscape, scenario.id, conflict, *choice);
                    apply(&mut landscape.clone(), &command.expect("a way out")).expect("it applies");
                }
            }
        }
    }
}
