//! Choose, move and resize.

use super::{ToolKind, ToolSpec};
use crate::editor::{Gesture, gesture::Press};

pub(super) const TOOL: ToolSpec = ToolSpec {
    kind: ToolKind::Select,
    name: "Select",
    letter: 'v',
    hint: "Click to choose, drag to move, drag on open water to choose many. Hold Space and drag to move the map.",
    cursor: "default",
    down: |editor, pointer| Gesture::Press(Press::new(editor, pointer)),
};
