//! Reachability by walking, short of what the largest group reaches: who gets there reaches all of that as well.

use super::{Condensed, Reached};

/// How many steps of walking are worth it, for each group and each step of the network.
const WORTH: usize = 12;

/// For each group what it reaches and what reaches it; nothing where that is too long a walk.
pub(super) fn reached(condensed: &Condensed) -> Option<Reached> {
    let count = condensed.count();
    let hub = (0..count).max_by(|one, two| condensed.sizes[*one].total_cmp(&condensed.sizes[*two]));
    let mut walk = Walk { seen: vec![0; count], found: Vec::new(), left: WORTH * (count + condensed.ends.len()) };
    let mut is_beyond = vec![false; count];
    let mut leads_to_hub = vec![false; count];
    if let Some(hub) = hub {
        walk.from(condensed, hub, 1, |_| false)?;
        walk.found.iter().for_each(|group| is_beyond[*group as usize] = true);
        leads_to_hub[hub] = true;
    }
    (0..count).for_each(|group| {
        leads_to_hub[group] |= condensed.from(group).iter().any(|to| leads_to_hub[*to as usize]);
    });
    let beyond: f64 = (0..count).filter(|group| is_beyond[*group]).map(|group| condensed.sizes[group]).sum();
    let through: f64 = (0..count).filter(|group| leads_to_hub[*group]).map(|group| condensed.weights[group]).sum();
    let mut reached = Reached { sizes: vec![0.0; count], weights: vec![0.0; count] };
    for (group, stops) in leads_to_hub.iter().copied().enumerate() {
        walk.from(condensed, group, group as u32 + 2, |to| stops && is_beyond[to])?;
        let mut size = if stops { beyond } else { 0.0 };
        for found in walk.found.iter().map(|found| *found as usize) {
            // The largest group itself begins beyond: it has been counted.
            if !(stops && is_beyond[found]) {
                size += condensed.sizes[found];
                reached.weights[found] += condensed.weights[group];
            }
        }
        reached.sizes[group] = size;
    }
    for group in (0..count).filter(|group| is_beyond[*group]) {
        reached.weights[group] += through;
    }
    Some(reached)
}

/// A walk and what the next can use again.
struct Walk {
    /// The last walk that came by.
    seen: Vec<u32>,
    found: Vec<u32>,
    /// How many more steps may be taken.
    left: usize,
}

impl Walk {
    /// Finds what can be reached from a group, itself included, without going where the walk stops.
    fn from(&mut self, on: &Condensed, group: usize, number: u32, stops: impl Fn(usize) -> bool) -> Option<()> {
        self.found.clear();
        self.found.push(group as u32);
        self.seen[group] = number;
        let mut next = 0;
        while let Some(at) = self.found.get(next) {
            next += 1;
            let leaving = on.from(*at as usize);
            self.left = self.left.checked_sub(1 + leaving.len())?;
            for to in leaving {
                let seen = &mut self.seen[*to as usize];
                if *seen != number && !stops(*to as usize) {
                    *seen = number;
                    self.found.push(*to);
                }
            }
        }
        Some(())
    }
}
