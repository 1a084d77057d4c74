//! A pointer on a view beside the map: it chooses what it is on, drags the paper, or puts a box elsewhere.

use atoll_core::geometry::{Point, Rect};
use atoll_core::model::ElementId;

use super::{CLICK_SLACK, Gesture, Pan, Preview};
use crate::editor::{Editor, Effect, Pointer, hit};

/// A pointer that went down on a view.
#[derive(Clone, Debug)]
pub struct Glance {
    from: Pointer,
    on: Vec<ElementId>,
    /// The box that is dragged, and how far it is by now.
    dragged: Option<(ElementId, Rect, Point)>,
}

impl Glance {
    pub(super) fn new(editor: &mut Editor, pointer: Pointer) -> Self {
        Self { from: pointer, on: hit::in_view(editor, pointer.at), dragged: None }
    }

    pub(super) fn moved(mut self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        let by = pointer.at.minus(self.from.at);
        if self.dragged.is_none() {
            if pointer.at.distance(self.from.at) < CLICK_SLACK {
                return Gesture::Glance(self);
            }
            self.dragged = self.box_to_drag(editor);
        }
        match &mut self.dragged {
            Some((_, _, far)) => {
                *far = by.times(1.0 / editor.camera.zoom);
                Gesture::Glance(self)
            }
            None => {
                editor.gesture = Gesture::Pan(Pan::new(self.from));
                super::moved(editor, pointer);
                std::mem::take(&mut editor.gesture)
            }
        }
    }

    /// The one box under the pointer, where the view lets people put boxes elsewhere.
    fn box_to_drag(&self, editor: &Editor) -> Option<(ElementId, Rect, Point)> {
        let stage = editor.stage.as_ref().filter(|stage| stage.has_places)?;
        let [id] = self.on[..] else { return None };
        let node = stage.scene.nodes.iter().find(|node| node.id == id)?;
        Some((id, node.rect, Point::default()))
    }

    pub(super) fn up(self, editor: &mut Editor, pointer: Pointer) {
        if let Some((id, rect, far)) = self.dragged {
            editor.put_in_view(id, rect.center().plus(far));
            return;
        }
        if self.from.modifiers.shift {
            for id in &self.on {
                if !editor.selection.remove(id) {
                    editor.selection.insert(*id);
                }
            }
            editor.announce_selection();
            return;
        }
        match self.on[..] {
            [id] => editor.select_only(id),
            _ => {
                editor.selection = self.on.iter().copied().collect();
                editor.announce_selection();
            }
        }
        if pointer.clicks >= 2 && self.on.len() == 1 {
            editor.outcome.effects.push(Effect::FocusInspector);
        }
    }

    /// Forgets what is gone; answers whether what is dragged is still there.
    pub(super) fn keep_up(&mut self, editor: &Editor) -> bool {
        let landscape = editor.landscape();
        self.on.retain(|id| landscape.contains(*id));
        self.dragged.is_none_or(|(id, ..)| landscape.contains(id))
    }

    pub(super) fn preview(&self) -> Preview {
        let moved = |(_, rect, far): &(ElementId, Rect, Point)| {
            Rect::new(rect.x + far.x, rect.y + far.y, rect.width, rect.height)
        };
        Preview { frame: self.dragged.as_ref().map(moved), ..Preview::default() }
    }
}
