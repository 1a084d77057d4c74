//! Dependencies among what is shown, several between the same two as one line.

use super::super::narrowing::Narrowed;
use super::cells::Cells;
use crate::model::{ElementId, Landscape, RelationshipId, RelationshipKind};
use crate::pattern;
use crate::rule::misdirected;
use crate::scene::figure::Look;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// A line from an item to one that it depends on.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// The item that depends, and the one that it depends on.
    pub ends: [usize; 2],
    /// How it is drawn.
    pub look: Look,
    /// The relationships that it stands for; none of an implied one.
    pub relationships: Vec<RelationshipId>,
    /// What is said of it besides: what is wrong, or what lies between.
    pub note: String,
}

impl Link {
    /// What a click on it chooses.
    pub(super) fn ids(&self) -> Vec<ElementId> {
        self.relationships.iter().map(|id| ElementId::from(*id)).collect()
    }

    /// What a screen reader says.
    pub(super) fn description(&self, landscape: &Landscape, cells: &Cells) -> String {
        if self.look == Look::DependencyImplied {
            return self.note.clone();
        }
        let name =
            |item: usize| cells.id(item).map_or_else(|| "what is in no group".to_owned(), |id| landscape.quoted(id));
        let [from, to] = self.ends.map(name);
        let times = match self.relationships.len() {
            1 => String::new(),
            count => format!(", {count} times"),
        };
        let wrong = if self.note.is_empty() { String::new() } else { format!(". {}", self.note) };
        match self.look {
            Look::DependencyMutual => format!("{from} and {to} depend on each other{times}"),
            _ => format!("{from} depends on {to}{times}{wrong}"),
        }
    }
}

/// What tells lines between the same two apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Wrong,
    Right,
    Mutual,
}

/// Every dependency between two items, in the order of their numbers; what lies inside of one box is left out, and so
/// are those who go separate ways.
pub(super) fn links(whole: &Landscape, narrowed: &Narrowed<'_>, cells: &Cells) -> Vec<Link> {
    let wrong = misdirected(whole);
    let mut found: SortedMap<([usize; 2], Sort), Vec<RelationshipId>> = SortedMap::new();
    let mut listed: Vec<([usize; 2], Sort, RelationshipId)> = Vec::new();
    for relationship in narrowed.landscape.relationships.values() {
        let [supplier, consumer] = relationship.parties().map(|party| cells.item_of(party.into()));
        let (Some(supplier), Some(consumer)) = (supplier, consumer) else { continue };
        if supplier == consumer || relationship.kind == RelationshipKind::SeparateWays {
            continue;
        }
        let (ends, sort) = match pattern::is_symmetric(relationship.kind) {
            true => ([consumer.min(supplier), consumer.max(supplier)], Sort::Mutual),
            false if wrong.contains_key(&relationship.id) => ([consumer, supplier], Sort::Wrong),
            false => ([consumer, supplier], Sort::Right),
        };
        listed.push((ends, sort, relationship.id));
    }
    crate::order::sort_by_key(&mut listed, |it| *it);
    for (ends, sort, id) in listed {
        found.entry((ends, sort)).or_default().push(id);
    }
    let link = |((ends, sort), relationships): (([usize; 2], Sort), Vec<RelationshipId>)| {
        let look = match sort {
            Sort::Wrong => Look::DependencyWrong,
            Sort::Mutual => Look::DependencyMutual,
            Sort::Right if relationships.len() > 1 => Look::DependencyMany,
            Sort::Right => Look::Dependency,
        };
        let first = relationships.first().filter(|_| sort == Sort::Wrong);
        let note = first.and_then(|id| wrong.get(id)).map_or_else(String::new, |words| (*words).to_owned());
        Link { ends, look, relationships, note }
    };
    let mut links: Vec<Link> = found.into_iter().map(link).collect();
    let direct: SortedSet<[usize; 2]> = links.iter().map(|link| link.ends).collect();
    let mut implied: SortedMap<[usize; 2], String> = SortedMap::new();
    for it in &narrowed.implied {
        let [consumer, supplier] = [it.consumer, it.supplier].map(|id| cells.item_of(id.into()));
        if let (Some(consumer), Some(supplier)) = (consumer, supplier)
            && consumer != supplier
            && !direct.contains(&[consumer, supplier])
        {
            implied.entry([consumer, supplier]).or_insert_with(|| it.description(whole));
        }
    }
    let drawn = |(ends, note)| Link { ends, look: Look::DependencyImplied, relationships: Vec::new(), note };
    links.extend(implied.into_iter().map(drawn));
    links
}
