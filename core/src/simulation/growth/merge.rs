//! How often merges collide in code that is shipped together.
//!
//! P(n) = 1 − (1 − q)^(n − 1) for n changes at a time (science of merging: Brun et al. 2011; the form with independent
//! pairs is the one that Uber's curve was fitted with, Ananthanarayanan et al. 2019). Here n − 1 is how many changes
//! land in the code base while a branch lives, and q is how likely two of them touch the same context, times how likely
//! two changes of one context conflict. No study gives conflicts as a clean curve over the age of branches.

use crate::simulation::team_design::demand::Demand;
use crate::simulation::team_design::flow::DAYS_A_MONTH;

/// A code base in which changes meet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Base {
    /// The share of all changes that touch it.
    pub share: f64,
    /// How likely two of these touch the same context, at most.
    pub overlap: f64,
}

/// P(n) = 1 − (1 − q)^(n − 1), where `others` is n − 1 and need not be whole.
pub fn conflict(pair: f64, others: f64) -> f64 {
    -libm::expm1(libm::log1p(-pair.clamp(0.0, 1.0 - 1e-12)) * others.max(0.0))
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
        Base { share: if total > 0.0 { all / total } else { 0.0 }, overlap: overlap.min(1.0) }
    };
    contexts.iter().zip(in_base).map(base).collect()
}

/// How many conflicts a change has on average, where so many changes a month land and a branch lives for so many days.
pub fn pain(bases: &[Base], changes: f64, branch_days: f64, pair: f64) -> f64 {
    let of = |base: &Base| {
        let others = changes * base.share * branch_days / DAYS_A_MONTH;
        base.share * conflict(base.overlap * pair, others)
    };
    bases.iter().map(of).sum()
}
