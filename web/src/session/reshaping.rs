//! Refactorings: which one is looked at, what was answered, and what it would do, shown before it is done.

use std::sync::Arc;

use atoll_core::change::Changes;
use atoll_core::command::{Batch, Command, Place, apply};
use atoll_core::difference::Difference;
use atoll_core::layout;
use atoll_core::model::{ElementId, Landscape, date};
use atoll_core::refactoring::{self, Answer, Answers, Refactoring};
use leptos::prelude::*;

use super::project::set;
use super::{LeftPanel, Session};
use crate::editor::Comparison;
use crate::platform::page;

/// A refactoring that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Reshaping {
    /// Its code.
    pub code: &'static str,
    /// What it is done to.
    pub selection: Vec<ElementId>,
    /// What was answered so far.
    pub answers: Answers,
}

/// What a refactoring would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What it is called in the history.
    pub label: &'static str,
    /// What would be done.
    pub command: Command,
    /// What would differ.
    pub difference: Arc<Difference>,
    /// What would come about.
    pub comparison: Arc<Comparison>,
}

impl Session {
    /// Looks at a refactoring of these elements, or at all that apply to what is chosen.
    pub fn reshape(&self, of: Option<(&'static Refactoring, Vec<ElementId>)>) {
        let reshaping = of.map(|(refactoring, selection)| Reshaping {
            code: refactoring.code,
            selection,
            answers: Answers::default(),
        });
        self.signals.reshaping.set(reshaping);
        // A panel that is set anew begins anew.
        set(self.signals.left, Some(LeftPanel::Refactorings));
        self.lay_panels();
    }

    /// Answers a question of the refactoring that is looked at.
    pub fn answer(&self, key: &'static str, answer: Answer) {
        self.signals.reshaping.update(|reshaping| {
            if let Some(reshaping) = reshaping {
                reshaping.answers.set(key, answer);
            }
        });
    }

    /// What the refactoring that is looked at would do, also on the map, followed while answers and landscape change.
    pub fn previewing(&self) -> Signal<Result<Arc<Preview>, String>> {
        let session = *self;
        let preview: RwSignal<Result<Arc<Preview>, String>> = RwSignal::new(Err(String::new()));
        Effect::new(move |_| {
            session.signals.revision.track();
            let Some(reshaping) = session.signals.reshaping.get() else { return };
            let found = session.preview(&reshaping).map(Arc::new);
            session.compare(found.as_ref().ok().map(|preview| preview.comparison.clone()));
            preview.set(found);
        });
        preview.into()
    }

    /// What the refactoring would do, or why it cannot be done.
    ///
    /// # Errors
    ///
    /// A sentence for the person.
    pub fn preview(&self, reshaping: &Reshaping) -> Result<Preview, String> {
        let Some(refactoring) = refactoring::refactoring(reshaping.code) else { return Err(String::new()) };
        self.peek(|editor| {
            let before = editor.landscape();
            let mut ids = editor.document.ids.clone();
            let planned = refactoring::command(refactoring, before, &reshaping.selection, &reshaping.answers, &mut ids);
            let planned = planned.map_err(|refusal| refusal.to_string())?;
            let (command, after) = placed(before, planned, editor.viewport.width / editor.viewport.height.max(1.0))?;
            let changes = Changes::between(before, &after);
            let difference = Arc::new(Difference::between(before, &after, &changes, date(&page::today())));
            let comparison = Arc::new(Comparison { changes, after, is_past: false });
            Ok(Preview { label: refactoring.name, command, difference, comparison })
        })
    }

    /// Does what was shown, as one step that can be undone.
    pub fn do_reshape(&self, preview: &Preview) {
        self.compare(None);
        self.signals.reshaping.set(None);
        if self.run(preview.label, preview.command.clone()) {
            self.toast_undoable(format!("Done: {}", preview.label));
        }
    }
}

/// The command with places for what it brings onto the map, and the landscape after it.
fn placed(before: &Landscape, command: Command, aspect: f64) -> Result<(Command, Landscape), String> {
    let mut after = before.clone();
    apply(&mut after, &command).map_err(|error| error.to_string())?;
    let frames = layout::missing(&after, aspect);
    if frames.is_empty() {
        return Ok((command, after));
    }
    let place: Command = Place { frames }.into();
    apply(&mut after, &place).map_err(|error| error.to_string())?;
    Ok((Batch { commands: vec![command, place] }.into(), after))
}
