//! Steps: how they are written, added, taken out and moved.

use crate::change::Changes;
use crate::command::{Batch, Command, CommandError, Restore, Set};
use crate::model::{ElementId, Landscape, Scenario, ScenarioId, Step, Value};

use super::{changes_of, joining, of, replay, seen};

/// The command of a step, or why it cannot be read.
pub(super) fn read(value: &Value) -> Result<Command, String> {
    let text = serde_json::to_string(value).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| {
        // The place is one in a text that nobody sees, and what is expected is a list of everything.
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        message.split(", expected one of").next().unwrap_or_default().to_owned()
    })
}

/// A command as a step keeps it. Commands hold nothing that JSON cannot say, so that nothing is lost.
pub(super) fn write(command: &Command) -> Value {
    serde_json::to_string(command).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// The command, on the base, that lets a scenario do one thing more. A thing that is done again just after, such as a
/// place that is dragged on, becomes one with it.
///
/// # Errors
///
/// The scenario is not there, or the command does not apply on the to-be.
pub fn add_step(base: &Landscape, id: ScenarioId, label: &str, command: &Command) -> Result<Command, CommandError> {
    let scenario = of(base, id)?;
    let mut after = scenario.clone();
    append(base, &mut after, label, command)?;
    Ok(written(scenario, &after))
}

fn append(base: &Landscape, scenario: &mut Scenario, label: &str, command: &Command) -> Result<(), CommandError> {
    let (to_be, outcomes) = replay(base, &scenario.steps);
    let changes = changes_of(command, &to_be)?;
    if changes.is_empty() {
        return Ok(());
    }
    let command = by_field(command, &to_be, &changes);
    seen::look(scenario, base, &to_be, &changes);
    let Some(joined) = joining::join(base, &scenario.steps, &outcomes, label, &command, &changes) else {
        scenario.steps.push(Step { label: label.to_owned(), command: write(&command) });
        return Ok(());
    };
    scenario.steps.pop();
    scenario.steps.extend(joined.map(|command| Step { label: label.to_owned(), command: write(&command) }));
    let (_, outcomes) = replay(base, &scenario.steps);
    seen::prune(scenario, base, &outcomes);
    Ok(())
}

/// The command, on the base, by which a scenario does one thing less.
///
/// # Errors
///
/// The scenario or the step is not there.
pub fn remove_step(base: &Landscape, id: ScenarioId, index: usize) -> Result<Command, CommandError> {
    let scenario = of(base, id)?;
    let mut after = scenario.clone();
    if index >= after.steps.len() {
        return Err(NO_STEP);
    }
    after.steps.remove(index);
    let (_, outcomes) = replay(base, &after.steps);
    seen::prune(&mut after, base, &outcomes);
    Ok(written(scenario, &after))
}

/// The command, on the base, by which a step comes to stand elsewhere: at `to`, counted without it.
///
/// # Errors
///
/// The scenario or the step is not there, or a step that applied would not apply in that order.
pub fn move_step(base: &Landscape, id: ScenarioId, from: usize, to: usize) -> Result<Command, CommandError> {
    let scenario = of(base, id)?;
    let mut after = scenario.clone();
    if from >= after.steps.len() || to >= after.steps.len() {
        return Err(NO_STEP);
    }
    let step = after.steps.remove(from);
    after.steps.insert(to, step);
    let failed = |steps: &[Step]| replay(base, steps).1.iter().filter(|step| step.result.is_err()).count();
    if failed(&after.steps) > failed(&scenario.steps) {
        return Err(CommandError::Refused(
            "In this order a step would not apply: it needs what another one does first.",
        ));
    }
    Ok(written(scenario, &after))
}

const NO_STEP: CommandError = CommandError::Refused("The scenario has no such step (any more).");

/// The command that writes into the base how a scenario is now.
pub(super) fn written(before: &Scenario, after: &Scenario) -> Command {
    let mut commands = Vec::new();
    if before.steps != after.steps {
        commands.push(Set::new(before.id, "steps", &after.steps).into());
    }
    if before.seen != after.seen {
        commands.push(Set::new(before.id, "seen", &after.seen).into());
    }
    Batch::of(commands)
}

/// A command that puts whole records, as one that changes only the fields that differ: what else moves in the base is
/// then left alone. Where that cannot be said field by field the command stays as it is.
fn by_field(command: &Command, to_be: &Landscape, changes: &Changes) -> Command {
    if !restores(command) {
        return command.clone();
    }
    let restore =
        Restore { put: changes.added.values().cloned().collect(), remove: changes.removed.keys().copied().collect() };
    let mut commands: Vec<Command> = Vec::new();
    if !(restore.put.is_empty() && restore.remove.is_empty()) {
        commands.push(restore.into());
    }
    for (id, (before, after)) in &changes.updated {
        commands.extend(sets(*id, before, after));
    }
    let apart = Batch::of(commands);
    if apart.changes(to_be).as_ref() == Ok(changes) { apart } else { command.clone() }
}

/// What turns one state of a record into another, field by field.
pub(super) fn sets(
    id: ElementId,
    before: &crate::model::Record,
    after: &crate::model::Record,
) -> impl Iterator<Item = Command> {
    let fields = after.specs().iter().zip(before.fields().into_iter().zip(after.fields()));
    let differing = fields.filter(|(_, (before, after))| before.value() != after.value());
    let set = move |spec: &crate::model::FieldSpec, value| Set { id, field: spec.name.to_owned(), value }.into();
    let sets: Vec<Command> = differing.map(|(spec, (_, after))| set(spec, after.value())).collect();
    sets.into_iter()
}

fn restores(command: &Command) -> bool {
    match command {
        Command::Restore(_) => true,
        Command::Batch(batch) => batch.commands.iter().any(restores),
        _ => false,
    }
}
