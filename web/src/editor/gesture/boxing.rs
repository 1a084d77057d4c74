//! Choosing by drawing a box: everything that lies in it wholly, and relationships between chosen ends.

use atoll_core::sorted_set::SortedSet;

use atoll_core::geometry::{Point, Rect};
use atoll_core::model::ElementId;

use super::{Gesture, Preview};
use crate::editor::{Editor, Pointer};

/// Choosing by drawing a box.
#[derive(Clone, Debug)]
pub struct Boxing {
    from_in_map: Point,
    frame: Rect,
    /// What was chosen before and stays so.
    base: SortedSet<ElementId>,
}

impl Boxing {
    pub(in crate::editor) fn new(editor: &Editor, pointer: Pointer) -> Self {
        let from_in_map = editor.camera.map_from_screen(pointer.at);
        let base = if pointer.modifiers.shift { editor.selection.clone() } else { SortedSet::new() };
        Self { from_in_map, frame: Rect::spanning(from_in_map, from_in_map), base }
    }

    pub(super) fn moved(mut self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        self.frame = Rect::spanning(self.from_in_map, editor.camera.map_from_screen(pointer.at));
        let boxed = editor.map.nodes().filter(|node| self.frame.holds(&node.rect)).map(|node| node.id);
        let regions = editor.map.regions().filter(|region| self.frame.holds(&region.rect)).map(|region| region.id);
        let mut chosen: SortedSet<ElementId> = boxed.chain(regions).collect();
        let joined = editor
            .landscape()
            .relationships
            .values()
            .filter(|relationship| relationship.parties().into_iter().all(|party| chosen.contains(&party.into())));
        let joined: Vec<ElementId> = joined.map(|relationship| relationship.id.into()).collect();
        chosen.extend(joined);
        chosen.extend(self.base.iter().copied());
        editor.selection = chosen;
        Gesture::Boxing(self)
    }

    pub(super) fn up(self, editor: &mut Editor) {
        editor.announce_selection();
    }

    /// Forgets what is gone.
    pub(super) fn keep_up(&mut self, editor: &Editor) {
        self.base.retain(|id| editor.landscape().contains(*id));
    }

    pub(super) fn preview(&self) -> Preview {
        Preview { frame: Some(self.frame), ..Preview::default() }
    }
}
