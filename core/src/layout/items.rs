//! What is to be placed, how much room it needs and what pulls it together.

use crate::model::{Actor, BoundedContext, ElementId, Frame, Landscape, Team};
use crate::sorted_map::SortedMap;
use crate::text::wrapped;

/// The size that a context is drawn with unless its name needs more.
pub const CONTEXT_SIZE: (u32, u32) = (176, 88);
/// The size that a team is drawn with unless its name needs more.
pub const TEAM_SIZE: (u32, u32) = (176, 64);
/// The size that an actor is drawn with unless its name needs more.
pub const ACTOR_SIZE: (u32, u32) = (152, 56);
/// The size that a domain is drawn with before it has contexts.
pub const DOMAIN_SIZE: (u32, u32) = (400, 264);

/// Something that needs a place.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) id: ElementId,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Something that pulls two items together. Influence flows from upstream to downstream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) upstream: usize,
    pub(super) downstream: usize,
    pub(super) weight: f64,
}

pub(super) fn items(landscape: &Landscape) -> Vec<Item> {
    let contexts =
        landscape.contexts_on_map().map(|context| item(context.id.into(), context.frame, context_size(context)));
    let teams = landscape.teams_on_map().map(|team| item(team.id.into(), team.frame, team_size(team)));
    let actors = landscape.actors_on_map().map(|actor| item(actor.id.into(), actor.frame, actor_size(actor)));
    contexts.chain(teams).chain(actors).collect()
}

pub(super) fn item(id: ElementId, frame: Option<Frame>, size: (u32, u32)) -> Item {
    let (width, height) = frame.map_or(size, |frame| (frame.width, frame.height));
    Item { id, width: f64::from(width), height: f64::from(height) }
}

/// The size that a context needs for its name.
pub fn context_size(context: &BoundedContext) -> (u32, u32) {
    let (width, height) = CONTEXT_SIZE;
    // A name of more than two lines gets a wider box rather than a smaller font.
    let wider = [width, width + 32, width + 64].into_iter();
    let fits = |width: &u32| {
        let lines = wrapped(&context.name, 15.9, f64::from(*width) - 20.0, 3);
        lines.len() <= 2 && !lines.iter().any(|line| line.ends_with('…'))
    };
    let width = wider.into_iter().find(fits).unwrap_or(width + 64);
    (width, height)
}

/// The size that a team needs for its name.
pub fn team_size(team: &Team) -> (u32, u32) {
    let (width, height) = TEAM_SIZE;
    let is_long = wrapped(&team.name, 15.9, f64::from(width) - 50.0, 2).len() > 1;
    (if is_long { width + 40 } else { width }, height)
}

/// The size that an actor needs for its name.
pub fn actor_size(actor: &Actor) -> (u32, u32) {
    let (width, height) = ACTOR_SIZE;
    let is_long = wrapped(&actor.name, 15.9, f64::from(width) - 54.0, 2).len() > 1;
    (if is_long { width + 40 } else { width }, height)
}

/// What pulls items together: relationships, and weakly a team and what it owns.
pub(super) fn links(landscape: &Landscape, items: &[Item]) -> Vec<Link> {
    let number = SortedMap::from_iter(items.iter().enumerate().map(|(number, item)| (item.id, number)));
    let find = |id: ElementId| number.get(&id).copied();
    let related = landscape.relationships.values().filter_map(|relationship| {
        let (upstream, downstream) = (find(relationship.upstream.into())?, find(relationship.downstream.into())?);
        (upstream != downstream).then_some(Link { upstream, downstream, weight: 1.0 })
    });
    let mut links: Vec<Link> = related.collect();
    for context in landscape.contexts_on_map() {
        for owner in &context.owners {
            if let (Some(upstream), Some(downstream)) = (find(context.id.into()), find((*owner).into())) {
                links.push(Link { upstream, downstream, weight: 0.3 });
            }
        }
    }
    links
}
