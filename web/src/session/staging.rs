//! Views beside the map: which is looked at, and its scene, built between frames with what is fetched later.

use std::sync::Arc;

use atoll_core::model::{ElementId, Perspective, PerspectiveId, ViewKind};
use leptos::prelude::*;

use super::Session;
use super::project::set;
use crate::editor::Comparison;
use crate::platform::frame::next_frame;

impl Session {
    /// Looks at the landscape in another view.
    pub fn show_view(&self, view: ViewKind) {
        let same = self.peek(|editor| editor.perspective().view == view);
        if !same {
            self.look_at(Perspective { view, ..Perspective::default() });
        }
    }

    /// Looks at the landscape in this way.
    pub fn look_at(&self, perspective: Perspective) {
        let said = perspective.view.word();
        self.edit(|editor| editor.look_at(perspective));
        self.signals.announcement.set(format!("View: {said}"));
        self.draw_stage();
    }

    /// Looks at the landscape in the same view with something else about it.
    pub fn adjust_view(&self, adjust: impl FnOnce(&mut Perspective)) {
        let mut perspective = self.peek(crate::editor::Editor::perspective);
        adjust(&mut perspective);
        // What is kept under a name stays as it is until it is kept anew.
        perspective.id = PerspectiveId::default();
        self.look_at(perspective);
    }

    /// Looks at these elements and what is around them, in the view that is looked at.
    pub(super) fn focus_on(&self, ids: Vec<ElementId>) {
        self.adjust_view(|perspective| {
            let is_way = ids.len() == 2;
            if perspective.focus.is_empty() && !is_way && perspective.hops == 0 {
                perspective.hops = 1;
            }
            perspective.focus = ids;
        });
    }

    /// Marks what these changes bring, or nothing.
    pub fn compare(&self, comparison: Option<Arc<Comparison>>) {
        self.edit(|editor| editor.compare(comparison));
        self.draw_stage();
    }

    /// Marks on the map that is drawn on what a scenario brings.
    pub(super) fn draw_marks(&self) {
        let session = *self;
        let is_marked = self.signals.marks_scenario.get_untracked();
        let is_needed = is_marked && self.peek(|editor| editor.document.scenario().is_some() && editor.stage.is_none());
        if !is_needed {
            set(self.signals.marks, String::new());
            return;
        }
        self.with_parts(move |parts| {
            let marks = session.peek(parts.marks);
            set(session.signals.marks, marks);
        });
    }

    /// Draws the view anew with the next frame, if one is looked at.
    pub(super) fn draw_stage_soon(&self) {
        let inner = self.inner();
        let mut frame = inner.work.stage.borrow_mut();
        if frame.is_none() && inner.editor.borrow().stage.is_some() {
            let session = *self;
            *frame = Some(next_frame(move || {
                session.inner().work.stage.borrow_mut().take();
                session.draw_stage();
            }));
        }
    }

    /// Draws the view, as soon as what draws it is there.
    pub(super) fn draw_stage(&self) {
        let session = *self;
        let is_marked = self.signals.marks_scenario.get_untracked();
        self.with_parts(move |parts| {
            let drawn = session.peek(|editor| {
                let stage = editor.stage.as_ref()?;
                if let Some(Comparison { changes, after, .. }) = stage.comparison.as_deref() {
                    return Some((parts.scene)(after, &stage.perspective, Some(changes)));
                }
                let brought = if is_marked { editor.document.brought() } else { None };
                Some((parts.scene)(editor.landscape(), &stage.perspective, brought.as_ref()))
            });
            if let Some((scene, has_places)) = drawn {
                session.edit(|editor| editor.take_scene(Arc::new(scene), has_places));
            }
        });
    }

    /// What is looked at, for components.
    pub(super) fn project_stage(&self) {
        let inner = self.inner();
        let editor = inner.editor.borrow();
        let signals = self.signals;
        let scene = editor.stage.as_ref().map(|stage| stage.scene.clone());
        let is_other = signals.scene.with_untracked(|old| match (old, &scene) {
            (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
            (None, None) => false,
            _ => true,
        });
        set(signals.perspective, editor.perspective());
        if is_other {
            signals.scene.set(scene);
        }
    }
}
