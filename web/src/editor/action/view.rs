//! What is seen.

use atoll_core::geometry::bounds;
use atoll_core::model::ElementId;

use super::{Action, Group, always, has_selection};
use crate::editor::{Chord, Editor, Effect, Show};

const ZOOM_STEP: f64 = 1.25;

pub(super) const RIPPLE: Action = Action {
    code: "ripple",
    label: "What does a change here do?",
    group: Group::View,
    keys: &[],
    is_enabled: |editor| matches!(editor.single(), Some(ElementId::Context(_))),
    perform: |editor| {
        if let Some(ElementId::Context(id)) = editor.single() {
            editor.set_ripple(Some(id));
        }
    },
};

pub(super) const DETAILS: Action = Action {
    code: "details",
    label: "Edit its details",
    group: Group::View,
    keys: &[Chord("e")],
    is_enabled: |editor| editor.single().is_some(),
    perform: |editor| editor.outcome.effects.push(Effect::FocusInspector),
};

pub(super) const CANVAS: Action = Action {
    code: "canvas",
    label: "Bounded Context Canvas or Team API",
    group: Group::View,
    keys: &[Chord("b")],
    is_enabled: |editor| matches!(editor.single(), Some(ElementId::Context(_) | ElementId::Team(_))),
    perform: |editor| match editor.single() {
        Some(ElementId::Context(id)) => show(editor, Show::Canvas(id)),
        Some(ElementId::Team(id)) => show(editor, Show::TeamApi(id)),
        _ => {}
    },
};

pub(super) const FIND: Action = Action {
    code: "find",
    label: "Find…",
    group: Group::View,
    keys: &[Chord("Mod+f"), Chord("Mod+k")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Search),
};

pub(super) const PROBLEMS: Action = Action {
    code: "problems",
    label: "Findings",
    group: Group::View,
    keys: &[Chord("p")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Problems),
};

pub(super) const NEXT_FINDING: Action = Action {
    code: "next-finding",
    label: "Next finding",
    group: Group::View,
    keys: &[Chord("F8")],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::StepFinding(true)),
};

pub(super) const PREVIOUS_FINDING: Action = Action {
    code: "previous-finding",
    label: "Finding before",
    group: Group::View,
    keys: &[Chord("Shift+F8")],
    is_enabled: always,
    perform: |editor| editor.outcome.effects.push(Effect::StepFinding(false)),
};

pub(super) const OUTLINE: Action = Action {
    code: "outline",
    label: "Outline",
    group: Group::View,
    keys: &[Chord("o")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Outline),
};

pub(super) const TABLES: Action = Action {
    code: "tables",
    label: "Tables…",
    group: Group::View,
    keys: &[Chord("Shift+o")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Tables),
};

pub(super) const MEASURES: Action = Action {
    code: "measures",
    label: "Measures",
    group: Group::View,
    keys: &[Chord("m")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Measures),
};

pub(super) const VIEWS: Action = Action {
    code: "views",
    label: "Views…",
    group: Group::View,
    keys: &[Chord("w")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Views),
};

pub(super) const SCENARIOS: Action = Action {
    code: "scenarios",
    label: "Scenarios…",
    group: Group::View,
    keys: &[Chord("s")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Scenarios),
};

pub(super) const COMMENTS: Action = Action {
    code: "comments",
    label: "Comments",
    group: Group::View,
    keys: &[Chord("n")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Comments),
};

pub(super) const SIMULATIONS: Action = Action {
    code: "simulations",
    label: "Simulations…",
    group: Group::View,
    keys: &[Chord("q")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Simulations),
};

pub(super) const HISTORY: Action = Action {
    code: "history",
    label: "History…",
    group: Group::View,
    keys: &[Chord("y")],
    is_enabled: always,
    perform: |editor| show(editor, Show::History),
};

pub(super) const FOCUS: Action = Action {
    code: "focus",
    label: "Focus on what is chosen",
    group: Group::View,
    keys: &[Chord("f")],
    is_enabled: has_selection,
    perform: |editor| {
        let focus: Vec<ElementId> = editor.selection.iter().copied().collect();
        editor.outcome.effects.push(Effect::Focus(focus));
    },
};

pub(super) const LEGEND: Action = Action {
    code: "legend",
    label: "Legend",
    group: Group::View,
    keys: &[Chord("l")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Legend),
};

pub(super) const ZOOM_IN: Action = Action {
    code: "zoom-in",
    label: "Zoom in",
    group: Group::View,
    keys: &[Chord("Mod++"), Chord("Mod+="), Chord("+"), Chord("=")],
    is_enabled: always,
    perform: |editor| zoom(editor, ZOOM_STEP),
};

pub(super) const ZOOM_OUT: Action = Action {
    code: "zoom-out",
    label: "Zoom out",
    group: Group::View,
    keys: &[Chord("Mod+-"), Chord("-")],
    is_enabled: always,
    perform: |editor| zoom(editor, 1.0 / ZOOM_STEP),
};

pub(super) const ZOOM_WHOLE: Action = Action {
    code: "zoom-whole",
    label: "Zoom to 100 %",
    group: Group::View,
    keys: &[Chord("Mod+0"), Chord("Shift+0")],
    is_enabled: always,
    perform: |editor| zoom(editor, 1.0 / editor.camera.zoom),
};

pub(super) const FIT_ALL: Action = Action {
    code: "fit-all",
    label: "Show everything",
    group: Group::View,
    keys: &[Chord("Shift+1")],
    is_enabled: always,
    perform: Editor::fit_all,
};

pub(super) const FIT_SELECTION: Action = Action {
    code: "fit-selection",
    label: "Show what is chosen",
    group: Group::View,
    keys: &[Chord("Shift+2")],
    is_enabled: has_selection,
    perform: |editor| {
        if let Some(rect) = bounds(editor.selection.iter().filter_map(|id| editor.rect_of(*id))) {
            editor.camera.fit(rect, &editor.viewport);
        }
    },
};

pub(super) const HELP: Action = Action {
    code: "help",
    label: "Keys and help",
    group: Group::View,
    keys: &[Chord("?")],
    is_enabled: always,
    perform: |editor| show(editor, Show::Help),
};

fn show(editor: &mut Editor, what: Show) {
    editor.outcome.effects.push(Effect::Show(what));
}

/// Zooms around the middle of what panels leave free.
fn zoom(editor: &mut Editor, factor: f64) {
    let middle = editor.viewport.free().center();
    editor.camera.zoom_at(middle, factor);
}
