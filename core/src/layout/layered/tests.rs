//! What a layered layout promises, on random graphs.

use super::chains::Chains;
use super::*;
use crate::random::Random;

fn graph(seed: u64, nodes: usize, arcs: usize) -> (Vec<(f64, f64)>, Vec<Arc>) {
    let mut random = Random::keyed(&[seed, 5]);
    let sizes = (0..nodes).map(|_| (60.0 + 120.0 * random.unit(), 30.0 + 60.0 * random.unit())).collect();
    let arc = |random: &mut Random| Arc { from: random.below(nodes), to: random.below(nodes), lead: 0.0 };
    (sizes, (0..arcs).map(|_| arc(&mut random)).collect())
}

fn plan<'a>(sizes: &'a [(f64, f64)], arcs: &'a [Arc], flow: Flow) -> Plan<'a> {
    Plan { sizes, arcs, flow, beside: 40.0, between: 60.0, apart: 14.0 }
}

#[test]
fn boxes_lie_apart_and_lines_join_their_ends_and_run_through_no_other_box() {
    for seed in 0..40 {
        let (sizes, arcs) = graph(seed, 4 + seed as usize, 6 + 2 * seed as usize);
        for flow in [Flow::Down, Flow::Right] {
            let laid = layered(&plan(&sizes, &arcs, flow));
            for (i, one) in laid.rects.iter().enumerate() {
                assert!(laid.rects[..i].iter().all(|other| !one.overlaps(other)), "seed {seed}: {i}");
            }
            for (arc, line) in arcs.iter().zip(&laid.lines) {
                let [Some(first), Some(last)] = [line.first(), line.last()] else {
                    assert_eq!(arc.from, arc.to);
                    continue;
                };
                assert!(laid.rects[arc.from].inflate(0.5).contains(*first), "seed {seed}: {arc:?}");
                assert!(laid.rects[arc.to].inflate(0.5).contains(*last), "seed {seed}: {arc:?}");
                for pair in line.windows(2) {
                    let others = laid.rects.iter().map(|rect| rect.inflate(-0.5));
                    let crossed = others.filter(|rect| rect.is_crossed(pair[0], pair[1])).count();
                    assert_eq!(crossed, 0, "seed {seed}: {arc:?} {line:?}");
                }
            }
        }
    }
}

#[test]
fn what_points_at_others_stands_before_them_where_nothing_is_cyclic() {
    for seed in 0..30 {
        let (sizes, mut arcs) = graph(seed, 20, 40);
        for arc in &mut arcs {
            (arc.from, arc.to) = (arc.from.min(arc.to), arc.from.max(arc.to));
        }
        let laid = layered(&plan(&sizes, &arcs, Flow::Down));
        for arc in arcs.iter().filter(|arc| arc.from != arc.to) {
            assert!(laid.ranks[arc.from] < laid.ranks[arc.to], "seed {seed}: {arc:?}");
            assert!(laid.rects[arc.from].bottom() < laid.rects[arc.to].y, "seed {seed}: {arc:?}");
        }
    }
}

#[test]
fn crossings_are_counted_as_one_would_and_get_fewer() {
    let (mut before, mut after) = (0, 0);
    for seed in 0..20 {
        let (_, arcs) = graph(seed, 24, 50);
        let pairs: Vec<(usize, usize)> = arcs.iter().map(|arc| (arc.from, arc.to)).collect();
        let mut chains = Chains::new(&ranks::ranked(24, &pairs));
        let counted = |chains: &Chains| {
            let mut place = vec![0; chains.layer_of.len()];
            chains.layers.iter().for_each(|layer| layer.iter().enumerate().for_each(|(at, item)| place[*item] = at));
            let mut plain = 0;
            for layer in &chains.layers {
                let lines: Vec<(usize, usize)> =
                    layer.iter().flat_map(|it| chains.after[*it].iter().map(|to| (place[*it], place[*to]))).collect();
                for (i, one) in lines.iter().enumerate() {
                    let crosses = |other: &&(usize, usize)| {
                        (one.0 < other.0 && one.1 > other.1) || (one.0 > other.0 && one.1 < other.1)
                    };
                    plain += lines[..i].iter().filter(crosses).count();
                }
            }
            assert_eq!(crossings::crossings(chains, &place), plain, "seed {seed}");
            plain
        };
        before += counted(&chains);
        crossings::reduce(&mut chains);
        after += counted(&chains);
    }
    assert!(after * 2 < before, "{before} crossings became {after}");
}

#[test]
fn a_chain_is_a_straight_line_and_what_stands_alone_has_a_place() {
    let sizes = vec![(100.0, 40.0); 5];
    let arcs: Vec<Arc> = (0..3).map(|node| Arc { from: node, to: node + 1, lead: 0.0 }).collect();
    let laid = layered(&plan(&sizes, &arcs, Flow::Right));
    assert!(laid.lines.iter().all(|line| line.len() == 2), "{:?}", laid.lines);
    assert!(layered(&plan(&[], &[], Flow::Down)).rects.is_empty());
    assert_eq!(laid.rects.len(), 5);
}
