//! Add a team.

use super::{ToolKind, ToolSpec};
use crate::editor::{Gesture, gesture::Draw};

pub(super) const TOOL: ToolSpec = ToolSpec {
    kind: ToolKind::Team,
    name: "Team",
    letter: 't',
    hint: "Click to add a team, drag to give it a size, or press Enter to add one in the middle.",
    cursor: "crosshair",
    down: |editor, pointer| Gesture::Draw(Draw::new(editor, ToolKind::Team, pointer)),
};
