//! Drawing a relationship: by dragging from one element to another, or by clicking one and then the other.

use atoll_core::geometry::Point;
use atoll_core::model::ElementId;

use super::{CLICK_SLACK, Gesture, Preview};
use crate::editor::{Editor, Pointer, connected, hit};

/// A drag that ends on open water places a new context there, if it went at least this far, in CSS pixels.
const FAR: f64 = 48.0;

/// Drawing a relationship.
#[derive(Clone, Debug)]
pub struct Connect {
    from: ElementId,
    started_at: Point,
    at: Point,
    target: Option<ElementId>,
    /// The button is held; otherwise the next click says where to.
    is_dragged: bool,
}

impl Connect {
    pub(in crate::editor) fn new(from: ElementId, pointer: Pointer, is_dragged: bool) -> Self {
        Self { from, started_at: pointer.at, at: pointer.at, target: None, is_dragged }
    }

    pub(super) fn moved(mut self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        self.at = pointer.at;
        self.target = hit::node(editor, pointer.at).filter(|id| *id != self.from);
        Gesture::Connect(self)
    }

    pub(super) fn up(self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        if !self.is_dragged || pointer.at.distance(self.started_at) < CLICK_SLACK {
            return Gesture::Connect(Self { is_dragged: false, ..self });
        }
        self.finish(editor, pointer);
        Gesture::None
    }

    /// The second click.
    pub(super) fn down_again(self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        self.finish(editor, pointer);
        Gesture::None
    }

    fn finish(self, editor: &mut Editor, pointer: Pointer) {
        match hit::node(editor, pointer.at) {
            Some(target) if target != self.from => connected::connect(editor, self.from, target),
            None if pointer.at.distance(self.started_at) >= FAR => {
                let at = editor.camera.map_from_screen(pointer.at);
                connected::create_connected_at(editor, self.from, at);
            }
            _ => {}
        }
    }

    /// Forgets an end that is gone; answers whether there is still where to start from.
    pub(super) fn keep_up(&mut self, editor: &Editor) -> bool {
        self.target = self.target.filter(|id| editor.is_on_map(*id));
        editor.is_on_map(self.from)
    }

    pub(super) fn preview(&self, editor: &Editor) -> Preview {
        let from = editor.rect_of(self.from).unwrap_or_default();
        let end = match self.target.and_then(|target| editor.rect_of(target)) {
            Some(rect) => rect.exit_toward(from.center()),
            None => editor.camera.map_from_screen(self.at),
        };
        let words = match self.target {
            Some(target) => format!("{} influences {}", quoted(editor, self.from), quoted(editor, target)),
            None => "Let go on a context to connect, or on open water to add one.".to_owned(),
        };
        let line = Some([from.exit_toward(end), end]);
        Preview { line, target: self.target, words: Some(words), ..Preview::default() }
    }
}

fn quoted(editor: &Editor, id: ElementId) -> String {
    editor.landscape().quoted(id)
}
