//! Drawing a new context, team or domain: a click places it, a drag sizes it.

use atoll_core::geometry::{Point, Rect};
use atoll_core::layout::{ACTOR_SIZE, CONTEXT_SIZE, DOMAIN_SIZE, TEAM_SIZE};
use atoll_core::model::{Frame, GRID};

use super::{Gesture, Preview};
use crate::editor::{Editor, Pointer, ToolKind, connected, membership};

/// Drags smaller than this, in map units, are clicks.
const DRAG_LEAST: f64 = 40.0;

/// Drawing a new element.
#[derive(Clone, Debug)]
pub struct Draw {
    kind: ToolKind,
    from_in_map: Point,
    to_in_map: Point,
}

impl Draw {
    pub(in crate::editor) fn new(editor: &Editor, kind: ToolKind, pointer: Pointer) -> Self {
        let at = editor.camera.map_from_screen(pointer.at);
        Self { kind, from_in_map: at, to_in_map: at }
    }

    pub(super) fn moved(mut self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        self.to_in_map = editor.camera.map_from_screen(pointer.at);
        Gesture::Draw(self)
    }

    pub(super) fn up(self, editor: &mut Editor) {
        match self.kind {
            ToolKind::Domain => connected::create_water(editor, self.frame(editor)),
            kind => connected::create(editor, kind, self.frame(editor)),
        }
        editor.tool = ToolKind::Select;
    }

    fn frame(&self, editor: &Editor) -> Frame {
        let drawn = Rect::spanning(self.from_in_map, self.to_in_map);
        if drawn.width < DRAG_LEAST && drawn.height < DRAG_LEAST {
            return beside_others(editor, self.kind, self.from_in_map);
        }
        let grid = f64::from(GRID);
        let snapped = |value: f64| (value / grid).round() * grid;
        let rect = Rect::new(snapped(drawn.x), snapped(drawn.y), snapped(drawn.width), snapped(drawn.height));
        Frame::from(Rect { width: rect.width.max(96.0), height: rect.height.max(48.0), ..rect })
    }

    pub(super) fn preview(&self, editor: &Editor) -> Preview {
        let members = match self.kind {
            ToolKind::Domain => membership::homeless_in(editor, self.frame(editor)),
            _ => Vec::new(),
        };
        let words = membership::names(editor.landscape(), &members).map(|names| format!("Takes in {names}."));
        Preview { frame: Some(self.frame(editor).into()), words, ..Preview::default() }
    }
}

/// The frame that a click gives: around where it was, or as near to it as nothing else is covered; where there is no
/// room near by, around it all the same.
fn beside_others(editor: &Editor, kind: ToolKind, clicked_in_map: Point) -> Frame {
    const ROOM: f64 = 16.0;
    const STEP: f64 = 2.0 * GRID as f64;
    const RINGS: i32 = 10;
    let here = default_frame(kind, clicked_in_map);
    let near = Rect::from(here).inflate(STEP * f64::from(RINGS) + ROOM);
    let others: Vec<Rect> = editor.map.nodes().map(|node| node.rect).filter(|rect| rect.overlaps(&near)).collect();
    let is_free = |frame: &Frame| !others.iter().any(|rect| rect.inflate(ROOM).overlaps(&Rect::from(*frame)));
    let is_over = others.iter().any(|rect| rect.overlaps(&here.into()));
    if kind == ToolKind::Domain || !is_over {
        return here;
    }
    let offsets = (-RINGS..=RINGS).flat_map(|row| (-RINGS..=RINGS).map(move |column| (column, row)));
    let offsets = offsets.map(|(column, row)| Point::new(f64::from(column), f64::from(row)).times(STEP));
    let frames = offsets.map(|way| (way.length(), default_frame(kind, clicked_in_map.plus(way))));
    let free = frames.filter(|(_, frame)| is_free(frame));
    free.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(here, |(_, frame)| frame)
}

/// The frame that an element of this kind gets around a point of the map.
pub(in crate::editor) fn default_frame(kind: ToolKind, middle: Point) -> Frame {
    let (width, height) = match kind {
        ToolKind::Team => TEAM_SIZE,
        ToolKind::Actor => ACTOR_SIZE,
        ToolKind::Domain => DOMAIN_SIZE,
        _ => CONTEXT_SIZE,
    };
    let grid = f64::from(GRID);
    let snapped = |value: f64| (value / grid).round() * grid;
    let rect = Rect::around(middle, f64::from(width), f64::from(height));
    Frame::from(Rect::new(snapped(rect.x), snapped(rect.y), rect.width, rect.height))
}
