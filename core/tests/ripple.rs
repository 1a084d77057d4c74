//! What holds of every ripple: the exact figures are those of trying everything, the drawn ones come with intervals that
//! mean what they say, and neither does what a ripple cannot.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "ripple/everywhere.rs"]
mod everywhere;
#[path = "ripple/exactness.rs"]
mod exactness;
#[path = "ripple/explanation.rs"]
mod explanation;
#[path = "ripple/landscapes.rs"]
mod landscapes;
#[path = "ripple/sampling.rs"]
mod sampling;

use atoll_core::random::Random;
use atoll_core::simulation::ripple::network::{Edge, Network};

/// The likelihoods that the patterns have by default lie in this range; certain and impossible steps are tried as well.
fn likelihood(random: &mut Random) -> f64 {
    match random.below(8) {
        0 => 1.0,
        1 => 0.0,
        _ => 0.05 + 0.9 * random.unit(),
    }
}

fn step(from: usize, to: usize, likelihood: f64) -> Edge {
    Edge { from, to, likelihood, draw: [from as u64, to as u64] }
}

/// Random steps among a few nodes: cycles, parallel steps, steps from a node to itself and parts that nothing reaches.
fn steps(random: &mut Random, nodes: usize, count: usize) -> Vec<Edge> {
    (0..count).map(|_| step(random.below(nodes), random.below(nodes), likelihood(random))).collect()
}

/// The same network with its nodes numbered otherwise.
fn renumbered(network: &Network, turned: impl Fn(usize) -> usize) -> Network {
    let renumber = |edge: &Edge| Edge { from: turned(edge.from), to: turned(edge.to), ..*edge };
    Network::new(network.nodes(), network.edges().iter().map(renumber).collect())
}

/// A small random network and where a change in it starts.
fn small(seed: u64) -> (Network, usize) {
    let mut random = Random::keyed(&[seed, 0x5eed]);
    let nodes = 2 + random.below(5);
    let count = random.below(13);
    let steps = steps(&mut random, nodes, count);
    (Network::new(nodes, steps), random.below(nodes))
}

/// The same network with one step more likely than before.
fn with_a_likelier_step(network: &Network, random: &mut Random) -> Network {
    let mut edges = network.edges().to_vec();
    let raised = random.below(edges.len());
    if let Some(edge) = edges.get_mut(raised) {
        edge.likelihood += (1.0 - edge.likelihood) * random.unit();
    }
    Network::new(network.nodes(), edges)
}
