//! What boundaries are drawn around: aggregates with their building blocks, or contexts as wholes.

use crate::model::{AggregateId, BoundedContext, ContextId, Criticality, ElementId, Landscape, TeamId, Volatility};
use crate::sorted_map::SortedMap;

/// What is put into groups as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Aggregates; of a context that has none, the context.
    #[default]
    Aggregates,
    /// Contexts.
    Contexts,
}

/// One that is never cut.
#[derive(Clone, Debug)]
pub struct Element {
    /// An aggregate, or a context as a whole.
    pub id: ElementId,
    /// The context in which it is drawn.
    pub context: ContextId,
    /// The words that it goes by, each as its tokens in lower case: its own name first.
    pub words: Vec<Vec<String>>,
    /// The teams that work on it.
    pub owners: Vec<TeamId>,
    /// How often it changes, as far as that is said.
    pub volatility: Volatility,
    /// How bad it is when it fails, as far as that is said.
    pub criticality: Criticality,
    /// A system outside, which stays alone.
    pub is_external: bool,
}

/// All elements of a landscape, numbered in the order of their contexts.
#[derive(Clone, Debug, Default)]
pub struct Elements {
    /// The elements.
    pub list: Vec<Element>,
    of_context: SortedMap<ContextId, Vec<usize>>,
    of_aggregate: SortedMap<AggregateId, usize>,
}

impl Elements {
    /// The elements of a landscape.
    pub fn of(landscape: &Landscape, level: Level) -> Self {
        let mut by_context: SortedMap<ContextId, Vec<AggregateId>> = SortedMap::new();
        for aggregate in landscape.aggregates.values() {
            by_context.entry(aggregate.context).or_default().push(aggregate.id);
        }
        let mut elements = Self::default();
        for context in landscape.contexts.values() {
            let aggregates = by_context.get(&context.id).map(Vec::as_slice).unwrap_or_default();
            let first = elements.list.len();
            if level == Level::Contexts || context.is_external() || aggregates.is_empty() {
                elements.list.push(whole(landscape, context, aggregates));
                elements.of_aggregate.extend(aggregates.iter().map(|id| (*id, first)));
            } else {
                for id in aggregates {
                    elements.of_aggregate.insert(*id, elements.list.len());
                    elements.list.extend(part(landscape, context, *id));
                }
            }
            elements.of_context.insert(context.id, (first..elements.list.len()).collect());
        }
        for block in landscape.building_blocks.values() {
            let element = block.aggregate.and_then(|id| elements.of_aggregate.get(&id).copied());
            if let Some(element) = element.and_then(|at| elements.list.get_mut(at)) {
                element.words.push(tokens(&block.name));
            }
        }
        elements
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// The elements of a context.
    pub fn of_context(&self, context: ContextId) -> &[usize] {
        self.of_context.get(&context).map(Vec::as_slice).unwrap_or_default()
    }

    /// The element that an aggregate is, or is part of.
    pub fn of_aggregate(&self, aggregate: AggregateId) -> Option<usize> {
        self.of_aggregate.get(&aggregate).copied()
    }

    /// The elements that are meant by an element of the landscape: of a context all of its, of a building block its
    /// aggregate. None of what has no place in a cut.
    pub fn meant(&self, landscape: &Landscape, id: ElementId) -> Vec<usize> {
        match id {
            ElementId::Context(id) => self.of_context(id).to_vec(),
            ElementId::Aggregate(id) => self.of_aggregate(id).into_iter().collect(),
            ElementId::BuildingBlock(id) => {
                let block = landscape.building_blocks.get(&id);
                block.and_then(|block| self.of_aggregate(block.aggregate?)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The elements of a context that a name speaks of: those that go by a word of it, else those that are exposed, else
    /// all of the context's.
    pub fn spoken_of(&self, context: ContextId, name: &[String], exposed: &[AggregateId]) -> Vec<usize> {
        let all = self.of_context(context);
        let is_named = |at: &&usize| self.list[**at].words.iter().any(|word| contains(name, word));
        let named: Vec<usize> = all.iter().filter(is_named).copied().collect();
        if named.is_empty() { self.exposed(context, exposed) } else { named }
    }

    /// The elements of a context that are exposed; all where none of its own is named.
    pub fn exposed(&self, context: ContextId, exposed: &[AggregateId]) -> Vec<usize> {
        let all = self.of_context(context);
        let mut shown: Vec<usize> = exposed.iter().filter_map(|id| self.of_aggregate(*id)).collect();
        shown.retain(|at| all.contains(at));
        shown.sort_unstable();
        shown.dedup();
        if shown.is_empty() { all.to_vec() } else { shown }
    }
}

fn whole(landscape: &Landscape, context: &BoundedContext, aggregates: &[AggregateId]) -> Element {
    let parts = || aggregates.iter().filter_map(|id| landscape.aggregates.get(id));
    let mut words = vec![tokens(&context.name)];
    words.extend(parts().map(|aggregate| tokens(&aggregate.name)));
    Element {
        id: context.id.into(),
        context: context.id,
        words,
        owners: landscape.owners_of(context),
        volatility: parts().map(|aggregate| aggregate.volatility).max_by_key(|it| *it as usize).unwrap_or_default(),
        criticality: context.criticality,
        is_external: context.is_external(),
    }
}

fn part(landscape: &Landscape, context: &BoundedContext, id: AggregateId) -> Option<Element> {
    let aggregate = landscape.aggregates.get(&id)?;
    let own = aggregate.owner.filter(|team| landscape.teams.contains_key(team));
    let said = aggregate.criticality;
    Some(Element {
        id: id.into(),
        context: context.id,
        words: vec![tokens(&aggregate.name)],
        owners: own.map_or_else(|| landscape.owners_of(context), |team| vec![team]),
        volatility: aggregate.volatility,
        criticality: if said == Criticality::Undefined { context.criticality } else { said },
        is_external: false,
    })
}

/// The words of a name in lower case, where `OrderPlaced` and `order-placed` are two.
pub fn tokens(name: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut was_small = false;
    let mut is_open = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() {
            (is_open, was_small) = (false, false);
            continue;
        }
        let begins = !is_open || (letter.is_uppercase() && was_small);
        if begins {
            tokens.push(String::new());
        }
        if let Some(token) = tokens.last_mut() {
            token.extend(letter.to_lowercase());
        }
        (is_open, was_small) = (true, letter.is_lowercase());
    }
    tokens
}

/// Whether these words stand in this name, side by side.
fn contains(name: &[String], words: &[String]) -> bool {
    !words.is_empty() && name.windows(words.len()).any(|window| window == words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn a_name_is_cut_into_words() {
        assert_eq!(tokens("OrderPlaced v2"), ["order", "placed", "v2"]);
        assert_eq!(tokens(" order-line__SKU "), ["order", "line", "sku"]);
        assert!(tokens("…").is_empty());
    }

    #[test]
    fn a_message_speaks_of_the_aggregates_that_it_names() {
        let mut sketch = Sketch::new();
        let [shop, bare] = ["Shop", "Bare"].map(|name| sketch.context(name));
        let [order, basket] = ["Order", "Basket"].map(|name| sketch.aggregate(shop, name));
        let elements = Elements::of(&sketch.landscape, Level::Aggregates);
        assert_eq!(elements.count(), 3);
        assert_eq!(elements.spoken_of(shop, &tokens("OrderPlaced"), &[basket]), [0]);
        assert_eq!(elements.spoken_of(shop, &tokens("Something else"), &[basket]), [1]);
        assert_eq!(elements.spoken_of(shop, &[], &[]), [0, 1]);
        assert_eq!(elements.meant(&sketch.landscape, bare.into()), [2]);
        assert_eq!(Elements::of(&sketch.landscape, Level::Contexts).meant(&sketch.landscape, order.into()), [0]);
    }
}
