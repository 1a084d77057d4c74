//! A cut held against the others: its figures, which context each part goes on as, and who moves.

use super::leiden::{Leiden, numbered};
use super::model::Model;
use super::mojo::Distance;
use super::quality::{self, Decomposition};
use crate::measure::congruence::{self, Need, Requirement};
use crate::measure::propagation;
use crate::measure::structure::{Dependency, Structure};
use crate::model::{ContextId, TeamId};
use crate::order;
use crate::sorted_map::SortedMap;

/// A cut and its figures.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Names it in files: `drawn`, `fewer`, `suggested`, `more`, `teams`.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// At which resolution it was found; none for the one that is drawn.
    pub resolution: Option<f64>,
    /// The part of each element.
    pub groups: Vec<usize>,
    /// For each part the context that it goes on as; none where it would be a new one.
    pub labels: Vec<Option<ContextId>>,
    /// The elements that would leave their context.
    pub moved: Vec<usize>,
    /// Modularity at resolution 1, so that cuts can be compared.
    pub modularity: f64,
    /// What follows from who calls whom.
    pub decomposition: Decomposition,
    /// Propagation cost between parts.
    pub propagation_cost: f64,
    /// Congruence of the teams that the parts would have; none where no interaction is drawn.
    pub congruence: Option<f64>,
    /// How many elements each part has that is no external system.
    pub sizes: Vec<usize>,
    /// MoJoFM in per cent, against the cut as drawn.
    pub likeness: f64,
}

impl Cut {
    /// Measures a cut.
    pub fn of(model: &Model, key: &'static str, name: &'static str, resolution: Option<f64>, groups: &[usize]) -> Self {
        let groups = numbered(groups);
        let labels = labels(model, &groups);
        let is_moved = |at: &usize| labels[groups[*at]] != Some(model.elements.list[*at].context);
        let moved = (0..groups.len()).filter(is_moved).collect();
        let mut sizes = vec![0; labels.len()];
        for (element, group) in model.elements.list.iter().zip(&groups) {
            sizes[*group] += usize::from(!element.is_external);
        }
        sizes.retain(|size| *size > 0);
        let across = || model.calls.iter().filter(|call| groups[call.from] != groups[call.to]);
        let depend = across().map(|call| Dependency::new(groups[call.from], groups[call.to])).collect();
        let structure = Structure::new(labels.len(), depend);
        Self {
            key,
            name,
            resolution,
            moved,
            modularity: quality::modularity(&groups, &model.pairs, 1.0),
            decomposition: Decomposition::of(&groups, &model.calls, model.sizes),
            propagation_cost: propagation::cost(&structure).unwrap_or(0.0),
            congruence: congruence(model, &groups, labels.len()),
            sizes,
            likeness: Distance::between(&groups, &model.drawn).likeness(),
            labels,
            groups,
        }
    }

    /// How many parts there are, external systems aside.
    pub fn parts(&self) -> usize {
        self.sizes.len()
    }

    /// The elements of a part.
    pub fn members(&self, part: usize) -> Vec<usize> {
        (0..self.groups.len()).filter(|at| self.groups[*at] == part).collect()
    }
}

/// Which context each part goes on as: the pairs that share most elements come first; of equal ones that whose elements
/// hold the part together most, then that which was drawn first.
fn labels(model: &Model, groups: &[usize]) -> Vec<Option<ContextId>> {
    let count = groups.iter().max().map_or(0, |most| most + 1);
    let mut held = vec![0.0; groups.len()];
    for pair in model.pairs.iter().filter(|pair| groups[pair.one] == groups[pair.other]) {
        held[pair.one] += pair.weight;
        held[pair.other] += pair.weight;
    }
    let mut shared: SortedMap<(ContextId, usize), (usize, f64)> = SortedMap::new();
    for ((element, group), held) in model.elements.list.iter().zip(groups).zip(held) {
        let sum = shared.entry((element.context, *group)).or_default();
        *sum = (sum.0 + 1, sum.1 + held);
    }
    let mut shared: Vec<((ContextId, usize), (usize, f64))> = shared.into_iter().collect();
    order::sort_by(&mut shared, |(_, a), (_, b)| b.0.cmp(&a.0).then_with(|| b.1.total_cmp(&a.1)));
    let mut labels = vec![None; count];
    let mut taken: SortedMap<ContextId, ()> = SortedMap::new();
    for ((context, part), _) in shared {
        if labels[part].is_none() && !taken.contains_key(&context) {
            labels[part] = Some(context);
            taken.insert(context, ());
        }
    }
    labels
}

/// Congruence where each part belongs to the team that works on most of it.
fn congruence(model: &Model, groups: &[usize], count: usize) -> Option<f64> {
    let numbers: SortedMap<TeamId, usize> =
        model.landscape.teams.keys().enumerate().map(|(number, id)| (*id, number)).collect();
    let contacts = congruence::landscape::contacts(&model.landscape, &numbers);
    if contacts.is_empty() || numbers.len() < 2 {
        return None;
    }
    let mut work: Vec<SortedMap<usize, usize>> = vec![SortedMap::new(); count];
    for (element, group) in model.elements.list.iter().zip(groups) {
        for team in element.owners.iter().filter_map(|id| numbers.get(id)) {
            *work[*group].entry(*team).or_default() += 1;
        }
    }
    let most = |work: &SortedMap<usize, usize>| work.iter().rev().max_by_key(|(_, count)| **count).map(|it| *it.0);
    let team: Vec<Option<usize>> = work.iter().map(most).collect();
    let mut required: SortedMap<(usize, usize), Requirement> = SortedMap::new();
    for (call, is_published) in model.calls.iter().zip(&model.is_published) {
        let Some((from, to)) = team[groups[call.from]].zip(team[groups[call.to]]) else { continue };
        if from == to {
            continue;
        }
        let teams = (from.min(to), from.max(to));
        let needed = required.entry(teams).or_insert(Requirement { teams, weight: 0.0, needs: [Need::Nothing; 2] });
        needed.weight += call.volume;
        let way = usize::from(from > to);
        needed.needs[way] = needed.needs[way].max(if *is_published { Need::Service } else { Need::Talk });
    }
    Some(congruence::congruence(required.into_values().collect(), &contacts).share())
}

/// How sure a cut is: for each element, the share of its part that goes with it whatever the seed.
///
/// The mean over runs of |G ∩ H| ÷ |G ∪ H|, the element itself aside, where G is its part in the cut and H in the run; 1 where there is no run.
pub fn stability(groups: &[usize], runs: &[Vec<usize>]) -> Vec<f64> {
    if runs.is_empty() {
        return vec![1.0; groups.len()];
    }
    let mut sums = vec![0.0; groups.len()];
    let sizes = |groups: &[usize]| {
        let mut sizes = vec![0_usize; groups.iter().max().map_or(0, |most| most + 1)];
        groups.iter().for_each(|group| sizes[*group] += 1);
        sizes
    };
    let own = sizes(groups);
    for run in runs {
        let theirs = sizes(run);
        let mut shared: SortedMap<(usize, usize), usize> = SortedMap::new();
        groups.iter().zip(run).for_each(|(one, other)| *shared.entry((*one, *other)).or_default() += 1);
        for ((one, other), sum) in groups.iter().zip(run).zip(&mut sums) {
            let both = shared.get(&(*one, *other)).copied().unwrap_or(1);
            let either = own[*one] + theirs[*other] - both;
            *sum += if either <= 1 { 1.0 } else { (both - 1) as f64 / (either - 1) as f64 };
        }
    }
    sums.iter().map(|sum| sum / runs.len() as f64).collect()
}

/// The best of several cuts that were found at a resolution; of equal ones the first.
pub fn best<'c>(leiden: &Leiden, resolution: f64, cuts: &'c [Vec<usize>]) -> Option<&'c Vec<usize>> {
    let mut best: Option<(f64, &Vec<usize>)> = None;
    for cut in cuts {
        let worth = leiden.worth(cut, resolution);
        if best.is_none_or(|(most, _)| worth > most) {
            best = Some((worth, cut));
        }
    }
    best.map(|(_, cut)| cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_sure_where_every_run_puts_it_with_the_same() {
        let groups = [0, 0, 1, 1];
        assert_eq!(stability(&groups, &[vec![1, 1, 0, 0]]), [1.0; 4]);
        // In the second run the third is with the first two and the fourth alone.
        let found = stability(&groups, &[vec![0, 0, 1, 1], vec![0, 0, 0, 1]]);
        assert_eq!(found, [0.75, 0.75, 0.5, 0.5]);
        assert_eq!(stability(&[0], &[vec![0]]), [1.0]);
    }
}
