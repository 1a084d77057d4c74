//! Commands on another base than the one they were made for: they apply or say why not, and break nothing.

use std::collections::BTreeSet;

use atoll_core::command::{Command, CommandError, apply};
use atoll_core::model::{ElementId, Landscape};
use atoll_core::rule;

use super::references::dangling;
use super::{drawn, start};

/// Whether the command puts whole records whatever they name: restoring takes what was there as it was.
fn restores(command: &Command) -> bool {
    match command {
        Command::Restore(_) => true,
        Command::Batch(batch) => batch.commands.iter().any(restores),
        _ => false,
    }
}

/// Whether the command adds records, which may name what is not there where they can be without it.
fn adds(command: &Command) -> bool {
    match command {
        Command::Add(_) => true,
        Command::Batch(batch) => batch.commands.iter().any(adds),
        _ => false,
    }
}

#[test]
fn commands_made_for_another_base_apply_or_say_why_not_and_leave_nothing_dangling() {
    let (mut applied, mut refused) = (0, 0);
    for seed in 0..200 {
        let (landscape, mut random) = start(seed);
        let fork = drawn::grown(landscape, &mut random, 15);
        let mut mine = fork.clone();
        let mut pending = Vec::new();
        while pending.len() < 15 {
            let command = drawn::command(&mut random, &mine);
            if apply(&mut mine, &command).is_ok() {
                pending.push(command);
            }
        }
        let mut theirs = drawn::grown(fork, &mut random, 60);
        for command in &pending {
            let [vital_before, all_before] = dangling(&theirs);
            match apply(&mut theirs, command) {
                Ok(_) => {
                    applied += 1;
                    let [vital, all] = dangling(&theirs);
                    assert!(restores(command) || vital.is_subset(&vital_before), "seed {seed}: {command:?}");
                    let is_free = restores(command) || adds(command);
                    assert!(is_free || all.is_subset(&all_before), "seed {seed}: {command:?}");
                }
                Err(CommandError::Missing(id)) => {
                    refused += 1;
                    // Within a batch or a removal it may have been there until then.
                    let is_simple = !matches!(command, Command::Batch(_));
                    assert!(!is_simple || !theirs.contains(id), "seed {seed}: {id} is there for {command:?}");
                }
                Err(CommandError::Exists(id)) => {
                    refused += 1;
                    let is_simple = !matches!(command, Command::Batch(_));
                    assert!(!is_simple || theirs.contains(id), "seed {seed}: {id} is not there for {command:?}");
                }
                Err(reason @ (CommandError::Refused(_) | CommandError::Unfit(_))) => {
                    refused += 1;
                    assert!(reason.to_string().ends_with('.'), "seed {seed}: {reason}");
                }
            }
        }
    }
    assert!(applied > 1_000 && refused > 100, "{applied} applied and {refused} were refused");
}

#[test]
fn what_dangles_is_what_the_rule_reports() {
    for seed in 0..60 {
        let (landscape, mut random) = start(seed);
        let landscape = drawn::grown(landscape, &mut random, 60);
        let holders: BTreeSet<ElementId> = dangling(&landscape)[1].iter().map(|(holder, _)| *holder).collect();
        assert_eq!(reported(&landscape), holders, "seed {seed}");
    }
}

#[test]
fn forgetting_what_is_not_there_leaves_nothing_dangling() {
    let mut mended = 0;
    for seed in 0..60 {
        let (landscape, mut random) = start(seed);
        let mut landscape = drawn::grown(landscape, &mut random, 60);
        for _ in 0..20 {
            let findings = rule::check(&landscape, None);
            let fixes = findings.into_iter().filter(|it| it.code == "missing-reference").flat_map(|it| it.fixes);
            let Some(fix) = fixes.into_iter().next() else { break };
            apply(&mut landscape, &fix.command).unwrap_or_else(|reason| panic!("seed {seed}, {fix:?}: {reason}"));
            mended += 1;
        }
    }
    assert!(mended > 50, "only {mended} were mended");
}

fn reported(landscape: &Landscape) -> BTreeSet<ElementId> {
    let findings = rule::check(landscape, None);
    findings.iter().filter(|it| it.code == "missing-reference").map(|it| it.targets[0]).collect()
}
