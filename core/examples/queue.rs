//! The M/M/4 run that engines of discrete events are compared by: 3.2 items in a unit of time come to four servers that
//! take 1 for each, until so many have left. Prints a line of JSON for each way to run it.
//!
//! `cargo run --release -p atoll-core --example queue [ITEMS [RUNS]]`

#![allow(clippy::disallowed_types, reason = "a benchmark reads the clock")]

use std::time::Instant;

use atoll_core::random::Random;
use atoll_core::simulation::engine::network::{self, Extent, Network, Node, Source};
use atoll_core::simulation::engine::{Calendar, Discipline, Distribution};
use atoll_core::simulation::queueing::Station;

const ARRIVALS: f64 = 3.2;
const SERVERS: u32 = 4;

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let items = arguments.next().unwrap_or(1_000_000);
    let runs = arguments.next().unwrap_or(5).max(1);
    measure("atoll calendar", items, runs, by_hand);
    measure("atoll network", items, runs, by_network);
}

/// The calendar and a queue by hand, as the hand-written peer does.
fn by_hand(items: u64, seed: u64) -> f64 {
    let mut random = Random::keyed(&[seed]);
    let (between, service) =
        (Distribution::Exponential { mean: 1.0 / ARRIVALS }, Distribution::Exponential { mean: 1.0 });
    let mut calendar = Calendar::new();
    let mut queue = std::collections::VecDeque::new();
    let (mut busy, mut came, mut left, mut waited) = (0, 0, 0, 0.0);
    calendar.push_in(between.draw(&mut random), true);
    while left < items {
        let Some((now, is_arrival)) = calendar.pop() else { break };
        if is_arrival {
            came += 1;
            if came < items {
                calendar.push_in(between.draw(&mut random), true);
            }
            if busy < SERVERS {
                busy += 1;
                calendar.push_in(service.draw(&mut random), false);
            } else {
                queue.push_back(now);
            }
        } else {
            left += 1;
            match queue.pop_front() {
                Some(since) => {
                    waited += now - since;
                    calendar.push_in(service.draw(&mut random), false);
                }
                None => busy -= 1,
            }
        }
    }
    waited / items as f64
}

/// The same as a network of one station, with streams of its own for every item and with all statistics.
fn by_network(items: u64, seed: u64) -> f64 {
    let service = vec![Distribution::Exponential { mean: 1.0 }];
    let node = Node { servers: SERVERS, discipline: Discipline::FirstCome, service, next: Vec::new() };
    let between = Distribution::Exponential { mean: 1.0 / ARRIVALS };
    let network = Network { nodes: vec![node], sources: vec![Source { class: 0, node: 0, between, together: 1 }] };
    let outcome = network::play(&network, Extent { items, warm_up: 0 }, seed, 0);
    outcome.nodes[0].waited[0].mean()
}

fn measure(name: &str, items: u64, runs: u64, run: fn(u64, u64) -> f64) {
    run(items / 20, 9);
    let mut waits = 0.0;
    let mut timed = |seed| {
        let (start, worked) = (Instant::now(), processor_seconds());
        waits = run(items, seed);
        (start.elapsed().as_secs_f64(), processor_seconds() - worked)
    };
    let (mut times, mut worked): (Vec<f64>, Vec<f64>) = (1..=runs).map(&mut timed).unzip();
    times.sort_by(f64::total_cmp);
    worked.sort_by(f64::total_cmp);
    let (median, least, most, worked) =
        (times[times.len() / 2], times[0], times[times.len() - 1], worked[worked.len() / 2]);
    let theory = Station { arrivals: ARRIVALS, service: 1.0, servers: SERVERS }.exponential().waiting;
    println!(
        "{{\"lib\": \"{name}\", \"arrivals\": {items}, \"runs\": {runs}, \"s\": {median}, \"cpuS\": {worked}, \"min\": {least}, \"max\": {most}, \
         \"arrivalsPerS\": {}, \"eventsPerS3\": {}, \"meanWait\": {waits}, \"theoryWait\": {theory}}}",
        items as f64 / median,
        3.0 * items as f64 / median,
    );
}

/// How long the processor has worked for this process, where the system tells it; 0 elsewhere.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().and_then(|word| word.parse::<f64>().ok());
    nanoseconds.unwrap_or_default() / 1e9
}
