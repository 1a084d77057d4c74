//! What would be: the steps of a scenario over the landscape that it is kept in, where the two contradict each other, and
//! how a scenario becomes what is.
//!
//! Nothing here changes anything: whoever asks gets an [`Outlook`] to show, or one command to run on the base.

use crate::change::Changes;
use crate::command::{Batch, Command, CommandError, Remove};
use crate::model::{ElementKind, Landscape, Scenario, ScenarioId, Step};

mod conflict;
mod joining;
mod pair;
mod resolve;
mod roadmap;
mod seen;
mod step;

pub use conflict::{Choice, Conflict};
pub use pair::{from_landscapes, from_matched, is_pair, over, pair};
pub use resolve::resolve;
pub use roadmap::{Milestone, Prospect, roadmap, side_by_side};
pub use step::{add_step, move_step, remove_step};

/// A scenario worked out over its base.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The to-be: the base after every step that applies. It holds the same scenarios as the base.
    pub landscape: Landscape,
    /// What became of each step.
    pub steps: Vec<Outcome>,
    /// What leads from the base to the to-be.
    pub changes: Changes,
    /// Where the scenario and its base contradict each other.
    pub conflicts: Vec<Conflict>,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What people call what was done.
    pub label: String,
    /// What is done, or why the step cannot be read.
    pub command: Result<Command, String>,
    /// What it changes where it stands, or why it does not apply there.
    pub result: Result<Changes, CommandError>,
}

/// What a scenario would make of its base.
pub fn outlook(base: &Landscape, scenario: &Scenario) -> Outlook {
    let (landscape, steps) = replay(base, &scenario.steps);
    let mut changes = Changes::default();
    for done in steps.iter().filter_map(|step| step.result.as_ref().ok()) {
        changes.squash(done.clone());
    }
    let conflicts = conflict::find(base, scenario, &landscape, &steps, &changes);
    Outlook { landscape, steps, changes, conflicts }
}

/// The command, on the base, by which the to-be becomes the base and the scenario goes.
///
/// # Errors
///
/// The scenario is not there, or contradicts its base.
pub fn merge(base: &Landscape, id: ScenarioId) -> Result<Command, CommandError> {
    let outlook = outlook(base, of(base, id)?);
    if !outlook.conflicts.is_empty() {
        return Err(CommandError::Refused(
            "The scenario and what it is over contradict each other. Decide every conflict first.",
        ));
    }
    let mut commands = Vec::new();
    for command in outlook.steps.into_iter().filter_map(|step| step.command.ok()) {
        match command {
            // What is nested as deeply as it may be would be nested too deeply.
            Command::Batch(batch) => commands.extend(batch.commands),
            command => commands.push(command),
        }
    }
    commands.push(Remove { elements: [id.into()].into() }.into());
    Ok(Batch { commands }.into())
}

/// The scenario of this identifier.
fn of(base: &Landscape, id: ScenarioId) -> Result<&Scenario, CommandError> {
    base.scenarios.get(&id).map(AsRef::as_ref).ok_or(CommandError::Missing(id.into()))
}

/// What the steps make of a landscape, and what became of each.
fn replay(base: &Landscape, steps: &[Step]) -> (Landscape, Vec<Outcome>) {
    let mut landscape = base.clone();
    let mut outcomes = Vec::with_capacity(steps.len());
    for Step { label, command } in steps {
        let command = step::read(command);
        let result = match &command {
            Ok(command) => changes_of(command, &landscape),
            Err(_) => Err(CommandError::Refused("This step cannot be read.")),
        };
        if let Ok(changes) = &result {
            landscape.apply(changes);
        }
        outcomes.push(Outcome { label: label.clone(), command, result });
    }
    (landscape, outcomes)
}

/// What a command does as a step: scenarios are over a landscape and no part of what would be.
fn changes_of(command: &Command, landscape: &Landscape) -> Result<Changes, CommandError> {
    let changes = command.changes(landscape)?;
    if changes.touched().any(|id| id.kind() == ElementKind::Scenario) {
        return Err(CommandError::Refused("A step of a scenario changes what is drawn, not a scenario."));
    }
    Ok(changes)
}
