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
    /// How far it is dragged.
    by: (i32, i32),
    guides: Vec<[Point; 2]>,
    keeps_home: bool,
    /// A copy is dragged, and what is chosen stays where it is.
    is_copy: bool,
}

impl Moving {
    /// Starts to drag what is chosen, or a copy of it if Alt is held.
    pub(in crate::editor) fn start(editor: &mut Editor, pointer: Pointer) -> Gesture {
        let start = dragged(editor);
        if start.is_empty() {
            return Gesture::None;
        }
        let from_in_map = editor.camera.map_from_screen(pointer.at);
        let is_copy = pointer.modifiers.alt;
        Gesture::Moving(Self { from_in_map, start, by: (0, 0), guides: Vec::new(), keeps_home: false, is_copy })
    }

    pub(super) fn moved(mut self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        let mut by = editor.camera.map_from_screen(pointer.at).minus(self.from_in_map);
        if pointer.modifiers.shift {
            // Straight along one axis.
            by = if by.x.abs() > by.y.abs() { Point::new(by.x, 0.0) } else { Point::new(0.0, by.y) };
        }
        self.keeps_home = pointer.modifiers.command;
        if let Some(frame) = bounds(self.start.values().map(|frame| Rect::from(*frame))) {
            // A copy can be aligned with what it is a copy of.
            let is_dragged = |id: ElementId| !self.is_copy && self.start.contains_key(&id);
            let snapped = snap::moved(editor, frame, by, &is_dragged);
            by = snapped.by;
            self.guides = snapped.guides;
        }
        self.by = (by.x.round() as i32, by.y.round() as i32);
        if !self.is_copy {
            editor.drag_to(self.frames());
        }
        Gesture::Moving(self)
    }

    pub(super) fn up(self, editor: &mut Editor) {
        let frames = self.frames();
        let has_moved = self.by != (0, 0);
        if self.is_copy {
            if has_moved {
                self.put_copy(editor);
            }
            return;
        }
        let homes = self.homes(editor, &frames);
        editor.drag_to(SortedMap::new());
        if has_moved {
            let mut commands: Vec<Command> = vec![Place { frames }.into()];
            commands.extend(homes.into_iter().map(|(_, command, _)| command));
            editor.run("Move", Batch::of(commands));
        }
    }

    /// Puts the copy where it was dragged to; where it lies, it is at home.
    fn put_copy(&self, editor: &mut Editor) {
        let (dx, dy) = self.by;
        if clipboard::duplicate(editor, Point::new(f64::from(dx), f64::from(dy))) {
            let frames = dragged(editor);
            for (_, command, _) in self.homes(editor, &frames) {
                editor.amend(command);
            }
        }
    }

    /// Where everything that is dragged is now.
    fn frames(&self) -> SortedMap<ElementId, Frame> {
        let (dx, dy) = self.by;
        self.start.iter().map(|(id, frame)| (*id, frame.moved(dx, dy))).collect()
    }

    /// Which contexts come to lie in which domain, the command for it, and how to say it.
    fn homes(&self, editor: &Editor, frames: &SortedMap<ElementId, Frame>) -> Vec<(Option<DomainId>, Command, String)> {
        if self.keeps_home {
            return Vec::new();
        }
        membership::after_move(editor, frames)
    }

    /// Goes on with what is left of what is dragged; answers whether something is.
    pub(super) fn keep_up(&mut self, editor: &mut Editor) -> bool {
        let before = self.start.len();
        self.start.retain(|id, _| editor.is_on_map(*id));
        if self.start.len() < before && !self.is_copy {
            editor.drag_to(self.frames());
        }
        !self.start.is_empty()
    }

    pub(super) fn preview(&self, editor: &Editor) -> Preview {
        let frames = self.frames();
        let homes = self.homes(editor, &frames);
        let home = homes.iter().find_map(|(home, ..)| *home).map(ElementId::from);
        let words = homes.first().map(|(_, _, words)| words.clone());
        let words = words.or_else(|| self.is_copy.then(|| "Let go to put a copy here.".to_owned()));
        let copies = if self.is_copy { frames.into_values().map(Rect::from).collect() } else { Vec::new() };
        Preview { guides: self.guides.clone(), home, words, copies, ..Preview::default() }
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
        id if id.is_box() => editor.map.node(id).map(|node| Frame::from(node.rect)),
        ElementId::Domain(id) => landscape.domains.get(&id).and_then(|domain| domain.frame),
        _ => None,
    };
    ids.into_iter().filter_map(|id| frame_of(id).map(|frame| (id, frame))).collect()
}
