//! From the editor to the signals: each is set only if it says something else than before.

use atoll_core::sorted_set::SortedSet;
use std::sync::Arc;

use atoll_core::change::Changes;
use atoll_core::model::ElementId;
use atoll_core::view::context_map::Redrawn;
use leptos::prelude::*;

use super::{LeftPanel, RightTab, Session};
use crate::canvas::markup;
use crate::editor::{Detail, Gesture, Insets, ToolKind, Viewport};

impl Session {
    pub(super) fn project_records(&self, changes: &Changes) {
        let inner = self.inner();
        let records = inner.records.borrow();
        let editor = inner.editor.borrow();
        for id in changes.touched() {
            if let Some(signal) = records.get(&id) {
                signal.set(editor.landscape().get(id));
            }
        }
    }

    /// Shows what the editor is like now.
    pub(super) fn project(&self, redrawn: &Redrawn) {
        self.project_sight(redrawn);
        let inner = self.inner();
        let editor = inner.editor.borrow();
        let signals = self.signals;
        let camera_moved = set(signals.camera, editor.camera);
        let sight_changed = set(signals.sight, editor.sight.version);
        set(signals.viewport, editor.viewport);
        set(signals.tool, editor.tool);
        set(signals.pattern, editor.pattern);
        set(signals.cursor, cursor(&editor.gesture, &editor));
        set(signals.rename, editor.rename.clone());
        set(signals.hint, editor.hint());
        set(signals.name, editor.landscape().header.name.clone());
        let history = (editor.document.undo_label(), editor.document.redo_label());
        set(signals.history, (history.0.map(str::to_owned), history.1.map(str::to_owned)));
        let selected = signals.selection.with_untracked(|old| **old != editor.selection);
        if selected {
            signals.selection.set(Arc::new(editor.selection.clone()));
        }
        set(signals.overlay, markup::overlay(&editor));
        if editor.ripple.source.is_none() && signals.ripple.with_untracked(Option::is_some) {
            signals.ripple.set(None);
            signals.right.set(RightTab::Inspector);
        }
        if sight_changed {
            self.mark_heat(&editor);
            self.mark_buoys(&editor);
            self.draw_marks();
        }
        set(signals.scenario, editor.document.scenario());
        if editor.sight.detail != Detail::Page && (camera_moved || sight_changed) {
            signals.picture.update(|version| *version += 1);
        }
    }

    /// What is in sight, as elements of the page or for the one picture.
    fn project_sight(&self, redrawn: &Redrawn) {
        let inner = self.inner();
        let editor = inner.editor.borrow();
        let signals = self.signals;
        let is_page = editor.sight.detail == Detail::Page;
        if signals.sight.get_untracked() == editor.sight.version && !redrawn.regions {
            return;
        }
        set(signals.detail, editor.sight.detail);
        let regions: Vec<_> = editor.map.regions().cloned().collect();
        set(signals.regions, regions);
        let mut node_ids = Vec::new();
        let mut edge_ids = Vec::new();
        if is_page {
            let mut nodes = inner.nodes.borrow_mut();
            for node in editor.sight.nodes(&editor.map) {
                node_ids.push(node.id);
                let signal = nodes.entry(node.id).or_insert_with(|| ArcRwSignal::new(node.clone()));
                if signal.with_untracked(|old| !Arc::ptr_eq(old, node)) {
                    signal.set(node.clone());
                }
            }
            let mut edges = inner.edges.borrow_mut();
            for edge in editor.sight.edges() {
                edge_ids.push(edge.id);
                let signal = edges.entry(edge.id).or_insert_with(|| ArcRwSignal::new(edge.clone()));
                if signal.with_untracked(|old| old != edge) {
                    signal.set(edge.clone());
                }
            }
        }
        let forgotten = |ids: &[ElementId]| ids.iter().copied().collect::<SortedSet<_>>();
        let (kept_nodes, kept_edges) = (forgotten(&node_ids), forgotten(&edge_ids));
        set(signals.node_ids, node_ids);
        set(signals.edge_ids, edge_ids);
        inner.nodes.borrow_mut().retain(|id, _| kept_nodes.contains(id));
        inner.edges.borrow_mut().retain(|id, _| kept_edges.contains(id));
    }

    /// Tells the editor how much of the window panels cover. Who saw everything goes on seeing everything.
    pub fn lay_panels(&self) {
        let insets = self.insets();
        self.edit(|editor| editor.resize(Viewport { insets, ..editor.viewport }));
    }

    /// What is chosen comes out from under the panel that opens for it, once the pointer is up; nothing else moves.
    pub(super) fn make_room(&self) {
        let insets = self.insets();
        let is_due = self.peek(|editor| matches!(editor.gesture, Gesture::None) && editor.viewport.insets != insets);
        if !is_due {
            return;
        }
        self.edit(|editor| editor.cover(insets));
    }

    fn insets(&self) -> Insets {
        const LEFT: f64 = 316.0;
        const RIGHT: f64 = 348.0;
        /// A sheet's share of a narrow window's height (`style/right.css`).
        const SHEET: f64 = 0.4;
        let signals = self.signals;
        let has_left = signals.left.get_untracked().is_some();
        let has_right = self.is_right_open_untracked();
        let has_tour = signals.tour.get_untracked().is_some();
        let if_so = |is_so: bool, size: f64| if is_so { size } else { 0.0 };
        if signals.is_narrow.get_untracked() {
            let sheet = SHEET * self.peek(|editor| editor.viewport.height);
            let bottom = 116.0 + if_so(has_left || has_right, sheet);
            return Insets { left: 0.0, top: 112.0 + if_so(has_tour, 164.0), right: 0.0, bottom };
        }
        let bottom = 24.0 + if_so(has_tour, 104.0);
        Insets { left: if_so(has_left, LEFT), top: 84.0, right: if_so(has_right, RIGHT), bottom }
    }

    /// Whether the right panel is open: something is chosen or rippling, and it is not folded away.
    pub fn is_right_open(&self) -> bool {
        let signals = self.signals;
        let has_something = match signals.right.get() {
            RightTab::Inspector => !signals.selection.with(|selection| selection.is_empty()),
            RightTab::Ripple => signals.ripple.with(Option::is_some),
        };
        // On a phone there is room for one of the two: the field with the name that is typed, or the sheet.
        let is_naming = signals.is_narrow.get() && signals.rename.with(Option::is_some);
        // Nor is there room for two sheets, or for one while something is drawn.
        let is_busy =
            signals.left.with(Option::is_some) || !matches!(signals.tool.get(), ToolKind::Select | ToolKind::Ripple);
        let is_crowded = is_naming || signals.is_narrow.get() && is_busy;
        has_something && !is_crowded && !signals.right_folded.get()
    }

    fn is_right_open_untracked(&self) -> bool {
        untrack(|| self.is_right_open())
    }

    /// Opens a panel on the left, or closes it if it is open.
    pub fn toggle_left(&self, panel: LeftPanel) {
        let is_open = self.signals.left.get_untracked() == Some(panel);
        self.signals.left.set((!is_open).then_some(panel));
        self.lay_panels();
    }
}

/// Sets a signal if it says something else; answers whether it did.
pub(super) fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) -> bool {
    let is_different = signal.with_untracked(|old| *old != value);
    if is_different {
        signal.set(value);
    }
    is_different
}

fn cursor(gesture: &Gesture, editor: &crate::editor::Editor) -> &'static str {
    match gesture {
        Gesture::Pan(_) => "grabbing",
        Gesture::Moving(_) => "move",
        Gesture::Resize(_) => "nwse-resize",
        Gesture::Connect(_) | Gesture::Reconnect(_) | Gesture::Draw(_) | Gesture::Boxing(_) => "crosshair",
        Gesture::Glance(_) => "grabbing",
        Gesture::None | Gesture::Press(_) if editor.hover.is_some() && editor.tool.spec().cursor == "default" => {
            "pointer"
        }
        Gesture::None | Gesture::Press(_) => editor.tool.spec().cursor,
    }
}
