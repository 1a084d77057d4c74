//! What is done in time with the screen and a little later, never while an input is handled: the ripple, a step for each
//! frame, and the rules once somebody pauses.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use atoll_core::change::Changes;
use atoll_core::model::date;
use atoll_core::rule::Inspection;
use leptos::prelude::*;

use super::judging::Checked;
use super::project::set;
use super::{RightTab, Session};
use crate::canvas::{buoys, markup};
use crate::editor::{Detail, Editor};
use crate::parts::{self, Parts};
use crate::platform::frame::{Frame, Later, later, next_frame, surely_later};
use crate::platform::page;

/// Rules are checked this long after the last change, in milliseconds: at once for the eye, not for every letter.
const CHECK_AFTER: u32 = 40;

/// What could not be fetched is asked for again after so many milliseconds.
const FETCH_AGAIN_AFTER: u32 = 5_000;

/// What waits for the parts.
type Waiting = Box<dyn FnOnce(Parts)>;

/// What is about to be done.
#[derive(Default)]
pub(super) struct Work {
    frame: RefCell<Option<Frame>>,
    /// The view beside the map is about to be drawn anew.
    pub(super) stage: RefCell<Option<Frame>>,
    check: RefCell<Option<Later>>,
    /// What the rules found when they were last asked.
    inspection: RefCell<Option<Inspection>>,
    /// What changed since then.
    unchecked: RefCell<Changes>,
    /// What waits for the parts.
    waiting: RefCell<Vec<Waiting>>,
    /// How many short words were said.
    said: Cell<u32>,
}

impl Work {
    /// Notes what the rules have not seen yet.
    pub(super) fn note(&self, changes: Changes) {
        self.unchecked.borrow_mut().squash(changes);
    }
}

impl Session {
    /// Works with the next frame, if there is something to do.
    pub(super) fn work_soon(&self) {
        let inner = self.inner();
        let has_parts = self.signals.parts.with_untracked(Option::is_some);
        let is_needed = has_parts && inner.editor.borrow().ripple.is_working();
        let mut frame = inner.work.frame.borrow_mut();
        if is_needed && frame.is_none() {
            let session = *self;
            *frame = Some(next_frame(move || session.work()));
        }
    }

    fn work(&self) {
        let inner = self.inner();
        inner.work.frame.borrow_mut().take();
        let Some(parts) = self.signals.parts.get_untracked() else { return };
        let ripple = {
            let mut editor = inner.editor.borrow_mut();
            let Editor { ripple, document, .. } = &mut *editor;
            (parts.ripple)(ripple, &document.landscape)
        };
        let signals = self.signals;
        let is_first = ripple.is_some() && signals.ripple.with_untracked(Option::is_none);
        let is_other_source = signals
            .ripple
            .with_untracked(|old| old.as_ref().map(|old| old.source) != ripple.as_ref().map(|ripple| ripple.source));
        signals.ripple.set(ripple.map(Arc::new));
        if is_first || is_other_source {
            signals.right.set(RightTab::Ripple);
            // On a phone there is room for what the tour says or for the figures; the heat on the map tells most.
            let is_cramped = signals.is_narrow.get_untracked() && signals.tour.with_untracked(Option::is_some);
            signals.right_folded.set(is_cramped);
            self.lay_panels();
        }
        self.warm_anew();
        self.work_soon();
    }

    /// Fetches what a first look at the map could do without, and does what waited for it.
    pub fn fetch_parts(&self) {
        let session = *self;
        leptos::task::spawn_local(async move {
            let Ok(parts) = parts::fetch().await else {
                let words = "A part of Atoll could not be fetched: is the network there? What you draw is kept; Atoll tries again.";
                session.toast(words.to_owned(), false);
                surely_later(FETCH_AGAIN_AFTER, move || session.fetch_parts());
                return;
            };
            session.signals.parts.set(Some(parts));
            session.check_soon();
            session.work_soon();
            let waiting = session.inner().work.waiting.take();
            for job in waiting {
                job(parts);
            }
            (parts.arrive)(session);
        });
    }

    /// Does something with the parts as soon as they are there.
    pub fn with_parts(&self, job: impl FnOnce(Parts) + 'static) {
        match self.signals.parts.get_untracked() {
            Some(parts) => job(parts),
            None => self.inner().work.waiting.borrow_mut().push(Box::new(job)),
        }
    }

    /// A number that no message had before, also not one that is gone: the page tells them apart by it.
    pub(super) fn next_toast(&self) -> u32 {
        let inner = self.inner();
        let id = inner.work.said.get() + 1;
        inner.work.said.set(id);
        id
    }

    /// Checks the rules once there is a pause.
    pub(super) fn check_soon(&self) {
        let session = *self;
        *self.inner().work.check.borrow_mut() = Some(later(CHECK_AFTER, move || session.check()));
    }

    fn check(&self) {
        let Some(parts) = self.signals.parts.get_untracked() else { return };
        let inner = self.inner();
        let editor = inner.editor.borrow();
        let changes = inner.work.unchecked.take();
        let mut inspection = inner.work.inspection.borrow_mut();
        let checked = (parts.check)(&mut inspection, &changes, editor.landscape(), date(&page::today()));
        let Checked { findings, score } = checked;
        let revision = self.signals.revision.get_untracked();
        self.signals.judging.course.update(|course| Arc::make_mut(course).go_on(&editor.document.key, revision, score));
        if self.signals.findings.with_untracked(|old| **old != findings) {
            self.signals.findings.set(Arc::new(findings));
            self.mark_buoys(&editor);
            self.signals.picture.update(|version| *version += 1);
        }
    }

    pub(super) fn mark_heat(&self, editor: &Editor) {
        let marks = self.signals.warmth.with_untracked(|warmth| match warmth {
            Some(warmth) if editor.sight.detail == Detail::Page => markup::heat(editor, warmth),
            _ => String::new(),
        });
        set(self.signals.heat, marks);
    }

    pub(super) fn mark_buoys(&self, editor: &Editor) {
        let marks = match editor.sight.detail {
            Detail::Page => self.signals.findings.with_untracked(|findings| buoys::markup(editor, findings)),
            _ => String::new(),
        };
        set(self.signals.buoys, marks);
    }
}
