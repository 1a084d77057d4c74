//! How often merges collide in code that is shipped together.
//!
//! P(n) = 1 − (1 − q)^(n − 1) for n changes at a time: independent pairs, the form that Uber's curve was fitted with
//! (Ananthanarayanan et al. 2019). Here n − 1 is how many changes land in the code base while a branch lives. Two changes
//! conflict with 1 − (1 − c)^(m + a · (1 − m)): c is how likely two changes of one context conflict, m in how many
//! contexts of the code base two changes meet on average (at most 1 in the second place), and a how much less likely two
//! changes of different contexts conflict (Dias et al. 2020: 4.4 to 6.1 times as often in the same slice). No study gives
//! conflicts as a clean curve over the age of branches.

use crate::simulation::queueing::batch::at_least_one;
use crate::simulation::team_design::demand::Demand;
use crate::simulation::team_design::flow::DAYS_A_MONTH;

/// A code base in which changes meet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Base {
    /// The share of all changes that touch it.
    pub share: f64,
    /// How many contexts it holds.
    pub contexts: usize,
    /// In how many contexts two of these meet on average.
    pub overlap: f64,
}

/// The code bases of a demand, each given by its contexts.
pub fn bases(demand: &Demand, contexts: &[Vec<usize>]) -> Vec<Base> {
    let mut base_of = vec![usize::MAX; demand.rates.len()];
    for (number, contexts) in contexts.iter().enumerate() {
        contexts.iter().for_each(|context| base_of[*context] = number);
    }
    let mut in_context = vec![0.0; demand.rates.len()];
    let mut in_base = vec![0.0; contexts.len()];
    let mut seen: Vec<usize> = Vec::new();
    for change in &demand.changes {
        let volume = demand.volume(change);
        seen.clear();
        for context in &change.touched {
            in_context[*context] += volume;
            let base = base_of[*context];
            if base != usize::MAX && !seen.contains(&base) {
                seen.push(base);
                in_base[base] += volume;
            }
        }
    }
    let total = demand.total();
    let base = |(contexts, all): (&Vec<usize>, f64)| {
        let share = |context: &usize| if all > 0.0 { in_context[*context] / all } else { 0.0 };
        let overlap: f64 = contexts.iter().map(|context| share(context) * share(context)).sum();
        Base { share: if total > 0.0 { all / total } else { 0.0 }, contexts: contexts.len(), overlap }
    };
    contexts.iter().zip(in_base).map(base).collect()
}

/// How likely two changes of a code base conflict.
fn pair(base: &Base, conflict: f64, apart: f64) -> f64 {
    at_least_one(conflict, base.overlap + apart * (1.0 - base.overlap).max(0.0))
}

/// How many conflicts a change has on average, one for each code base at most, where so many changes a month land and a
/// branch lives for so many days.
pub fn pain(bases: &[Base], changes: f64, branch_days: f64, (conflict, apart): (f64, f64)) -> f64 {
    let of = |base: &Base| {
        let others = changes * base.share * branch_days / DAYS_A_MONTH;
        // A code base of one context has no other contexts to conflict with.
        let apart = if base.contexts > 1 { apart } else { 0.0 };
        base.share * at_least_one(pair(base, conflict, apart), others)
    };
    bases.iter().map(of).sum()
}
