//! Stations that feed each other: an open network of queues (Jackson, *Networks of Waiting Lines*, Operations Research
//! 5(4), 1957).

use crate::simulation::queueing::{Station, Steady, amount, product, share};

/// A station of a network, and where its items go next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// How many items come from outside in a unit of time.
    pub external: f64,
    /// How long a server works on an item on average.
    pub service: f64,
    /// How many servers there are.
    pub servers: u32,
    /// With which probability an item that is done here goes to the station of this number; with what is left it leaves.
    /// Missing numbers are 0.
    pub next: Vec<f64>,
}

/// What a network settles to.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// Every station, with the items of a unit of time that come to it from everywhere.
    pub stations: Vec<(f64, Steady)>,
    /// How many items are in the network on average.
    pub present: f64,
    /// How long an item is in the network on average, all its visits together: ΣL ÷ Σa (Little). Without end where a
    /// station that is visited does not settle.
    pub sojourn: f64,
}

/// Solves the traffic equations λ = a + Pᵀλ; each station is then an M/M/c of its own. Nothing where items go round for
/// ever: a circle that is fed and that nothing leaves.
pub fn settle(nodes: &[Node]) -> Option<Settled> {
    let rates = traffic(nodes)?;
    let station = |(node, arrivals): (&Node, &f64)| {
        let station = Station { arrivals: *arrivals, service: node.service, servers: node.servers };
        (*arrivals, station.exponential())
    };
    let stations: Vec<(f64, Steady)> = nodes.iter().zip(&rates).map(station).collect();
    let present: f64 = stations.iter().map(|(_, steady)| steady.present).sum();
    let external: f64 = nodes.iter().map(|node| amount(node.external)).sum();
    let sojourn = if external > 0.0 { present / external } else { 0.0 };
    Some(Settled { stations, present, sojourn })
}

/// How often each station is visited in a unit of time: (I − Pᵀ)λ = a, by elimination with the largest pivot.
fn traffic(nodes: &[Node]) -> Option<Vec<f64>> {
    let size = nodes.len();
    let reached = reached(nodes);
    // A row a station that something comes to; the others are visited never, and may be circles that nothing leaves.
    let row = |to: usize| -> Vec<f64> {
        let coefficient = |from: usize| {
            let through = if reached[from] && reached[to] { routed(nodes, from, to) } else { 0.0 };
            f64::from(u8::from(from == to)) - through
        };
        let external = amount(nodes[to].external).min(f64::MAX);
        (0..size).map(coefficient).chain([external]).collect()
    };
    let mut rows: Vec<Vec<f64>> = (0..size).map(row).collect();
    for column in 0..size {
        let largest = |best: usize, other: usize| {
            if rows[other][column].abs() > rows[best][column].abs() { other } else { best }
        };
        let pivot = (column..size).fold(column, largest);
        if rows[pivot][column].abs() < 1e-12 {
            return None;
        }
        rows.swap(column, pivot);
        let (above, below) = rows.split_at_mut(column + 1);
        for row in below {
            let factor = row[column] / above[column][column];
            if factor != 0.0 {
                row[column..]
                    .iter_mut()
                    .zip(&above[column][column..])
                    .for_each(|(cell, pivot)| *cell -= factor * pivot);
            }
        }
    }
    let mut rates = vec![0.0; size];
    for column in (0..size).rev() {
        let known: f64 = (column + 1..size).map(|other| product(rows[column][other], rates[other])).sum();
        rates[column] = amount((rows[column][size] - known) / rows[column][column]);
    }
    Some(rates)
}

/// The probability of a step; what a station says too much of is scaled down to 1.
fn routed(nodes: &[Node], from: usize, to: usize) -> f64 {
    let next = &nodes[from].next;
    let all: f64 = next.iter().take(nodes.len()).map(|step| share(*step)).sum();
    next.get(to).map_or(0.0, |step| share(*step)) / all.max(1.0)
}

/// Which stations anything ever comes to.
fn reached(nodes: &[Node]) -> Vec<bool> {
    let mut reached: Vec<bool> = nodes.iter().map(|node| amount(node.external) > 0.0).collect();
    let mut open: Vec<usize> = (0..nodes.len()).filter(|node| reached[*node]).collect();
    while let Some(from) = open.pop() {
        for (to, seen) in reached.iter_mut().enumerate() {
            if !*seen && nodes[from].next.get(to).is_some_and(|step| share(*step) > 0.0) {
                *seen = true;
                open.push(to);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(external: f64, next: &[f64]) -> Node {
        Node { external, service: 0.1, servers: 1, next: next.to_vec() }
    }

    #[test]
    fn what_goes_round_for_ever_does_not_settle() {
        assert_eq!(settle(&[node(1.0, &[1.0])]), None);
        assert_eq!(settle(&[node(1.0, &[0.0, 1.0]), node(0.0, &[1.0, 0.0])]), None);
        // A circle that nothing comes to is only idle.
        let settled = settle(&[node(1.0, &[]), node(0.0, &[0.0, 1.0])]).expect("the first station settles");
        assert_eq!((settled.stations[0].0, settled.stations[1].0), (1.0, 0.0));
        assert_eq!(settle(&[]).map(|settled| settled.sojourn), Some(0.0));
    }

    #[test]
    fn an_overloaded_station_makes_the_whole_endless_and_leaves_the_others_alone() {
        let settled = settle(&[node(5.0, &[0.0, 1.0]), Node { service: 0.3, ..node(0.0, &[]) }]).expect("it is open");
        assert!(settled.stations[0].1.is_stable() && !settled.stations[1].1.is_stable());
        assert_eq!((settled.present, settled.sojourn), (f64::INFINITY, f64::INFINITY));
    }

    #[test]
    fn feedback_is_one_over_what_leaves() {
        let settled = settle(&[node(4.0, &[0.2])]).expect("it is open");
        assert!((settled.stations[0].0 - 5.0).abs() < 1e-12);
    }
}
