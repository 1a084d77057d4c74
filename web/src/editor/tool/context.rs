//! Add a context.

use super::{ToolKind, ToolSpec};
use crate::editor::{Gesture, gesture::Draw};

pub(super) const TOOL: ToolSpec = ToolSpec {
    kind: ToolKind::Context,
    name: "Context",
    letter: 'c',
    hint: "Click to add a context, drag to give it a size, or press Enter to add one in the middle.",
    cursor: "crosshair",
    down: |editor, pointer| Gesture::Draw(Draw::new(editor, ToolKind::Context, pointer)),
};
