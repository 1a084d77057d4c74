//! What lies under a place on the screen.

use atoll_core::geometry::{Point, Rect, distance_to_line};
use atoll_core::model::{ElementId, End, RelationshipId};

use super::handle::{Corner, GRIP, PORT_DISTANCE, handles};
use super::{Editor, sight};

/// Lines are hit within this, in CSS pixels.
const LINE: f64 = 7.0;
/// The edge of a domain is hit within this, in CSS pixels.
const SHORE: f64 = 6.0;

/// What lies under a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hit {
    /// A corner to resize by.
    Corner(ElementId, Corner),
    /// A port to connect from.
    Port(ElementId),
    /// An end to reconnect.
    End(RelationshipId, End),
    /// An element.
    Element(ElementId),
}

/// What a press there would take hold of.
pub(super) fn test(editor: &Editor, on_screen: Point) -> Option<Hit> {
    let grips = handles(editor);
    let is_near = |point: &Point| point.distance(on_screen) <= GRIP;
    let corner = grips.corners.iter().find(|(.., point)| is_near(point)).map(|(id, at, _)| Hit::Corner(*id, *at));
    let end = grips.ends.iter().find(|(.., point)| is_near(point)).map(|(id, end, _)| Hit::End(*id, *end));
    let port = grips.ports.iter().find(|(_, point)| is_near(point)).map(|(id, _)| Hit::Port(*id));
    corner.or(end).or(port).or_else(|| element(editor, on_screen).map(Hit::Element))
}

/// What the pointer is over there. The ports of what it was over lie a little outside of it: they stay until they are
/// reached, whatever line runs by.
pub(super) fn hover(editor: &Editor, on_screen: Point) -> Option<ElementId> {
    if editor.stage.is_some() {
        return element(editor, on_screen);
    }
    let is_held = |id: &ElementId| {
        let is_node = id.is_box();
        let rect = editor.rect_of(*id).filter(|_| is_node && editor.tool.has_handles());
        rect.is_some_and(|rect| editor.camera.screen_rect(rect).inflate(PORT_DISTANCE + GRIP).contains(on_screen))
    };
    node(editor, on_screen).or_else(|| editor.hover.filter(is_held)).or_else(|| element(editor, on_screen))
}

/// Everything that what is there stands for, in a view beside the map.
pub(super) fn in_view(editor: &Editor, on_screen: Point) -> Vec<ElementId> {
    let at = editor.camera.map_from_screen(on_screen);
    editor.stage.as_ref().map(|stage| stage.hit(at, LINE / editor.camera.zoom)).unwrap_or_default()
}

/// The element there.
pub(super) fn element(editor: &Editor, on_screen: Point) -> Option<ElementId> {
    if editor.stage.is_some() {
        return in_view(editor, on_screen).first().copied();
    }
    node(editor, on_screen).or_else(|| edge(editor, on_screen)).or_else(|| region(editor, on_screen))
}

/// The context or team there.
pub(super) fn node(editor: &Editor, on_screen: Point) -> Option<ElementId> {
    let at = editor.camera.map_from_screen(on_screen);
    editor.sight.nodes(&editor.map).filter(|node| node.rect.contains(at)).last().map(|node| node.id)
}

/// The relationship there, the nearest if there are several.
fn edge(editor: &Editor, on_screen: Point) -> Option<ElementId> {
    let at = editor.camera.map_from_screen(on_screen);
    let slack = LINE / editor.camera.zoom;
    let near = editor.sight.edges().iter().filter_map(|edge| {
        let on_chip = edge.chips.iter().chain(&edge.label).any(|chip| chip.rect.inflate(slack / 4.0).contains(at));
        let distance = if on_chip { 0.0 } else { distance_to_line(at, &edge.line) };
        (distance <= slack).then_some((distance, edge.id))
    });
    near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, id)| id)
}

/// The domain whose name or edge is there, the smallest if there are several.
fn region(editor: &Editor, on_screen: Point) -> Option<ElementId> {
    let at = editor.camera.map_from_screen(on_screen);
    let slack = SHORE / editor.camera.zoom;
    let is_there = |rect: &Rect, title: Rect| {
        let on_edge = rect.inflate(slack).contains(at) && !rect.inflate(-slack).contains(at);
        on_edge || title.contains(at)
    };
    let near = editor.map.regions().filter(|region| is_there(&region.rect, sight::title_rect(region)));
    let area = |rect: &Rect| rect.width * rect.height;
    near.min_by(|a, b| area(&a.rect).total_cmp(&area(&b.rect))).map(|region| region.id)
}
