//! A pointer that went down and has not moved yet: it will click, or drag what it is on.

use super::{Boxing, CLICK_SLACK, Connect, Gesture, Moving, Pan, Reconnect, Resize};
use crate::editor::hit::{self, Hit};
use crate::editor::{Editor, Pointer};

/// A pointer that went down and has not moved yet.
#[derive(Clone, Debug)]
pub struct Press {
    from: Pointer,
    on: Option<Hit>,
}

impl Press {
    /// Presses on whatever is there; what was not chosen is chosen at once, but by a finger only when it taps: it may
    /// be the first of two.
    pub(in crate::editor) fn new(editor: &mut Editor, pointer: Pointer) -> Self {
        let on = hit::test(editor, pointer.at);
        if let Some(Hit::Element(id)) = on
            && !editor.selection.contains(&id)
            && !pointer.modifiers.shift
            && !pointer.is_touch
        {
            editor.select_only(id);
        }
        Self { from: pointer, on }
    }

    /// Whether what it went down on is still there.
    pub(super) fn keeps_up(&self, editor: &Editor) -> bool {
        let id = self.on.map(|on| match on {
            Hit::Corner(id, _) | Hit::Port(id) | Hit::Element(id) => id,
            Hit::End(id, _) => id.into(),
        });
        id.is_none_or(|id| editor.is_on_map(id))
    }

    pub(super) fn moved(self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        if pointer.at.distance(self.from.at) < CLICK_SLACK {
            return Gesture::Press(self);
        }
        let gesture = match self.on {
            Some(Hit::Corner(id, corner)) => Gesture::Resize(Resize::new(editor, id, corner)),
            Some(Hit::Port(id)) => Gesture::Connect(Connect::new(id, self.from, true)),
            Some(Hit::End(id, end)) => Gesture::Reconnect(Reconnect::new(id, end, self.from)),
            Some(Hit::Element(id)) => {
                if !editor.selection.contains(&id) {
                    if !self.from.modifiers.shift {
                        editor.selection.clear();
                    }
                    editor.selection.insert(id);
                }
                Moving::start(editor, self.from)
            }
            // A finger on open water drags the paper, as on every map; a mouse draws a box.
            None if self.from.is_touch => Gesture::Pan(Pan::new(self.from)),
            None => Gesture::Boxing(Boxing::new(editor, self.from)),
        };
        editor.gesture = gesture;
        super::moved(editor, pointer);
        std::mem::take(&mut editor.gesture)
    }

    pub(super) fn up(self, editor: &mut Editor, pointer: Pointer) {
        match self.on {
            Some(Hit::Element(id)) if pointer.clicks >= 2 => editor.open_for_typing(id),
            Some(Hit::Element(id)) if self.from.modifiers.shift => {
                if !editor.selection.remove(&id) {
                    editor.selection.insert(id);
                }
                editor.announce_selection();
            }
            Some(Hit::Element(id)) if editor.single() != Some(id) => editor.select_only(id),
            Some(Hit::Port(id)) => {
                editor.gesture = Gesture::Connect(Connect::new(id, self.from, false));
            }
            Some(_) => {}
            None if pointer.clicks >= 2 => {
                let at = editor.camera.map_from_screen(pointer.at);
                crate::editor::connected::create_at(editor, at);
            }
            None if !self.from.modifiers.shift => {
                editor.selection.clear();
            }
            None => {}
        }
    }
}
