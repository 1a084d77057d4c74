//! Looking back: the map as it was at a revision, what differs from another one, and having it back. Nothing can be
//! changed meanwhile.

use std::sync::Arc;

use atoll_core::change::Changes;
use atoll_core::difference::Difference;
use atoll_core::model::{Landscape, date};
use atoll_core::protocol::Revision;
use atoll_core::timeline::{self, Timeline};
use leptos::prelude::*;

use super::{Against, Past, Session};
use crate::editor::Comparison;
use crate::platform::frame::next_frame;
use crate::platform::page;
use crate::session::project::set;

impl Session {
    /// Looks at the landscape as it was at a revision.
    pub fn look_back(&self, revision: Revision) {
        let past = self.past();
        past.behind.from.set(None);
        self.look(&past, revision);
    }

    pub(super) fn look(&self, past: &Past, revision: Revision) {
        if past.timeline.with_untracked(Option::is_none) {
            return;
        }
        let is_first = past.look.with_untracked(Option::is_none);
        past.look.set(Some(revision));
        if is_first {
            self.plan(None);
            past.behind.was_folded.set(self.signals.right_folded.get_untracked());
            // What is chosen would be shown as it is now.
            self.signals.right_folded.set(true);
            self.lay_panels();
            // Everything that there is now is in sight, so that the map stays where it is while the past goes by.
            let after = self.peek(|editor| editor.document.base().clone());
            self.compare(Some(Arc::new(Comparison { changes: Changes::default(), after, is_past: true })));
        }
        let session = *self;
        *past.behind.drawing.borrow_mut() = Some(next_frame(move || session.draw_past()));
    }

    /// Shows the revision that is looked at.
    fn draw_past(&self) {
        let past = self.past();
        past.behind.drawing.borrow_mut().take();
        let (Some(revision), true) = (past.look.get_untracked(), self.is_looking_back()) else { return };
        let comparison = past.timeline.with_untracked(|timeline| {
            let timeline = timeline.as_ref()?;
            let (from, to) = compared(timeline, revision, past.against.get_untracked(), past.behind.from.get());
            let changes = if from == to { Changes::default() } else { timeline.between(from, to) };
            Some(Comparison { changes, after: timeline.at(to), is_past: true })
        });
        if let Some(comparison) = comparison {
            self.compare(Some(Arc::new(comparison)));
        }
    }

    /// Compares the revision that is looked at with something else.
    pub fn compare_past(&self, against: Against) {
        let past = self.past();
        past.against.set(against);
        if let Some(revision) = past.look.get_untracked() {
            self.look_back(revision);
        }
    }

    /// What differs between the revision that is looked at and what it is compared with; nothing where that is nothing.
    pub fn past_difference(&self) -> Signal<Option<Arc<Difference>>> {
        let Past { timeline, look, against, is_playing, .. } = self.past();
        let difference = Memo::new(move |_| {
            let revision = look.get()?;
            // While one step follows the other nobody reads what differs.
            if is_playing.get() || against.get() == Against::Nothing {
                return None;
            }
            timeline.with(|timeline| {
                let timeline = timeline.as_ref()?;
                let (from, to) = compared(timeline, revision, against.get(), None);
                let [before, after] = [from, to].map(|revision| timeline.at(revision));
                let changes = timeline.between(from, to);
                Some(Arc::new(Difference::between(&before, &after, &changes, date(&page::today()))))
            })
        });
        difference.into()
    }

    /// Looks at what is drawn now.
    pub fn look_at_now(&self) {
        let past = self.past();
        self.pause();
        if past.look.with_untracked(Option::is_none) {
            return;
        }
        past.look.set(None);
        past.behind.drawing.borrow_mut().take();
        if self.is_looking_back() {
            self.compare(None);
        }
        set(self.signals.right_folded, past.behind.was_folded.get());
        self.lay_panels();
    }

    /// Somebody left the past on another way, as by going back to the map.
    pub fn notice_leaving(&self) {
        if !self.is_looking_back() {
            self.look_at_now();
        }
    }

    fn is_looking_back(&self) -> bool {
        self.peek(crate::editor::Editor::is_looking_back)
    }

    fn landscape_at(&self, revision: Revision) -> Option<Landscape> {
        self.past().timeline.with_untracked(|timeline| timeline.as_ref().map(|it| it.at(revision)))
    }

    /// Makes the landscape again what it was at a revision: one more step, which can be taken back.
    pub fn restore_revision(&self, revision: Revision) {
        let Some(then) = self.landscape_at(revision) else { return };
        let name = self.called_revision(revision);
        self.look_at_now();
        let command = self.peek(|editor| timeline::restore(editor.document.base(), &then));
        let Some(command) = command else {
            return self.toast(format!("Nothing differs: the landscape is as it was at {name}."), false);
        };
        if self.edit(|editor| editor.run_on_base("Restore a revision", &command)) {
            let words = "Nothing is lost: all that was done since is still in the history.";
            self.toast_undoable(format!("The landscape is as it was at {name} again. {words}"));
        }
    }

    /// Opens what the landscape was at a revision as a landscape of its own, on this computer.
    pub fn copy_revision(&self, revision: Revision) {
        let Some(mut then) = self.landscape_at(revision) else { return };
        let name = self.called_revision(revision);
        let header = Arc::make_mut(&mut then.header);
        header.name = format!("{} ({name})", header.name).trim_start().to_owned();
        self.look_at_now();
        self.open_landscape("Copy a revision", then);
        self.toast_undoable(format!("This is a copy of {name}, kept on this computer."));
    }

    /// What sentences call a revision: its name, or its number.
    pub fn called_revision(&self, revision: Revision) -> String {
        self.past().timeline.with_untracked(|timeline| {
            let milestone = timeline.as_ref().and_then(|timeline| timeline.milestone(revision));
            milestone.map_or_else(|| format!("revision {revision}"), |milestone| format!("“{}”", milestone.name))
        })
    }
}

/// The earlier and the later of the two revisions that are compared; twice the same where only one is shown. `from` is
/// where the step that is shown came from, if that is not the revision before.
fn compared(timeline: &Timeline, revision: Revision, against: Against, from: Option<Revision>) -> (Revision, Revision) {
    let before = || Revision(revision.0.saturating_sub(1)).max(timeline.first_revision());
    let other = match against {
        Against::Nothing => revision,
        Against::Before => from.unwrap_or_else(before),
        Against::Now => timeline.newest_revision(),
        Against::Revision(other) => other,
    };
    (revision.min(other), revision.max(other))
}
