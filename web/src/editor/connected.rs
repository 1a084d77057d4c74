//! Placing new elements and connecting them.

use atoll_core::sorted_set::SortedSet;

use atoll_core::command::{Add, Batch, Command, EditRelationship};
use atoll_core::geometry::{Point, Rect};
use atoll_core::layout::CONTEXT_SIZE;
use atoll_core::model::{
    Actor, BoundedContext, ContextId, Domain, ElementId, Frame, Party, ProblemSpace, Record, Relationship,
    RelationshipId, RelationshipKind, Team,
};
use atoll_core::pattern::{self, PATTERNS};
use atoll_core::theme;

use super::gesture::default_frame;
use super::{Direction, Editor, Effect, ToolKind, membership};

/// Room between a context and one that is placed beside it, in map units.
const GAP: (f64, f64) = (168.0, 104.0);

/// Places a new element and lets the person name it.
pub(super) fn create(editor: &mut Editor, kind: ToolKind, frame: Frame) {
    let record: Record = match kind {
        ToolKind::Team => {
            let mark = theme::next_mark(editor.landscape().teams.values().map(|team| team.mark));
            let (id, name) = (editor.document.ids.fresh(), free_name(editor, "Team"));
            Team { id, name, mark, frame: Some(frame), ..Team::default() }.into()
        }
        ToolKind::Actor => {
            let (id, name) = (editor.document.ids.fresh(), free_name(editor, "Actor"));
            Actor { id, name, frame: Some(frame), ..Actor::default() }.into()
        }
        ToolKind::Domain => {
            let (id, name) = (editor.document.ids.fresh(), free_name(editor, "Domain"));
            Domain { id, name, frame: Some(frame), ..Domain::default() }.into()
        }
        _ => new_context(editor, frame).into(),
    };
    let id = record.id();
    let label = format!("Add {}", id.kind().word());
    if editor.run(&label, Add { record }) {
        editor.select_only(id);
        editor.start_rename(id, true);
    }
}

/// Draws the water of a new domain; contexts in it that have no home yet become its members, as a part of the same step.
pub(super) fn create_water(editor: &mut Editor, frame: Frame) {
    let (id, name) = (editor.document.ids.fresh(), free_name(editor, "Domain"));
    let members = membership::homeless_in(editor, frame);
    let joined = members.iter().filter_map(|member| membership::joining(editor.landscape(), *member, id));
    let record = Domain { id, name: name.clone(), frame: Some(frame), ..Domain::default() }.into();
    let commands = std::iter::once(Add { record }.into()).chain(joined).collect();
    if editor.run("Add domain", Batch::of(commands)) {
        editor.select_only(id.into());
        if let Some(names) = membership::names(editor.landscape(), &members) {
            editor.outcome.effects.push(Effect::Announce(format!("“{name}” takes in {names}")));
        }
        editor.start_rename(id.into(), true);
    }
}

/// Places a context around a point of the map.
pub(super) fn create_at(editor: &mut Editor, at_in_map: Point) {
    create(editor, ToolKind::Context, default_frame(ToolKind::Context, at_in_map));
}

/// Places an element in the middle of what is seen, or as near to it as there is room.
pub(super) fn create_in_sight(editor: &mut Editor, kind: ToolKind) {
    let middle = editor.camera.map_from_screen(editor.viewport.free().center());
    let mut frame = default_frame(kind, middle);
    for _ in 0..64 {
        let taken = editor.map.nodes().find(|node| node.rect.inflate(24.0).overlaps(&frame.into()));
        let Some(taken) = taken.filter(|_| kind != ToolKind::Domain) else { break };
        let right = taken.rect.right() + GAP.0 / 2.0;
        frame = default_frame(kind, Point::new(right + f64::from(frame.width) / 2.0, Rect::from(frame).center().y));
    }
    create(editor, kind, frame);
    reveal_selection(editor);
}

/// Connects two elements by the chosen pattern; the first is upstream.
pub(super) fn connect(editor: &mut Editor, upstream: ElementId, downstream: ElementId) {
    let Some(relationship) = relationship(editor, upstream, downstream) else { return };
    let id = relationship.id;
    if editor.run("Connect", with_pattern(editor, relationship)) {
        editor.select_only(id.into());
    }
}

/// Places a context around a point and connects it downstream of an element.
pub(super) fn create_connected_at(editor: &mut Editor, from: ElementId, at_in_map: Point) {
    create_connected(editor, from, default_frame(ToolKind::Context, at_in_map));
}

/// Places a connected context in a direction from the one that is chosen.
pub(super) fn create_toward(editor: &mut Editor, direction: Direction) -> bool {
    let Some(from) = editor.single().filter(|id| matches!(id, ElementId::Context(_))) else { return false };
    let frame = free_frame(editor, from, direction);
    create_connected(editor, from, frame);
    reveal_selection(editor);
    true
}

/// Places a connected context beside an element, where there is room.
pub(super) fn create_next(editor: &mut Editor, from: ElementId) {
    if matches!(from, ElementId::Context(_)) {
        editor.select_only(from);
        create_toward(editor, Direction::Right);
    }
}

fn create_connected(editor: &mut Editor, from: ElementId, frame: Frame) {
    let mut context = new_context(editor, frame);
    // It starts in the same domain, if it lies in that domain's water.
    if let ElementId::Context(from) = from {
        context.implements = home_at(editor, from, frame).into_iter().collect();
    }
    let id: ElementId = context.id.into();
    let Some(relationship) = relationship(editor, from, id) else { return };
    let commands = vec![Add { record: context.into() }.into(), with_pattern(editor, relationship)];
    if editor.run("Add connected context", Batch { commands }) {
        editor.select_only(id);
        editor.start_rename(id, true);
    }
}

fn home_at(editor: &Editor, from: ContextId, frame: Frame) -> Option<ProblemSpace> {
    let home = editor.landscape().home_of(editor.landscape().contexts.get(&from)?)?;
    let water = editor.map.region(home)?.rect;
    water.contains(Rect::from(frame).center()).then_some(ProblemSpace::Domain(home))
}

/// The place beside an element in this direction; where that is taken, further on to both sides.
fn free_frame(editor: &Editor, from: ElementId, direction: Direction) -> Frame {
    let rect = editor.rect_of(from).unwrap_or_default();
    let (width, height) = (f64::from(CONTEXT_SIZE.0), f64::from(CONTEXT_SIZE.1));
    let way = direction.unit();
    let reach = Point::new(
        way.x * (rect.width / 2.0 + GAP.0 + width / 2.0),
        way.y * (rect.height / 2.0 + GAP.1 + height / 2.0),
    );
    let across = Point::new(way.y.abs() * (width + GAP.0 / 2.0), way.x.abs() * (height + GAP.1 / 2.0));
    let first = rect.center().plus(reach);
    let is_free = |frame: &Frame| !editor.map.nodes().any(|node| node.rect.inflate(24.0).overlaps(&Rect::from(*frame)));
    let steps = (0..40).flat_map(|step| [f64::from(step), f64::from(-step)]);
    let mut places = steps.map(|step| default_frame(ToolKind::Context, first.plus(across.times(step))));
    places.clone().find(is_free).or_else(|| places.next_back()).unwrap_or_default()
}

fn new_context(editor: &mut Editor, frame: Frame) -> BoundedContext {
    let (id, name) = (editor.document.ids.fresh(), free_name(editor, "Context"));
    BoundedContext { id, name, frame: Some(frame), ..BoundedContext::default() }
}

fn relationship(editor: &mut Editor, upstream: ElementId, downstream: ElementId) -> Option<Relationship> {
    let ends = (Party::try_from(upstream).ok()?, Party::try_from(downstream).ok()?);
    let id: RelationshipId = editor.document.ids.fresh();
    Some(Relationship::new(id, ends.0, ends.1, RelationshipKind::UpstreamDownstream))
}

/// Adds a relationship with the pattern that is chosen for drawing.
fn with_pattern(editor: &Editor, relationship: Relationship) -> Command {
    let id = relationship.id;
    let spec = PATTERNS.get(editor.pattern).copied();
    let edits =
        spec.filter(|spec| !pattern::is_on(spec, &relationship)).map(|spec| pattern::toggle(spec, &relationship));
    let edits = edits.into_iter().flatten().map(|edit| EditRelationship { id, edit }.into());
    Batch::of(std::iter::once(Add { record: relationship.into() }.into()).chain(edits).collect())
}

/// A name that nothing has yet: "Context 3".
pub(super) fn free_name(editor: &Editor, word: &str) -> String {
    let landscape = editor.landscape();
    let names: SortedSet<String> = landscape.ids().map(|id| landscape.name(id)).collect();
    let numbered = (1_u32..).map(|number| format!("{word} {number}"));
    numbered.into_iter().find(|name| !names.contains(name)).unwrap_or_default()
}

pub(super) fn reveal_selection(editor: &mut Editor) {
    if let Some(rect) = editor.single().and_then(|id| editor.rect_of(id)) {
        editor.camera.reveal(rect, &editor.viewport);
    }
}

impl Editor {
    /// What a double click or Enter does to an element: what has its name on the map is named there, all else is
    /// described.
    pub(super) fn open_for_typing(&mut self, id: ElementId) {
        self.select_only(id);
        match id {
            id if (id.is_box() || matches!(id, ElementId::Domain(_))) && self.is_on_map(id) => {
                self.start_rename(id, false);
            }
            _ => self.outcome.effects.push(Effect::FocusInspector),
        }
    }
}
