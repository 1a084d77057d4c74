//! What holds of every timeline, on landscapes that random commands made: a revision is what replaying leads to, and
//! having it again is one command that can be taken back.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;

use atoll_core::change::Changes;
use atoll_core::command::{Command, apply};
use atoll_core::gallery::EXAMPLES;
use atoll_core::model::Landscape;
use atoll_core::protocol::{Person, Revision};
use atoll_core::random::Random;
use atoll_core::timeline::{Entry, Timeline, fold, restore};
use chrono::DateTime;

/// More steps than lie between two landscapes that are kept whole.
const STEPS: usize = 200;

/// A landscape to start from, and random commands on it; some of them do not apply.
fn drawn_on(seed: u64) -> (Landscape, Vec<Command>) {
    let mut random = Random::keyed(&[seed, 0x7173]);
    let base = match seed as usize % (EXAMPLES.len() + 1) {
        0 => Landscape::default(),
        number => EXAMPLES[number - 1].landscape(),
    };
    let mut now = base.clone();
    let commands = (0..STEPS).map(|_| {
        let command = drawn::command(&mut random, &now);
        let _ = apply(&mut now, &command);
        command
    });
    let commands = commands.collect();
    (base, commands)
}

fn timeline(base: &Landscape, commands: &[Command], first: Revision) -> Timeline {
    let mut timeline = Timeline::new(base.clone(), first);
    let entry = |(place, command): (usize, &Command)| {
        let name = ["Ann", "Ben"][place / 7 % 2];
        Entry {
            revision: Revision(first.0 + 1 + place as u64),
            at: DateTime::from_timestamp(place as i64 * 100, 0).expect("a time"),
            by: Some(Person { id: name.to_owned(), name: name.to_owned() }),
            command: command.clone(),
        }
    };
    timeline.extend(commands.iter().enumerate().map(entry)).expect("no gap");
    timeline
}

/// The landscape at every revision, one command after the other.
fn replayed(base: &Landscape, commands: &[Command]) -> Vec<Landscape> {
    let mut now = base.clone();
    let steps = commands.iter().map(|command| {
        let _ = apply(&mut now, command);
        now.clone()
    });
    std::iter::once(base.clone()).chain(steps.collect::<Vec<_>>()).collect()
}

#[test]
fn every_revision_is_what_replaying_leads_to() {
    for seed in 0..12 {
        let (base, commands) = drawn_on(seed);
        let first = Revision(seed * 1_000);
        let timeline = timeline(&base, &commands, first);
        for (place, expected) in replayed(&base, &commands).iter().enumerate() {
            assert_eq!(timeline.at(Revision(first.0 + place as u64)), *expected, "seed {seed}, revision {place}");
        }
        assert!(timeline.steps().iter().any(|step| step.is_refused), "seed {seed}: some commands do not apply");
    }
}

#[test]
fn restoring_leads_to_the_same_landscape_and_can_be_taken_back() {
    for seed in 0..12 {
        let (base, commands) = drawn_on(seed);
        let timeline = timeline(&base, &commands, Revision(0));
        let now = timeline.newest();
        for revision in (0..=STEPS as u64).step_by(9) {
            let then = timeline.at(Revision(revision));
            let mut restored = now.clone();
            let Some(command) = restore(now, &then) else {
                assert_eq!(*now, then, "seed {seed}, revision {revision}");
                continue;
            };
            let changes = apply(&mut restored, &command).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            assert_eq!(restored, then, "seed {seed}, revision {revision}");
            restored.apply(&changes.invert());
            assert_eq!(restored, *now, "seed {seed}, revision {revision}");
        }
    }
}

#[test]
fn what_lies_between_two_revisions_leads_from_the_one_to_the_other() {
    for seed in 0..6 {
        let (base, commands) = drawn_on(seed);
        let timeline = timeline(&base, &commands, Revision(40));
        let mut random = Random::keyed(&[seed, 5]);
        for _ in 0..40 {
            let [from, to] = [(); 2].map(|()| Revision(40 + random.below(STEPS + 1) as u64));
            let expected = Changes::between(&timeline.at(from), &timeline.at(to));
            assert_eq!(timeline.between(from, to), expected, "seed {seed}: {from} to {to}");
        }
    }
}

#[test]
fn a_log_whose_oldest_lines_were_folded_into_its_beginning_shows_the_same() {
    for seed in 0..6 {
        let (base, commands) = drawn_on(seed);
        let whole = timeline(&base, &commands, Revision(0));
        let cut = 77;
        let folded = fold(base.clone(), &commands[..cut]);
        let rest = timeline(&folded, &commands[cut..], Revision(cut as u64));
        assert_eq!(rest.newest_revision(), whole.newest_revision());
        for revision in (cut as u64..=STEPS as u64).map(Revision) {
            assert_eq!(rest.at(revision), whole.at(revision), "seed {seed}, revision {revision}");
        }
    }
}

#[test]
fn sittings_hold_every_step_once_and_contributions_count_them() {
    for seed in 0..6 {
        let (base, commands) = drawn_on(seed);
        let timeline = timeline(&base, &commands, Revision(3));
        let mut next = Revision(4);
        for sitting in timeline.sittings() {
            assert_eq!(sitting.first, next, "seed {seed}");
            assert!(sitting.first <= sitting.last && sitting.from <= sitting.to, "seed {seed}");
            let of_others = timeline
                .steps()
                .iter()
                .filter(|step| (sitting.first..=sitting.last).contains(&step.revision) && step.by != sitting.by);
            assert_eq!(of_others.count(), 0, "seed {seed}");
            next = sitting.last.next();
        }
        assert_eq!(next, timeline.newest_revision().next(), "seed {seed}");
        let did: usize = timeline.contributions().iter().map(|contribution| contribution.steps).sum();
        assert_eq!(did, timeline.steps().iter().filter(|step| !step.is_refused).count(), "seed {seed}");
    }
}

#[test]
fn what_is_said_of_a_step_is_one_short_line() {
    for seed in 0..12 {
        let (base, commands) = drawn_on(seed);
        for step in timeline(&base, &commands, Revision(0)).steps() {
            assert!(!step.words.contains('\n') && !step.words.is_empty(), "seed {seed}: {:?}", step.words);
            assert!(step.words.chars().count() < 400, "seed {seed}: {:?}", step.words);
        }
    }
}
