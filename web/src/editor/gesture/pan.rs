//! Dragging the paper.

use atoll_core::geometry::Point;

use super::Gesture;
use crate::editor::{Editor, Pointer};

/// Dragging the paper.
#[derive(Clone, Debug)]
pub struct Pan {
    last: Point,
}

impl Pan {
    pub(in crate::editor) fn new(pointer: Pointer) -> Self {
        Self { last: pointer.at }
    }

    pub(super) fn moved(mut self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        editor.camera.pan(pointer.at.minus(self.last));
        self.last = pointer.at;
        Gesture::Pan(self)
    }
}
