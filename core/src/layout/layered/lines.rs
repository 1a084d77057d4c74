//! Boxes and lines from the order and the places of the layers.

use super::chains::Chains;
use super::ranks::Ranked;
use super::{Flow, Laid, Plan, split};
use crate::geometry::{Point, Rect};
use crate::order;

/// So far from a layer lines are straight, at least.
const STUB: f64 = 20.0;

/// Draws everything. `middles` are the places of all items across the flow.
pub(super) fn draw(plan: &Plan<'_>, ranked: &Ranked, chains: &Chains, middles: &[f64]) -> Laid {
    let bands = bands(plan, chains);
    let point = |across: f64, along: f64| match plan.flow {
        Flow::Down => Point::new(across, along),
        Flow::Right => Point::new(along, across),
    };
    let rects: Vec<Rect> = plan
        .sizes
        .iter()
        .enumerate()
        .map(|(node, size)| {
            let band = &bands[chains.layer_of[node]];
            Rect::around(point(middles[node], band.start + band.depth / 2.0), size.0, size.1)
        })
        .collect();
    let ports = Ports::of(plan, chains, middles);
    let lines = chains.of_arc.iter().enumerate().map(|(number, chain)| {
        let ([first, .., last], Some((from, to))) = (chain.as_slice(), ranked.arcs[number]) else { return Vec::new() };
        let ends = [(from, *first), (to, *last)].map(|(node, item)| {
            let (_, deep) = split(plan.sizes[node], plan.flow);
            let band = &bands[chains.layer_of[item]];
            (band.start + band.depth / 2.0 - deep / 2.0, band.start + band.depth / 2.0 + deep / 2.0)
        });
        let (leave, enter) = (ports.leaving[number], ports.entering[number]);
        let own = &bands[chains.layer_of[*first]];
        let mut line = vec![point(leave, ends[0].1), point(leave, own.start + own.depth + own.lead + STUB)];
        for item in &chain[1..chain.len() - 1] {
            let band = &bands[chains.layer_of[*item]];
            line.push(point(middles[*item], band.start - STUB));
            line.push(point(middles[*item], band.start + band.depth + band.lead + STUB));
        }
        line.push(point(enter, bands[chains.layer_of[*last]].start - STUB));
        line.push(point(enter, ends[1].0));
        straighten(&mut line);
        if plan.arcs[number].from != from {
            line.reverse();
        }
        line
    });
    let lines = lines.collect();
    Laid { rects, lines, ranks: ranked.ranks.clone() }
}

/// A layer along the flow.
struct Band {
    start: f64,
    depth: f64,
    /// Room after it for what is written on lines.
    lead: f64,
}

fn bands(plan: &Plan<'_>, chains: &Chains) -> Vec<Band> {
    let mut leads = vec![0.0_f64; chains.layers.len()];
    for (arc, chain) in plan.arcs.iter().zip(&chains.of_arc) {
        if let Some(first) = chain.first() {
            let lead = &mut leads[chains.layer_of[*first]];
            *lead = lead.max(arc.lead);
        }
    }
    let mut start = 0.0;
    let mut bands = Vec::with_capacity(leads.len());
    for (layer, lead) in chains.layers.iter().zip(leads) {
        let nodes = layer.iter().filter_map(|item| plan.sizes.get(*item));
        let depth = nodes.map(|size| split(*size, plan.flow).1).fold(0.0, f64::max);
        bands.push(Band { start, depth, lead });
        start += depth + lead + plan.between;
    }
    bands
}

/// Where lines leave and enter their nodes, across the flow.
struct Ports {
    leaving: Vec<f64>,
    entering: Vec<f64>,
}

impl Ports {
    fn of(plan: &Plan<'_>, chains: &Chains, middles: &[f64]) -> Self {
        let count = plan.sizes.len();
        let (mut out, mut into) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (number, chain) in chains.of_arc.iter().enumerate() {
            if let [first, next, ..] = chain.as_slice() {
                out[*first].push((number, middles[*next]));
            }
            if let [.., before, last] = chain.as_slice() {
                into[*last].push((number, middles[*before]));
            }
        }
        let mut ports = Self { leaving: vec![0.0; chains.of_arc.len()], entering: vec![0.0; chains.of_arc.len()] };
        for node in 0..count {
            let room = split(plan.sizes[node], plan.flow).0;
            for (list, places) in [(&mut out[node], &mut ports.leaving), (&mut into[node], &mut ports.entering)] {
                order::sort_by(list, |one, other| one.1.total_cmp(&other.1));
                let step = plan.apart.min(room / list.len().max(1) as f64);
                let first = middles[node] - step * (list.len().max(1) - 1) as f64 / 2.0;
                for (at, (number, _)) in list.iter().enumerate() {
                    places[*number] = first + step * at as f64;
                }
            }
        }
        ports
    }
}

/// Takes out the points that a line runs straight through.
fn straighten(line: &mut Vec<Point>) {
    line.dedup_by(|later, earlier| later.distance(*earlier) < 0.01);
    let mut kept: Vec<Point> = Vec::with_capacity(line.len());
    for point in line.iter() {
        if let [.., a, b] = kept.as_slice() {
            let (one, other) = (b.minus(*a), point.minus(*b));
            if (one.x * other.y - one.y * other.x).abs() < 0.01 && one.x * other.x + one.y * other.y > 0.0 {
                kept.pop();
            }
        }
        kept.push(*point);
    }
    *line = kept;
}
