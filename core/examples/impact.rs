//! What a ripple, all ripples, the closure and the cyclic groups of a landscape cost, as the peers' benchmarks print it.
//!
//! `impact TASK LANDSCAPE.json`, where the file holds `{contexts: [{id}], relations: [{from, to, p}]}`, prints one line of
//! JSON. Tasks: `mc` (4,096 trials from the busiest source), `first` (its first 512), `all` (all sources, 256 trials),
//! `closure` (propagation cost), `scc` (cyclic groups). Five runs after one to warm up; the median counts.

#![allow(clippy::expect_used, reason = "a benchmark says what it expects")]

use std::hint::black_box;
use std::time::Instant;

use atoll_core::graph::Components;
use atoll_core::measure::propagation;
use atoll_core::measure::structure::{Dependency, Structure};
use atoll_core::simulation::ripple::everywhere::Everywhere;
use atoll_core::simulation::ripple::network::{Edge, Network};
use atoll_core::simulation::ripple::sampling::{self, Sampler};
use serde_json::{Value, json};

const SEED: u64 = 1;

/// A landscape as the peers read it.
struct Landscape {
    contexts: usize,
    edges: Vec<Edge>,
    /// The context with most relationships downstream, the first of these.
    source: usize,
}

impl Landscape {
    fn read(path: &str) -> Self {
        let text = std::fs::read_to_string(path).expect("a file");
        let file: Value = serde_json::from_str(&text).expect("JSON");
        let list = |key: &str| file[key].as_array().expect("a list").clone();
        let names = list("contexts");
        let numbers = names.iter().enumerate().map(|(number, context)| (context["id"].as_str().expect("a name"), number));
        let numbers: std::collections::BTreeMap<&str, usize> = numbers.collect();
        let edge = |relation: &Value| {
            let [from, to] = ["from", "to"].map(|end| numbers[relation[end].as_str().expect("a name")]);
            let likelihood = relation["p"].as_f64().expect("a likelihood");
            Edge { from, to, likelihood, draw: [from as u64, to as u64] }
        };
        let edges: Vec<Edge> = list("relations").iter().map(edge).collect();
        let mut degrees = vec![0; names.len()];
        edges.iter().for_each(|edge| degrees[edge.from] += 1);
        let source = (0..names.len()).rev().max_by_key(|number| degrees[*number]).unwrap_or_default();
        Self { contexts: names.len(), edges, source }
    }
}

/// What is timed: it answers with a figure to compare with the peers' and with how many random bits were drawn for each
/// trial of each step that was looked at.
type Task = Box<dyn FnMut() -> (f64, f64)>;

fn task(name: &str, landscape: Landscape) -> Option<Task> {
    let Landscape { contexts, edges, source } = landscape;
    let network = Network::new(contexts, edges);
    Some(match name {
        "mc" | "first" => {
            let trials = if name == "mc" { 4_096 } else { 512 };
            Box::new(move || {
                let mut sampler = Sampler::new(&network, source, contexts, SEED);
                while sampler.trials() < trials {
                    sampler.step(&network);
                }
                // The peers count the source.
                (sampler.touched().value + 1.0, sampling::BITS_DRAWN)
            })
        }
        "all" => Box::new(move || {
            let mut everywhere = Everywhere::new(&network, &vec![1.0; contexts], SEED);
            while everywhere.trials() < 256 {
                everywhere.step(&network);
            }
            let all: f64 = (0..contexts).map(|node| everywhere.touches(node).value + 1.0).sum();
            (all / contexts as f64, sampling::BITS_DRAWN)
        }),
        "closure" => Box::new(move || {
            let depends = network.edges().iter().map(|edge| Dependency::new(edge.to, edge.from));
            (propagation::cost(&Structure::new(contexts, depends.collect())).unwrap_or_default(), 0.0)
        }),
        "scc" => Box::new(move || {
            let found = Components::find(contexts, |node, step| network.from(node).get(step).map(|edge| edge.to));
            (found.count() as f64, 0.0)
        }),
        _ => return None,
    })
}

/// Milliseconds on a processor so far, where the system tells.
fn processor_ms() -> Option<f64> {
    let times = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(times.split_whitespace().next()?.parse::<f64>().ok()? / 1e6)
}

/// The most memory that was held so far, in MiB, where the system tells.
fn most_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1_024.0)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, path] = arguments.as_slice() else {
        eprintln!("impact mc|first|all|closure|scc LANDSCAPE.json");
        return;
    };
    let start = Instant::now();
    let landscape = Landscape::read(path);
    let (contexts, source) = (landscape.contexts, landscape.source);
    let Some(mut task) = task(name, landscape) else {
        eprintln!("there is no task {name}");
        return;
    };
    let prepared = start.elapsed().as_secs_f64() * 1e3;
    let (value, bits) = black_box(task());
    let (mut wall, mut processor) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let (start, before) = (Instant::now(), processor_ms());
        black_box(task());
        wall.push(start.elapsed().as_secs_f64() * 1e3);
        processor.extend(processor_ms().zip(before).map(|(after, before)| after - before));
    }
    let line = json!({
        "task": name, "n": contexts, "source": source, "runs": wall.len(), "ms": median(&mut wall),
        "min": wall.first(), "max": wall.last(), "cpuMs": median(&mut processor), "prepMs": prepared,
        "value": value, "bitsPerTrialEdge": bits, "rssMB": most_memory(),
    });
    println!("{line}");
}
