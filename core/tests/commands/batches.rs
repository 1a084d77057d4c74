//! Several commands as one: all of them or none.

use atoll_core::change::Changes;
use atoll_core::command::{Batch, Command, apply};

use super::{drawn, start};

#[test]
fn a_batch_is_its_commands_one_after_the_other_or_nothing() {
    let (mut done, mut refused) = (0, 0);
    for seed in 0..400 {
        let (landscape, mut random) = start(seed);
        let landscape = drawn::grown(landscape, &mut random, 10);
        let mut step_by_step = landscape.clone();
        let mut commands: Vec<Command> = Vec::new();
        let mut expected = Ok(());
        for _ in 0..1 + random.below(5) {
            let command = drawn::command(&mut random, &step_by_step);
            commands.push(command.clone());
            if let Err(reason) = apply(&mut step_by_step, &command) {
                expected = Err(reason);
                break;
            }
        }
        let mut at_once = landscape.clone();
        let batch = Command::from(Batch { commands: commands.clone() });
        let found = apply(&mut at_once, &batch);
        match expected {
            Ok(()) => {
                done += 1;
                assert_eq!(at_once, step_by_step, "seed {seed}");
                assert_eq!(found, Ok(Changes::between(&landscape, &step_by_step)), "seed {seed}");
            }
            Err(reason) => {
                refused += 1;
                assert_eq!((found, &at_once), (Err(reason), &landscape), "seed {seed}");
            }
        }
        assert_eq!(Batch::of(commands).changes(&landscape), batch.changes(&landscape), "seed {seed}");
    }
    assert!(done > 40 && refused > 40, "{done} were done and {refused} refused");
}

#[test]
fn batches_within_batches_are_followed_so_far_and_no_further() {
    let nested = |depth: usize| {
        (0..depth).fold(Batch::default().into(), |inner, _| Command::from(Batch { commands: vec![inner] }))
    };
    let (landscape, _) = start(1);
    assert!(nested(7).changes(&landscape).is_ok_and(|changes| changes.is_empty()));
    assert!(nested(8).changes(&landscape).is_err());
    assert!(nested(2_000).changes(&landscape).is_err(), "no depth overflows the stack");
}
