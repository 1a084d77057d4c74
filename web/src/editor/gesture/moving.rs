//! Dragging elements: they snap to each other and to the grid, and to drop a context in a domain puts it there.

use atoll_core::sorted_map::SortedMap;
use atoll_core::sorted_set::SortedSet;

use atoll_core::command::{Batch, Command, Place};
use atoll_core::geometry::{Point, Rect, bounds};
use atoll_core::model::{DomainId, ElementId, Frame};

use super::{Gesture, Preview};
use crate::editor::{Editor, Pointer, clipboard, membership, snap};

/// Dragging elements.
#[derive(Clone, Debug)]
pub struct Moving {
    from_in_map: Point,
    /// Where everything that is dragged was.
    start: SortedMap<ElementId, Frame>,
    guides: Vec<[Point; 2]>,
    keeps_home: bool,
}

impl Moving {
    /// Starts to drag what is chosen, or a copy of it if Alt is held.
    pub(in crate::editor) fn start(editor: &mut Editor, pointer: Pointer) -> Gesture {
        if pointer.modifiers.alt {
            clipboard::duplicate(editor, Point::default());
        }
        let start = dragged(editor);
        if start.is_empty() {
            return Gesture::None;
        }
        let from_in_map = editor.camera.map_from_screen(pointer.at);
        Gesture::Moving(Self { from_in_map, start, guides: Vec::new(), keeps_home: false })
    }

    pub(super) fn moved(mut self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        let mut by = editor.camera.map_from_screen(pointer.at).minus(self.from_in_map);
        if pointer.modifiers.shift {
            // Straight along one axis.
            by = if by.x.abs() > by.y.abs() { Point::new(by.x, 0.0) } else { Point::new(0.0, by.y) };
        }
        self.keeps_home = pointer.modifiers.command;
        if let Some(frame) = bounds(self.start.values().map(|frame| Rect::from(*frame))) {
            let is_dragged = |id: ElementId| self.start.contains_key(&id);
            let snapped = snap::moved(editor, frame, by, &is_dragged);
            by = snapped.by;
            self.guides = snapped.guides;
        }
        let (dx, dy) = (by.x.round() as i32, by.y.round() as i32);
        editor.drag_to(self.start.iter().map(|(id, frame)| (*id, frame.moved(dx, dy))).collect());
        Gesture::Moving(self)
    }

    pub(super) fn up(self, editor: &mut Editor) {
        let frames = editor.moved.clone();
        let homes = self.homes(editor, &frames);
        let changed = frames.iter().any(|(id, frame)| self.start.get(id) != Some(frame));
        editor.drag_to(SortedMap::new());
        if changed {
            let mut commands: Vec<Command> = vec![Place { frames }.into()];
            commands.extend(homes.into_iter().map(|(_, command, _)| command));
            editor.run("Move", Batch::of(commands));
        }
    }

    /// Which contexts come to lie in which domain, the command for it, and how to say it.
    fn homes(&self, editor: &Editor, frames: &SortedMap<ElementId, Frame>) -> Vec<(Option<DomainId>, Command, String)> {
        if self.keeps_home {
            return Vec::new();
        }
        membership::after_move(editor, frames)
    }

    pub(super) fn preview(&self, editor: &Editor) -> Preview {
        let homes = self.homes(editor, &editor.moved);
        let home = homes.iter().find_map(|(home, ..)| *home).map(ElementId::from);
        let words = homes.first().map(|(_, _, words)| words.clone());
        Preview { guides: self.guides.clone(), home, words, ..Preview::default() }
    }
}

/// Where everything is that moves when what is chosen is dragged: a domain takes its contexts along.
fn dragged(editor: &Editor) -> SortedMap<ElementId, Frame> {
    let mut ids: SortedSet<ElementId> = editor.selection.clone();
    let landscape = editor.landscape();
    for context in landscape.contexts_on_map() {
        if landscape.home_of(context).is_some_and(|home| editor.selection.contains(&home.into())) {
            ids.insert(context.id.into());
        }
    }
    let frame_of = |id: ElementId| match id {
        ElementId::Context(_) | ElementId::Team(_) => editor.map.node(id).map(|node| Frame::from(node.rect)),
        ElementId::Domain(id) => landscape.domains.get(&id).and_then(|domain| domain.frame),
        _ => None,
    };
    ids.into_iter().filter_map(|id| frame_of(id).map(|frame| (id, frame))).collect()
}
