//! The engine of discrete events against the closed forms.

use atoll_core::simulation::engine::Distribution;
use atoll_core::simulation::engine::network::{Extent, Network, Node, Outcome, Source, replicate};
use serde_json::Value;

use crate::{Vector, list, number};

/// Student's quantile for an interval at 99 % of 20 replications: 19 degrees of freedom.
const STUDENT: f64 = 2.860_934_606;

/// So many base seeds are tried, and for so many the closed form must lie in the interval.
const SEEDS: u64 = 20;
const COVERED: usize = 18;

/// The mean of the replications is near the closed form, and their interval means what it says.
pub(crate) fn convergence(vector: &Vector, tolerance: f64) {
    let (input, expected) = (&vector.input, &vector.expected);
    let items = input["items"].as_u64().expect("a count");
    let extent = Extent { items, warm_up: items / 5 };
    let replications = u32::try_from(input["replications"].as_u64().expect("a count")).expect("small");
    assert_eq!(replications, 20, "the quantile is that of 20 replications");
    for (case, expected) in list(&input["cases"]).iter().zip(list(&expected["W"])) {
        let (network, expected) = (network(case), number(expected));
        let is_covered = |seed: u64| {
            let outcomes = replicate(&network, extent, seed, replications);
            assert!(outcomes.iter().all(|outcome| outcome.is_complete && outcome.sojourns.count == items - items / 5));
            let (mean, half) = interval(&outcomes);
            assert!((mean / expected - 1.0).abs() <= tolerance, "{}: {case}, seed {seed}: {mean}", vector.name);
            (mean - expected).abs() <= half
        };
        // Two halves side by side: this is most of what the vectors take.
        let (first, second) = std::thread::scope(|scope| {
            let half = |seeds: std::ops::Range<u64>| seeds.filter(|seed| is_covered(*seed)).count();
            let first = scope.spawn(move || half(0..SEEDS / 2));
            let second = half(SEEDS / 2..SEEDS);
            (first.join().expect("it ends"), second)
        });
        let covered = first + second;
        assert!(covered >= COVERED, "{}: {case}: in the interval for {covered} of {SEEDS} seeds", vector.name);
    }
}

fn network(case: &Value) -> Network {
    let rates: Vec<f64> =
        case["mu"].as_array().map_or_else(|| vec![number(&case["mu"])], |rates| rates.iter().map(number).collect());
    let node = |(at, rate): (usize, &f64)| {
        let mut next = vec![0.0; rates.len()];
        match case["kind"].as_str() {
            Some("mm1") => {}
            Some("mm1_feedback") => next[0] = number(&case["p_back"]),
            Some("tandem") => next.iter_mut().skip(at + 1).take(1).for_each(|next| *next = 1.0),
            _ => panic!("an unknown kind of network: {case}"),
        }
        Node::new(1, Distribution::Exponential { mean: 1.0 / rate }, &next)
    };
    Network {
        nodes: rates.iter().enumerate().map(node).collect(),
        sources: vec![Source::poisson(0, 0, number(&case["lam"]))],
    }
}

/// The mean of the replications' means, and half the width of its interval at 99 %.
fn interval(outcomes: &[Outcome]) -> (f64, f64) {
    let means: Vec<f64> = outcomes.iter().map(|outcome| outcome.sojourns.mean()).collect();
    let n = means.len() as f64;
    let mean = means.iter().sum::<f64>() / n;
    let variance = means.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / (n - 1.0);
    (mean, STUDENT * (variance / n).sqrt())
}
