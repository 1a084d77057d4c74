//! What a ripple, all ripples, the closure and the cyclic groups of a landscape cost, as the peers' benchmarks print it.
//!
//! `impact TASK LANDSCAPE.json`, where the file holds `{contexts: [{id}], relations: [{from, to, p}]}`, prints one line of
//! JSON. Tasks: `mc` (4,096 trials from the busiest source), `first` (its first 512), `all` (all sources, 256 trials),
//! `closure` (propagation cost), `scc` (cyclic groups). Five runs after one to warm up: their
//! median, and the processor's time for each on average.

#![allow(clippy::expect_used, clippy::disallowed_types, reason = "a benchmark expects, and reads the clock")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use atoll_core::graph::Components;
use atoll_core::measure::propagation;
use atoll_core::measure::structure::{Dependency, Structure};
use atoll_core::simulation::ripple::everywhere::Everywhere;
use atoll_core::simulation::ripple::network::{Edge, Network};
use atoll_core::simulation::ripple::sampling::{self, Sampler};
use serde::Deserialize;
use serde_json::json;

const SEED: u64 = 1;
const RUNS: usize = 5;

/// A landscape as the peers read it.
struct Landscape {
    contexts: usize,
    edges: Vec<Edge>,
    /// The context with most relationships downstream, the first of these.
    source: usize,
}

/// The file.
#[derive(Deserialize)]
struct File {
    contexts: Vec<Named>,
    relations: Vec<Relation>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Relation {
    from: String,
    to: String,
    p: f64,
}

impl Landscape {
    fn read(path: &str) -> Self {
        let text = std::fs::read_to_string(path).expect("a file");
        let file: File = serde_json::from_str(&text).expect("a landscape");
        let contexts = file.contexts.len();
        let names: BTreeMap<&str, usize> =
            file.contexts.iter().enumerate().map(|(number, context)| (context.id.as_str(), number)).collect();
        let edge = |relation: &Relation| {
            let [from, to] = [&relation.from, &relation.to].map(|end| names[end.as_str()]);
            Edge { from, to, likelihood: relation.p, draw: [from as u64, to as u64] }
        };
        let edges: Vec<Edge> = file.relations.iter().map(edge).collect();
        let mut degrees = vec![0; contexts];
        edges.iter().for_each(|edge| degrees[edge.from] += 1);
        let source = (0..contexts).rev().max_by_key(|number| degrees[*number]).unwrap_or_default();
        Self { contexts, edges, source }
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
        "scc" => {
            let depends = network.edges().iter().map(|edge| Dependency::new(edge.to, edge.from));
            let structure = Structure::new(contexts, depends.collect());
            let next = move |node: usize, step: usize| structure.out.of(node).get(step).map(|(to, _)| *to);
            Box::new(move || (Components::find(contexts, &next).count() as f64, 0.0))
        }
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
    let (mut wall, before) = (Vec::new(), processor_ms());
    for _ in 0..RUNS {
        let start = Instant::now();
        black_box(task());
        wall.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let processor = processor_ms().zip(before).map(|(after, before)| (after - before) / RUNS as f64);
    let line = json!({
        "task": name, "n": contexts, "source": source, "runs": wall.len(), "ms": median(&mut wall),
        "min": wall.first(), "max": wall.last(), "cpuMs": processor, "prepMs": prepared,
        "value": value, "bitsPerTrialEdge": bits, "rssMB": most_memory(),
    });
    println!("{line}");
}
