//! Add a domain.

use super::{ToolKind, ToolSpec};
use crate::editor::{Gesture, gesture::Draw};

pub(super) const TOOL: ToolSpec = ToolSpec {
    kind: ToolKind::Domain,
    name: "Domain",
    letter: 'd',
    hint: "Drag around contexts to draw a domain's water: those without a home join it. Enter adds one in the middle.",
    cursor: "crosshair",
    down: |editor, pointer| Gesture::Draw(Draw::new(editor, ToolKind::Domain, pointer)),
};
