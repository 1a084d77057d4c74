//! Dragging an end of a relationship to another element.

use atoll_core::command::{EditRelationship, RelationshipEdit};
use atoll_core::geometry::Point;
use atoll_core::model::{ElementId, End, Party, RelationshipId};

use super::{Gesture, Preview};
use crate::editor::{Editor, Pointer, hit};

/// Dragging an end of a relationship.
#[derive(Clone, Debug)]
pub struct Reconnect {
    id: RelationshipId,
    end: End,
    at: Point,
    target: Option<ElementId>,
}

impl Reconnect {
    pub(in crate::editor) fn new(id: RelationshipId, end: End, pointer: Pointer) -> Self {
        Self { id, end, at: pointer.at, target: None }
    }

    pub(super) fn moved(mut self, editor: &mut Editor, pointer: Pointer) -> Gesture {
        self.at = pointer.at;
        self.target = hit::node(editor, pointer.at).filter(|id| Some(*id) != self.across(editor));
        Gesture::Reconnect(self)
    }

    pub(super) fn up(self, editor: &mut Editor) {
        let Some(party) = self.target.and_then(|target| Party::try_from(target).ok()) else { return };
        let edit = match self.end {
            End::Upstream => RelationshipEdit::Upstream(party),
            End::Downstream => RelationshipEdit::Downstream(party),
        };
        editor.run("Reconnect", EditRelationship { id: self.id, edit });
    }

    /// What is at the other end.
    fn across(&self, editor: &Editor) -> Option<ElementId> {
        let relationship = editor.landscape().relationships.get(&self.id)?;
        Some(relationship.party(self.end.other()).into())
    }

    /// Forgets an end that is gone, or that became the other one; answers whether the relationship is still there.
    pub(super) fn keep_up(&mut self, editor: &Editor) -> bool {
        let across = self.across(editor);
        self.target = self.target.filter(|id| editor.is_on_map(*id) && Some(*id) != across);
        across.is_some()
    }

    pub(super) fn preview(&self, editor: &Editor) -> Preview {
        let fixed = self.across(editor).and_then(|id| editor.rect_of(id)).unwrap_or_default();
        let end = match self.target.and_then(|target| editor.rect_of(target)) {
            Some(rect) => rect.exit_toward(fixed.center()),
            None => editor.camera.map_from_screen(self.at),
        };
        Preview { line: Some([fixed.exit_toward(end), end]), target: self.target, ..Preview::default() }
    }
}
