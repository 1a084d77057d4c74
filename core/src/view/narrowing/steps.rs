//! The steps that lead from one context, team or actor to another, and how far they lead.

use std::collections::VecDeque;

use super::Implied;
use crate::model::{ContextId, ElementId, InteractionMode, Landscape, Relationship, RelationshipKind};
use crate::pattern;
use crate::sorted_set::SortedSet;

/// Which way one goes along dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To what it depends on.
    Along,
    /// To what depends on it.
    Against,
    /// Each step as one likes.
    Either,
}

impl Way {
    /// The same way, gone from its end.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Along => Self::Against,
            Self::Against => Self::Along,
            Self::Either => Self::Either,
        }
    }
}

/// Everything that steps lead to, as small numbers, and the steps along dependencies and against them.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    ends: Vec<ElementId>,
    along: Vec<Vec<usize>>,
    against: Vec<Vec<usize>>,
}

impl Steps {
    /// The steps of a landscape: over relationships that are not left out, and over how teams work together. Equals
    /// depend on each other; those who go separate ways do not.
    pub(super) fn of(landscape: &Landscape, is_left_out: &dyn Fn(&Relationship) -> bool) -> Self {
        let contexts = landscape.contexts.keys().map(|id| ElementId::from(*id));
        let teams = landscape.teams.keys().map(|id| ElementId::from(*id));
        let actors = landscape.actors.keys().map(|id| ElementId::from(*id));
        let mut ends: Vec<ElementId> = contexts.chain(teams).chain(actors).collect();
        crate::order::sort_by_key(&mut ends, |id| *id);
        let mut pairs: Vec<[ElementId; 2]> = Vec::new();
        let is_step =
            |it: &&std::sync::Arc<Relationship>| it.kind != RelationshipKind::SeparateWays && !is_left_out(it);
        for relationship in landscape.relationships.values().filter(is_step) {
            let [supplier, consumer] = relationship.parties().map(ElementId::from);
            pairs.push([consumer, supplier]);
            if pattern::is_symmetric(relationship.kind) {
                pairs.push([supplier, consumer]);
            }
        }
        for interaction in landscape.interactions.values() {
            let [provider, consumer] = interaction.teams().map(ElementId::from);
            pairs.push([consumer, provider]);
            if !matches!(interaction.mode, InteractionMode::XAsAService | InteractionMode::Facilitating) {
                pairs.push([provider, consumer]);
            }
        }
        let mut steps = Self { along: vec![Vec::new(); ends.len()], against: vec![Vec::new(); ends.len()], ends };
        pairs.into_iter().for_each(|[from, to]| steps.add(from, to));
        steps.settle();
        steps
    }

    fn add(&mut self, from: ElementId, to: ElementId) {
        if let (Some(from), Some(to)) = (self.number(from), self.number(to))
            && from != to
        {
            self.along[from].push(to);
            self.against[to].push(from);
        }
    }

    fn settle(&mut self) {
        for list in self.along.iter_mut().chain(&mut self.against) {
            crate::order::sort_by_key(list, |number| *number);
            list.dedup();
        }
    }

    fn number(&self, id: ElementId) -> Option<usize> {
        self.ends.binary_search(&id).ok()
    }

    /// Everything that steps lead to, in the order of identifiers.
    pub(super) fn ends(&self) -> impl Iterator<Item = ElementId> + '_ {
        self.ends.iter().copied()
    }

    /// The steps that are left when these are hidden, with those through them.
    pub(super) fn without(&self, hidden: &SortedSet<ElementId>, implied: &[Implied]) -> Self {
        let is_there: Vec<bool> = self.ends.iter().map(|id| !hidden.contains(id)).collect();
        let kept = |lists: &[Vec<usize>]| {
            let of = |from: usize, list: &Vec<usize>| {
                list.iter().copied().filter(|to| is_there[from] && is_there[*to]).collect::<Vec<_>>()
            };
            lists.iter().enumerate().map(|(from, list)| of(from, list)).collect::<Vec<_>>()
        };
        let mut steps = Self { ends: self.ends.clone(), along: kept(&self.along), against: kept(&self.against) };
        implied.iter().for_each(|it| steps.add(it.consumer.into(), it.supplier.into()));
        steps.settle();
        steps
    }

    /// How many steps it is from the nearest of these to everything; `usize::MAX` where no way leads.
    pub(super) fn distances(&self, from: impl IntoIterator<Item = ElementId>, way: Way) -> Vec<usize> {
        let mut distance = vec![usize::MAX; self.ends.len()];
        let mut open: VecDeque<usize> = from.into_iter().filter_map(|id| self.number(id)).collect();
        open.iter().for_each(|start| distance[*start] = 0);
        while let Some(at) = open.pop_front() {
            let along = self.along[at].iter().filter(|_| way != Way::Against);
            let against = self.against[at].iter().filter(|_| way != Way::Along);
            for to in along.chain(against) {
                if distance[*to] == usize::MAX {
                    distance[*to] = distance[at] + 1;
                    open.push_back(*to);
                }
            }
        }
        distance
    }

    /// The dependencies between contexts that are shown through contexts that are not, where there is no direct one.
    pub(super) fn implied(&self, hidden: &SortedSet<ElementId>) -> Vec<Implied> {
        let is_hidden: Vec<bool> = self.ends.iter().map(|id| hidden.contains(id)).collect();
        let context = |number: usize| match self.ends[number] {
            ElementId::Context(id) => Some(id),
            _ => None,
        };
        let mut implied = Vec::new();
        let mut before = vec![usize::MAX; self.ends.len()];
        for start in (0..self.ends.len()).filter(|start| !is_hidden[*start]) {
            let Some(consumer) = context(start) else { continue };
            let mut met: Vec<usize> = Vec::new();
            let mut open: VecDeque<usize> = VecDeque::from([start]);
            before[start] = start;
            while let Some(at) = open.pop_front() {
                for to in self.along[at].iter().copied().filter(|to| context(*to).is_some()) {
                    if before[to] != usize::MAX || (at == start && !is_hidden[to]) {
                        continue;
                    }
                    before[to] = at;
                    met.push(to);
                    if is_hidden[to] {
                        open.push_back(to);
                    }
                }
            }
            let reached = met.iter().copied().filter(|to| !is_hidden[*to] && !self.along[start].contains(to));
            let mut found: Vec<Implied> = reached
                .filter_map(|to| {
                    let through = chain(&before, start, to).into_iter().filter_map(context).collect();
                    Some(Implied { supplier: context(to)?, consumer, through })
                })
                .collect();
            crate::order::sort_by_key(&mut found, |it: &Implied| -> ContextId { it.supplier });
            implied.extend(found);
            met.into_iter().chain([start]).for_each(|number| before[number] = usize::MAX);
        }
        implied
    }
}

/// What lies between the start and the end of the way that was found, from the start on.
fn chain(before: &[usize], start: usize, end: usize) -> Vec<usize> {
    let mut chain = Vec::new();
    let mut at = before[end];
    while at != start {
        chain.push(at);
        at = before[at];
    }
    chain.reverse();
    chain
}
