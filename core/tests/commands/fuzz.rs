//! A great many random commands, one after the other: nothing panics, and a landscape is never left half changed.
//!
//! `ATOLL_FUZZ` says how many; without it there are few enough for every run. Each stretch starts from its own seed, so
//! that a failure names the one to look at.

use atoll_core::command::apply;
use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::rule;

use super::{drawn, start};

/// The commands of a stretch: long enough for everything to hang on everything, short enough to stay small.
const STRETCH: usize = 500;

#[test]
fn nothing_that_is_said_of_a_landscape_makes_it_fall_over() {
    let commands =
        std::env::var_os("ATOLL_FUZZ").and_then(|count| count.to_str()?.parse().ok()).unwrap_or(20_000_usize);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let stretches = commands.div_ceil(STRETCH);
    let (done, refused) = std::thread::scope(|scope| {
        let share = |thread: usize| (thread..stretches).step_by(threads);
        let runs: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || share(thread).map(|seed| stretch(seed as u64)).fold((0, 0), sum)))
            .collect();
        runs.into_iter().map(|run| run.join().expect("no panic")).fold((0, 0), sum)
    });
    println!("{} commands: {done} done, {refused} refused, none fell over", done + refused);
    assert!(done > commands / 2 && refused > commands / 200, "{done} done, {refused} refused");
}

fn sum(a: (usize, usize), b: (usize, usize)) -> (usize, usize) {
    (a.0 + b.0, a.1 + b.1)
}

fn stretch(seed: u64) -> (usize, usize) {
    let (mut landscape, mut random) = start(seed);
    let (mut done, mut refused) = (0, 0);
    for _ in 0..STRETCH {
        let command = drawn::command(&mut random, &landscape);
        match apply(&mut landscape, &command) {
            Ok(_) => done += 1,
            Err(_) => refused += 1,
        }
    }
    let read: Landscape =
        native::parse(&native::write(&landscape)).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    assert_eq!(read, landscape, "seed {seed}: what was saved is not what was drawn");
    drop(rule::check(&landscape, chrono::NaiveDate::from_ymd_opt(2026, 6, 15)));
    (done, refused)
}
