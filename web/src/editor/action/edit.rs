//! What is drawn.

use atoll_core::sorted_map::SortedMap;

use atoll_core::command::{Batch, EditRelationship, Place, RelationshipEdit};
use atoll_core::geometry::{Rect, bounds};
use atoll_core::layout;
use atoll_core::model::{ElementId, Frame};

use super::{Action, Group, always, has_selection};
use crate::editor::{Chord, Editor, Effect, Show, clipboard};

pub(super) const UNDO: Action = Action {
    code: "undo",
    label: "Undo",
    group: Group::Edit,
    keys: &[Chord("Mod+z")],
    is_enabled: |editor| editor.document.undo_label().is_some(),
    perform: Editor::undo,
};

pub(super) const REDO: Action = Action {
    code: "redo",
    label: "Redo",
    group: Group::Edit,
    keys: &[Chord("Mod+Shift+z"), Chord("Mod+y")],
    is_enabled: |editor| editor.document.redo_label().is_some(),
    perform: Editor::redo,
};

pub(super) const CUT: Action = Action {
    code: "cut",
    label: "Cut",
    group: Group::Edit,
    keys: &[Chord("Mod+x")],
    is_enabled: has_selection,
    perform: |editor| {
        clipboard::cut(editor);
    },
};

pub(super) const COPY: Action = Action {
    code: "copy",
    label: "Copy",
    group: Group::Edit,
    keys: &[Chord("Mod+c")],
    is_enabled: has_selection,
    perform: |editor| {
        clipboard::copy(editor);
    },
};

pub(super) const DUPLICATE: Action = Action {
    code: "duplicate",
    label: "Duplicate",
    group: Group::Edit,
    keys: &[Chord("Mod+d")],
    is_enabled: has_selection,
    perform: |editor| {
        editor.duplicate();
    },
};

pub(super) const DELETE: Action = Action {
    code: "delete",
    label: "Delete",
    group: Group::Edit,
    keys: &[Chord("Delete")],
    is_enabled: has_selection,
    perform: |editor| {
        clipboard::delete(editor);
    },
};

pub(super) const SELECT_ALL: Action = Action {
    code: "select-all",
    label: "Choose everything",
    group: Group::Edit,
    keys: &[Chord("Mod+a")],
    is_enabled: |editor| editor.map.nodes().next().is_some(),
    perform: |editor| {
        let nodes = editor.map.nodes().map(|node| node.id);
        let regions = editor.map.regions().map(|region| region.id);
        let relationships = editor.map.relationships().map(ElementId::from);
        editor.selection = nodes.chain(regions).chain(relationships).collect();
        editor.announce_selection();
    },
};

pub(super) const RENAME: Action = Action {
    code: "rename",
    label: "Rename",
    group: Group::Edit,
    keys: &[Chord("F2")],
    is_enabled: |editor| editor.single().is_some(),
    perform: |editor| {
        if let Some(id) = editor.single() {
            editor.open_for_typing(id);
        }
    },
};

pub(super) const CONNECT: Action = Action {
    code: "connect",
    label: "Connect to…",
    group: Group::Edit,
    keys: &[Chord("k")],
    is_enabled: |editor| editor.single().is_some_and(ElementId::is_box),
    perform: |editor| {
        if let Some(id) = editor.single() {
            editor.outcome.effects.push(Effect::Show(Show::Connect(id)));
        }
    },
};

pub(super) const SWAP_ENDS: Action = Action {
    code: "swap-ends",
    label: "Swap upstream and downstream",
    group: Group::Edit,
    keys: &[Chord("x")],
    is_enabled: |editor| matches!(editor.single(), Some(ElementId::Relationship(_))),
    perform: |editor| {
        let Some(ElementId::Relationship(id)) = editor.single() else { return };
        let Some(relationship) = editor.landscape().relationships.get(&id) else { return };
        let [upstream, downstream] = relationship.parties();
        let edits = [RelationshipEdit::Upstream(downstream), RelationshipEdit::Downstream(upstream)];
        let commands = edits.into_iter().map(|edit| EditRelationship { id, edit }.into()).collect();
        editor.run("Swap ends", Batch { commands });
    },
};

pub(super) const REFACTOR: Action = Action {
    code: "refactor",
    label: "Refactor…",
    group: Group::Edit,
    keys: &[Chord("a")],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::Show(Show::Refactorings)),
};

pub(super) const TIDY: Action = Action {
    code: "tidy",
    label: "Arrange everything anew",
    group: Group::Edit,
    keys: &[],
    is_enabled: |editor| editor.map.nodes().next().is_some(),
    perform: |editor| {
        if editor.stage.is_some() {
            editor.forget_places();
            return;
        }
        let frames = layout::arrange(editor.landscape(), editor.aspect());
        if editor.run("Arrange", Place { frames }) {
            editor.fit_all();
        }
    },
};

pub(super) const ALIGN_LEFT: Action = Action {
    code: "align-left",
    label: "Align left edges",
    group: Group::Edit,
    keys: &[],
    is_enabled: has_several,
    perform: |editor| align(editor, |rect, all| Rect { x: all.x, ..rect }),
};

pub(super) const ALIGN_CENTER: Action = Action {
    code: "align-center",
    label: "Align middles one above the other",
    group: Group::Edit,
    keys: &[],
    is_enabled: has_several,
    perform: |editor| align(editor, |rect, all| Rect { x: all.center().x - rect.width / 2.0, ..rect }),
};

pub(super) const ALIGN_TOP: Action = Action {
    code: "align-top",
    label: "Align top edges",
    group: Group::Edit,
    keys: &[],
    is_enabled: has_several,
    perform: |editor| align(editor, |rect, all| Rect { y: all.y, ..rect }),
};

pub(super) const ALIGN_MIDDLE: Action = Action {
    code: "align-middle",
    label: "Align middles side by side",
    group: Group::Edit,
    keys: &[],
    is_enabled: has_several,
    perform: |editor| align(editor, |rect, all| Rect { y: all.center().y - rect.height / 2.0, ..rect }),
};

fn has_several(editor: &Editor) -> bool {
    editor.selection.iter().filter(|id| id.is_box()).count() > 1
}

/// Moves every chosen context and team; the rule sees its rectangle and the one that holds all of them.
fn align(editor: &mut Editor, rule: fn(Rect, Rect) -> Rect) {
    let nodes = editor.selection.iter().filter_map(|id| editor.map.node(*id));
    let rects: SortedMap<ElementId, Rect> = nodes.map(|node| (node.id, node.rect)).collect();
    if let Some(all) = bounds(rects.values().copied()) {
        let frames = rects.into_iter().map(|(id, rect)| (id, Frame::from(rule(rect, all)))).collect();
        editor.run("Align", Place { frames });
    }
}
