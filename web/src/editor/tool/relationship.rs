//! Connect two elements.

use super::{ToolKind, ToolSpec};
use crate::editor::{Editor, Gesture, Pointer, gesture::Connect, hit};

pub(super) const TOOL: ToolSpec = ToolSpec {
    kind: ToolKind::Relationship,
    name: "Relationship",
    letter: 'r',
    hint: "Drag from the context that influences (upstream) to the one that is influenced (downstream).",
    cursor: "crosshair",
    down,
};

fn down(editor: &mut Editor, pointer: Pointer) -> Gesture {
    match hit::node(editor, pointer.at) {
        Some(from) => {
            editor.select_only(from);
            Gesture::Connect(Connect::new(from, pointer, true))
        }
        None => {
            editor.selection.clear();
            Gesture::None
        }
    }
}
