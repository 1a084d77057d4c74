//! Going about the map by keyboard, and saying what is there.

use atoll_core::geometry::Point;
use atoll_core::model::{ElementId, Party};
use atoll_core::{order, pattern};

use super::{Direction, Editor};

/// Chooses the next element in reading order, or the one before; answers false at the end, so that the focus can leave.
pub(super) fn step(editor: &mut Editor, is_forward: bool) -> bool {
    let order = reading_order(editor);
    let at = editor.single().and_then(|id| order.iter().position(|other| *other == id));
    let next = match (at, is_forward) {
        (None, true) => order.first(),
        (None, false) => order.last(),
        (Some(at), true) => order.get(at + 1),
        (Some(at), false) => at.checked_sub(1).and_then(|at| order.get(at)),
    };
    match next.copied() {
        Some(id) => {
            go_near(editor, id);
            true
        }
        None => false,
    }
}

/// Contexts, teams and domains row by row, left to right; relationships follow their upstream end.
fn reading_order(editor: &Editor) -> Vec<ElementId> {
    const ROW: f64 = 96.0;
    if let Some(stage) = &editor.stage {
        return stage.reading_order();
    }
    let nodes = editor.map.nodes().map(|node| (node.rect, node.id));
    let regions = editor.map.regions().map(|region| (region.rect, region.id));
    let mut placed: Vec<_> = nodes.chain(regions).collect();
    let row = |y: f64| (y / ROW).floor() as i64;
    order::sort_by(&mut placed, |(a, one), (b, other)| {
        row(a.y).cmp(&row(b.y)).then(a.x.total_cmp(&b.x)).then(one.cmp(other))
    });
    let mut sequence = Vec::new();
    for (_, id) in placed {
        sequence.push(id);
        let Ok(party) = Party::try_from(id) else { continue };
        let leaving = editor.landscape().relationships.values().filter(|relationship| relationship.upstream == party);
        sequence.extend(
            leaving.map(|relationship| ElementId::from(relationship.id)).filter(|id| editor.rect_of(*id).is_some()),
        );
    }
    sequence
}

/// Walks the map: from an element over the relationship in a direction, then on to what is at its other end.
pub(super) fn walk(editor: &mut Editor, direction: Direction) -> bool {
    let way = direction.unit();
    let angle = |from: Point, to: Point| {
        let step = to.minus(from).unit();
        step.x * way.x + step.y * way.y
    };
    let next = match editor.single() {
        Some(ElementId::Relationship(id)) => {
            let Some(relationship) = editor.landscape().relationships.get(&id) else { return false };
            let ends = relationship.parties().map(ElementId::from);
            let [a, b] = ends.map(|end| editor.rect_of(end).map(|rect| rect.center()).unwrap_or_default());
            Some(if angle(a, b) >= 0.0 { ends[1] } else { ends[0] })
        }
        Some(id) => {
            let Ok(party) = Party::try_from(id) else { return false };
            let from = editor.rect_of(id).map(|rect| rect.center()).unwrap_or_default();
            let touching = editor.landscape().relationships.values().filter(|relationship| relationship.touches(party));
            let toward = touching.filter_map(|relationship| {
                let other =
                    if relationship.upstream == party { relationship.downstream } else { relationship.upstream };
                let to = editor.rect_of(other.into())?.center();
                let along = angle(from, to);
                (along > 0.3).then_some((along, ElementId::from(relationship.id)))
            });
            toward.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, id)| id)
        }
        None => reading_order(editor).first().copied(),
    };
    match next {
        Some(id) => {
            go_near(editor, id);
            true
        }
        None => false,
    }
}

fn go_near(editor: &mut Editor, id: ElementId) {
    editor.select_only(id);
    if let Some(rect) = editor.rect_of(id) {
        editor.camera.reveal(rect, &editor.viewport);
    }
}

/// What a screen reader says of what is chosen.
pub(super) fn describe(editor: &Editor) -> Option<String> {
    let landscape = editor.landscape();
    let Some(id) = editor.single() else {
        let count = editor.selection.len();
        return (count > 1).then(|| format!("{count} elements chosen"));
    };
    if let Some(said) = editor.stage.as_ref().and_then(|stage| stage.description(id)) {
        return Some(said.to_owned());
    }
    Some(match id {
        id if id.is_box() && editor.rect_of(id).is_some() => {
            let node = editor.map.node(id)?;
            let party = Party::try_from(id).ok()?;
            let count = |is_upstream: bool| {
                let at_end = landscape.relationships.values().filter(|relationship| {
                    party == if is_upstream { relationship.upstream } else { relationship.downstream }
                });
                at_end.count()
            };
            format!("{}, {} downstream of it, {} upstream of it", node.description, count(true), count(false))
        }
        ElementId::Relationship(id) => {
            let relationship = landscape.relationships.get(&id)?;
            let [upstream, downstream] = relationship.parties().map(|party| landscape.quoted(party.into()));
            let name =
                if relationship.name.is_empty() { String::new() } else { format!("“{}”, ", relationship.name) };
            let joined = if pattern::is_symmetric(relationship.kind) { "and" } else { "upstream of" };
            format!("Relationship {name}{upstream} {joined} {downstream}, {}", pattern::describe(relationship))
        }
        ElementId::Domain(id) => {
            let domain = landscape.domains.get(&id)?;
            let members = landscape.contexts.values().filter(|context| landscape.home_of(context) == Some(domain.id));
            format!("{}, domain with {} contexts", landscape.quoted(id.into()), members.count())
        }
        id => format!("{}, {}", landscape.quoted(id), id.kind().word()),
    })
}
