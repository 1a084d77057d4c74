//! Deciding a conflict: what the scenario saw is renewed, and its steps are adapted, dropped or followed by one more.

use crate::command::{Command, CommandError, Restore, Set};
use crate::model::{ElementId, Landscape, Record, Scenario, ScenarioId, Step};
use crate::sorted_set::SortedSet;

use super::conflict::{self, Choice, Conflict};
use super::step::{read, write, written};
use super::{Outcome, of, outlook, replay, seen};

/// The command, on the base, that decides a conflict of a scenario. Others may come to light by it: what depended on a
/// step that is dropped.
///
/// # Errors
///
/// The scenario is not there, does not have this conflict (any more), or this is no way to decide it.
pub fn resolve(base: &Landscape, id: ScenarioId, conflict: &Conflict, choice: Choice) -> Result<Command, CommandError> {
    let scenario = of(base, id)?;
    if !outlook(base, scenario).conflicts.contains(conflict) {
        return Err(CommandError::Refused("This conflict is there no more."));
    }
    let mut after = scenario.clone();
    match (conflict, choice) {
        (Conflict::Field { id, field, .. }, Choice::KeepBase) => leave_field(base, &mut after, *id, field),
        (Conflict::Field { id, field, .. }, Choice::KeepScenario) => see_field(base, &mut after, *id, field),
        (Conflict::Gone { id, .. }, Choice::KeepBase) => leave_out(base, &mut after, *id),
        (Conflict::Gone { id, step, .. }, Choice::KeepScenario) => bring_back(base, &mut after, *id, *step),
        (Conflict::Gone { step: index, .. } | Conflict::Step { index, .. }, Choice::DropStep) => {
            after.steps.remove(*index);
        }
        (Conflict::Twice { id, .. }, Choice::KeepBase) => leave_out(base, &mut after, *id),
        (Conflict::Twice { id, .. }, Choice::KeepScenario) => {
            rewrite(&mut after, &|command| Some(overwriting(command, *id)));
            seen::note(&mut after, *id, base.get(*id).as_ref());
        }
        (Conflict::ChangedUnderRemoval { id, .. }, Choice::KeepBase) => keep(base, &mut after, *id),
        (Conflict::ChangedUnderRemoval { id, .. }, Choice::KeepScenario) => {
            seen::note(&mut after, *id, base.get(*id).as_ref());
        }
        _ => return Err(CommandError::Refused("This is no way to decide this conflict.")),
    }
    let (_, outcomes) = replay(base, &after.steps);
    seen::prune(&mut after, base, &outcomes);
    Ok(written(scenario, &after))
}

/// The scenario leaves a field as the base has it: it does not set it, or sets it to that in the end.
fn leave_field(base: &Landscape, scenario: &mut Scenario, id: ElementId, field: &str) {
    let has_set = |command: &Command| matches!(command, Command::Set(set) if set.id == id && set.field == field);
    let mut without = scenario.clone();
    rewrite(&mut without, &|command| (!has_set(command)).then(|| command.clone()));
    let is_as_in_base = |scenario: &Scenario| {
        let (to_be, outcomes) = replay(base, &scenario.steps);
        let left = base.get(id).map(|is| conflict::remaining(&is, &to_be).field(field));
        (to_be.get(id).map(|record| record.field(field)) == left, failures(&outcomes))
    };
    let (to_be, outcomes) = replay(base, &scenario.steps);
    match is_as_in_base(&without) {
        (true, failed) if failed <= failures(&outcomes) => scenario.steps = without.steps,
        _ => set_back(base, scenario, &to_be, id, field),
    }
    see_field(base, scenario, id, field);
}

/// One step more, which sets a field to what the base has there, as far as the to-be has it.
fn set_back(base: &Landscape, scenario: &mut Scenario, to_be: &Landscape, id: ElementId, field: &str) {
    let (Some(is), Some(mut would_be)) = (base.get(id), to_be.get(id)) else { return };
    let value = conflict::remaining(&is, to_be).field(field);
    let set = Command::from(Set { id, field: field.to_owned(), value: value.clone() });
    let command = if set.changes(to_be).is_ok() {
        set
    } else {
        // It is the value of a field of this kind.
        let _ = would_be.set(field, value);
        Restore::put(vec![would_be]).into()
    };
    scenario.steps.push(step("Keep what the base has", &command));
}

/// The scenario has seen what a field holds in the base.
fn see_field(base: &Landscape, scenario: &mut Scenario, id: ElementId, field: &str) {
    let (Some(Some(mut then)), Some(is)) = (seen::records(scenario).get(&id).cloned(), base.get(id)) else { return };
    // It is the value of a field of this kind.
    let _ = then.set(field, is.field(field));
    seen::note(scenario, id, Some(&then));
}

/// The scenario does without an element: nothing is done to it, nor what cannot be done without it.
fn leave_out(base: &Landscape, scenario: &mut Scenario, id: ElementId) {
    rewrite(scenario, &|command| without(command, id));
    loop {
        let (_, outcomes) = replay(base, &scenario.steps);
        let needs = |step: &Outcome| matches!(step.result, Err(CommandError::Missing(it) | CommandError::Exists(it)) if it == id);
        let Some(index) = outcomes.iter().position(needs) else { break };
        scenario.steps.remove(index);
    }
    seen::note(scenario, id, base.get(id).as_ref());
}

/// The scenario puts what the base lost back before it does anything, with what that belongs to.
fn bring_back(base: &Landscape, scenario: &mut Scenario, id: ElementId, index: usize) {
    let (_, outcomes) = replay(base, &scenario.steps);
    let then = seen::records(scenario);
    let mut back: Vec<Record> = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let Some(Some(record)) = then.get(&id).filter(|_| !base.contains(id)) else { continue };
        if !back.contains(record) {
            open.extend(record.holders());
            back.push(record.clone());
        }
    }
    let ids: SortedSet<ElementId> = back.iter().map(Record::id).collect();
    let stays = |id: ElementId| (base.contains(id) || ids.contains(&id)).then_some(id);
    let put: Vec<Record> = back.into_iter().map(|record| record.followed(&stays).unwrap_or(record)).collect();
    for id in &ids {
        seen::note(scenario, *id, None);
    }
    // A step that puts the whole record needs no other that does.
    if outcomes.get(index).is_some_and(|step| step.result.is_err()) {
        scenario.steps.insert(0, step("Bring back what the base lost", &Restore::put(put).into()));
    }
}

/// The scenario does not remove an element, nor what that belongs to.
fn keep(base: &Landscape, scenario: &mut Scenario, id: ElementId) {
    let (to_be, outcomes) = replay(base, &scenario.steps);
    let mut back: Vec<Record> = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let Some(record) = base.get(id).filter(|_| !to_be.contains(id)) else { continue };
        if !back.contains(&record) {
            open.extend(record.holders());
            back.push(record);
        }
    }
    let ids: SortedSet<ElementId> = back.iter().map(Record::id).collect();
    let mut spared = scenario.clone();
    rewrite(&mut spared, &|command| ids.iter().try_fold(command.clone(), |command, id| sparing(&command, *id)));
    let (without, outcomes_without) = replay(base, &spared.steps);
    if without.contains(id) && failures(&outcomes_without) <= failures(&outcomes) {
        scenario.steps = spared.steps;
    } else {
        let stays = |id: ElementId| (to_be.contains(id) || ids.contains(&id)).then_some(id);
        let put = back.iter().map(|record| record.followed(&stays).unwrap_or_else(|| record.clone())).collect();
        scenario.steps.push(step("Keep what the base changed", &Restore::put(put).into()));
    }
    for id in &ids {
        seen::note(scenario, *id, base.get(*id).as_ref());
    }
}

fn step(label: &str, command: &Command) -> Step {
    Step { label: label.to_owned(), command: write(command) }
}

fn failures(outcomes: &[Outcome]) -> usize {
    outcomes.iter().filter(|step| step.result.is_err()).count()
}

/// Rewrites every simple command of every step; steps of which nothing is left go. Steps that cannot be read stay.
fn rewrite(scenario: &mut Scenario, change: &dyn Fn(&Command) -> Option<Command>) {
    let mut steps = Vec::new();
    for mut step in std::mem::take(&mut scenario.steps) {
        match read(&step.command) {
            Ok(command) => match rewritten(&command, change) {
                Some(after) if after == command => steps.push(step),
                Some(after) => {
                    step.command = write(&after);
                    steps.push(step);
                }
                None => {}
            },
            Err(_) => steps.push(step),
        }
    }
    scenario.steps = steps;
}

fn rewritten(command: &Command, change: &dyn Fn(&Command) -> Option<Command>) -> Option<Command> {
    let Command::Batch(batch) = command else { return change(command) };
    let mut after = batch.clone();
    after.commands = batch.commands.iter().filter_map(|command| rewritten(command, change)).collect();
    (!after.commands.is_empty()).then(|| after.into())
}

/// A simple command without what it does to an element; nothing where nothing is left.
fn without(command: &Command, id: ElementId) -> Option<Command> {
    match command {
        Command::Add(add) => (add.record.id() != id && !add.record.holders().contains(&id)).then(|| command.clone()),
        Command::Set(set) => (set.id != id).then(|| command.clone()),
        Command::Place(place) => {
            let mut place = place.clone();
            place.frames.remove(&id);
            (!place.frames.is_empty()).then(|| place.into())
        }
        Command::Restore(restore) => {
            let mut restore = restore.clone();
            restore.put.retain(|record| record.id() != id && !record.holders().contains(&id));
            restore.remove.remove(&id);
            (!restore.put.is_empty() || !restore.remove.is_empty()).then(|| restore.into())
        }
        Command::Remove(_) | Command::Batch(_) => sparing(command, id),
    }
}

/// A simple command without removing an element; nothing where nothing is left.
fn sparing(command: &Command, id: ElementId) -> Option<Command> {
    match command {
        Command::Remove(remove) => {
            let mut remove = remove.clone();
            remove.elements.remove(&id);
            (!remove.elements.is_empty()).then(|| remove.into())
        }
        Command::Restore(restore) => {
            let mut restore = restore.clone();
            restore.remove.remove(&id);
            (!restore.put.is_empty() || !restore.remove.is_empty()).then(|| restore.into())
        }
        _ => Some(command.clone()),
    }
}

/// A simple command that puts an element where it would add it.
fn overwriting(command: &Command, id: ElementId) -> Command {
    match command {
        Command::Add(add) if add.record.id() == id => Restore::put(vec![add.record.clone()]).into(),
        _ => command.clone(),
    }
}
