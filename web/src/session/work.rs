//! What is done in time with the screen and a little later, never while an input is handled: the ripple, a step for each
//! frame, and the rules once somebody pauses.

use std::cell::RefCell;
use std::sync::Arc;

use atoll_core::rule;
use leptos::prelude::*;

use super::project::set;
use super::{RightTab, Session};
use crate::canvas::markup;
use crate::editor::{Detail, Editor};
use crate::platform::frame::{Frame, Later, later, next_frame};

/// Rules are checked this long after the last change, in milliseconds: at once for the eye, not for every letter.
const CHECK_AFTER: u32 = 40;

/// What is about to be done.
#[derive(Default)]
pub(super) struct Work {
    frame: RefCell<Option<Frame>>,
    check: RefCell<Option<Later>>,
}

impl Session {
    /// Works with the next frame, if there is something to do.
    pub(super) fn work_soon(&self) {
        let inner = self.inner();
        let is_needed = inner.editor.borrow().ripple.is_working();
        let mut frame = inner.work.frame.borrow_mut();
        if is_needed && frame.is_none() {
            let session = *self;
            *frame = Some(next_frame(move || session.work()));
        }
    }

    fn work(&self) {
        let inner = self.inner();
        inner.work.frame.borrow_mut().take();
        let ripple = {
            let mut editor = inner.editor.borrow_mut();
            let Editor { ripple, document, .. } = &mut *editor;
            ripple.step(&document.landscape)
        };
        let signals = self.signals;
        let is_first = ripple.is_some() && signals.ripple.with_untracked(Option::is_none);
        let is_other_source = signals
            .ripple
            .with_untracked(|old| old.as_ref().map(|old| old.source) != ripple.as_ref().map(|ripple| ripple.source));
        signals.ripple.set(ripple.map(Arc::new));
        if is_first || is_other_source {
            signals.right.set(RightTab::Ripple);
            signals.right_folded.set(false);
            self.lay_panels();
        }
        self.mark_heat(&inner.editor.borrow());
        if inner.editor.borrow().sight.detail != Detail::Page {
            signals.picture.update(|version| *version += 1);
        }
        self.work_soon();
    }

    /// Checks the rules once there is a pause.
    pub(super) fn check_soon(&self) {
        let session = *self;
        *self.inner().work.check.borrow_mut() = Some(later(CHECK_AFTER, move || session.check()));
    }

    fn check(&self) {
        let inner = self.inner();
        let findings = rule::check(inner.editor.borrow().landscape());
        if self.signals.findings.with_untracked(|old| **old != findings) {
            self.signals.findings.set(Arc::new(findings));
            self.mark_buoys(&inner.editor.borrow());
            self.signals.picture.update(|version| *version += 1);
        }
    }

    pub(super) fn mark_heat(&self, editor: &Editor) {
        let marks = self.signals.ripple.with_untracked(|ripple| match ripple {
            Some(ripple) if editor.sight.detail == Detail::Page => markup::heat(editor, ripple),
            _ => String::new(),
        });
        set(self.signals.heat, marks);
    }

    pub(super) fn mark_buoys(&self, editor: &Editor) {
        let marks = match editor.sight.detail {
            Detail::Page => self.signals.findings.with_untracked(|findings| markup::buoys(editor, findings)),
            _ => String::new(),
        };
        set(self.signals.buoys, marks);
    }
}
