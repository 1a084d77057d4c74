//! Move the paper.

use super::{ToolKind, ToolSpec};
use crate::editor::{Gesture, gesture::Pan};

pub(super) const TOOL: ToolSpec = ToolSpec {
    kind: ToolKind::Hand,
    name: "Hand",
    letter: 'h',
    hint: "Drag to move the map, turn the wheel to zoom.",
    cursor: "grab",
    down: |_, pointer| Gesture::Pan(Pan::new(pointer)),
};
