//! What people draw: a few dozen elements that they add, name, join and remove, so that they get in each other's way.

use atoll_core::command::{Add, Batch, Command, Place, Remove, rename};
use atoll_core::model::{
    BoundedContext, ContextId, ElementId, Frame, Landscape, Party, Relationship, RelationshipId, Team, TeamId,
};
use atoll_core::random::Random;

/// How many contexts there are at most; two people who add the same one contradict each other.
const CONTEXTS: usize = 16;

/// Something that makes sense, or nearly, on a landscape.
pub(crate) fn draw(landscape: &Landscape, random: &mut Random) -> Command {
    let contexts: Vec<ContextId> = landscape.contexts.keys().copied().collect();
    let some = |random: &mut Random| contexts.get(random.below(contexts.len())).copied();
    match (random.below(12), some(random), some(random)) {
        (0..=2, Some(id), _) => rename(id.into(), format!("Name {}", random.below(1_000))),
        (3, Some(id), _) => Remove { elements: [ElementId::from(id)].into_iter().collect() }.into(),
        (4..=5, Some(one), Some(other)) if one != other => relate(one, other, random),
        (6, Some(id), _) => Place { frames: [(id.into(), frame(random))].into_iter().collect() }.into(),
        (7, Some(one), Some(other)) if one != other => {
            let commands =
                vec![relate(one, other, random), rename(one.into(), format!("Both {}", random.below(1_000)))];
            Batch::of(commands)
        }
        (8, ..) => {
            let id = TeamId::new(1 + random.below(6) as u64);
            match landscape.teams.get(&id) {
                Some(_) => Remove { elements: [ElementId::from(id)].into_iter().collect() }.into(),
                None => Add::new(Team { id, name: format!("Team {id}"), ..Team::default() }).into(),
            }
        }
        (9, Some(id), _) if landscape.relationships.keys().next().is_some() => {
            let all: Vec<RelationshipId> = landscape.relationships.keys().copied().collect();
            let relationship = all[random.below(all.len())];
            let commands = vec![
                Remove { elements: [ElementId::from(relationship)].into_iter().collect() }.into(),
                rename(id.into(), format!("Parted {}", random.below(1_000))),
            ];
            Batch::of(commands)
        }
        (10, ..) => rename(ElementId::Header, format!("Workshop {}", random.below(1_000))),
        _ => {
            let id = ContextId::new(1 + random.below(CONTEXTS) as u64);
            Add::new(BoundedContext { id, name: format!("Context {id}"), ..BoundedContext::default() }).into()
        }
    }
}

fn relate(one: ContextId, other: ContextId, random: &mut Random) -> Command {
    let id = RelationshipId::new(1 + random.below(40) as u64);
    let (upstream, downstream) = (Party::Context(one), Party::Context(other));
    Add::new(Relationship { id, upstream, downstream, ..Relationship::default() }).into()
}

fn frame(random: &mut Random) -> Frame {
    let mut place = || i32::try_from(random.below(2_000)).unwrap_or_default();
    Frame { x: place(), y: place(), width: 200, height: 100 }
}
