//! Drawing a new context, team or domain: a click places it, a drag sizes it.

use atoll_core::geometry::{Point, Rect};
use atoll_core::layout::{CONTEXT_SIZE, DOMAIN_SIZE, TEAM_SIZE};
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
            ToolKind::Domain => connected::create_water(editor, self.frame()),
            kind => connected::create(editor, kind, self.frame()),
        }
        editor.tool = ToolKind::Select;
    }

    fn frame(&self) -> Frame {
        let drawn = Rect::spanning(self.from_in_map, self.to_in_map);
        if drawn.width < DRAG_LEAST && drawn.height < DRAG_LEAST {
            return default_frame(self.kind, self.from_in_map);
        }
        let grid = f64::from(GRID);
        let snapped = |value: f64| (value / grid).round() * grid;
        let rect = Rect::new(snapped(drawn.x), snapped(drawn.y), snapped(drawn.width), snapped(drawn.height));
        Frame::from(Rect { width: rect.width.max(96.0), height: rect.height.max(48.0), ..rect })
    }

    pub(super) fn preview(&self, editor: &Editor) -> Preview {
        let members = match self.kind {
            ToolKind::Domain => membership::homeless_in(editor, self.frame()),
            _ => Vec::new(),
        };
        let words = membership::names(editor.landscape(), &members).map(|names| format!("Takes in {names}."));
        Preview { frame: Some(self.frame().into()), words, ..Preview::default() }
    }
}

/// The frame that an element of this kind gets around a point of the map.
pub(in crate::editor) fn default_frame(kind: ToolKind, middle: Point) -> Frame {
    let (width, height) = match kind {
        ToolKind::Team => TEAM_SIZE,
        ToolKind::Domain => DOMAIN_SIZE,
        _ => CONTEXT_SIZE,
    };
    let grid = f64::from(GRID);
    let snapped = |value: f64| (value / grid).round() * grid;
    let rect = Rect::around(middle, f64::from(width), f64::from(height));
    Frame::from(Rect::new(snapped(rect.x), snapped(rect.y), rect.width, rect.height))
}
