//! What contexts are drawn together as: columns side by side, and bands below them.

use crate::model::{BoundedContext, ContextId, DomainKind, ElementId, Grouping, Landscape, Perspective, TeamKind};
use crate::scene::figure::Look;
use crate::sorted_map::SortedMap;

/// Where a group stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stand {
    /// In front, above everything: actors.
    Front,
    /// Side by side with other columns.
    Column,
    /// Right across, below the columns.
    Band,
    /// Right across, below everything: what is in no group.
    Outside,
}

/// Contexts that are drawn together.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// What they are drawn together as.
    pub id: Option<ElementId>,
    pub name: String,
    pub stand: Stand,
    /// The contexts in it, in the order of identifiers.
    pub members: Vec<ContextId>,
    /// Drawn as one box.
    pub is_collapsed: bool,
}

impl Group {
    /// Whether it is an area with things in it.
    pub(super) fn has_water(&self) -> bool {
        !self.is_collapsed && self.stand != Stand::Front
    }

    pub(super) fn look(&self) -> Look {
        if self.stand == Stand::Outside { Look::Group } else { Look::Band }
    }
}

/// The groups, from the top: actors, columns, bands, and what is in none. Each context is in one.
pub(super) fn groups(landscape: &Landscape, perspective: &Perspective) -> Vec<Group> {
    let owner = |context: &BoundedContext| landscape.owners_of(context).first().copied();
    let mut deployed: SortedMap<ContextId, ElementId> = SortedMap::new();
    for deployable in landscape.deployables.values() {
        for context in &deployable.contexts {
            deployed.entry(*context).or_insert(deployable.id.into());
        }
    }
    let group_of = |context: &BoundedContext| match perspective.grouping {
        Grouping::Domain => landscape.home_of(context).map(ElementId::from),
        Grouping::Team => owner(context).map(ElementId::from),
        Grouping::Deployable => deployed.get(&context.id).copied(),
    };
    let mut members: SortedMap<Option<ElementId>, Vec<ContextId>> = SortedMap::new();
    for context in landscape.contexts.values() {
        members.entry(group_of(context)).or_default().push(context.id);
    }
    let mut groups: Vec<Group> = Vec::new();
    if !landscape.actors.is_empty() {
        let front = Group { id: None, name: String::new(), stand: Stand::Front, members: vec![], is_collapsed: false };
        groups.push(front);
    }
    for (id, members) in members {
        let (name, stand) = match id {
            Some(id) => (named(landscape, id), stand(landscape, id)),
            None => (outside(landscape, perspective.grouping, &members).to_owned(), Stand::Outside),
        };
        let is_collapsed = id.is_some_and(|id| perspective.collapsed.contains(&id));
        groups.push(Group { id, name, stand, members, is_collapsed });
    }
    crate::order::sort_by_key(&mut groups, |group| (group.stand, group.id));
    groups
}

fn named(landscape: &Landscape, id: ElementId) -> String {
    let name = landscape.name(id);
    if name.trim().is_empty() { format!("Unnamed {}", id.kind().word()) } else { name }
}

/// Foundations and platforms carry the others.
fn stand(landscape: &Landscape, id: ElementId) -> Stand {
    let is_below = match id {
        ElementId::Domain(id) => landscape.domains.get(&id).is_some_and(|it| it.kind == DomainKind::Foundation),
        ElementId::Team(id) => landscape.teams.get(&id).is_some_and(|it| it.kind == TeamKind::Platform),
        _ => false,
    };
    if is_below { Stand::Band } else { Stand::Column }
}

/// What those in no group are called.
fn outside(landscape: &Landscape, grouping: Grouping, members: &[ContextId]) -> &'static str {
    let is_external = |id: &ContextId| landscape.contexts.get(id).is_some_and(|context| context.is_external());
    match grouping {
        _ if members.iter().all(is_external) => "Systems outside",
        Grouping::Domain => "In no domain",
        Grouping::Team => "Owned by nobody",
        Grouping::Deployable => "In no deployable",
    }
}
