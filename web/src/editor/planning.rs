//! Drawing on a scenario: what is seen is the to-be, what is changed is the scenario's list of steps.

use atoll_core::change::Changes;
use atoll_core::command::{self, Command, CommandError};
use atoll_core::model::{ElementId, Landscape, ScenarioId};
use atoll_core::protocol::Right;
use atoll_core::scenario;

use super::{Document, Editor};

/// What is known of scenarios, fetched later than the editor.
#[derive(Clone, Copy, Debug)]
pub struct Planner {
    /// The to-be: the base with all steps of the scenario that apply.
    pub outlook: fn(&Landscape, ScenarioId) -> Landscape,
    /// The command on the base that makes a command a step of the scenario.
    pub add_step: fn(&Landscape, ScenarioId, &str, &Command) -> Result<Command, CommandError>,
}

/// What works scenarios out. What is fetched first does not name it.
pub const PLANNER: Planner = Planner {
    outlook: |base, id| match base.scenarios.get(&id) {
        Some(scenario) => scenario::outlook(base, scenario).landscape,
        None => base.clone(),
    },
    add_step: scenario::add_step,
};

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

    /// What the scenario that is drawn on brings, without what is said of scenarios and views themselves; nothing where
    /// what is is drawn on.
    pub fn brought(&self) -> Option<Changes> {
        let mut changes = Changes::between(&self.planning.as_ref()?.base, &self.landscape);
        let is_drawn = |id: &ElementId| !matches!(id, ElementId::Scenario(_) | ElementId::Perspective(_));
        changes.added.retain(|id, _| is_drawn(id));
        changes.updated.retain(|id, _| is_drawn(id));
        changes.removed.retain(|id, _| is_drawn(id));
        Some(changes)
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
        let is_about_looking = |id: ElementId| {
            matches!(
                id,
                ElementId::Scenario(_) | ElementId::Perspective(_) | ElementId::Acceptance(_) | ElementId::Comment(_)
            )
        };
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

impl Editor {
    /// Does a command to what is, whichever scenario is drawn on.
    pub fn run_on_base(&mut self, label: &str, command: &Command) -> bool {
        if self.refuses(Right::needed_for(command)) {
            return false;
        }
        match self.document.run_on_base(label, command) {
            Ok((noted, changes)) => {
                self.outcome.log.extend(noted);
                self.follow(changes);
                true
            }
            Err(error) => {
                self.notify_problem(error.to_string());
                false
            }
        }
    }

    /// Draws on this scenario from now on, or on the as-is.
    pub fn plan(&mut self, scenario: Option<(ScenarioId, Planner)>) {
        if scenario.map(|(id, _)| id) == self.document.scenario() {
            return;
        }
        super::gesture::cancel(self);
        self.document.end_gesture();
        let changes = self.document.plan(scenario);
        self.follow(changes);
    }
}

#[cfg(test)]
mod tests {
    use atoll_core::command::{Add, rename};
    use atoll_core::model::Scenario;
    use atoll_core::scenario::Choice;
    use atoll_core::sketch::Sketch;

    use super::*;

    /// Somebody who draws on a scenario of a landscape with one context.
    fn somebody() -> (Editor, ElementId, ScenarioId) {
        let mut sketch = Sketch::new();
        let context = sketch.context("Quotes");
        let mut editor = Editor::new(Document::new("test".to_owned(), sketch.landscape, 7));
        let id: ScenarioId = editor.document.ids.fresh();
        let record = Scenario { id, name: "Apart".to_owned(), ..Scenario::default() }.into();
        assert!(editor.run("Add scenario", Add { record }));
        editor.plan(Some((id, PLANNER)));
        (editor, context.into(), id)
    }

    fn steps(editor: &Editor, id: ScenarioId) -> usize {
        editor.document.base().scenarios[&id].steps.len()
    }

    #[test]
    fn what_is_drawn_on_a_scenario_is_a_step_and_leaves_what_is_alone() {
        let (mut editor, context, id) = somebody();
        assert!(editor.run("Rename", rename(context, "Prices".to_owned())));
        assert_eq!((editor.landscape().name(context), steps(&editor, id)), ("Prices".to_owned(), 1));
        assert_eq!(editor.document.base().name(context), "Quotes");
        let brought = editor.document.brought().expect("a scenario is drawn on");
        assert_eq!(brought.touched().collect::<Vec<_>>(), [context], "and nothing of the scenario's own record");
        editor.undo();
        assert_eq!((editor.landscape().name(context), steps(&editor, id)), ("Quotes".to_owned(), 0));
        editor.redo();
        editor.plan(None);
        assert_eq!((editor.landscape().name(context), steps(&editor, id)), ("Quotes".to_owned(), 1));
        editor.plan(Some((id, PLANNER)));
        assert_eq!(editor.landscape().name(context), "Prices");
    }

    #[test]
    fn the_log_alone_leads_to_the_same_scenario() {
        let (mut editor, context, id) = somebody();
        let mut kept = editor.document.base().clone();
        editor.take_outcome();
        assert!(editor.run("Rename", rename(context, "Prices".to_owned())));
        editor.undo();
        editor.redo();
        for command in editor.take_outcome().log {
            command::apply(&mut kept, &command).expect("it applies");
        }
        assert_eq!(&kept, editor.document.base());
        assert_eq!(steps(&editor, id), 1);
    }

    #[test]
    fn what_moved_underneath_is_a_conflict_that_is_decided_and_merged_and_taken_back() {
        let (mut editor, context, id) = somebody();
        editor.run("Rename", rename(context, "Prices".to_owned()));
        editor.plan(None);
        editor.run("Rename", rename(context, "Offers".to_owned()));
        editor.plan(Some((id, PLANNER)));
        let base = editor.document.base().clone();
        let conflicts = scenario::outlook(&base, &base.scenarios[&id]).conflicts;
        assert_eq!(conflicts.len(), 1, "{conflicts:?}");
        assert!(scenario::merge(&base, id).is_err(), "a conflict is decided first");
        let decided = scenario::resolve(&base, id, &conflicts[0], Choice::KeepScenario).expect("it can be decided");
        assert!(editor.run_on_base("Decide a conflict", &decided));
        let merged = scenario::merge(editor.document.base(), id).expect("nothing contradicts it any more");
        assert!(editor.run_on_base("Merge", &merged));
        assert_eq!(editor.document.scenario(), None, "what is merged is no scenario any more");
        assert_eq!(editor.landscape().name(context), "Prices");
        editor.undo();
        editor.undo();
        assert_eq!(editor.landscape().name(context), "Offers");
    }
}
