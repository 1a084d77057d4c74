//! Contexts among more and more teams: each cut goes where the least changes cross it.
//!
//! All contexts begin with one team. The team with the most work is cut in two, again and again: the smaller part grows
//! around a context by what it changes together with, then single contexts move while that makes the cut cheaper
//! (Fiduccia and Mattheyses 1982), within a balance of work. A context that is all that a team has gets a second team
//! that shares it. As every division refines the one before, a change that crosses a border crosses it ever after.

use crate::order;
use crate::simulation::team_design::demand::Demand;

/// So many contexts are tried as the beginning of a part.
const BEGINNINGS: usize = 4;

/// What binds contexts, and how much work each is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Affinity {
    /// For each context the work in it, in any unit.
    pub work: Vec<f64>,
    /// For each context those that it is joined with, and how many changes a month travel between the two.
    pub together: Vec<Vec<(usize, f64)>>,
}

impl Affinity {
    /// What binds contexts in this demand. The work in a context is 1 for a change that begins there and `elsewhere`
    /// for one that only touches it.
    pub fn of(demand: &Demand, elsewhere: f64) -> Self {
        let mut work = vec![0.0; demand.rates.len()];
        for change in &demand.changes {
            let volume = demand.volume(change);
            for context in &change.touched {
                work[*context] += if *context == change.source { volume } else { volume * elsewhere };
            }
        }
        let mut steps: Vec<(usize, usize, f64)> = Vec::with_capacity(2 * demand.traffic.len());
        for ((one, other), volume) in &demand.traffic {
            steps.extend([(*one, *other, *volume), (*other, *one, *volume)]);
        }
        order::sort_by_key(&mut steps, |(one, other, _)| (*one, *other));
        let mut together: Vec<Vec<(usize, f64)>> = vec![Vec::new(); demand.rates.len()];
        for (one, other, volume) in steps {
            match together[one].last_mut() {
                Some((last, sum)) if *last == other => *sum += volume,
                _ => together[one].push((other, volume)),
            }
        }
        Self { work, together }
    }
}

/// The contexts among so many teams.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Division {
    /// For each context the part that it belongs to; nothing for one that is nobody's.
    pub part_of: Vec<Option<usize>>,
    /// For each part how many teams share it.
    pub teams: Vec<usize>,
}

impl Division {
    /// How many teams there are.
    pub fn count(&self) -> usize {
        self.teams.iter().sum()
    }

    /// How many teams contexts like these touch.
    pub fn touched(&self, contexts: &[usize]) -> usize {
        let mut parts: Vec<usize> = contexts.iter().filter_map(|context| self.part_of[*context]).collect();
        parts.sort_unstable();
        parts.dedup();
        parts.into_iter().map(|part| self.teams[part]).sum()
    }
}

/// The divisions among 1, 2, … `most` teams of the contexts that are `ours`. A part of a cut has at least the share
/// `balance` of the work, as far as single contexts allow it.
pub fn divisions(affinity: &Affinity, ours: &[bool], most: usize, balance: f64) -> Vec<Division> {
    let contexts: Vec<usize> = in_order(affinity, ours);
    let mut part_of = vec![None; ours.len()];
    contexts.iter().for_each(|context| part_of[*context] = Some(0));
    let mut parts = vec![contexts];
    let mut division = Division { part_of, teams: vec![1] };
    let mut all = vec![division.clone()];
    let work = |contexts: &Vec<usize>| contexts.iter().map(|context| affinity.work[*context]).sum::<f64>();
    while all.len() < most {
        let burden = |part: &usize| work(&parts[*part]) / division.teams[*part] as f64;
        let busiest = (0..parts.len()).max_by(|a, b| burden(a).total_cmp(&burden(b)).then(b.cmp(a))).unwrap_or(0);
        if parts[busiest].len() < 2 {
            division.teams[busiest] += 1;
        } else {
            let (kept, new) = bisect(affinity, &parts[busiest], balance);
            new.iter().for_each(|context| division.part_of[*context] = Some(parts.len()));
            parts[busiest] = kept;
            parts.push(new);
            division.teams.push(1);
        }
        all.push(division.clone());
    }
    all
}

/// The contexts by work and by what binds them, so that the outcome does not depend on how they are numbered.
fn in_order(affinity: &Affinity, ours: &[bool]) -> Vec<usize> {
    let mut contexts: Vec<usize> = (0..ours.len()).filter(|context| ours[*context]).collect();
    let bound = |context: usize| affinity.together[context].iter().map(|(_, volume)| volume).sum::<f64>();
    let bounds: Vec<f64> = (0..ours.len()).map(bound).collect();
    let compare =
        |a: &usize, b: &usize| affinity.work[*b].total_cmp(&affinity.work[*a]).then(bounds[*b].total_cmp(&bounds[*a]));
    order::sort_by(&mut contexts, compare);
    contexts
}

/// Cuts the contexts in two, the heavier part first.
fn bisect(affinity: &Affinity, contexts: &[usize], balance: f64) -> (Vec<usize>, Vec<usize>) {
    let mut half = Half::new(affinity, contexts, balance);
    let mut best: Option<(f64, Vec<bool>)> = None;
    for beginning in 0..contexts.len().min(BEGINNINGS) {
        half.grow(beginning);
        half.improve();
        let cost = half.cost();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, half.is_in.clone()));
        }
    }
    let is_in = best.map(|(_, is_in)| is_in).unwrap_or_default();
    let side = |inside: bool| -> Vec<usize> {
        contexts.iter().zip(&is_in).filter(|(_, is_in)| **is_in == inside).map(|(context, _)| *context).collect()
    };
    let (one, other) = (side(true), side(false));
    let weight = |side: &Vec<usize>| side.iter().map(|context| affinity.work[*context]).sum::<f64>();
    if weight(&one) >= weight(&other) { (one, other) } else { (other, one) }
}

/// A part that is being cut off, by places in the list of contexts.
struct Half {
    work: Vec<f64>,
    together: Vec<Vec<(usize, f64)>>,
    is_in: Vec<bool>,
    /// For each place what binds it to the half, and what to the rest.
    bonds: Vec<[f64; 2]>,
    all: f64,
    inside: f64,
    count: usize,
    balance: f64,
}

impl Half {
    fn new(affinity: &Affinity, contexts: &[usize], balance: f64) -> Self {
        let mut place = vec![usize::MAX; affinity.work.len()];
        contexts.iter().enumerate().for_each(|(at, context)| place[*context] = at);
        let together = |context: &usize| -> Vec<(usize, f64)> {
            let others = affinity.together[*context].iter().map(|(other, volume)| (place[*other], *volume));
            others.filter(|(other, _)| *other != usize::MAX).collect()
        };
        let work: Vec<f64> = contexts.iter().map(|context| affinity.work[*context].max(f64::MIN_POSITIVE)).collect();
        let all = work.iter().sum();
        Self {
            together: contexts.iter().map(together).collect(),
            is_in: vec![false; contexts.len()],
            bonds: vec![[0.0; 2]; contexts.len()],
            all,
            inside: 0.0,
            count: 0,
            balance: balance.clamp(0.0, 0.5),
            work,
        }
    }

    /// Starts over around one context, up to half of the work.
    fn grow(&mut self, beginning: usize) {
        self.is_in.fill(false);
        (self.inside, self.count) = (0.0, 0);
        for place in 0..self.bonds.len() {
            self.bonds[place] = [0.0, self.together[place].iter().map(|(_, volume)| volume).sum()];
        }
        self.move_over(beginning);
        while self.count + 1 < self.is_in.len() {
            let outside = (0..self.is_in.len()).filter(|place| !self.is_in[*place]);
            let fits = outside.filter(|place| self.inside + self.work[*place] <= self.all * (1.0 - self.balance));
            let Some(next) = fits.max_by(|a, b| self.gain(*a).total_cmp(&self.gain(*b)).then(b.cmp(a))) else {
                return;
            };
            if (self.inside + self.work[next] - self.all / 2.0).abs() > (self.inside - self.all / 2.0).abs() {
                return;
            }
            self.move_over(next);
        }
    }

    /// Moves one context after the other, each time the one that makes the cut cheapest, and keeps the best cut that
    /// was met; again, until that brings nothing.
    fn improve(&mut self) {
        for _ in 0..6 {
            let (before, start) = (self.cost(), self.is_in.clone());
            let (mut best, mut moved, mut best_length) = (before, Vec::new(), 0);
            let mut is_moved = vec![false; self.is_in.len()];
            // After a while only the borders' far sides are left, and no cut gets better by them.
            while moved.len() < self.is_in.len().min(64) {
                let open = (0..self.is_in.len()).filter(|place| !is_moved[*place] && self.may_move(*place));
                let Some(next) = open.max_by(|a, b| self.gain(*a).total_cmp(&self.gain(*b)).then(b.cmp(a))) else {
                    break;
                };
                is_moved[next] = true;
                self.move_over(next);
                moved.push(next);
                if self.cost() < best - 1e-12 * before.abs() {
                    (best, best_length) = (self.cost(), moved.len());
                }
            }
            for place in moved.iter().skip(best_length).rev() {
                self.move_over(*place);
            }
            if best_length == 0 {
                self.is_in = start;
                return;
            }
        }
    }

    /// How much cheaper the cut gets when this one moves.
    fn gain(&self, place: usize) -> f64 {
        let [inside, outside] = self.bonds[place];
        if self.is_in[place] { outside - inside } else { inside - outside }
    }

    fn may_move(&self, place: usize) -> bool {
        let (after, count) = match self.is_in[place] {
            true => (self.inside - self.work[place], self.count - 1),
            false => (self.inside + self.work[place], self.count + 1),
        };
        let smaller = |inside: f64| inside.min(self.all - inside);
        let is_balanced = smaller(after) >= self.balance * self.all || smaller(after) > smaller(self.inside);
        count > 0 && count < self.is_in.len() && is_balanced
    }

    fn move_over(&mut self, place: usize) {
        let (from, to) = if self.is_in[place] { (0, 1) } else { (1, 0) };
        self.is_in[place] = !self.is_in[place];
        self.inside += if self.is_in[place] { self.work[place] } else { -self.work[place] };
        self.count = if self.is_in[place] { self.count + 1 } else { self.count - 1 };
        for (other, volume) in &self.together[place] {
            self.bonds[*other][from] -= volume;
            self.bonds[*other][to] += volume;
        }
    }

    /// What the cut costs, over how much work it separates (the ratio cut of Wei and Cheng 1989); among cuts that cost
    /// nothing the more even one is cheaper.
    fn cost(&self) -> f64 {
        let cut: f64 = (0..self.is_in.len()).filter(|place| self.is_in[*place]).map(|place| self.bonds[place][1]).sum();
        let share = (self.inside / self.all).clamp(0.0, 1.0);
        let even = (share * (1.0 - share)).max(1e-9);
        (cut.max(0.0) + 1e-6 * self.all) / even
    }
}

#[cfg(test)]
mod tests;
