//! What is stored bridges an outage until it is used up.
//!
//! Of the time in which the supplier is down, a share comes later than so many minutes into an outage: in this share the
//! consumer is down as well. Several that wait for one supplier run dry one after the other and not independently: a
//! longer buffer is used up only where a shorter one is.

use super::exact::Exact;
use super::model::Part;
use super::parameters::Repair;
use super::system::{Group, Node, System};
use crate::random::mix;
use crate::sorted_map::SortedMap;

/// A consumer that does without its supplier for a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bridge {
    pub consumer: usize,
    pub supplier: usize,
    /// For so many minutes; nothing where chance decides for each outage.
    pub after: Option<f64>,
    /// The share of outages that gets through where chance decides.
    pub share: f64,
}

/// Adds the buffers to the nodes and answers with what they are, in order.
pub(super) fn put(nodes: &mut Vec<Node>, minutes: &[f64], bridges: &[Bridge], repair: Repair) -> Vec<Part> {
    let mut parts = Vec::new();
    if bridges.is_empty() {
        return parts;
    }
    let causes = Causes::of(nodes, minutes);
    let mut by_supplier: SortedMap<usize, Vec<Bridge>> = SortedMap::new();
    for bridge in bridges {
        by_supplier.entry(bridge.supplier).or_default().push(*bridge);
    }
    let mut spent_in: SortedMap<usize, Spent> = SortedMap::new();
    for (supplier, bridges) in by_supplier.iter() {
        let supplier_key = nodes[*supplier].key;
        let mut bridges = bridges.clone();
        let rank = |bridge: &Bridge| bridge.after.unwrap_or(-1.0);
        crate::order::sort_by(&mut bridges, |a, b| rank(a).total_cmp(&rank(b)).then(a.share.total_cmp(&b.share)));
        let circle = causes.exact.circle_of(*supplier);
        let spent = &*spent_in.entry(circle).or_insert_with(|| causes.spent(*supplier));
        let mut chain: Vec<usize> = Vec::new();
        let (mut last, mut exhausted) = (None, 1.0);
        for bridge in bridges {
            // The shortest come first: each buffer holds where a shorter one holds, or on its own.
            if last != Some((bridge.after, bridge.share)) {
                let share = match bridge.after {
                    Some(after) => spent.share_beyond(after, repair),
                    None => bridge.share,
                };
                let further = if exhausted > 0.0 { (share / exhausted).min(1.0) } else { 1.0 };
                let own = if bridge.after.is_some() { 1.0 - further } else { 1.0 - share };
                let seconds = bridge.after.map_or(u64::MAX, |after| (after * 60.0) as u64);
                parts.push(Part::Buffer { of: *supplier, after: bridge.after });
                if bridge.after.is_some() {
                    chain.push(nodes.len());
                    exhausted = share;
                } else {
                    chain = vec![nodes.len()];
                }
                nodes.push(Node::new(own, mix(supplier_key ^ mix(seconds))));
                last = Some((bridge.after, bridge.share));
            }
            let members = std::iter::once(*supplier).chain(chain.iter().copied()).collect();
            nodes[bridge.consumer].groups.push(Group { needed: 1, members });
            if bridge.after.is_none() {
                // Chance is no part of the chain of those that run dry.
                chain.clear();
                last = None;
            }
        }
    }
    parts
}

/// What takes each node down for certain, by how long that lasts.
struct Causes {
    exact: Exact,
    /// For each node its share of time down, and the number of its time to repair in `lasting`.
    down: Vec<(f64, usize)>,
    lasting: Vec<f64>,
    minutes: Vec<f64>,
}

impl Causes {
    fn of(nodes: &[Node], minutes: &[f64]) -> Self {
        let mut lasting: Vec<f64> = minutes.to_vec();
        crate::order::sort_by(&mut lasting, f64::total_cmp);
        lasting.dedup();
        let class = |minutes: &f64| lasting.binary_search_by(|other| other.total_cmp(minutes)).unwrap_or_default();
        let down = nodes.iter().zip(minutes).map(|(node, minutes)| (1.0 - node.own, class(minutes))).collect();
        let exact = Exact::of(&System::new(nodes.to_vec()), 0);
        Self { exact, down, lasting, minutes: minutes.to_vec() }
    }

    /// How the time down of a node divides among causes that last so long.
    fn spent(&self, node: usize) -> Spent {
        let mut by_class = vec![0.0; self.lasting.len()];
        for cause in self.exact.needs_of(node) {
            let (down, class) = self.down[cause];
            by_class[class] += down;
        }
        let all: f64 = by_class.iter().sum();
        let shares = if all > 0.0 {
            let used = by_class.iter().zip(&self.lasting).filter(|(down, _)| **down > 0.0);
            used.map(|(down, minutes)| (down / all, *minutes)).collect()
        } else {
            vec![(1.0, self.minutes[node])]
        };
        Spent { shares }
    }
}

/// Shares of a time down, each with the mean length of its outages in minutes.
struct Spent {
    shares: Vec<(f64, f64)>,
}

impl Spent {
    fn share_beyond(&self, buffer: f64, repair: Repair) -> f64 {
        self.shares.iter().map(|(share, minutes)| share * repair.share_beyond(buffer, *minutes)).sum::<f64>().min(1.0)
    }
}
