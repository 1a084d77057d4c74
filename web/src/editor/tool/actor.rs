//! Add an actor.

use super::{ToolKind, ToolSpec};
use crate::editor::{Gesture, gesture::Draw};

pub(super) const TOOL: ToolSpec = ToolSpec {
    kind: ToolKind::Actor,
    name: "Actor",
    letter: 'u',
    hint: "Click to add who uses the contexts: people, a front-end, another organisation.",
    cursor: "crosshair",
    down: |editor, pointer| Gesture::Draw(Draw::new(editor, ToolKind::Actor, pointer)),
};
