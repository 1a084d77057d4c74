//! Dragging a corner of an element.

use atoll_core::sorted_map::SortedMap;

use atoll_core::command::Place;
use atoll_core::geometry::{Point, Rect};
use atoll_core::model::{ElementId, Frame, GRID};

use super::{Gesture, Preview};
use crate::editor::{Corner, Editor, Pointer, snap};

/// Dragging a corner of an element.
#[derive(Clone, Debug)]
pub struct Resize {
    id: ElementId,
    corner: Corner,
    start: Rect,
    guides: Vec<[Point; 2]>,
}

impl Resize {
    pub(in crate::editor) fn new(editor: &Editor, id: ElementId, corner: Corner) -> Self {
        Self { id, corner, start: editor.rect_of(id).unwrap_or_default(), guides: Vec::new() }
    }

    pub(super) fn moved(mut self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        let pulled = editor.camera.map_from_screen(pointer.at);
        let (to, guides) = snap::point(editor, pulled, &|id| id == self.id);
        self.guides = guides;
        let (least_width, least_height) = least_size(self.id);
        let fixed = self.corner.opposite_of(self.start);
        let size = |from: f64, to: f64, least: f64| {
            let grid = f64::from(GRID);
            let wanted = (((to - from).abs() / grid).round() * grid).max(least);
            if to < from { (from - wanted, wanted) } else { (from, wanted) }
        };
        // A corner cannot be pulled past the one across.
        let beyond = |from: f64, to: f64, is_right: bool| if is_right { to.max(from) } else { to.min(from) };
        let (x, width) = size(fixed.x, beyond(fixed.x, to.x, self.corner.is_right()), least_width);
        let (y, height) = size(fixed.y, beyond(fixed.y, to.y, self.corner.is_bottom()), least_height);
        let x = if self.corner.is_right() { fixed.x } else { x.min(fixed.x - width) };
        let y = if self.corner.is_bottom() { fixed.y } else { y.min(fixed.y - height) };
        editor.drag_to(SortedMap::from([(self.id, Frame::from(Rect::new(x, y, width, height)))]));
        Gesture::Resize(self)
    }

    pub(super) fn up(self, editor: &mut Editor) {
        let frames = editor.moved.clone();
        editor.drag_to(SortedMap::new());
        if frames.get(&self.id).is_some_and(|frame| *frame != Frame::from(self.start)) {
            editor.run("Resize", Place { frames });
        }
    }

    /// Whether what is resized is still there.
    pub(super) fn keeps_up(&self, editor: &Editor) -> bool {
        editor.is_on_map(self.id)
    }

    pub(super) fn preview(&self) -> Preview {
        Preview { guides: self.guides.clone(), ..Preview::default() }
    }
}

/// The least size at which an element can still be read.
fn least_size(id: ElementId) -> (f64, f64) {
    match id {
        ElementId::Domain(_) => (160.0, 120.0),
        _ => (96.0, 48.0),
    }
}
