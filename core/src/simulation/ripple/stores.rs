//! What a change of stored data does to whoever shares the store with the context that it starts in.

use super::change::ChangeKind;
use super::likelihood::Likelihoods;
use super::network::Edge;
use super::parameters::Values;
use crate::graph::Graph;
use crate::model::{ContextId, DataStore, Landscape};
use crate::order;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// For every context the steps that a change of its data takes through stores. They start there and nowhere else: who
/// adapts to another's tables does not change the tables of a third. What it does then goes over relationships.
pub(super) fn steps(landscape: &Landscape, graph: &Graph, likelihoods: &Likelihoods) -> SortedMap<usize, Vec<Edge>> {
    if !likelihoods.kind.is_of_data() {
        return SortedMap::new();
    }
    let values = Values::of(landscape);
    let [writer, reader] = match likelihoods.kind {
        ChangeKind::Database => [values.factor("store.swapped"); 2],
        _ => ["store.writer", "store.reader"].map(|key| values.factor(key)),
    };
    let writers: SortedSet<ContextId> =
        landscape.data_stores.values().flat_map(|it| it.writers.iter().copied()).collect();
    let mut steps = Vec::new();
    for store in landscape.data_stores.values() {
        for from in changers(store, &writers) {
            let mut add = |to: ContextId, base: f64| {
                if let (Some(source), Some(target)) = (graph.number(from), graph.number(to))
                    && source != target
                {
                    let likelihood = likelihoods.through_store(base, [from, to]);
                    let draw = [from.number(), to.number()];
                    steps.push((source, Edge { from: source, to: target, likelihood, draw }));
                }
            };
            each_once(&store.writers).iter().for_each(|to| add(*to, writer));
            let readers = each_once(&store.readers);
            readers.iter().filter(|id| !store.writers.contains(id)).for_each(|to| add(*to, reader));
        }
    }
    order::sort_by_key(&mut steps, |(source, _)| *source);
    let mut by_source: SortedMap<usize, Vec<Edge>> = SortedMap::new();
    for (source, step) in steps {
        by_source.entry(source).or_default().push(step);
    }
    by_source
}

/// Who changes what is in the store: those that write to it, and those that only read and write to none.
fn changers(store: &DataStore, writers: &SortedSet<ContextId>) -> Vec<ContextId> {
    let readers = store.readers.iter().filter(|id| !writers.contains(id)).copied();
    let all: Vec<ContextId> = store.writers.iter().copied().chain(readers).collect();
    each_once(&all)
}

fn each_once(ids: &[ContextId]) -> Vec<ContextId> {
    let mut ids = ids.to_vec();
    order::sort_by_key(&mut ids, |id| *id);
    ids.dedup();
    ids
}
