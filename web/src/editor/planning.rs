//! Drawing on a scenario: what is seen is the to-be, what is changed is the scenario's list of steps.

use atoll_core::change::Changes;
use atoll_core::command::{self, Command, CommandError};
use atoll_core::model::{ElementId, Landscape, ScenarioId};

use super::Document;

/// What is known of scenarios, fetched later than the editor.
#[derive(Clone, Copy, Debug)]
pub struct Planner {
    /// The to-be: the base with all steps of the scenario that apply.
    pub outlook: fn(&Landscape, ScenarioId) -> Landscape,
    /// The command on the base that makes a command a step of the scenario.
    pub add_step: fn(&Landscape, ScenarioId, &str, &Command) -> Result<Command, CommandError>,
}

/// A scenario that is drawn on.
#[derive(Debug)]
pub(super) struct Planning {
    id: ScenarioId,
    /// The as-is, with the scenario in it.
    base: Landscape,
    planner: Planner,
}

impl Document {
    /// What is kept and handed out: the as-is with its scenarios, whatever is looked at.
    pub fn base(&self) -> &Landscape {
        self.planning.as_ref().map_or(&self.landscape, |planning| &planning.base)
    }

    /// The scenario that is drawn on.
    pub fn scenario(&self) -> Option<ScenarioId> {
        self.planning.as_ref().map(|planning| planning.id)
    }

    /// Draws on this scenario from now on, or on the as-is; answers with what looks different.
    pub(super) fn plan(&mut self, scenario: Option<(ScenarioId, Planner)>) -> Changes {
        let base = self.base().clone();
        self.planning = scenario.map(|(id, planner)| Planning { id, base: base.clone(), planner });
        match &self.planning {
            None => self.show(base),
            Some(_) => self.look_ahead(),
        }
    }

    /// Works out the to-be anew; answers with what looks different.
    fn look_ahead(&mut self) -> Changes {
        let Some(Planning { id, base, planner }) = &self.planning else { return Changes::default() };
        let shown = (planner.outlook)(base, *id);
        self.show(shown)
    }

    fn show(&mut self, landscape: Landscape) -> Changes {
        let changes = Changes::between(&self.landscape, &landscape);
        self.ids.skip(&landscape);
        self.landscape = landscape;
        self.revision += 1;
        changes
    }

    /// What is done, as it is noted in the log: on a scenario every change of the landscape becomes a step of it.
    ///
    /// # Errors
    ///
    /// The command does not apply.
    pub(super) fn noted(&self, label: &str, command: &Command) -> Result<Command, CommandError> {
        let Some(Planning { id, base, planner }) = &self.planning else { return Ok(command.clone()) };
        let changes = command.changes(&self.landscape)?;
        let is_about_looking =
            |id: ElementId| matches!(id, ElementId::Scenario(_) | ElementId::Perspective(_) | ElementId::Acceptance(_));
        if changes.touched().all(is_about_looking) {
            return Ok(command.clone());
        }
        (planner.add_step)(base, *id, label, command)
    }

    /// Does a command as it is noted in the log; answers with what changed in what is kept, and in what is seen.
    ///
    /// # Errors
    ///
    /// The command does not apply.
    pub(super) fn perform(&mut self, noted: &Command) -> Result<(Changes, Changes), CommandError> {
        let Some(planning) = &mut self.planning else {
            let changes = command::apply(&mut self.landscape, noted)?;
            return Ok((changes.clone(), changes));
        };
        let kept = command::apply(&mut planning.base, noted)?;
        let seen = if planning.base.scenarios.contains_key(&planning.id) { self.look_ahead() } else { self.plan(None) };
        Ok((kept, seen))
    }

    /// Makes changes to what is kept; answers with what looks different.
    pub(super) fn apply(&mut self, changes: &Changes) -> Changes {
        self.revision += 1;
        let Some(planning) = &mut self.planning else {
            self.landscape.apply(changes);
            self.ids.skip(&self.landscape);
            return changes.clone();
        };
        planning.base.apply(changes);
        if planning.base.scenarios.contains_key(&planning.id) {
            return self.look_ahead();
        }
        // The scenario is gone: what is left is the as-is.
        self.plan(None)
    }
}
