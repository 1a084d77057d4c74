//! Networks of the engine against the closed forms, and against themselves.

use atoll_core::simulation::engine::network::{Extent, Network, Node, Outcome, Source, play, replicate};
use atoll_core::simulation::engine::{Discipline, Distribution};
use atoll_core::simulation::queueing::{Station, jackson, priority};

const REPLICATIONS: u32 = 20;
/// The figures of 20 replications of the right mean lie outside their interval of this many standard errors once in
/// about ten thousand times (Student's t with 19 degrees of freedom); the seeds are fixed, so that a pass stays a pass.
const ERRORS: f64 = 5.0;

fn exponential(mean: f64) -> Distribution {
    Distribution::Exponential { mean }
}

fn one(node: Node, sources: &[Source]) -> Network {
    Network { nodes: vec![node], sources: sources.to_vec() }
}

fn outcomes(network: &Network, items: u64) -> Vec<Outcome> {
    let found = replicate(network, Extent { items, warm_up: items / 5 }, 7, REPLICATIONS);
    assert!(found.iter().all(|outcome| outcome.is_complete));
    found
}

/// The mean over the replications is as expected, within its own sampling error and a share of it.
fn meets(what: &str, draws: &[f64], expected: f64, share: f64) {
    let n = draws.len() as f64;
    let mean = draws.iter().sum::<f64>() / n;
    let error = (draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / (n - 1.0) / n).sqrt();
    assert!((mean - expected).abs() <= ERRORS * error, "{what}: {mean} ± {error} instead of {expected}");
    assert!((mean / expected - 1.0).abs() <= share, "{what}: {mean} instead of {expected}");
}

fn each(outcomes: &[Outcome], figure: impl Fn(&Outcome) -> f64) -> Vec<f64> {
    outcomes.iter().map(figure).collect()
}

/// Hillier's and Lieberman's network of three stations.
fn three_stations() -> Network {
    let next = [[0.0, 0.6, 0.3], [0.1, 0.0, 0.3], [0.4, 0.4, 0.0]];
    let node = |(servers, next): (u32, &[f64; 3])| Node::new(servers, exponential(0.1), next);
    Network {
        nodes: [1, 2, 1].into_iter().zip(&next).map(node).collect(),
        sources: [1.0, 4.0, 3.0].into_iter().enumerate().map(|(at, rate)| Source::poisson(at, 0, rate)).collect(),
    }
}

#[test]
fn a_network_with_feedback_is_jacksons() {
    let network = three_stations();
    let node = |(node, source): (&Node, &Source)| jackson::Node {
        external: 1.0 / source.between.mean(),
        service: node.service[0].mean(),
        servers: node.servers,
        next: node.next.clone(),
    };
    let nodes: Vec<jackson::Node> = network.nodes.iter().zip(&network.sources).map(node).collect();
    let settled = jackson::settle(&nodes).expect("it settles");
    let found = outcomes(&network, 40_000);
    meets("W", &each(&found, |it| it.sojourns.mean()), settled.sojourn, 0.05);
    for (at, (rate, steady)) in settled.stations.iter().enumerate() {
        meets("rate", &each(&found, |it| it.nodes[at].visits as f64 / it.span), *rate, 0.02);
        meets("L", &each(&found, |it| it.nodes[at].present), steady.present, 0.05);
        meets("W of a station", &each(&found, |it| it.nodes[at].sojourn), steady.sojourn, 0.05);
        meets("utilisation", &each(&found, |it| it.nodes[at].utilisation), steady.utilisation, 0.02);
        // Little at each station of each replication; only what is there at either end of it is not counted twice.
        for outcome in &found {
            let node = &outcome.nodes[at];
            let by_little = node.visits as f64 / outcome.span * node.sojourn;
            assert!((node.present / by_little - 1.0).abs() < 0.01, "{}: {} and {by_little}", at, node.present);
        }
    }
}

#[test]
fn service_of_any_kind_is_pollaczeks_and_khinchines() {
    for service in [
        Distribution::Constant(1.0),
        Distribution::Erlang { mean: 1.0, steps: 4 },
        Distribution::lognormal_of_mean(1.0, 0.8),
        Distribution::Pert { low: 0.4, mode: 0.8, high: 2.4 },
    ] {
        let rate = 0.7 / service.mean();
        let expected = Station::single(rate, service.mean()).general(service.variation());
        let found = outcomes(&one(Node::new(1, service, &[]), &[Source::poisson(0, 0, rate)]), 40_000);
        meets(&format!("{service:?}"), &each(&found, |it| it.nodes[0].waited[0].mean()), expected.waiting, 0.05);
        meets("queue", &each(&found, |it| it.nodes[0].queue), expected.queue, 0.05);
    }
}

#[test]
fn what_comes_in_batches_waits_for_the_batch() {
    for together in [1, 4, 8] {
        let rate = 0.7;
        let between = exponential(f64::from(together) / rate);
        let source = Source { class: 0, node: 0, between, together };
        let found = outcomes(&one(Node::new(1, exponential(1.0), &[]), &[source]), 60_000);
        let expected = Station::single(rate, 1.0).in_batches(together);
        meets("W", &each(&found, |it| it.sojourns.mean()), expected.sojourn, 0.05);
        assert!(expected.delayed > Station::single(rate, 1.0).exponential().delayed || together == 1);
    }
}

#[test]
fn hotfixes_wait_as_the_closed_form_says_and_somebody_pays_for_it() {
    let arrivals = [0.2, 0.6, 1.2];
    let service = 1.0 / 3.0;
    for servers in [1, 2] {
        let forms = [
            (Discipline::Priority, priority::waiting(&arrivals, service, servers)),
            (Discipline::Preemptive, priority::waiting_preemptive(&arrivals, service, servers)),
        ];
        let alike = Station { arrivals: 2.0, service, servers }.exponential().waiting;
        for (discipline, expected) in forms {
            let node = Node { discipline, ..Node::new(servers, exponential(service), &[]) };
            let sources: Vec<Source> =
                (0..).zip(arrivals).map(|(class, rate)| Source::poisson(0, class, rate)).collect();
            let found = outcomes(&one(node, &sources), 40_000);
            for (class, expected) in expected.iter().enumerate() {
                let draws = each(&found, |it| it.nodes[0].waited[class].mean());
                // The most urgent hardly ever wait where there are two servers: there, only the sampling error counts.
                let share = if *expected < 0.01 { f64::INFINITY } else { 0.06 };
                meets(&format!("{discipline:?}, {servers} servers, class {class}"), &draws, *expected, share);
            }
            let overall = |outcome: &Outcome| {
                let waits: Vec<f64> = outcome.nodes[0].waited.iter().map(|tally| tally.mean()).collect();
                priority::overall(&arrivals, &waits)
            };
            meets("conservation", &each(&found, overall), alike, 0.05);
        }
    }
}

#[test]
fn what_is_even_never_waits() {
    let source = Source { class: 0, node: 0, between: Distribution::Constant(1.0), together: 1 };
    for service in [0.3, 0.999, 1.0] {
        let network = one(Node::new(1, Distribution::Constant(service), &[]), &[source]);
        let outcome = play(&network, Extent { items: 20_000, warm_up: 0 }, 1, 0);
        assert_eq!((outcome.nodes[0].waited[0].most, outcome.nodes[0].queue), (0.0, 0.0), "{service}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bits_everywhere() {
    let extent = Extent { items: 20_000, warm_up: 4_000 };
    let (one, other) = (play(&three_stations(), extent, 42, 3), play(&three_stations(), extent, 42, 3));
    assert_eq!(one, other);
    assert_ne!(one, play(&three_stations(), extent, 42, 4));
    assert_ne!(one, play(&three_stations(), extent, 43, 3));
    // What every machine must give, the browser's as well.
    let bits = [one.span, one.sojourns.sum, one.nodes[1].queue, one.nodes[2].sojourn].map(f64::to_bits);
    assert_eq!(
        bits.map(|bits| format!("{bits:016x}")),
        ["409f2f6ccc677c70", "40c4266c324e8bdf", "3fd52c46764d6237", "3fd86bb2381bf382"]
    );
}

#[test]
fn what_comes_later_on_the_way_changes_nothing_before_it() {
    let line = |last: f64| Network {
        nodes: vec![
            Node::new(1, exponential(0.8), &[0.0, 1.0]),
            Node::new(2, Distribution::Erlang { mean: 1.4, steps: 3 }, &[0.0, 0.0, 1.0]),
            Node::new(1, exponential(last), &[]),
        ],
        sources: vec![Source::poisson(0, 0, 1.0)],
    };
    let extent = Extent { items: 10_000, warm_up: 0 };
    let [slow, quick, again] = [0.9, 0.3, 0.3].map(|last| play(&line(last), extent, 5, 0));
    assert_eq!(quick, again, "an unchanged design differs by exactly 0");
    // Both draw the same: with a shorter last step every item is through earlier.
    assert!(quick.sojourns.mean() < slow.sojourns.mean() && quick.sojourns.most < slow.sojourns.most);
    // What is the same in both designs is the same in both outcomes: the longest wait at the first two stations.
    for station in 0..2 {
        let most = |outcome: &Outcome| outcome.nodes[station].waited[0].most.to_bits();
        assert_eq!(most(&quick), most(&slow));
    }
}

#[test]
fn a_network_that_nothing_leaves_is_given_up() {
    let extent = Extent { items: 100, warm_up: 10 };
    let round = one(Node::new(1, exponential(0.1), &[1.0]), &[Source::poisson(0, 0, 1.0)]);
    let nobody = one(Node::new(0, exponential(0.1), &[]), &[Source::poisson(0, 0, 1.0)]);
    let nothing = one(Node::new(1, exponential(0.1), &[]), &[Source::poisson(0, 0, 0.0), Source::poisson(7, 0, 1.0)]);
    for network in [round, nobody, nothing, Network::default()] {
        let outcome = play(&network, extent, 1, 0);
        assert!(!outcome.is_complete && outcome.sojourns.count == 0, "{network:?}");
    }
    // More than can be served: it still ends, and waits long.
    let busy = one(Node::new(1, exponential(2.0), &[]), &[Source::poisson(0, 0, 1.0)]);
    let outcome = play(&busy, Extent { items: 5_000, warm_up: 0 }, 1, 0);
    assert!(outcome.is_complete && outcome.sojourns.mean() > 1_000.0 && outcome.nodes[0].utilisation > 0.99);
}
