//! Ask what a change does.

use atoll_core::model::ElementId;

use super::{ToolKind, ToolSpec};
use crate::editor::{Editor, Gesture, Pointer, gesture::Pan, hit};

pub(super) const TOOL: ToolSpec = ToolSpec {
    kind: ToolKind::Ripple,
    name: "Ripple",
    letter: 'i',
    hint: "Click a context to see what a change there does.",
    cursor: "pointer",
    down,
};

fn down(editor: &mut Editor, pointer: Pointer) -> Gesture {
    match hit::element(editor, pointer.at) {
        Some(ElementId::Context(id)) => {
            editor.select_only(id.into());
            editor.set_ripple(Some(id));
            Gesture::None
        }
        Some(id) => {
            editor.select_only(id);
            Gesture::None
        }
        None => Gesture::Pan(Pan::new(pointer)),
    }
}
