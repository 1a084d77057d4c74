//! Scenarios: which is drawn on, what marks it, and what is done with it.

use atoll_core::command::{Add, Command, CommandError, Remove};
use atoll_core::model::{Landscape, Scenario, ScenarioId};
use atoll_core::scenario::{self, Choice, Conflict};
use leptos::prelude::*;

use super::Session;
use crate::editor::PLANNER;

impl Session {
    /// Draws on this scenario from now on, or on what is.
    pub fn plan(&self, id: Option<ScenarioId>) {
        self.edit(|editor| editor.plan(id.map(|id| (id, PLANNER))));
        let said = match id {
            Some(id) => format!("Drawing on the scenario {}", self.peek(|editor| editor.landscape().name(id.into()))),
            None => "Drawing on what is".to_owned(),
        };
        self.signals.announcement.set(said);
        self.mark_scenario();
    }

    /// A new scenario, which is drawn on from then on.
    pub fn new_scenario(&self) {
        self.plan(None);
        let id = self.edit(|editor| {
            let id: ScenarioId = editor.document.ids.fresh();
            let name = editor.free_name("Scenario");
            let record = Scenario { id, name, ..Scenario::default() }.into();
            editor.run("Add scenario", Add { record }).then_some(id)
        });
        if id.is_some() {
            self.plan(id);
        }
    }

    /// Does something to the scenarios of what is, whichever is drawn on; tells the person where it cannot be done.
    pub fn change_scenario(
        &self,
        label: &str,
        command: impl FnOnce(&Landscape) -> Result<Command, CommandError>,
    ) -> bool {
        let planned = self.peek(|editor| command(editor.document.base()));
        match planned {
            Ok(command) => {
                let is_done = self.edit(|editor| editor.run_on_base(label, &command));
                self.mark_scenario();
                is_done
            }
            Err(error) => {
                self.toast(error.to_string(), true);
                false
            }
        }
    }

    /// Decides a conflict.
    pub fn resolve(&self, id: ScenarioId, conflict: &Conflict, choice: Choice) {
        self.change_scenario("Decide a conflict", |base| scenario::resolve(base, id, conflict, choice));
    }

    /// Makes the to-be what is.
    pub fn merge_scenario(&self, id: ScenarioId) {
        let name = self.peek(|editor| editor.document.base().name(id.into()));
        if self.change_scenario("Merge scenario", |base| scenario::merge(base, id)) {
            self.plan(None);
            self.toast_undoable(format!("Merged: what “{name}” was to bring is there now."));
        }
    }

    /// Deletes a scenario.
    pub fn delete_scenario(&self, id: ScenarioId) {
        self.plan(None);
        if self.run("Delete scenario", Remove { elements: [id.into()].into() }) {
            self.toast_undoable("Deleted the scenario".to_owned());
        }
    }

    /// Marks what the scenario brings, or nothing.
    pub fn show_marks(&self, is_on: bool) {
        self.signals.marks_scenario.set(is_on);
        self.mark_scenario();
    }

    /// Marks what the scenario that is drawn on brings: on the map that is drawn on, and in the view that is looked at.
    pub fn mark_scenario(&self) {
        self.draw_stage();
        self.draw_marks();
    }
}
