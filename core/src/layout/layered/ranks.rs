//! Which layer each node is in.

use crate::measure::feedback;

/// Arcs that all lead from a layer to a later one.
#[derive(Clone, Debug)]
pub(super) struct Ranked {
    /// The layer of each node.
    pub ranks: Vec<usize>,
    /// The ends of each arc, the one in the earlier layer first; nothing for one that leads nowhere.
    pub arcs: Vec<Option<(usize, usize)>>,
}

/// Finds layers: each node as early as what points at it allows, and then later where that shortens its lines.
pub(super) fn ranked(count: usize, pairs: &[(usize, usize)]) -> Ranked {
    let order = feedback::good_order(count, pairs);
    let mut place = vec![0; count];
    order.iter().enumerate().for_each(|(at, node)| place[*node] = at);
    let turned = |(from, to): (usize, usize)| if place[from] <= place[to] { (from, to) } else { (to, from) };
    let arcs: Vec<Option<(usize, usize)>> =
        pairs.iter().map(|pair| (pair.0 != pair.1 && pair.0.max(pair.1) < count).then(|| turned(*pair))).collect();
    let (mut after, mut before) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for (from, to) in arcs.iter().flatten() {
        after[*from].push(*to);
        before[*to].push(*from);
    }
    let mut ranks = vec![0; count];
    for node in &order {
        ranks[*node] = before[*node].iter().map(|from| ranks[*from] + 1).max().unwrap_or(0);
    }
    for node in order.iter().rev() {
        let latest = after[*node].iter().map(|to| ranks[*to] - 1).min();
        if let Some(latest) = latest.filter(|_| after[*node].len() > before[*node].len()) {
            ranks[*node] = latest.max(ranks[*node]);
        }
    }
    Ranked { ranks, arcs }
}
