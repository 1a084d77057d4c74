//! To drop a context in a domain's water puts it into that domain; to drag it out takes it out. Water that is drawn
//! around contexts takes in those that have no home.

use atoll_core::sorted_map::SortedMap;

use atoll_core::command::{Command, ContextEdit, EditContext};
use atoll_core::geometry::{Rect, bounds};
use atoll_core::model::{BoundedContext, ContextId, DomainId, ElementId, Frame, Landscape, ProblemSpace};

use super::Editor;

/// What a move does to the domains of the contexts that move: the new domain, the command, and how to say it.
pub(super) fn after_move(
    editor: &Editor,
    frames: &SortedMap<ElementId, Frame>,
) -> Vec<(Option<DomainId>, Command, String)> {
    let landscape = editor.landscape();
    let regions = regions_without(landscape, frames);
    let mut changes = Vec::new();
    for (id, frame) in frames {
        let ElementId::Context(id) = id else { continue };
        let Some(context) = landscape.contexts.get(id) else { continue };
        let middle = Rect::from(*frame).center();
        let around = regions.iter().filter(|(_, rect)| rect.contains(middle));
        let smallest = around.min_by(|a, b| (a.1.width * a.1.height).total_cmp(&(b.1.width * b.1.height)));
        let found = smallest.map(|(id, _)| *id);
        if let Some(change) = change(landscape, context, found, regions.keys().copied().collect(), frames) {
            changes.push(change);
        }
    }
    changes
}

/// The contexts without a home whose middle lies in a frame.
pub(super) fn homeless_in(editor: &Editor, frame: Frame) -> Vec<ContextId> {
    let landscape = editor.landscape();
    let water = Rect::from(frame);
    let homeless = landscape.contexts_on_map().filter(|context| landscape.home_of(context).is_none());
    let lies_in = |context: &ContextId| {
        let node = editor.map.node((*context).into());
        node.is_some_and(|node| water.contains(node.rect.center()))
    };
    homeless.map(|context| context.id).filter(lies_in).collect()
}

/// Puts a context into a domain.
pub(super) fn joining(landscape: &Landscape, context: ContextId, domain: DomainId) -> Option<Command> {
    let kept = landscape.contexts.get(&context)?.implements.iter().copied();
    let implements = std::iter::once(ProblemSpace::Domain(domain)).chain(kept).collect();
    Some(EditContext { id: context, edit: ContextEdit::Implements(implements) }.into())
}

/// The names of contexts in a row, nothing for none: “Orders”, “Billing” and 3 more.
pub(super) fn names(landscape: &Landscape, contexts: &[ContextId]) -> Option<String> {
    const SHOWN: usize = 3;
    let shown: Vec<String> = contexts.iter().take(SHOWN).map(|id| landscape.quoted((*id).into())).collect();
    let more = contexts.len().saturating_sub(SHOWN);
    match shown.split_last() {
        None => None,
        Some((last, [])) => Some(last.clone()),
        Some((last, others)) if more == 0 => Some(format!("{} and {last}", others.join(", "))),
        Some(_) => Some(format!("{} and {more} more", shown.join(", "))),
    }
}

fn change(
    landscape: &Landscape,
    context: &BoundedContext,
    found: Option<DomainId>,
    with_water: Vec<DomainId>,
    frames: &SortedMap<ElementId, Frame>,
) -> Option<(Option<DomainId>, Command, String)> {
    let home = landscape.home_of(context);
    if found == home || found.is_some_and(|found| landscape.domains_of(context).contains(&found)) {
        return None;
    }
    // Its own domain moves along, or has no water but around what moves: then it does not leave it.
    let moves_along = home.is_some_and(|home| frames.contains_key(&home.into()) || !with_water.contains(&home));
    if found.is_none() && (home.is_none() || moves_along) {
        return None;
    }
    let of_home = |part: &ProblemSpace| home.is_some() && landscape.domain_of(*part) == home;
    let kept = context.implements.iter().copied().filter(|part| !of_home(part));
    let implements: Vec<ProblemSpace> = found.map(ProblemSpace::Domain).into_iter().chain(kept).collect();
    let words = match (found, home) {
        (Some(found), _) => format!("Joins {}", landscape.quoted(found.into())),
        (None, Some(home)) => format!("Leaves {}", landscape.quoted(home.into())),
        (None, None) => String::new(),
    };
    let edit = EditContext { id: context.id, edit: ContextEdit::Implements(implements) };
    Some((found, edit.into(), words))
}

/// The water of every domain as it is without the contexts that move.
fn regions_without(landscape: &Landscape, frames: &SortedMap<ElementId, Frame>) -> SortedMap<DomainId, Rect> {
    let mut members: SortedMap<DomainId, Vec<Rect>> = SortedMap::new();
    for context in landscape.contexts_on_map().filter(|context| !frames.contains_key(&context.id.into())) {
        if let (Some(home), Some(frame)) = (landscape.home_of(context), context.frame) {
            members.entry(home).or_default().push(frame.into());
        }
    }
    let water = landscape.domains.values().filter_map(|domain| {
        let around = members.get(&domain.id).and_then(|rects| bounds(rects.iter().copied()));
        let around = around.map(atoll_core::view::context_map::padded);
        let own = frames.get(&domain.id.into()).copied().or(domain.frame).map(Rect::from);
        bounds(own.into_iter().chain(around)).map(|rect| (domain.id, rect))
    });
    water.collect()
}
