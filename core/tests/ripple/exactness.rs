//! The exact figures against trying every set of steps that let the change through.

use atoll_core::random::Random;
use atoll_core::simulation::ripple::exact::{WORK_LIMIT, reach};
use atoll_core::simulation::ripple::network::{Edge, Network};

use super::{renumbered, small, step, with_a_likelier_step};

/// How probable it is that each node is reached, by going through all sets of steps.
fn by_trying_everything(network: &Network, source: usize) -> Vec<f64> {
    let edges = network.edges();
    let mut probability = vec![0.0; network.nodes()];
    for set in 0_u32..1 << edges.len() {
        let is_live = |index: usize| set >> index & 1 == 1;
        let factor =
            |(index, edge): (usize, &Edge)| if is_live(index) { edge.likelihood } else { 1.0 - edge.likelihood };
        let weight: f64 = edges.iter().enumerate().map(factor).product();
        if weight == 0.0 {
            continue;
        }
        let mut reached = vec![false; network.nodes()];
        let mut open = vec![source];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut reached[node], true) {
                open.extend(network.range(node).filter(|index| is_live(*index)).map(|index| edges[index].to));
            }
        }
        for (probability, _) in probability.iter_mut().zip(&reached).filter(|(_, reached)| **reached) {
            *probability += weight;
        }
    }
    probability
}

#[test]
fn the_exact_figures_are_those_of_trying_everything() {
    let mut cyclic = 0;
    for seed in 0..400 {
        let (network, source) = small(seed);
        let exact = reach(&network, source, WORK_LIMIT).expect("small enough");
        for (node, expected) in by_trying_everything(&network, source).into_iter().enumerate() {
            assert!((exact[node] - expected).abs() < 1e-12, "seed {seed}, node {node}: {} for {expected}", exact[node]);
        }
        let on_cycle = |edge: &Edge| network.reachable(edge.to).contains(&edge.from);
        cyclic += usize::from(network.edges().iter().any(on_cycle));
    }
    assert!(cyclic > 100, "only {cyclic} networks had cycles");
}

#[test]
fn what_cannot_be_reached_is_not_and_the_source_is() {
    for seed in 0..400 {
        let (network, source) = small(seed);
        let exact = reach(&network, source, WORK_LIMIT).expect("small enough");
        let reachable = network.reachable(source);
        assert_eq!(exact[source], 1.0);
        for (node, probability) in exact.iter().enumerate() {
            assert_eq!(*probability > 0.0, reachable.contains(&node), "seed {seed}, node {node}: {probability}");
            assert!((0.0..=1.0).contains(probability));
        }
    }
}

#[test]
fn a_likelier_step_makes_nothing_less_likely() {
    let mut raised = 0;
    for seed in 0..400 {
        let (network, source) = small(seed);
        let mut random = Random::keyed(&[seed, 1]);
        let likelier = with_a_likelier_step(&network, &mut random);
        let [before, after] = [&network, &likelier].map(|it| reach(it, source, WORK_LIMIT).expect("small enough"));
        assert!(before.iter().zip(&after).all(|(before, after)| *after >= before - 1e-12), "seed {seed}");
        raised += usize::from(before != after);
    }
    assert!(raised > 100, "only {raised} raises were felt");
}

#[test]
fn numbering_the_nodes_anew_renumbers_the_figures_and_no_more() {
    for seed in 0..200 {
        let (network, source) = small(seed);
        let nodes = network.nodes();
        let turned = |node: usize| (node + 1) % nodes;
        let other = renumbered(&network, turned);
        let [one, two] = [(&network, source), (&other, turned(source))]
            .map(|(network, source)| reach(network, source, WORK_LIMIT).expect("small enough"));
        assert!((0..nodes).all(|node| (one[node] - two[turned(node)]).abs() < 1e-12), "seed {seed}");
    }
}

#[test]
fn a_limit_leads_to_no_answer_and_never_to_another_one() {
    let (mut answered, mut refused) = (0, 0);
    for seed in 0..400 {
        let (network, source) = small(seed);
        let whole = reach(&network, source, WORK_LIMIT).expect("small enough");
        for limit in [4, 16, 64] {
            match reach(&network, source, limit) {
                Some(limited) => {
                    assert_eq!(limited, whole, "seed {seed}");
                    answered += 1;
                }
                None => refused += 1,
            }
        }
    }
    assert!(answered > 100 && refused > 100, "{answered} were answered and {refused} refused");
}

#[test]
fn a_hub_that_leads_to_many_is_given_up_before_it_fills_the_memory() {
    // Each of 2⁵⁹ sets of reached spokes could be a situation of its own.
    let spokes = (1..60).map(|spoke| step(0, spoke, 0.5));
    let among = (1..60).map(|spoke| step(spoke, 1 + spoke % 59, 0.5));
    let network = Network::new(60, spokes.chain(among).collect());
    assert_eq!(reach(&network, 0, WORK_LIMIT), None);
}

#[test]
fn a_chain_is_a_product_up_to_as_many_nodes_as_a_set_holds() {
    let chain = |nodes: usize| Network::new(nodes, (1..nodes).map(|to| step(to - 1, to, 0.99)).collect());
    let longest = reach(&chain(128), 0, WORK_LIMIT).expect("just small enough");
    let expected = libm::pow(0.99, 127.0);
    assert!((longest[127] - expected).abs() < 1e-12, "{} for {expected}", longest[127]);
    assert_eq!(reach(&chain(129), 0, WORK_LIMIT), None);
}
