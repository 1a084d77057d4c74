//! Two things that are done one after the other and are one step.

use crate::change::Changes;
use crate::command::{Command, Place};
use crate::model::{ElementId, Landscape, Step};
use crate::sorted_set::SortedSet;

use super::{Outcome, changes_of, replay};

/// The last step of a scenario and a command as one; nothing at all where they are two, and no command where together
/// they do nothing. `changes` is what the command does after the last step.
pub(super) fn join(
    base: &Landscape,
    steps: &[Step],
    outcomes: &[Outcome],
    label: &str,
    command: &Command,
    changes: &Changes,
) -> Option<Option<Command>> {
    let (last, earlier) = outcomes.split_last()?;
    let (Ok(last_command), Ok(last_changes)) = (&last.command, &last.result) else { return None };
    if last.label != label {
        return None;
    }
    let joined = one(last_command, command)?;
    let mut both = last_changes.clone();
    both.squash(changes.clone());
    if both.is_empty() {
        return Some(None);
    }
    let (before_last, _) = replay(base, &steps[..earlier.len()]);
    (changes_of(&joined, &before_last).as_ref() == Ok(&both)).then_some(Some(joined))
}

/// The command that does what both do, where the second says all anew that the first said.
fn one(first: &Command, second: &Command) -> Option<Command> {
    if let (Command::Place(first), Command::Place(second)) = (first, second) {
        let mut frames = first.frames.clone();
        frames.extend(second.frames.iter().map(|(id, frame)| (*id, *frame)));
        return Some(Place { frames }.into());
    }
    let said = slots(second)?;
    (!said.is_empty() && slots(first)? == said).then(|| second.clone())
}

/// The fields that a command sets, where it does nothing else.
fn slots(command: &Command) -> Option<SortedSet<(ElementId, String)>> {
    match command {
        Command::Set(set) => Some([(set.id, set.field.clone())].into()),
        Command::Place(place) => Some(place.frames.keys().map(|id| (*id, "frame".to_owned())).collect()),
        Command::Batch(batch) => {
            let mut all = SortedSet::new();
            for command in &batch.commands {
                all.extend(slots(command)?);
            }
            Some(all)
        }
        Command::Add(_) | Command::Remove(_) | Command::Restore(_) => None,
    }
}
