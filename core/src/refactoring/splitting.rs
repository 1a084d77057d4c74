//! What the refactorings share that take aggregates out of a context.

use super::work::Work;
use crate::model::{AggregateId, ContextId, Landscape};

/// Aggregates that go together, and what people call them.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    /// What they have in common, in words; nothing where they have nothing to tell.
    pub name: String,
    /// The aggregates.
    pub aggregates: Vec<AggregateId>,
}

/// The aggregates of a context by what is told of each, in the order in which that is first told. Those of which
/// nothing is told come first: they stay.
pub(super) fn grouped(told: impl IntoIterator<Item = (String, AggregateId)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (name, aggregate) in told {
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.aggregates.push(aggregate),
            None => groups.push(Group { name, aggregates: vec![aggregate] }),
        }
    }
    if let Some(place) = groups.iter().position(|group| group.name.is_empty()) {
        groups[..=place].rotate_right(1);
    }
    groups
}

/// What a context for a group is called: as its aggregate, or after the context that it comes from and the group.
pub(super) fn name_for(landscape: &Landscape, from: ContextId, group: &Group) -> String {
    match group.aggregates.as_slice() {
        [only] if !landscape.name((*only).into()).trim().is_empty() => landscape.name((*only).into()),
        _ if group.name.trim().is_empty() => format!("{} 2", landscape.name(from.into())),
        _ => format!("{} ({})", landscape.name(from.into()), group.name),
    }
}

impl Work<'_> {
    /// Takes aggregates out of a context into a new one beside it.
    pub(super) fn extract(&mut self, from: ContextId, name: &str, aggregates: &[AggregateId]) -> ContextId {
        let to = self.offspring(from, name);
        self.move_aggregates(aggregates, to);
        self.draw_uses_of(to);
        to
    }
}
