//! Taking back one's own work: alone it is undo to the last byte, among others what they did stays.

use atoll_core::change::Changes;
use atoll_core::command::{Command, apply};
use atoll_core::model::{ElementId, Landscape, Record, Value};
use atoll_core::random::Random;
use atoll_core::take_back::{Why, take_back};

use super::references::dangling;
use super::{drawn, start};

/// Does a random command that leaves no reference astray; answers with what it did.
fn step(landscape: &mut Landscape, random: &mut Random) -> Changes {
    loop {
        let command = drawn::command(random, landscape);
        let Ok(changes) = command.changes(landscape) else { continue };
        let mut after = landscape.clone();
        after.apply(&changes);
        if !changes.is_empty() && dangling(&after)[1].is_empty() {
            *landscape = after;
            return changes;
        }
    }
}

/// Changes something that one's own step changed as well, if that comes to mind.
fn step_near(landscape: &mut Landscape, random: &mut Random, mine: &Changes) {
    for _ in 0..400 {
        let command = drawn::command(random, landscape);
        let is_near = matches!(&command, Command::Set(set) if mine.updated.contains_key(&set.id));
        let Some(Ok(changes)) = is_near.then(|| command.changes(landscape)) else { continue };
        let mut after = landscape.clone();
        after.apply(&changes);
        if dangling(&after)[1].is_empty() {
            *landscape = after;
        }
    }
}

/// A landscape without a reference that points nowhere, after so many steps.
fn sound(seed: u64, steps: usize) -> (Landscape, Random) {
    let (mut landscape, mut random) = start(seed);
    for _ in 0..steps {
        step(&mut landscape, &mut random);
    }
    (landscape, random)
}

#[test]
fn alone_it_is_undo_and_redo() {
    for seed in 0..40 {
        let (mut landscape, mut random) = sound(seed, 25);
        for _ in 0..40 {
            let before = landscape.clone();
            let done = step(&mut landscape, &mut random);
            let back = take_back(&done, &landscape);
            let mut undone = landscape.clone();
            let changes = apply(&mut undone, &back.command).expect("it applies");
            assert_eq!(changes, done.invert(), "seed {seed}: {back:?}");
            assert_eq!((undone == before, back.left.len()), (true, 0), "seed {seed}: {:?}", back.left);
            let forth = take_back(&changes, &undone);
            apply(&mut undone, &forth.command).expect("it applies");
            assert_eq!((undone == landscape, forth.left.len()), (true, 0), "seed {seed}: {:?}", forth.left);
        }
    }
}

#[test]
fn among_others_ones_own_work_goes_and_theirs_stays() {
    let (mut taken, mut left, mut merged) = (0, 0, 0);
    for seed in 0..300 {
        let (mut landscape, mut random) = sound(seed, 20);
        let before = landscape.clone();
        let mine = step(&mut landscape, &mut random);
        let after = landscape.clone();
        for _ in 0..1 + random.below(12) {
            step(&mut landscape, &mut random);
        }
        if seed % 2 == 0 {
            step_near(&mut landscape, &mut random, &mine);
        }
        let back = take_back(&mine, &landscape);
        let mut result = landscape.clone();
        let changes = apply(&mut result, &back.command).unwrap_or_else(|error| panic!("seed {seed}: {error} {back:?}"));
        assert!(dangling(&result)[1].is_empty(), "seed {seed}: {back:?}");
        let told = |id: ElementId| back.left.iter().any(|left| left.id == id);
        for id in before.ids().chain(landscape.ids()).chain([ElementId::Header]) {
            let told_of = format!("seed {seed}, {id}: {mine:?} {back:?}");
            let states = [&before, &after, &landscape, &result].map(|landscape| landscape.get(id));
            match states {
                [None, Some(_), _, result] => assert!(result.is_none(), "{told_of}"),
                [Some(before), None, now, result] => {
                    let is_back = result.is_some() && now.as_ref().is_none_or(|now| *now == before);
                    assert!(is_back || told(id), "{told_of}");
                }
                [_, _, Some(_), None] => {
                    let along = back.left.iter().any(|left| left.id == id && left.why == Why::WentAlong);
                    assert!(along && !mine.added.is_empty(), "{told_of}");
                }
                [_, _, None, result] => assert!(result.is_none(), "{told_of}"),
                [None, None, Some(now), Some(is)] => assert_eq!(is, forgetting(&now, &result), "{told_of}"),
                [Some(before), Some(after), Some(now), Some(is)] => {
                    let counted = fields([&before, &after, &forgetting(&now, &result), &is], told(id), &told_of);
                    (taken, left, merged) = (taken + counted[0], left + counted[1], merged + counted[2]);
                }
            }
        }
        // And to do it again leads to just where it was.
        let forth = take_back(&changes, &result);
        apply(&mut result, &forth.command).expect("it applies");
        assert_eq!(result, landscape, "seed {seed}: {changes:?} {forth:?}");
    }
    assert!(taken > 100 && left > 10 && merged > 0, "{taken} taken back, {left} left, {merged} merged");
}

/// What becomes of each field of a record that was there all the time; answers with how many were taken back, left, and
/// taken back in part.
fn fields(states: [&Record; 4], is_told: bool, told_of: &str) -> [usize; 3] {
    let mut counted = [0; 3];
    for spec in states[0].specs() {
        let [before, after, now, is] = states.map(|record| record.field(spec.name));
        let is_several = matches!(now, Value::List(_) | Value::Map(_));
        match () {
            () if before == after => assert_eq!(is, now, "{}: {told_of}", spec.name),
            () if spec.name == "seen" => {}
            () if now == before => assert_eq!(is, before, "{}: {told_of}", spec.name),
            () if is == before => counted[0] += 1,
            () if is != now => {
                assert!(is_several || is_told, "{}: {told_of}", spec.name);
                counted[2] += 1;
            }
            () => {
                // Of a map or a list the entry that one's own step brought may be gone already.
                assert!(is_told || is_several, "{}: {told_of}", spec.name);
                counted[1] += 1;
            }
        }
    }
    counted
}

/// The record without what is not there.
fn forgetting(record: &Record, there: &Landscape) -> Record {
    record.followed(&|id| there.contains(id).then_some(id)).unwrap_or_else(|| record.clone())
}

#[test]
fn whatever_is_there_it_applies() {
    for seed in 0..120 {
        let (landscape, mut random) = start(seed);
        let mut mine = drawn::grown(landscape, &mut random, 30);
        let now = drawn::grown(mine.clone(), &mut random, 60);
        for _ in 0..25 {
            let command = drawn::command(&mut random, &mine);
            let Ok(changes) = apply(&mut mine, &command) else { continue };
            for changes in [changes.invert(), changes] {
                let back = take_back(&changes, &now);
                let done = back.command.changes(&now);
                assert!(done.is_ok(), "seed {seed}: {done:?} {back:?}");
                for left in back.left {
                    let told = left.told(None);
                    assert!(told.ends_with('.') && told.len() > 20, "{told}");
                }
            }
        }
    }
}
